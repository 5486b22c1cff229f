"""One change for many actions: what it comes to for each of them. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.utils import formats

from actions.due_dates import before_the_notice
from actions.models import Action
from actions.querysets import UNDELIVERED

MOST = 100  # actions at once: a page of what would change is to be read
_OVER = ("signed_off", "embedded", "no_longer_required")


@dataclass(frozen=True)
class Wanted:
    """What is to change; None leaves it as it is."""

    sets_lead: bool = False
    lead: object = None  # a person, or None for nobody
    due_on: dt.date | None = None
    agreed_by: str = ""
    area: str | None = None
    rating: dict[str, str] | None = None


@dataclass(frozen=True)
class Part:
    """One thing of one action: from what to what, or why it stays."""

    label: str
    old: str
    new: str
    refused: str = ""

    @property
    def changes(self) -> bool:
        return not self.refused and self.old != self.new


@dataclass(frozen=True)
class Judged:
    """What would become of one action."""

    action: Action
    parts: tuple[Part, ...]
    fields: tuple[tuple[str, object], ...]  # what is written with one save
    moves_to: dt.date | None  # the due date that somebody has agreed

    @property
    def changes(self) -> bool:
        return any(part.changes for part in self.parts)


def judge(action: Action, wanted: Wanted, *, by, is_asked: bool) -> Judged:
    """`is_asked`: whether somebody's request to move its due date waits."""
    fields, parts, moves_to = {}, [], None
    if wanted.sets_lead:
        parts.append(Part("Lead", _name(action.lead), _name(wanted.lead)))
        fields["lead"] = wanted.lead
    if wanted.area is not None:
        parts.append(Part("Area", action.area or "None", wanted.area))
        fields["area"] = wanted.area
    if wanted.due_on:
        refused = _why_not_dated(action, wanted, by, is_asked)
        was = formats.localize(action.due_on) if action.due_on else "No date"
        part = Part("Due date", was, formats.localize(wanted.due_on), refused)
        parts.append(part)
        if part.changes and action.due_on:
            moves_to = wanted.due_on
        elif part.changes:
            fields["due_on"] = wanted.due_on
    if wanted.rating:
        refused = _why_not_rated(action)
        parts.append(Part("Rating", _rating(vars(action)), _rating(wanted.rating), refused))
        if not refused:
            fields |= wanted.rating
    changed = {name: value for name, value in fields.items() if getattr(action, name) != value}
    return Judged(action, tuple(parts), tuple(changed.items()), moves_to)


def digest_of(judged: list[Judged]) -> str:
    """The same for two previews that say the same of the same versions."""
    said = [(one.action.pk, one.action.version, one.parts, one.moves_to) for one in judged]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def would_move(actions, wanted: Wanted) -> list[Action]:
    """Those whose date is set already, so that somebody must have agreed."""
    return [
        action
        for action in actions
        if wanted.due_on and action.due_on not in (None, wanted.due_on) and _is_open(action)
    ]


def _is_open(action):
    return action.stage in UNDELIVERED


def _why_not_dated(action, wanted, by, is_asked):
    if action.due_on == wanted.due_on:
        return ""
    if early := before_the_notice(wanted.due_on, action.notice.issued_on):
        return early
    if action.due_on is None:
        return ""
    if not _is_open(action):
        return f"It is {action.get_stage_display().lower()}: its due date no longer moves"
    if by in (action.lead, wanted.lead if wanted.sets_lead else None):
        return "Whoever leads an action can’t decide on its date"
    if is_asked:
        return "A request to move its due date waits to be decided"
    return ""


def _why_not_rated(action):
    if action.stage in _OVER:
        return f"It is {action.get_stage_display().lower()}: it is rated no more"
    return ""


def _name(person):
    return person.full_name if person else "Nobody"


def _rating(said):
    rating = said["delivery_rating"]
    if not rating:
        return "Not rated"
    label, reason = Action.Rating(rating).label, said["rating_reason"]
    path = said["path_to_green"]
    return f"{label}: {reason}" + (f"{_stop(reason)} Path to green: {path}" if path else "")


def _stop(text):
    return "" if text[-1:] in ".!?" else "."
