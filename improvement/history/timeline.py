"""The history of a record as a person reads it: each act with what it changed, newest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from uuid import UUID

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import formats

from improvement.history.acts import BETWEEN, COMMAND, PAGE
from improvement.history.together import all_of, as_one, values_of

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


def timeline(*histories: models.QuerySet) -> Timeline:
    """The versions in these querysets of history as entries, newest first.

    Give one queryset for each kind of record, the thing itself first: `action.history.all()`,
    `ProgressItem.history.filter(action_id=action.pk)`. One query for all, and one for each model
    that their foreign keys point at, however many versions there are. Versions in which nothing
    that a person reads was changed make no entry.
    """
    acts = defaultdict(list)
    models = [versions.model.instance_type for versions in histories]
    for model, written in zip(models, _read(histories), strict=True):
        for step in _steps(model, written):
            if step.columns:
                acts[step.after["history_act"]].append(step)
    return Timeline(acts.values(), itself=models[0])


@dataclass(frozen=True)
class _Step:
    """A version beside the one before it, and the columns in which they differ."""

    model: type[models.Model]
    before: Mapping | None
    after: Mapping
    columns: tuple[models.Field, ...]


class Timeline(Sequence):
    """Entries, newest first. What is not looked at is only counted: no words are made for it."""

    def __init__(self, acts: Iterable[list[_Step]], itself: type[models.Model]):
        self._acts = sorted(acts, key=lambda act: act[0].after["history_date"], reverse=True)
        self._itself = itself

    @property
    def number_of_changes(self) -> int:
        return sum(len(step.columns) for act in self._acts for step in act)

    def newest(self, most: int) -> list[Entry]:
        """As many entries as hold this many changes, the last of them cut."""
        taken, left = 0, most
        while taken < len(self._acts) and left > 0:
            left -= sum(len(step.columns) for step in self._acts[taken])
            taken += 1
        shown, left = [], most
        for entry in self[:taken]:
            shown.append(replace(entry, changes=entry.changes[:left]))
            left -= len(entry.changes)
        return shown

    def __len__(self):
        return len(self._acts)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return self._told(self._acts[place])
        return self._told([self._acts[place]])[0]

    def __iter__(self):
        return iter(self[:])

    def _told(self, acts):
        pointed_at = [one for act in acts for step in act for one in _pointed_at_by(step)]
        names = {key: name for key, name in pointed_at if name is not None}
        names |= names_of({key for key, name in pointed_at if name is None})
        return [_entry(act, self._itself, names) for act in acts]


_SAID_BY_EACH = [
    "id",
    "history_id",
    "history_date",
    "history_type",
    "history_act",
    "history_user_id",
    "history_user_name",
    "history_way",
    "history_change_reason",
]


def _read(histories) -> list[list[dict]]:
    """The versions of each of these by column, in the order they were written, those of one row
    together.
    """
    branches = [
        versions.order_by()
        .annotate(place=Value(place, models.IntegerField()), told=as_one(_told_of(versions.model)))
        .values_list("place", *_SAID_BY_EACH, "told")
        for place, versions in enumerate(histories)
    ]
    found = [[] for _ in histories]
    for place, *said, told in all_of(branches):
        model = histories[place].model.instance_type
        found[place].append(dict(zip(_SAID_BY_EACH, said, strict=True)) | values_of(model, told))
    for written in found:
        written.sort(key=itemgetter("id", "history_date", "history_id"))
    return found


def _told_of(versions):
    told = columns_told(versions.instance_type)
    columns = [column.attname for column in told]
    return columns + [_name_beside(column) for column in told if _is_named_beside(column)]


def _is_named_beside(column):
    return column.is_relation and bool(getattr(column.related_model, "named_by", ""))


def _name_beside(column):
    return f"{column.name}__{column.related_model.named_by}"


def _entry(steps, itself, names):
    """One entry of what an act changed."""
    first = steps[0].after
    reasons = [step.after["history_change_reason"] or "" for step in steps]
    why = _shared(reasons)
    return Entry(
        when=first["history_date"],
        who=first["history_user_name"],
        way=first["history_way"],
        why=why,
        itself=itself,
        act=first["history_act"],
        by=first["history_user_id"],
        until=max(step.after["history_date"] for step in steps),
        changes=tuple(
            replace(
                change, row=step.after["id"], why=reason.removeprefix(why).removeprefix(BETWEEN)
            )
            for reason, step in zip(reasons, steps, strict=True)
            for change in _of_step(step, names)
        ),
    )


def _of_step(step, names):
    kind = step.after["history_type"]
    return differences(step.model, kind, step.before, step.after, names)


def _pointed_at_by(step):
    """((model, key), its name or None where it is to be asked for) of what the change names."""
    for column in step.columns:
        if column.is_relation:
            for values in filter(None, [step.before, step.after]):
                if (key := values[column.attname]) is not None:
                    name = values[_name_beside(column)] if _is_named_beside(column) else None
                    yield (column.related_model, key), name


def _shared(reasons):
    """What all of these reasons begin with: what remains is a row's own `detail_of_change`."""
    parts = [reason.split(BETWEEN) for reason in dict.fromkeys(reasons)]
    same = takewhile(lambda part: len(set(part)) == 1, zip(*parts, strict=False))
    return BETWEEN.join(part[0] for part in same)


