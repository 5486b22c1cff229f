"""What an act changed, as a person reads it: one field, one thing, one act."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models

from improvement.history.acts import COMMAND, PAGE

KINDS = {"+": "created", "~": "changed", "-": "deleted"}
DONE = {"created": "added", "changed": "changed", "deleted": "removed"}
_WAYS = {PAGE: "on a page", COMMAND: "by a command"}


@dataclass(frozen=True)
class Change:
    """One field of one thing, old and new, as a person reads them."""

    what: str  # "Progress item"
    field: str  # "Date achieved"
    before: str
    after: str
    kind: str  # "created", "changed" or "deleted"
    why: str = ""  # what its reason says beyond that of its entry: "row 14"
    model: type[models.Model] | None = field(default=None, compare=False)
    row: int = field(default=0, compare=False)  # the key of the thing
    row_name: str = field(default="", compare=False)  # how it is called, where that is not changed
    is_first: bool = field(default=False, compare=False)  # a change that readers look for first


@dataclass(frozen=True)
class Part:
    """What an act changed in one thing and in all that hangs on it."""

    changes: tuple[Change, ...]
    itself: type[models.Model]  # what the thing is; the changes of others are of its parts
    name: str = ""
    url: str = ""
    just_before: str = ""  # where to read it as it stood before the act, and after
    just_after: str = ""

    @property
    def first(self) -> list[Change]:
        return [change for change in self.changes if change.is_first]

    @property
    def rest(self) -> list[Change]:
        return [change for change in self.changes if not change.is_first]

    @property
    def said(self) -> str:
        return in_short(self.changes, self.itself)

    @property
    def said_of_the_rest(self) -> str:
        said = in_short(self.rest, self.itself)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Entry:
    """One act as a timeline shows it: who, when, by which way, why, and every change it made."""

    when: dt.datetime
    who: str
    way: str
    why: str
    changes: tuple[Change, ...]
    itself: type[models.Model]  # the record whose history this is
    act: UUID
    by: int | None
    until: dt.datetime  # when the last of its versions was written
    role: str = ""  # of this person then; where given, by whoever knows roles

    @property
    def parts(self) -> tuple[Part, ...]:
        return (Part(self.changes, self.itself),)

    @property
    def way_in_words(self) -> str:
        return way_in_words(self.way)


def way_in_words(way: str) -> str:
    """How it was done, after a name: "on a page", "by import 3"."""
    return _WAYS.get(way) or (f"by {way}" if way else "")


def in_short(changes: Iterable[Change], itself: type[models.Model] | None = None) -> str:
    """What was changed, without old and new: "stage, 2 progress items added".

    Of the thing itself the fields are named; what hangs on it is counted.
    """
    alike = defaultdict(list)
    for change in changes:
        alike[change.model, change.kind].append(change)
    told = []
    for (model, kind), some in alike.items():
        if model is not itself:
            rows = len({change.row for change in some})
            told.append(f"{counted(model, rows)} {DONE[kind]}")
        elif kind == "changed":
            told += dict.fromkeys(change.field.lower() for change in some)
        else:
            told.append(DONE[kind])
    return ", ".join(told)


def counted(model, number: int) -> str:
    """As people say it: "1 progress item", "2 progress items"."""
    return f"{number:,} {called(model) if number == 1 else called_many(model)}"


def called(model) -> str:
    """What one of these is called: "progress item"."""
    return model.told_as[0] if model.told_as else str(model._meta.verbose_name)


def called_many(model) -> str:
    """What many of these are called: "progress items"."""
    return model.told_as[1] if model.told_as else str(model._meta.verbose_name_plural)
