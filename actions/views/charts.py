"""The charts of a notice: how its actions stand, and how they came to."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.bars import RATINGS, how_they_stand
from actions.models import Action
from actions.months import course_of
from actions.permissions import Allowed
from actions.views.lookup import find_notice
from improvement.gds.charts import grid, line_chart
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at

ROWS_ON_A_PAGE = 25


@require_safe
@readable_as_at
def charts(request, notice):
    notice = find_notice(request, notice)
    counts = Action.objects.of(notice).count_by_stage_and_rating()
    course = course_of(notice, today())
    page = Paginator(course.actions, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    labels = [month.label for month in course.months]
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "crumbs": [(notice.title, notice.get_absolute_url())],
        "total": sum(counts.values()),
        "bars": how_they_stand(counts),
        "months": course.months,
        "lines": line_chart(labels, _series(course.months)),
        "grid": grid(labels, [(ref, list(map(_cell, of))) for ref, of in page.object_list]),
        "rows": [(ref, [_tag(one) for one in of]) for ref, of in page.object_list],
        "page_obj": page,
    }
    return render(request, "actions/charts.html", context)


def _series(months):
    return [
        ("total", "All actions", [month.total for month in months]),
        ("delivered", "Delivered", [month.delivered for month in months]),
        ("signed-off", "Signed off", [month.signed_off for month in months]),
    ]


def _cell(standing):
    """A square of the picture: its colour and the first letter of its word."""
    if standing is None:
        return None
    rating = standing.shown
    return (rating or "none", RATINGS[rating][:1] if rating else "–")


def _tag(standing):
    """(rating, its word) for the table."""
    return None if standing is None else (standing.shown, RATINGS[standing.shown])
