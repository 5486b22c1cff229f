"""A timeline, put together here: made by templates, fifty entries were most of what a page of
history costs.
"""

import datetime as dt
from functools import lru_cache
from html import escape
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst

from improvement.history.past_pages import in_the_past
from improvement.templatetags.differences import diff

register = template.Library()

_NO_ACT = UUID(int=0)
_LONGEST_NAME = 60  # characters of the text of an item
_SAVED = "saved, and nothing that is told here changed"


@register.simple_tag
def timeline(entries, notice, action=None) -> SafeString:
    """What improvement.history.timeline or audits.changes gives, newest first.

    `notice` says where the page of each act is; `action` whose history this is, if it is of one.
    """
    places = _Places(notice, action)
    told = "".join(_entry(entry, places) for entry in entries)
    return SafeString(f'<ol class="app-timeline" role="list">{told}</ol>')


@register.simple_tag
def timeline_part(part, unfolded=False) -> SafeString:
    """What an act changed in one thing (improvement.history.entries.Part), open or folded."""
    return SafeString(
        _name_of(part)
        + (_changes(part.changes, part.itself) if unfolded else _folded(part))
        + _ways_of(part)
    )


class _Places:
    """The addresses that every entry leads to, made once."""

    def __init__(self, notice, action):
        self._act = reverse("audits:act", args=[notice.slug, _NO_ACT])
        self.ref = escape(action.ref) if action else ""
        self._action = reverse("actions:detail", args=[notice.slug, action.ref]) if action else ""

    def of_act(self, act):
        return escape(self._act.replace(str(_NO_ACT), str(act)))

    def just_after(self, moment):
        return escape(in_the_past(self._action, moment))


def _entry(entry, places):
    when = _moment(entry.when)
    return f"""
<li class="app-timeline__entry">
  <p class="govuk-body govuk-!-margin-bottom-1">
    <strong>{escape(entry.who)}</strong>{escape(f", {entry.role}") if entry.role else ""}
    <span class="app-secondary"><time datetime="{timezone.localtime(entry.when).isoformat()}">{when}</time>{_way(entry)}</span>
  </p>
  {_why(entry)}
  {_told(entry, when)}
  {_links(entry, places, when)}
</li>"""  # noqa: E501 - as a template would have it


def _way(entry):
    if not entry.way_in_words:
        return ""
    way = escape(entry.way_in_words)
    url = getattr(entry, "way_url", "")
    return f', <a class="govuk-link" href="{escape(url)}">{way}</a>' if url else f", {way}"


def _why(entry):
    if not entry.why:
        return ""
    return f'<p class="govuk-body govuk-!-margin-bottom-1 app-as-written">“{escape(entry.why)}”</p>'


def _told(entry, when):
    if not getattr(entry, "is_folded", False):
        return "".join(timeline_part(part) for part in entry.parts)
    said = f'<p class="govuk-body govuk-!-margin-bottom-1">{escape(capfirst(entry.said))}</p>'
    words = "Show some of it" if entry.is_cut else "Show what was changed"
    hidden = _hidden(f" by {escape(entry.who)}, {when}")
    inside = "".join(timeline_part(part, unfolded=True) for part in entry.parts)
    return said + _details(words + hidden, inside)


def _links(entry, places, when):
    whose = f"{escape(entry.who)}, {when}"
    is_cut = getattr(entry, "is_cut", False)
    words = "See all that this changed, or copy the link to it" if is_cut else None
    words = f"{words or 'Copy link to this version'}{_hidden(f': {whose}')}"
    links = f'<a class="govuk-link" href="{places.of_act(entry.act)}">{words}</a>'
    if places.ref:
        words = f"See {places.ref} as it stood just after{_hidden(f' {whose}')}"
        links += f'\n<a class="govuk-link" href="{places.just_after(entry.until)}">{words}</a>'
    return f'<p class="govuk-body-s govuk-!-margin-bottom-0 app-timeline__links">{links}</p>'


def _name_of(part):
    if not part.name:
        return ""
    name = escape(part.name)
    if part.url:
        name = f'<a class="govuk-link" href="{escape(part.url)}">{name}</a>'
    said = escape(part.said or _SAVED)
    return f'<p class="govuk-body govuk-!-margin-bottom-1"><strong>{name}</strong>: {said}</p>'


def _folded(part):
    first, rest = part.first, part.rest
    shown = _changes(first, part.itself) if first else ""
    if not rest:
        return shown
    whose = _hidden(f" in {escape(part.name)}") if part.name else ""
    return shown + _details(escape(part.said_of_the_rest) + whose, _changes(rest, part.itself))


def _ways_of(part):
    if not part.just_after:
        return ""
    ways = [(part.just_before, "before"), (part.just_after, "after")]
    links = "\n".join(
        f'<a class="govuk-link" href="{escape(url)}">'
        f"See {escape(part.name)} as it stood just {when}</a>"
        for url, when in ways
        if url
    )
    return f'<p class="govuk-body-s govuk-!-margin-bottom-2 app-timeline__links">{links}</p>'


def _changes(changes, itself):
    """Each with what it was and what it became; a reason of its own once for each thing."""
    told, last = [], None
    for change in changes:
        whose = (change.model, change.row, change.why)
        why = f' <span class="app-secondary">{escape(change.why)}</span>' if change.why else ""
        words = escape(_of_what(change, itself)) + (why if whose != last else "")
        told.append(f"<dt>{words}</dt><dd>{diff(change.before, change.after)}</dd>")
        last = whose
    return f'<dl class="govuk-body app-timeline__changes">{"".join(told)}</dl>'


def _of_what(change, itself):
    """Which field, and of which of many rows where the change itself does not tell."""
    name = "" if change.model is itself else Truncator(change.row_name).chars(_LONGEST_NAME)
    what = f"{change.what} “{name}”" if name else change.what
    return f"{what}: {change.field.lower()}"


def _details(summary, inside):
    return f"""<details class="govuk-details app-timeline__more">
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{summary}</span></summary>
  <div class="govuk-details__text">{inside}</div>
</details>"""  # noqa: E501 - as a template would have it


def _hidden(html):
    return f'<span class="govuk-visually-hidden">{html}</span>'


def _moment(moment: dt.datetime) -> str:
    return _minute(timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None))


@lru_cache(5000)
def _minute(minute):
    return escape(date_format(minute, "DATETIME_FORMAT"))
