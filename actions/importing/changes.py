"""The values that a plan is made of: what is held, what becomes of it, and the plan itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from actions.importing.alarms import Alarm
from actions.importing.problems import Problem
from actions.importing.reading import HowRead
from actions.importing.rows import ReadAction


class Kind(StrEnum):
    """What happens to an action, a text or a detail of it."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    RESTORED = "restored"  # an import took it out, or was undone; the file has it again
    WITHDRAWN = "withdrawn"  # not in the file, and ticked
    UNCHANGED = "unchanged"
    EDITED_HERE = "edited_here"  # changed in the register since the last import: stays as it is
    CONFLICT = "conflict"  # changed on both sides, and the file's side is not chosen
    REFUSED = "refused"  # would be added, changed, moved or restored, and was unticked
    MISSING = "missing"  # in the register, not in the file: stays as it is


DETAIL_NAMES = {
    "lead": "Lead",
    "due": "Due date",
    "rating": "Delivery rating",
    "status": "Stage",
    "area": "Area",
    "body": "Responsible body",
}
WRITTEN = {Kind.ADDED, Kind.CHANGED, Kind.MOVED, Kind.RESTORED, Kind.WITHDRAWN}
TICKED_AT_FIRST = {Kind.ADDED, Kind.CHANGED, Kind.MOVED, Kind.RESTORED}


@dataclass(frozen=True)
class HeldText:
    """One text of the register: an item, or the wording of an action (whose `pk` is then 0)."""

    pk: int
    text: str
    base: str | None = None  # as the last import wrote it; None if no import did
    is_closed: bool = False  # withdrawn or done by people: matched, and left alone
    is_gone: bool = False  # taken out by an import or its undo: comes back if the file has it


@dataclass(frozen=True)
class HeldDetail:
    """A value of an action beside its texts: how it is kept, and how a person reads it."""

    value: object = None
    shown: str = ""
    base: object = None


@dataclass(frozen=True)
class HeldAction:
    """One action as the register holds it now."""

    pk: int
    ref: str
    version: int
    wording: HeldText
    progress: tuple[HeldText, ...] = ()
    next_steps: tuple[HeldText, ...] = ()
    details: Mapping[str, HeldDetail] = field(default_factory=dict)
    is_gone: bool = False


class Shown:
    """How the check page shows a change that has a tick."""

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN

    @property
    def shown_before(self) -> str:
        return self.text if self.from_file else self.before

    @property
    def shown_after(self) -> str:
        return self.from_file or self.text


@dataclass(frozen=True)
class TextChange(Shown):
    """What happens to one text."""

    kind: Kind
    text: str  # as it will stand
    before: str = ""  # as it stands, where that differs
    from_file: str = ""  # as the file has it, where the register's stays
    held: int | None = None
    row: int | None = None
    item: int | None = None  # its place among the file's items
    key: str = ""  # of its tick, or of the question that a conflict asks

    @property
    def can_be_ticked(self) -> bool:
        return self.key.startswith("tick-")

    @property
    def label(self) -> str:
        """What ticking it does."""
        if self.held is None:
            return "Add: "
        if self.shown_before == self.shown_after or self.kind is Kind.MOVED:
            return "Move to another place: "
        return "Change: " if self.shown_before else "Bring back: "


@dataclass(frozen=True)
class DetailChange(Shown):
    """What happens to one detail (lead, due date ...)."""

    kind: Kind
    name: str
    value: object
    text: str  # the value as a person reads it
    before: str = ""
    from_file: str = ""
    key: str = ""

    @property
    def label(self) -> str:
        return f"{DETAIL_NAMES[self.name]}: "


@dataclass(frozen=True)
class ActionChange:
    """What happens to one action."""

    kind: Kind
    ref: str
    wording: TextChange
    progress: tuple[TextChange, ...]
    next_steps: tuple[TextChange, ...]
    details: tuple[DetailChange, ...] = ()
    read: ReadAction | None = None
    held: HeldAction | None = None
    key: str = ""  # of the tick of the whole action: a new one, or one that the file lacks

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN

    @property
    def has_ticks(self) -> bool:
        """Whether there is anything on it that a person may tick or should see."""
        said = (*self.texts, *self.details)
        return bool(self.key) or any(
            one.key.startswith(("tick-", "withdraw-")) or one.kind is Kind.EDITED_HERE
            for one in said
        )

    @property
    def texts(self) -> tuple[TextChange, ...]:
        return (self.wording, *self.progress, *self.next_steps)


@dataclass(frozen=True)
class Plan:
    """All that an import would do, and the questions that remain."""

    changes: tuple[ActionChange, ...]
    problems: tuple[Problem, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    how_read: HowRead | None = None  # kept with the import that writes the plan

    @property
    def is_empty(self) -> bool:
        return not any(change.kind in WRITTEN for change in self.changes)

    @property
    def rows_written(self) -> int:
        """How many actions and items it writes."""
        written = (change for change in self.changes if change.is_written)
        return sum(1 + sum(text.is_written for text in change.texts[1:]) for change in written)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan against the same register: what was shown is what is done."""
        said = [
            [
                change.ref,
                change.kind,
                change.held and change.held.version,
                *map(vars, change.texts),
                *map(vars, change.details),
            ]
            for change in self.changes
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
