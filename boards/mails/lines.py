"""The lines of a mail: a reference, a date and a link, and what the ledger calls each."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from boards.desk import Desk


@dataclass(frozen=True)
class Line:
    """One thing that a mail says, and where it leads. `key` tells it from all others."""

    key: str
    said: str
    url: str


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[Line]


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
