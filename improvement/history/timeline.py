"""The history of a record as a person reads it: each act with what it changed, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise, takewhile
from operator import itemgetter

from django.db import models
from django.db.models import Value

from improvement.history.acts import BETWEEN
from improvement.history.columns import changed_columns, columns_told, differences, names_of
from improvement.history.entries import Entry
from improvement.history.together import all_of, as_one, values_of
from improvement.written_once import WrittenOnce


def timeline(*histories: models.QuerySet) -> Timeline:
    """The versions in these querysets of history as entries, newest first.

    Give one queryset for each kind of record, the thing itself first: `action.history.all()`,
    `ProgressItem.history.filter(action_id=action.pk)`. One query for all, and one for each model
    that their foreign keys point at, however many versions there are. Versions in which nothing
    that a person reads was changed make no entry.
    """
    return _timeline([versions.model for versions in histories], _versions_in(histories))


class TimelineOf:
    """Timelines of many things of one kind, whose query is written once (see WrittenOnce).

    `histories` gives the querysets, the thing itself first, with a `Given` for what differs.
    """

    def __init__(self, histories: Callable[..., Iterable[models.QuerySet]]):
        self._written = WrittenOnce(lambda *shape: _versions_in(list(histories(*shape))))
        self._tables = cache(lambda *shape: [one.model for one in histories(*shape)])

    def of(self, *shape, **given) -> Timeline:
        return _timeline(self._tables(*shape), self._written.rows(*shape, **given))


def _timeline(tables, versions):
    acts = defaultdict(list)
    models = [table.instance_type for table in tables]
    for model, written in zip(models, _read(models, versions), strict=True):
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


def _versions_in(histories):
    """All versions in one query: each with the place of its history, and its own columns as one."""
    return all_of(
        [
            versions.order_by()
            .annotate(
                place=Value(place, models.IntegerField()), told=as_one(_told_of(versions.model))
            )
            .values_list("place", *_SAID_BY_EACH, "told")
            for place, versions in enumerate(histories)
        ]
    )


def _read(models, versions) -> list[list[dict]]:
    """The versions of each of these by column, in the order they were written, those of one row
    together.
    """
    found = [[] for _ in models]
    for place, *said, told in versions:
        said = dict(zip(_SAID_BY_EACH, said, strict=True))
        found[place].append(said | values_of(models[place], told))
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
