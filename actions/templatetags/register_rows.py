"""The rows of the register, put together here: made by a template, fifty of them were half of what
the page costs.
"""

from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from improvement.history.past_pages import in_the_past

register = template.Library()

_ROW = """<tr class="govuk-table__row" role="row">
  <th scope="row" role="rowheader" class="govuk-table__header"><a class="govuk-link" href="{}">{}</a></th>
  <td role="cell" class="govuk-table__cell" data-label="Action"><div class="app-clamp">{}</div></td>
  <td role="cell" class="govuk-table__cell" data-label="Newest progress">{}</td>
  <td role="cell" class="govuk-table__cell" data-label="Next step due first">{}</td>
  <td role="cell" class="govuk-table__cell" data-label="Stage">{}</td>
  <td role="cell" class="govuk-table__cell" data-label="Rating">{}</td>
  <td role="cell" class="govuk-table__cell" data-label="Lead">{}</td>
  <td role="cell" class="govuk-table__cell app-register__due" data-label="Due">{}</td>
</tr>
"""  # noqa: E501 - as a template would have it
_TEXT = '<div class="app-clamp">{}</div>'
_ASIDE = '<span class="app-secondary">{}</span>'
_NONE_YET, _NONE = format_html(_ASIDE, "None yet"), format_html(_ASIDE, "None")
_OVERDUE = mark_safe('<strong class="app-overdue">overdue</strong>')
_PAST_DUE = mark_safe(' <strong class="app-overdue">Overdue</strong>')


@register.simple_tag
def register_rows(actions, notice, today) -> SafeString:
    """A row of the table for each of these actions, as `for_listing` gives them."""
    return mark_safe("".join(_row(action, notice, today) for action in actions))  # noqa: S308 - of rows escaped below


def _row(action, notice, today):
    address = reverse("actions:detail", args=[notice.slug, action.ref])
    return format_html(
        _ROW,
        in_the_past(address),
        action.ref,
        action.wording,
        _progress(action.newest_progress),
        _step(action.step_due_first, today),
        _tag("stage", action.stage, action.get_stage_display()),
        _tag("rating", action.delivery_rating, action.get_delivery_rating_display()),
        action.lead.full_name if action.lead else "Nobody yet",
        _due(action),
    )


def _progress(items):
    if not items:
        return _NONE_YET
    said = format_html(_TEXT, items[0].text)
    day = items[0].achieved_on
    return said + format_html(_ASIDE, _in_words(day)) if day else said


def _step(steps, today):
    if not steps:
        return _NONE
    said, day = format_html(_TEXT, steps[0].text), steps[0].due_on
    if day is None:
        return said
    due = format_html("Due {}, {}", _in_words(day), _OVERDUE) if day < today else None
    return said + format_html(_ASIDE, due or f"Due {_in_words(day)}")


@lru_cache(5000)
def _in_words(day):
    return localize(day)


@cache
def _tag(of, value, label):
    """There are few, so each is made once, by the template that other pages use."""
    return SafeString(render_to_string(f"components/{of}_tag.html", {of: value, "label": label}))


def _due(action):
    if not action.due_on:
        return "No date"
    said = conditional_escape(_in_words(action.due_on))
    if action.original_due_on and action.due_on != action.original_due_on:
        said += format_html(_ASIDE, f"was {_in_words(action.original_due_on)}")
    return said + _PAST_DUE if action.is_overdue else said
