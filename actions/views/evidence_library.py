"""The evidence of a notice: filter, search, export; and what lacks."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actions import writing
from actions.filters_of_evidence import EvidenceFilter
from actions.models import Action, Evidence
from actions.permissions import Allowed, reads_restricted
from actions.reports_of_evidence import evidence_table
from actions.views.exports import download
from actions.views.lookup import find_notice
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at

ON_A_PAGE = 50
KINDS = ["xlsx", "csv"]


@dataclass(frozen=True)
class Count:
    """How many, of what, and where they are."""

    label: str
    number: int
    url: str


@require_safe
@readable_as_at
def library(request, notice):
    notice = find_notice(request, notice)
    asked = _asked(request, notice)
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "filter": asked,
        "form": asked.form,
        "page_obj": Paginator(asked.narrowed.for_listing(), ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "counts": _counts(request, notice),
        "kinds": [(kind, writing.NAMES[kind]) for kind in KINDS],
    }
    return render(request, "actions/evidence_library.html", context)


@require_safe
@readable_as_at
def export(request, notice, kind):
    """What the filter shows, whole."""
    notice = find_notice(request, notice)
    if kind not in KINDS:
        raise Http404
    asked = _asked(request, notice)
    if not asked.is_valid():
        page = reverse("actions:evidence_library", args=[notice.slug])
        return redirect(f"{page}?{request.GET.urlencode()}")
    return download(evidence_table(asked.narrowed, notice, today()), kind, notice, "evidence")


def _asked(request, notice):
    return EvidenceFilter(
        request.GET,
        notice=notice,
        user=request.user,
        reads_restricted=reads_restricted(request.user, notice),
    )


def _counts(request, notice):
    """What there is and what lacks, each leading to what it counts."""
    held = Evidence.objects.visible_to(request.user).of(notice)
    here = reverse("actions:evidence_library", args=[notice.slug])
    register = reverse("actions:register", args=[notice.slug])
    return [
        Count("pieces of evidence", held.count(), here),
        Count("not checked", held.unchecked().count(), f"{here}?checked=none"),
        Count("older than six months", held.older_than(today()).count(), f"{here}?only=old"),
        Count(
            "actions with no evidence",
            Action.objects.of(notice).without_evidence().count(),
            f"{register}?only=no-evidence",
        ),
    ]
