"""The change log of a notice, one act of it, and the log as a file."""

import re

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import writing
from actions.permissions import Allowed
from actions.views.exports import download
from actions.views.lookup import find_notice
from audits import log
from audits.changes import Reader, line, lines
from audits.filters import ChangeFilter
from audits.reading import Counts, counts, keys, of_keys
from audits.reports import changes_table
from improvement.models import Seal

VERSIONS_ON_A_PAGE = 100
KINDS = ["xlsx", "csv"]
_KEY = re.compile(r"[0-9]{1,18}")


@require_safe
def changes(request, notice):
    """Everything that was changed, newest first. `?before=` and `?after=` name an entry."""
    notice = find_notice(request, notice)
    asked = ChangeFilter(request.GET, notice=notice)
    place = {name: _key(request.GET.get(name, "")) for name in ("before", "after")}
    page = log.page_of(asked, notice, **place)
    reader = Reader(notice, Allowed(request.user, notice), timezone.localdate())
    context = {
        "notice": notice,
        "may": reader.may,
        "filter": asked,
        "form": asked.form,
        "page": page,
        "lines": lines(page.entries, reader),
        "kinds": [(kind, writing.NAMES[kind]) for kind in KINDS],
        "seal": Seal.objects.newest(),
    }
    return render(request, "audits/changes.html", context)


@require_safe
def act(request, notice, act):
    """One act, with every change that it made in this notice."""
    notice = find_notice(request, notice)
    entry = log.entry_of(act, notice)
    if entry is None:
        raise Http404
    found = counts([act], notice).get(act, Counts())
    page = Paginator(range(found.total), VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = keys(act, notice)[page.object_list.start : page.object_list.stop]
    may = Allowed(request.user, notice)
    told = line(entry, found, of_keys(shown, notice), Reader(notice, may, timezone.localdate()))
    context = {
        "notice": notice,
        "may": may,
        "line": told,
        "page_obj": page,
        "address": request.build_absolute_uri(told.url),
        "crumbs": [
            (notice.title, notice.get_absolute_url()),
            ("Changes", reverse("audits:changes", args=[notice.slug])),
        ],
    }
    return render(request, "audits/changes_act.html", context)


@require_safe
def export(request, notice, kind):
    """What the filter shows, whole: a row for each change."""
    notice = find_notice(request, notice)
    if kind not in KINDS:
        raise Http404
    asked = ChangeFilter(request.GET, notice=notice)
    if not asked.is_valid():
        page = reverse("audits:changes", args=[notice.slug])
        return redirect(f"{page}?{request.GET.urlencode()}")
    may = Allowed(request.user, notice)
    reader = Reader(notice, may, timezone.localdate(), wants_links=False)
    table = changes_table(log.all_of(asked.qs, notice), reader)
    return download(table, kind, notice, "changes")


def _key(said):
    return int(said) if _KEY.fullmatch(said) else None
