"""The rows of the register, put together here: made by a template, fifty of them were half of what
the page costs.
"""

from functools import cache, lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import localize
from django.utils.safestring import SafeString

from actions.due_dates import moved_in_words, overdue_against_the_original
from actions.models import Action
from actions.search import Finder
from improvement.history.past_pages import in_the_past

register = template.Library()

_NONE_YET = '<span class="app-secondary">None yet</span>'
_NONE = '<span class="app-secondary">None</span>'
_OVERDUE = '<strong class="app-overdue">overdue</strong>'
_PAST_ORIGINAL = '<span class="app-secondary">overdue against its original date of {}</span>'
_PAST_DUE = ' <strong class="app-overdue">Overdue</strong>'
_LABELS = {
    "stage": dict(Action.Stage.choices),
    "rating": dict(Action.Rating.choices) | {"blue": "Signed off"},
}


@register.simple_tag
def register_rows(rows, notice, today, finder=None, ticks=False) -> SafeString:
    """A row of the table for each of these (see `actions.listing`), with what was looked for
    marked (see `actions.search`); with `ticks`, each with a box to tick.
    """
    address, finder = _Addresses(notice), finder or Finder()
    box = _box if ticks else _no_box
    return SafeString(
        "".join(_row(row, address.of(row.ref), today, finder, box(row)) for row in rows)
    )


def _no_box(row):
    return ""


def _box(row):
    """It belongs to the form beneath the table."""
    ref = escape(row.ref)
    return (
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        f'<input class="govuk-checkboxes__input" type="checkbox" name="tick" value="{ref}" '
        f'id="tick-{row.pk}" form="bulk"><label class="govuk-label govuk-checkboxes__label" '
        f'for="tick-{row.pk}"><span class="govuk-visually-hidden">Tick {ref}</span></label>'
        "</div></div>"
    )


def _row(row, address, today, finder, box):
    return f"""<tr class="govuk-table__row" role="row">
  <th scope="row" role="rowheader" class="govuk-table__header"><a class="govuk-link" href="{escape(address)}">{finder.marked(row.ref)}</a>{box}</th>
  <td role="cell" class="govuk-table__cell" data-label="Action">{_text(row.wording, finder)}{_passages(row, finder)}</td>
  <td role="cell" class="govuk-table__cell" data-label="Newest progress">{_progress(row, finder)}</td>
  <td role="cell" class="govuk-table__cell" data-label="Next step due first">{_step(row, today, finder)}</td>
  <td role="cell" class="govuk-table__cell" data-label="Stage">{_tag("stage", row.stage)}</td>
  <td role="cell" class="govuk-table__cell" data-label="Rating">{_tag("rating", row.rating_shown)}</td>
  <td role="cell" class="govuk-table__cell" data-label="Lead">{escape(row.lead or "Nobody yet")}</td>
  <td role="cell" class="govuk-table__cell app-register__due" data-label="Due">{_due(row, today)}</td>
</tr>
"""  # noqa: E501 - as a template would have it


class _Addresses:
    """Where the actions of one notice are. The address is made once; its last part is each one's
    own where that is letters and digits, as nearly all are.
    """

    _SAMPLE = "REF0"

    def __init__(self, notice):
        self._notice = notice
        sample = reverse("actions:detail", args=[notice.slug, self._SAMPLE])
        before, _, after = sample.rpartition(self._SAMPLE)
        self._before, self._after = before, in_the_past(after)

    def of(self, ref):
        if ref.isascii() and ref.isalnum():
            return f"{self._before}{ref}{self._after}"
        return in_the_past(reverse("actions:detail", args=[self._notice.slug, ref]))


def _text(text, finder):
    """Cut at two lines, unless what was looked for stands further down."""
    said = finder.marked(text)
    return (
        f"<div>{said}</div>" if finder.is_far_in(text) else f'<div class="app-clamp">{said}</div>'
    )


def _passages(row, finder):
    return "".join(_aside(f"{escape(where)}: {said}") for where, said in finder.passages(row))


def _progress(row, finder):
    if row.progress is None:
        return _NONE_YET
    said = _text(row.progress, finder)
    return said + _aside(_in_words(row.achieved_on)) if row.achieved_on else said


def _step(row, today, finder):
    if row.step is None:
        return _NONE
    said, day = _text(row.step, finder), row.step_due_on
    if day is None:
        return said
    return said + _aside(f"Due {_in_words(day)}" + (f", {_OVERDUE}" if day < today else ""))


def _due(row, today):
    if not row.due_on:
        return "No date"
    said = _in_words(row.due_on)
    if words := moved_in_words(row.times_moved, row.original_due_on, row.due_on):
        said += _aside(escape(words))
    if row.is_overdue(today):
        return said + _PAST_DUE
    if was := overdue_against_the_original(row, today):
        return said + _PAST_ORIGINAL.format(_in_words(was))
    return said


def _aside(html):
    return f'<span class="app-secondary">{html}</span>'


@lru_cache(5000)
def _in_words(day):
    return escape(localize(day))


@cache
def _tag(of, value):
    """There are few, so each is made once, by the template that other pages use."""
    context = {of: value, "label": _LABELS[of].get(value, "")}
    return render_to_string(f"components/{of}_tag.html", context)
