"""Rows of several tables in one query: each table gives the same columns, its own as one value.

A page that tells of a dozen tables would else ask a dozen times.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db.models import JSONField, Model, QuerySet
from django.db.models.functions import JSONObject


def as_one(names: Iterable[str]) -> JSONObject:
    """These columns of a row as one value, which `values_of` reads back."""
    return JSONObject(**{name: name for name in names})


def values_of(model: type[Model], one: str | Mapping) -> dict[str, object]:
    """What `as_one` gave for a row of this model, by name, as the model would have it.

    JSON has neither dates nor, on SQLite, lists within. The name of a column of another model
    (`lead__full_name`) stands for a text.
    """
    read = json.loads(one) if isinstance(one, str) else one
    return {name: _value(model, name, value) for name, value in read.items()}


def _value(model, name, value):
    if value is None or "__" in name:
        return value
    column = model._meta.get_field(name)
    if isinstance(column, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    return column.to_python(value)


def all_of(branches: list[QuerySet]) -> QuerySet:
    """The rows of these queries together."""
    first, *rest = branches
    return first.union(*rest, all=True) if rest else first
