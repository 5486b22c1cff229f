"""The history of a record as a person reads it: each act with what it changed, newest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from django.db import models
from django.utils import formats

from improvement.history.acts import BETWEEN


@dataclass(frozen=True)
class Change:
    """One field of one thing, old and new, as a person reads them."""

    what: str  # "Progress item"
    field: str  # "Date achieved"
    before: str
    after: str
    kind: str  # "created", "changed" or "deleted"
    why: str = ""  # what its reason says beyond that of its entry: "row 14"


@dataclass(frozen=True)
class Entry:
    """One act as a timeline shows it: who, when, by which way, why, and every change it made."""

    when: dt.datetime
    who: str
    way: str
    why: str
    changes: tuple[Change, ...]


KINDS = {"+": "created", "~": "changed", "-": "deleted"}


def timeline(*histories: Iterable[models.Model]) -> list[Entry]:
    """The versions in these querysets of history as entries, newest first.

    Give one queryset for each kind of record: `action.history.all()`,
    `ProgressItem.history.filter(action_id=action.pk)`. One query for each, and one for each model
    that their foreign keys point at, however many versions there are. Versions in which nothing
    that a person reads was changed make no entry.
    """
    versions = [list(versions.order_by("history_date", "history_id")) for versions in histories]
    names = _names_of_what_is_pointed_at([v for of_one_model in versions for v in of_one_model])
    acts = defaultdict(list)
    for of_one_model in versions:
        for version, found in _changes(of_one_model, names):
            if found:
                acts[version.history_act].append((version, found))
    entries = [_entry(of_one_act) for of_one_act in acts.values()]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _entry(versions):
    """One entry of the versions of an act, each with what it changed."""
    first = versions[0][0]
    reasons = [version.history_change_reason or "" for version, _ in versions]
    why = _shared(reasons)
    return Entry(
        when=first.history_date,
        who=first.history_user_name,
        way=first.history_way,
        why=why,
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
            yield after, list(_differences(before, after, names))


def _differences(before, after, names):
    what = str(after.instance_type._meta.verbose_name).capitalize()
    kind = KINDS[after.history_type]
    for column in _columns_shown(after):
        new = _as_read(after, column, names)
        old = _as_read(before, column, names) if before else ""
        said_at_birth = before or getattr(after, column.attname) != column.get_default()
        if new != old and said_at_birth:
            label = str(column.verbose_name).capitalize()
            yield Change(what=what, field=label, before=old, after=new, kind=kind)


def _columns_shown(version):
    """What a person can set; not what follows from it, nor the row it hangs on."""
    parents = version.instance_type.hangs_on
    return [
        column
        for column in version.tracked_fields
        if column.editable and not column.primary_key and column.name not in parents
    ]


def _as_read(version, column, names):
    value = getattr(version, column.attname)
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


def _names_of_what_is_pointed_at(versions):
    """(model, key) -> how it is called, for every foreign key shown in these versions.

    What came with the versions (by select_related) is not fetched again.
    """
    names, keys = {}, defaultdict(set)
    for version in versions:
        for column in _columns_shown(version):
            value = getattr(version, column.attname)
            if not column.is_relation or value is None:
                continue
            if column.is_cached(version) and column.get_cached_value(version) is not None:
                names[column.related_model, value] = str(column.get_cached_value(version))
            else:
                keys[column.related_model].add(value)
    for model, wanted in keys.items():
        missing = wanted - {key for of, key in names if of is model}
        if missing:
            found = model._default_manager.filter(pk__in=missing)
            names |= {(model, row.pk): str(row) for row in found}
    return names
