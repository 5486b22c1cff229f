"""The notices of a person, the register of one, and the same as a page to print."""

import datetime as dt

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from actions import writing
from actions.filters import NOT_RATED, RegisterFilter
from actions.models import Action, Notice
from actions.permissions import Allowed
from actions.reports import notice_table
from actions.tallies import tallies
from actions.views.lookup import find_notice
from improvement.history.moments import now, today
from improvement.history.past_pages import readable_as_at

ROWS_ON_A_PAGE = 50
LATELY = 30  # days


class NoticeList(ListView):
    """Every notice on which this person has a role."""

    paginate_by = ROWS_ON_A_PAGE

    def get_queryset(self):
        notices = Notice.objects.visible_to(self.request.user).with_action_count()
        return notices.select_related("council")


@require_safe
@readable_as_at
def register(request, notice):
    notice = find_notice(request, notice)
    narrowed = RegisterFilter(request.GET, notice=notice)
    held = Action.objects.of(notice)
    counts = held.count_by_stage_and_rating()
    total = sum(counts.values())
    day = today()
    context = {
        "notice": notice,
        "filter": narrowed,
        "form": narrowed.form,
        "page_obj": _page(narrowed, total, day, request.GET.get("page")),
        "total": total,
        "stages": tallies(Action.Stage, "stage", counts, request.GET),
        "ratings": tallies(
            Action.Rating, "rating", counts, request.GET, unset=(NOT_RATED, "Not rated")
        ),
        "changed_lately": held.changed_since(now() - dt.timedelta(days=LATELY)).count(),
        "days": LATELY,
        "today": day,
        "may": Allowed(request.user, notice),
        "kinds": [(kind, writing.NAMES[kind]) for kind in writing.kinds()],
    }
    return render(request, "actions/register.html", context)


def _page(narrowed, total, on, number):
    """The rows of one page. What is looked for is looked for once: the keys of all that match,
    in order, then the rows of this page by their keys.
    """
    if not narrowed.tags:
        whole = Paginator(narrowed.narrowed.for_listing(on), ROWS_ON_A_PAGE)
        whole.count = total
        return whole.get_page(number)
    keys = list(narrowed.narrowed.values_list("pk", flat=True))
    page = Paginator(keys, ROWS_ON_A_PAGE).get_page(number)
    rows = Action.objects.for_listing(on).in_bulk(page.object_list)
    page.object_list = [rows[key] for key in page.object_list]
    return page


@require_safe
@readable_as_at
def print_view(request, notice):
    """The four columns of the notice, for what the filter shows."""
    notice = find_notice(request, notice)
    narrowed = RegisterFilter(request.GET, notice=notice)
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "filter": narrowed,
        "form": narrowed.form,
        "table": notice_table(narrowed.narrowed, notice),
        "today": today(),
    }
    return render(request, "actions/print.html", context)
