"""What changed between two days, as one page with one address."""

import datetime as dt

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from actions import writing
from actions.comparison import compare
from actions.comparison_report import comparison_table, counts
from actions.permissions import Allowed
from actions.views.exports import download
from actions.views.lookup import find_notice
from improvement.history.moments import today
from improvement.history.past_pages import MomentField

ACTIONS_ON_A_PAGE = 50
AT_FIRST = 30  # days back, until somebody says which
SILENT_SHOWN = 50
_CARRIED = ("next step carried forward", "next steps carried forward")
_SILENT = (
    "undelivered action of which nothing was said",
    "undelivered actions of which nothing was said",
)


class TwoDays(forms.Form):
    """From the end of one day to the end of another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = self._day("From the end of", "an earlier date")
        self.fields["to"] = self._day("To the end of", "a date")

    @staticmethod
    def _day(label, example):
        return MomentField(
            label=label,
            max_length=40,
            error_messages={
                "required": f"Enter {example}, like 1 December 2013",
                "max_length": f"Enter {example}, like 1 December 2013",
            },
        )

    def clean(self):
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and end < start:
            self.add_error("to", "The second date must be on or after the first")


def _asked(request):
    """The form as the address fills it; the last weeks where it says nothing."""
    if not request.GET.get("from") and not request.GET.get("to"):
        day = today()
        early = day - dt.timedelta(days=AT_FIRST)
        return TwoDays({"from": date_format(early), "to": date_format(day)})
    return TwoDays(request.GET)


@require_safe
def compare_days(request, notice):
    """`?from=2013-11-01&to=2013-12-01`."""
    notice = find_notice(request, notice)
    form = _asked(request)
    context = {"notice": notice, "may": Allowed(request.user, notice), "form": form}
    if not form.is_valid():
        return render(request, "audits/compare.html", context, status=400)
    found = compare(notice, form.cleaned_data["from"], form.cleaned_data["to"])
    page = Paginator(found.actions, ACTIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "comparison": found,
        "counts": counts(found),
        "page_obj": page,
        "silent": found.silent[:SILENT_SHOWN],
        "kinds": [(kind, writing.NAMES[kind]) for kind in writing.kinds()],
        "summary": _summary(found),
    }
    return render(request, "audits/compare.html", context)


@require_safe
def export(request, notice, kind):
    """The same as a file."""
    notice = find_notice(request, notice)
    form = _asked(request)
    if kind not in writing.kinds() or not form.is_valid():
        raise Http404
    found = compare(notice, form.cleaned_data["from"], form.cleaned_data["to"])
    return download(comparison_table(found, notice), kind, notice, "what-changed")


def _summary(found):
    """(how many, of what) for each kind of change that there was, in a board's order."""
    actions, moved, items = found.count_actions, found.count_moved, found.count_items
    rows = [
        (actions("added"), "action added", "actions added"),
        (actions("withdrawn"), "action withdrawn", "actions withdrawn"),
        (actions("put back"), "action put back", "actions put back"),
        (moved("Wording"), "action reworded", "actions reworded"),
        (moved("Stage", "forward"), *["moved to a later stage"] * 2),
        (moved("Stage", "back"), *["moved back to an earlier stage"] * 2),
        (moved("Rating", "worse"), "rating became worse", "ratings became worse"),
        (moved("Rating", "better"), "rating became better", "ratings became better"),
        (moved("Rating"), *["rated, or no longer rated"] * 2),
        (moved("Due date", "later"), "due date moved later", "due dates moved later"),
        (moved("Due date", "earlier"), "due date moved earlier", "due dates moved earlier"),
        (moved("Due date"), "due date set or taken away", "due dates set or taken away"),
        (items("progress", "added"), "progress item added", "progress items added"),
        (items("steps", "added"), "next step added", "next steps added"),
        (items("steps", "done"), "next step done", "next steps done"),
        (items("steps", "carried forward"), *_CARRIED),
        (len(found.silent), *_SILENT),
    ]
    return [(number, one if number == 1 else many) for number, one, many in rows if number]