def _steps(model, versions):
    """Each version of one model beside the one before it, row by row."""
    for _, mine in groupby(versions, key=itemgetter("id")):
        for before, after in pairwise([None, *mine]):
            columns = changed_columns(model, after["history_type"], before, after)
            yield _Step(model, before, after, tuple(columns))


_NOTHING = (None, "", [])


def changed_columns(
    model, history_type: str, before: Mapping | None, after: Mapping
) -> Iterator[models.Field]:
    """The columns in which a version says something else than the one before it did. Of the first
    version those that somebody set, and of what is deleted those that said anything.
    """
    for column in columns_told(model):
        new = after[column.attname]
        if KINDS[history_type] == "deleted":
            is_changed = new not in _NOTHING
        elif before is None:
            is_changed = new not in _NOTHING and new != column.get_default()
        else:
            old = before[column.attname]
            is_changed = old != new and not (old in _NOTHING and new in _NOTHING)
        if is_changed:
            yield column


def differences(
    model, history_type: str, before: Mapping | None, after: Mapping, names: Mapping
) -> Iterator[Change]:
    """What one version changed. `before` is None for the first; what is deleted has only an old.

    Values stand under the attributes of the fields; `names` is as `names_of` gives it.
    """
    what = _called(model)
    what = what[:1].upper() + what[1:]
    kind = KINDS[history_type]
    for column in changed_columns(model, history_type, before, after):
        new = "" if kind == "deleted" else _as_read(column, after[column.attname], names)
        held = after if kind == "deleted" else before
        old = _as_read(column, held[column.attname], names) if held else ""
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


def names_of(keys: Iterable[tuple[type[models.Model], int]]) -> dict[tuple, str]:
    """(model, key) -> how each of these rows is called: one query for all that say by which column
    they are named, and one for each other model.
    """
    wanted = defaultdict(set)
    for model, key in keys:
        wanted[model].add(key)
    by_a_column = [model for model in wanted if getattr(model, "named_by", "")]
    names = {
        (model, row.pk): str(row)
        for model in wanted.keys() - set(by_a_column)
        for row in model._default_manager.filter(pk__in=wanted[model])
    }
    branches = [
        model._default_manager.order_by()
        .filter(pk__in=wanted[model])
        .annotate(place=Value(place), called=Cast(model.named_by, models.TextField()))
        .values_list("place", "pk", "called")
        for place, model in enumerate(by_a_column)
    ]
    for place, key, called in all_of(branches) if branches else ():
        names[by_a_column[place], key] = called
    return names
