"""What somebody is reminded of on a day. Each reminder is known by a key, so that it is sent once.

A reminder stands from so many days before its date until the next one or the date itself, so that a
day on which nothing was sent is made up for.
"""

from __future__ import annotations

import datetime as dt

from boards.desk import Desk
from boards.mails.lines import Line, Section, Words

BEFORE_DUE = (3, 14)  # days
BEFORE_ASKED = (1, 7)
BEFORE_STEP = (7,)
WEEK = 7


def reminders(desk: Desk) -> list[Section]:
    """What this person is reminded of on that day, whether or not it was sent before."""
    words, on = Words(desk), desk.on
    found = [
        Section("Updates asked for", list(_asked(desk, words, on))),
        Section("Overdue", list(_overdue(desk, words, on))),
        Section("Due soon", list(_due(desk, words, on))),
        Section("Next steps", list(_steps(desk, words, on))),
    ]
    return [section for section in found if section.lines]


def _asked(desk, words, on):
    for ask in desk.asks:
        if mark := _mark(ask.meeting.updates_due_on, on, BEFORE_ASKED):
            yield from (words.asked(ask, action, mark) for action in ask.actions)


def _due(desk, words, on):
    for action in desk.dated:
        if mark := _mark(action.due_on, on, BEFORE_DUE):
            yield words.due(action, on, mark)


def _overdue(desk, words, on):
    """Once in each week after the date."""
    for action in desk.dated:
        if (late := (on - action.due_on).days) > 0:
            yield words.due(action, on, f"week {(late - 1) // WEEK + 1} after")


def _steps(desk, words, on):
    for step in desk.steps:
        if mark := _mark(step.due_on, on, BEFORE_STEP):
            yield words.step(step, on, mark)


def _mark(day: dt.date, on: dt.date, before: tuple[int, ...]) -> str:
    """Which of these reminders stands on that day; nothing where none does."""
    left = (day - on).days
    if left < 0:
        return ""
    return next((f"{days} before" for days in before if left <= days), "")


def only(sections: list[Section], keys: set[str]) -> list[Section]:
    """The lines of these keys, in their sections."""
    kept = [
        Section(section.heading, [line for line in section.lines if line.key in keys])
        for section in sections
    ]
    return [section for section in kept if section.lines]


def lines_of(sections: list[Section]) -> list[Line]:
    return [line for section in sections for line in section.lines]
