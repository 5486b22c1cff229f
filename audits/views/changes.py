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
    reader = _reader(request, notice)
    asked = ChangeFilter(request.GET, audience=reader.audience)
    place = {name: _key(request.GET.get(name, "")) for name in ("before", "after")}
    page = log.page_of(asked, notice, **place)
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
    reader = _reader(request, notice)
    entry = log.entry_of(act, reader.audience)
    if entry is None:
        raise Http404
    found = counts([act], reader.audience).get(act, Counts())
    page = Paginator(range(found.total), VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = keys(act, reader.audience)[page.object_list.start : page.object_list.stop]
    told = line(entry, found, of_keys(shown, reader.audience), reader)
    context = {
        "notice": notice,
        "may": reader.may,
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
    reader = _reader(request, notice, wants_links=False)
    asked = ChangeFilter(request.GET, audience=reader.audience)
    if not asked.is_valid():
        page = reverse("audits:changes", args=[notice.slug])
        return redirect(f"{page}?{request.GET.urlencode()}")
    table = changes_table(log.all_of(asked.qs, notice), reader)
    return download(table, kind, notice, "changes")


def _reader(request, notice, **said):
    return Reader(notice, Allowed(request.user, notice), timezone.localdate(), **said)


def _key(said):
    return int(said) if _KEY.fullmatch(said) else None
