"""The lines of a mail: a reference, a date and a link, and what the ledger calls each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list

from actions.models import StageMove
from boards.desk import Desk


@dataclass(frozen=True)
class Line:
    """One thing that a mail says, and where it leads. `key` tells it from all others."""

    key: str
    said: str
    url: str


@dataclass(frozen=True)
class Section:
    """Lines of one kind. `one` is what a single one of them is called, where "1 overdue" says too
    little, and `many` what several are.
    """

    heading: str
    lines: list[Line]
    one: str = ""
    many: str = ""

    @property
    def counted(self) -> str:
        """Such as "1 update asked for"."""
        number = len(self.lines)
        called = self.one if number == 1 else self.many
        return f"{number} {called or self.heading.lower()}"


def address(name: str, *args) -> str:
    """The whole address of a page, for who reads it elsewhere."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


class Words:
    """Says the things of one desk. Where they are of several notices, each names its own by the
    word that its address has.
    """

    def __init__(self, desk: Desk):
        self._names_notice = desk.has_several_notices

    def called(self, action) -> str:
        return f"{action.ref} ({action.notice.slug})" if self._names_notice else action.ref

    def update_of(self, action, key, said) -> Line:
        """A line that leads to where the action is updated."""
        url = address("actions:update", action.notice.slug, action.ref)
        return Line(key, f"{self.called(action)} {said}", url)

    def asked_at_once(self, action, asks) -> Line:
        """All the meetings that wait for an update of one action, the first due first: one answer
        is for all of them.
        """
        first, *later = asks
        line = self.asked(first, action)
        if not later:
            return line
        days = [date_format(ask.meeting.meets_on) for ask in asks]
        due = date_format(first.meeting.updates_due_on)
        said = f"needs an update by {due}, for the meetings on {get_text_list(days, 'and')}"
        return self.update_of(action, line.key, said)

    def came_back(self, action) -> Line:
        move = action.last_move
        word = StageMove.How(move["how"]).label.lower()
        on = dt.date.fromisoformat(move["on"])
        url = address("actions:detail", action.notice.slug, action.ref)
        said = f"{self.called(action)} was {word} on {date_format(on)}"
        return Line(f"back {action.pk} {move['on']}", said, url)

    def asked(self, ask, action, mark="") -> Line:
        meeting = ask.meeting
        due, meets = date_format(meeting.updates_due_on), date_format(meeting.meets_on)
        said = f"needs an update by {due}, for the meeting on {meets}"
        key = f"asked {meeting.pk} {action.pk} {meeting.updates_due_on.isoformat()} {mark}"
        return self.update_of(action, key, said)

    def due(self, action, on, mark="") -> Line:
        verb = "was due on" if action.due_on < on else "is due on"
        key = f"due {action.pk} {action.due_on.isoformat()} {mark}"
        return self.update_of(action, key, f"{verb} {date_format(action.due_on)}")

    def step(self, step, on, mark="") -> Line:
        verb = "was due on" if step.due_on < on else "is due on"
        key = f"step {step.pk} {step.due_on.isoformat()} {mark}"
        return self.update_of(
            step.action, key, f"has a next step of yours that {verb} {date_format(step.due_on)}"
        )

    def evidence(self, piece) -> Line:
        slug, ref = piece.action.notice.slug, piece.action.ref
        said = f"{self.called(piece.action)} has evidence that was found not to be enough"
        url = address("actions:evidence", slug, ref, piece.number)
        return Line(f"evidence {piece.pk}", said, url)
