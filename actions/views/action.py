"""One action, whole; everything that ever changed in it; and how the file printed it."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.date_pages import DatePage
from actions.evidence_pages import histories_of_evidence
from actions.importing import layout as layouts
from actions.importing import workbook
from actions.importing.columns import column_letter
from actions.importing.problems import Unreadable
from actions.last_said import newest_answer
from actions.models import (
    Action,
    Contributor,
    CrossReference,
    DateChange,
    DeclinedReference,
    NextStep,
    NoChange,
    ProgressItem,
)
from actions.pages import ActionPage
from actions.permissions import Allowed, remember_role
from actions.querysets import NOT_SHOWN_OF_AN_IMPORT
from actions.roles_held import RolesHeld
from actions.stage_pages import StagePage
from actions.views.lookup import at_canonical_ref
from improvement import history
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at

NEWEST_CHANGES = 10
CHANGES_ON_A_PAGE = 50


@require_safe
@readable_as_at
@at_canonical_ref
def detail(request, notice, ref):
    action = _find(request, notice, ref)
    entries = history.timeline(
        action.history.all(),
        ProgressItem.history.filter(action_id=action.pk),
        NextStep.history.filter(action_id=action.pk),
    )
    page = ActionPage(action, request.user, shows_inherited=request.GET.get("inherited") != "no")
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "page": page,
        "stages": StagePage(action, page),
        "dates": DatePage(action, today()),
        "entries": _in_role(entries.newest(NEWEST_CHANGES), action.notice),
        "number_of_changes": entries.number_of_changes,
        "today": today(),
    }
    return render(request, "actions/action_detail.html", context)


@require_safe
@readable_as_at
@at_canonical_ref
def full_history(request, notice, ref):
    action = _find(request, notice, ref)
    oversight = action.oversights.model
    entries = history.timeline(
        action.history.all(),
        ProgressItem.history.filter(action_id=action.pk),
        NextStep.history.filter(action_id=action.pk),
        Contributor.history.filter(action_id=action.pk),
        CrossReference.history.filter(action_id=action.pk),
        DeclinedReference.history.filter(action_id=action.pk),
        NoChange.history.filter(action_id=action.pk),
        *histories_of_evidence(action, request.user),
        DateChange.history.filter(action_id=action.pk),
        action.decisions.model.history.filter(action_id=action.pk),
        oversight.history.filter(action_id=action.pk),
    )
    page = Paginator(entries, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = _in_role(page.object_list, action.notice)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice),
        "action": action,
        "page_obj": page,
    }
    return render(request, "actions/action_history.html", context)


@require_safe
@readable_as_at
@at_canonical_ref
def as_printed(request, notice, ref):
    """The rows of the file that this action came from, cell by cell."""
    action = _find(request, notice, ref)
    if action.imported_in is None:
        raise Http404
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice),
        "action": action,
        "rows": _rows_of_the_file(action),
    }
    return render(request, "actions/action_as_printed.html", context)


def _find(request, notice, ref):
    actions = (
        Action.objects.visible_to(request.user)
        .select_related("notice__council", "lead", "imported_in")
        .defer(*NOT_SHOWN_OF_AN_IMPORT)
        .prefetch_related(Prefetch("contributors", Contributor.objects.select_related("user")))
        .with_neighbours()
        .with_role_of(request.user)
        .with_overdue(today())
        .annotate(**newest_answer())
    )
    action = get_object_or_404(actions, notice__slug=notice, ref=ref)
    remember_role(request.user, action.notice, action.role_of_reader)
    return action


def _in_role(entries, notice):
    """These entries, each saying what its person was on the notice."""
    roles = RolesHeld(notice, {entry.by for entry in entries}, timezone.localdate())
    return [replace(entry, role=roles.said(entry.by, entry.when)) for entry in entries]


def _rows_of_the_file(action):
    """(row number, [(column letter, text)]) of each row, from the sheet that holds the table."""
    sheets = workbook.from_json(action.imported_in.sheets)
    try:
        layout = layouts.from_json(action.imported_in.layout)
        header = layouts.header_of(sheets, layout, action.notice.import_headings)
    except Unreadable:
        return []
    return [
        (row.number, _lettered(row))
        for row in sheets[header.sheet_index].rows
        if row.number in action.imported_rows
    ]


def _lettered(row):
    return [(column_letter(number), text) for number, text in enumerate(row.cells, start=1) if text]
