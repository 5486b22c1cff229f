"""Somebody's due dates as a calendar that their own calendar program subscribes to.

It is read without a log-in, by who knows the address, so it holds references, dates and links and
nothing that anybody wrote. What is done or cancelled is no longer in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.text import get_text_list
from icalendar import Calendar, Event

from boards.desk import Desk
from boards.mails.lines import Words

REFRESH = "PT6H"  # how often a program is asked to look again


@dataclass(frozen=True)
class Due:
    """One day of the calendar. `key` stays the same while the thing itself does."""

    key: str
    on: dt.date
    said: str
    path: str


def days_of(desk: Desk) -> Iterator[Due]:
    """The due dates of the actions, the days by which updates are asked for, and the steps."""
    words = Words(desk)
    for action in desk.dated:
        said = f"{words.called(action)} is due"
        yield Due(f"action-{action.pk}", action.due_on, said, _update_of(action))
    for ask in desk.asks:
        for notice, some in _by_notice(ask.actions).items():
            refs = get_text_list([words.called(action) for action in some], "and")
            said = f"Updates are due: {refs}"
            key = f"meeting-{ask.meeting.pk}-{notice}"
            yield Due(key, ask.meeting.updates_due_on, said, reverse("home"))
    for step in desk.steps:
        said = f"A next step of {words.called(step.action)} is due"
        yield Due(f"step-{step.pk}", step.due_on, said, _update_of(step.action))


def _update_of(action):
    return reverse("actions:update", args=[action.notice.slug, action.ref])


def _by_notice(actions):
    found = {}
    for action in actions:
        found.setdefault(action.notice_id, []).append(action)
    return found


def as_ics(days, now: dt.datetime, site: str) -> bytes:
    """The days as a calendar file. `site` is where the register is reached."""
    calendar = Calendar()
    calendar.add("prodid", "-//Improvement register//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", settings.SERVICE_NAME)
    calendar.add("x-published-ttl", REFRESH)
    for day in days:
        calendar.add_component(_event(day, now, site))
    return calendar.to_ical()


def _event(day, now, site):
    event = Event()
    event.add("uid", f"{day.key}@{urlsplit(site).hostname}")  # unlike any other register's
    event.add("summary", day.said)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + dt.timedelta(days=1))  # the first day that is no part of it
    event.add("dtstamp", now)
    event.add("url", f"{site}{day.path}")
    event.add("transp", "TRANSPARENT")  # nobody is busy for it
    return event
