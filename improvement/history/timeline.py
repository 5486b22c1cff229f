"""The history of a record as a person reads it: each act with what it changed, newest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise, takewhile
from uuid import UUID

from django.db import models
from django.utils import formats

from improvement.history.acts import BETWEEN, COMMAND, PAGE

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
    return f"{number:,} {_called(model) if number == 1 else _called_many(model)}"


def _called(model):
    return model.told_as[0] if model.told_as else str(model._meta.verbose_name)


def _called_many(model):
    return model.told_as[1] if model.told_as else str(model._meta.verbose_name_plural)


def timeline(*histories: Iterable[models.Model]) -> list[Entry]:
    """The versions in these querysets of history as entries, newest first.

    Give one queryset for each kind of record, the thing itself first: `action.history.all()`,
    `ProgressItem.history.filter(action_id=action.pk)`. One query for each, and one for each model
    that their foreign keys point at, however many versions there are. Versions in which nothing
    that a person reads was changed make no entry.
    """
    versions = [list(versions.order_by("history_date", "history_id")) for versions in histories]
    names = _names_of_what_is_pointed_at([v for of_one_model in versions for v in of_one_model])
    itself = histories[0].model.instance_type
    acts = defaultdict(list)
    for of_one_model in versions:
        for version, found in _changes(of_one_model, names):
            if found:
                acts[version.history_act].append((version, found))
    entries = [_entry(of_one_act, itself) for of_one_act in acts.values()]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _entry(versions, itself):
    """One entry of the versions of an act, each with what it changed."""
    first = versions[0][0]
    reasons = [version.history_change_reason or "" for version, _ in versions]
    why = _shared(reasons)
    return Entry(
        when=first.history_date,
        who=first.history_user_name,
        way=first.history_way,
        why=why,
        itself=itself,
        act=first.history_act,
        by=first.history_user_id,
        until=max(version.history_date for version, _ in versions),
        changes=tuple(
            replace(change, why=reason.removeprefix(why).removeprefix(BETWEEN))
            for reason, (_, changes) in zip(reasons, versions, strict=True)
            for change in changes
        ),
    )


def _shared(reasons):
    """What all of these reasons begin with: what remains is a row's own `detail_of_change`."""
    parts = [reason.split(BETWEEN) for reason in dict.fromkeys(reasons)]
    same = takewhile(lambda part: len(set(part)) == 1, zip(*parts, strict=False))
    return BETWEEN.join(part[0] for part in same)


def _changes(versions, names):
    """Each version of one model beside what it changed, in the order they were written."""
    of_one_row = sorted(versions, key=lambda v: (v.id, v.history_date, v.history_id))
    for _, mine in groupby(of_one_row, key=lambda version: version.id):
        for before, after in pairwise([None, *mine]):
            model = after.instance_type
            old, new = _values(model, before), _values(model, after)
            found = differences(model, after.history_type, old, new, names)
            yield after, [replace(change, row=after.id) for change in found]


def _values(model, version):
    """Field's attribute -> value, of what a reader is told; None where there is no version."""
    if version is None:
        return None
    return {column.attname: getattr(version, column.attname) for column in columns_told(model)}


def differences(
    model, history_type: str, before: Mapping | None, after: Mapping, names: Mapping
) -> Iterator[Change]:
    """What one version changed. `before` is None for the first; what is deleted has only an old.

    Values stand under the attributes of the fields; `names` is as `names_of` gives it.
    """
    what = _called(model)
    what = what[:1].upper() + what[1:]
    kind = KINDS[history_type]
    for column in columns_told(model):
        new = "" if kind == "deleted" else _as_read(column, after[column.attname], names)
        held = after if kind == "deleted" else before
        old = _as_read(column, held[column.attname], names) if held else ""
        said_at_birth = held or after[column.attname] != column.get_default()
        if new != old and said_at_birth:
            label = _label(column)
            yield Change(
                what=what,
                field=label[:1].upper() + label[1:],
                before=old,
                after=new,
                kind=kind,
                model=model,
                is_first=kind == "changed" and column.name in model.told_first,
            )


def _label(column):
    """The field's own name; of a link that has none, what it leads to: "person", not "user"."""
    is_unnamed_link = column.is_relation and column._verbose_name is None
    return str((column.related_model._meta if is_unnamed_link else column).verbose_name)


@cache
def columns_told(model) -> list[models.Field]:
    """What a person can set; not what follows from it, nor the row it hangs on."""
    kept = {column.name for column in model.history.model.tracked_fields}
    return [
        column
        for column in model._meta.concrete_fields
        if (column.editable or column.name in model.also_told)
        and not column.primary_key
        and column.name not in model.hangs_on
        and column.name in kept
    ]


def _as_read(column, value, names):
    if value is None or value == "":
        return ""
    if column.is_relation:
        return names.get((column.related_model, value), "somebody or something removed")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return formats.localize(value) if isinstance(value, dt.date) else str(value)


def pointed_at(model, values: Mapping) -> Iterator[tuple[type[models.Model], int]]:
    """(model, key) of each row that these values name."""
    for column in columns_told(model):
        if column.is_relation and values[column.attname] is not None:
            yield column.related_model, values[column.attname]


def _names_of_what_is_pointed_at(versions):
    """(model, key) -> how it is called, for every foreign key shown in these versions.

    What came with the versions (by select_related) is not fetched again.
    """
    names, keys = {}, set()
    for version in versions:
        for column in columns_told(version.instance_type):
            value = getattr(version, column.attname)
            if not column.is_relation or value is None:
                continue
            held = version._meta.get_field(column.name)
            if held.is_cached(version) and held.get_cached_value(version) is not None:
                names[column.related_model, value] = str(held.get_cached_value(version))
            else:
                keys.add((column.related_model, value))
    return names | names_of(keys - names.keys())


def names_of(keys: Iterable[tuple[type[models.Model], int]]) -> dict[tuple, str]:
    """(model, key) -> how each of these rows is called: one query for each model."""
    wanted = defaultdict(set)
    for model, key in keys:
        wanted[model].add(key)
    return {
        (model, row.pk): str(row)
        for model, of_model in wanted.items()
        for row in model._default_manager.filter(pk__in=of_model)
    }
