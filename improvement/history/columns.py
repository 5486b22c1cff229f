"""In which columns two versions of a row differ, and how their values read in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import formats

from improvement.history.entries import KINDS, Change, called
from improvement.history.together import all_of

_NOTHING = (None, "", [])


def changed_columns(
    model, history_type: str, before: Mapping | None, after: Mapping
) -> Iterator[models.Field]:
    """The columns in which a version says something else than the one before it did. Of the first
    version those that somebody set, and of what is deleted those that said anything.
    """
    for column in columns_told(model):
        new = after[column.attname]
        if KINDS[history_type] != "changed" and column.name in model.told_once_changed:
            is_changed = False
        elif KINDS[history_type] == "deleted":
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
    what = called(model)
    what = what[:1].upper() + what[1:]
    kind = KINDS[history_type]
    columns = list(changed_columns(model, history_type, before, after))
    row_name = _row_name(model, kind, columns, after)
    for column in columns:
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
            row_name=row_name,
            is_first=kind == "changed" and column.name in model.told_first,
        )


def _row_name(model, kind, columns, after):
    """What tells this row from others of its kind, where the change itself does not say it."""
    is_said = kind != "changed" or model.named_by in [column.name for column in columns]
    return "" if is_said else str(after.get(model.named_by) or "")


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
    if hasattr(column, "as_read"):
        return column.as_read(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _day_as_read(value) if isinstance(value, dt.date) else str(value)


@lru_cache(5000)
def _day_as_read(value):
    return formats.localize(value)


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
    for place, key, name in all_of(branches) if branches else ():
        names[by_a_column[place], key] = name
    return names
