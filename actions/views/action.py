"""One action, whole; everything that ever changed in it; and how the file printed it."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import CharField, DateField, Prefetch
from django.http import Http404
from django.shortcuts import render
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
from actions.permissions import Allowed, reads_restricted, remember_role
from actions.querysets import NOT_SHOWN_OF_AN_IMPORT
from actions.roles_held import RolesHeld
from actions.stage_pages import StagePage
from actions.views.lookup import at_canonical_ref
from improvement import history
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at
from improvement.written_once import AnyReader, Given, WrittenOnce, given_for

NEWEST_CHANGES = 10
CHANGES_ON_A_PAGE = 50
_ACTION, _TODAY = Given("action"), Given("today", DateField())


def _at_an_address():
    return (
        Action.objects.visible_to(AnyReader)
        .filter(notice__slug=Given("notice", CharField()), ref=Given("ref", CharField()))
        .select_related("notice__council")
        .with_role_of(AnyReader)
    )


_ALONE = WrittenOnce(_at_an_address)
_WITH_ITS_FILE = WrittenOnce(lambda: _at_an_address().select_related("imported_in"))
_WITH_WHAT_ITS_PAGE_SAYS = WrittenOnce(
    lambda: (
        _at_an_address()
        .select_related("notice__council", "lead", "imported_in")
        .defer(*NOT_SHOWN_OF_AN_IMPORT)
        .prefetch_related(Prefetch("contributors", Contributor.objects.select_related("user")))
        .with_neighbours()
        .with_overdue(_TODAY)
        .annotate(**newest_answer())
    )
)


def _of_its_items():
    yield Action.history.filter(id=_ACTION)
    yield ProgressItem.history.filter(action_id=_ACTION)
    yield NextStep.history.filter(action_id=_ACTION)


def _of_all_that_hangs_on_it(sees_restricted):
    yield from _of_its_items()
    yield Contributor.history.filter(action_id=_ACTION)
    yield CrossReference.history.filter(action_id=_ACTION)
    yield DeclinedReference.history.filter(action_id=_ACTION)
    yield NoChange.history.filter(action_id=_ACTION)
    yield from histories_of_evidence(_ACTION, sees_restricted)
    yield DateChange.history.filter(action_id=_ACTION)
    # These stand in an app above this one, and lead here.
    for name in ("decisions", "oversights"):
        above = Action._meta.get_field(name).related_model
        yield above.history.filter(action_id=_ACTION)


_NEWEST, _WHOLE = history.TimelineOf(_of_its_items), history.TimelineOf(_of_all_that_hangs_on_it)


@require_safe
@readable_as_at
@at_canonical_ref
def detail(request, notice, ref):
    action = _find(_WITH_WHAT_ITS_PAGE_SAYS, request, notice, ref)
    entries = _NEWEST.of(action=action.pk)
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
    action = _find(_ALONE, request, notice, ref)
    sees_all = reads_restricted(request.user, action.notice)
    entries = _WHOLE.of(sees_all, action=action.pk)
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
    action = _find(_WITH_ITS_FILE, request, notice, ref)
    if action.imported_in is None:
        raise Http404
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice),
        "action": action,
        "rows": _rows_of_the_file(action),
    }
    return render(request, "actions/action_as_printed.html", context)


def _find(written, request, notice, ref):
    """The action at this address, or 404 for whoever has no role on its notice."""
    reader = given_for(request.user, timezone.localdate())
    found = written.rows(notice=notice, ref=ref, today=today(), **reader)
    if not found:
        raise Http404
    (action,) = found
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
