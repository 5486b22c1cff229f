"""The notices of a person, the register of one, and the same as a page to print."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from actions import writing
from actions.bars import how_they_stand
from actions.filters import NOT_RATED, SIGNED_OFF, RegisterFilter
from actions.lately import changed_lately
from actions.listing import rows_of
from actions.models import Action, Notice, SavedView
from actions.permissions import Allowed
from actions.reports import notice_table
from actions.search import Finder
from actions.tallies import tallies
from actions.views.lookup import find_notice
from improvement.history.moments import moment_shown, today
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
    page = _page(narrowed, total, request.GET.get("page"))
    may = Allowed(request.user, notice)
    context = {
        "notice": notice,
        "filter": narrowed,
        "form": narrowed.form,
        "page_obj": page,
        "finder": _finder(narrowed, page),
        "total": total,
        "stages": tallies(Action.Stage, "stage", counts, request.GET),
        "ratings": tallies(
            Action.Rating,
            "rating",
            counts,
            request.GET,
            signed_off=SIGNED_OFF,
            unset=(NOT_RATED, "Not rated"),
        ),
        "bars": how_they_stand(counts),
        "changed_lately": changed_lately(notice, LATELY),
        "days": LATELY,
        "today": today(),
        "may": may,
        "views": None if moment_shown() else _views(notice, request.user),
        "ticks": may.can_set_details and not narrowed.asks_for_withdrawn,
        "kinds": [(kind, writing.NAMES[kind]) for kind in writing.kinds()],
    }
    return render(request, "actions/register.html", context)


def _page(narrowed, total, number):
    """The rows of one page: the keys of what matches, in order, then the rows of these keys. The
    keys are all looked up at once where something is looked for, so that it is looked for once.
    """
    keys = narrowed.narrowed.values_list("pk", flat=True)
    if narrowed.tags:
        keys = list(keys)
        if narrowed.is_ranked:
            keys.sort(key=lambda key: -narrowed.found[key])
        page = Paginator(keys, ROWS_ON_A_PAGE).get_page(number)
    else:
        whole = Paginator(keys, ROWS_ON_A_PAGE)
        whole.count = total
        page = whole.get_page(number)
    page.object_list = rows_of(page.object_list)
    return page


def _views(notice, user):
    return SavedView.objects.of(notice).readable_by(user)


def _finder(narrowed, page):
    finder = Finder(narrowed.form.cleaned_data.get("q") or "")
    finder.look_beyond(page.object_list)
    return finder


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
