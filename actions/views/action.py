"""One action, whole; everything that ever changed in it; and how the file printed it."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.date_pages import DatePage
from actions.histories import OF_ALL_THAT_HANGS_ON_IT, OF_ITS_ITEMS, OF_ONE_ITEM, items_of
from actions.importing import layout as layouts
from actions.importing import workbook
from actions.importing.columns import column_letter
from actions.importing.problems import Unreadable
from actions.pages import ActionPage
from actions.permissions import Allowed, reads_restricted
from actions.roles_held import RolesHeld
from actions.stage_pages import StagePage
from actions.views.lookup import (
    ALONE,
    WITH_ALL_ITS_PAGE_SAYS,
    WITH_ITS_FILE,
    at_canonical_ref,
    find_action,
)
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at

NEWEST_CHANGES = 10
CHANGES_ON_A_PAGE = 50


@require_safe
@readable_as_at
@at_canonical_ref
def detail(request, notice, ref):
    action = find_action(WITH_ALL_ITS_PAGE_SAYS, request, notice, ref)
    entries = OF_ITS_ITEMS.of(action=action.pk)
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
    action = find_action(ALONE, request, notice, ref)
    items = items_of(action)
    item = _chosen(items, request.GET.get("of"))
    if item:
        entries = OF_ONE_ITEM.of(item.kind, action=action.pk, item=item.key)
    else:
        sees_all = reads_restricted(request.user, action.notice)
        entries = OF_ALL_THAT_HANGS_ON_IT.of(sees_all, action=action.pk)
    page = Paginator(entries, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = _in_role(page.object_list, action.notice)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice),
        "action": action,
        "items": items,
        "item": item,
        "page_obj": page,
    }
    return render(request, "actions/action_history.html", context)


def _chosen(items, said):
    """The item of which alone the history is read; None for all of them."""
    if not said:
        return None
    for item in items:
        if item.said == said:
            return item
    raise Http404


@require_safe
@readable_as_at
@at_canonical_ref
def as_printed(request, notice, ref):
    """The rows of the file that this action came from, cell by cell."""
    action = find_action(WITH_ITS_FILE, request, notice, ref)
    if action.imported_in is None:
        raise Http404
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice),
        "action": action,
        "rows": _rows_of_the_file(action),
    }
    return render(request, "actions/action_as_printed.html", context)


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
