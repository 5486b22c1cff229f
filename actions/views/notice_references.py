"""All references of a notice: as a table, by what wants an answer, and as a picture."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.models import Action
from actions.notice_references import ALL, DECLINED, UNRESOLVED, WAITING, NoticeReferences
from actions.permissions import Allowed, can_update
from actions.views.lookup import find_notice
from improvement.history.past_pages import readable_as_at

ROWS_ON_A_PAGE = 100
_LABELS = {
    ALL: ("reference", "references"),
    UNRESOLVED: ("leads nowhere", "lead nowhere"),
    WAITING: ("looks like a reference", "look like references"),
    DECLINED: ("said to be none", "said to be none"),
}


@require_safe
@readable_as_at
def notice_references(request, notice):
    notice = find_notice(request, notice)
    held = NoticeReferences(notice, request.user)
    counts = held.counts
    show = request.GET.get("show")
    show = show if show in counts else ALL
    page = _page(held, show, request.GET.get("page"))
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "crumbs": [(notice.title, notice.get_absolute_url())],
        "show": show,
        "tallies": [_tally(value, number, show) for value, number in counts.items()],
        "page_obj": page,
        "rows": _rows(request, held, show, page.object_list),
        "map": held.map if show == ALL else None,
    }
    return render(request, "actions/notice_references.html", context)


def _page(held, show, number):
    of = {WAITING: lambda: held.waiting, DECLINED: lambda: held.declined}
    found = of[show]() if show in of else held.keys(show)
    return Paginator(found, ROWS_ON_A_PAGE).get_page(number)


def _rows(request, held, show, listed):
    """What one page shows; an offer comes with its action, and whether this person answers it."""
    if show == DECLINED:
        return listed
    if show != WAITING:
        return held.rows(listed)
    actions = Action.objects.select_related("notice").prefetch_related("contributors")
    actions = actions.in_bulk({asked.action for asked in listed})
    return [
        (action, asked.offer, can_update(request.user, action))
        for asked in listed
        if (action := actions.get(asked.action))
    ]


def _tally(value, number, show):
    one, many = _LABELS[value]
    return {
        "value": value,
        "number": number,
        "label": one if number == 1 else many,
        "is_current": value == show,
    }
