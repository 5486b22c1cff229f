"""Reading the register as it stood at a moment, with the same queries that read it today.

While a moment is shown, whatever this connection asks of a recorded table is asked of its past:
a query that names the table gets a definition of that name in front (`WITH "actions_action" AS …`),
which holds each row as its newest version at that moment says it was. So every page, filter and
export reads the past unchanged, nothing is copied or made, and what would write is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.db import ProgrammingError, connection
from django.utils import timezone

from improvement.history.versions import Recorded

_shown: ContextVar[dt.datetime | None] = ContextVar("moment_shown", default=None)
_MOMENT = "{moment}"
_READS = re.compile(r"[\s(]*SELECT\b", re.IGNORECASE)


def moment_shown() -> dt.datetime | None:
    """The moment that is being shown, or None where it is now."""
    return _shown.get()


def today() -> dt.date:
    """The day as at which the register is being read: today, unless another moment is shown."""
    return timezone.localdate(_shown.get())


def now() -> dt.datetime:
    """The moment as at which the register is being read."""
    return _shown.get() or timezone.now()


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day, as the council's clocks show it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


@contextmanager
def as_at(moment: dt.datetime) -> Iterator[None]:
    """Show every recorded table, and its history, as it stood at this moment.

    Who may see what is still judged as it is today: people and their roles are not moved.
    """
    if moment_shown() is not None:
        raise RuntimeError("A moment is being shown already.")
    token = _shown.set(moment)
    try:
        with connection.execute_wrapper(_Past(moment)), _grouped_by_every_column():
            yield
    finally:
        _shown.reset(token)


@contextmanager
def _grouped_by_every_column():
    """A definition has no primary key, by which PostgreSQL would know all else of a row."""
    held = connection.features
    by_key = held.allows_group_by_selected_pks
    held.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        held.allows_group_by_selected_pks = by_key


class _Past:
    """Puts the past of each table that a query names before the query."""

    def __init__(self, moment):
        self.moment = f"'{connection.ops.adapt_datetimefield_value(moment)}'"

    def __call__(self, execute, sql, params, many, context):
        named = set(_names().findall(sql))
        if not named:
            return execute(sql, params, many, context)
        if not _READS.match(sql):
            raise ProgrammingError("The past can only be read.")
        past = ", ".join(
            f"{_quoted(table)} AS NOT MATERIALIZED ({definition})"
            for table, definition in _definitions(connection.vendor).items()
            if table in named
        )
        past = past.replace(_MOMENT, self.moment)
        return execute(f"WITH {past} {sql}", params, many, context)


@cache
def _names():
    """Finds the names of all tables that have a past. What people type is never in a query."""
    tables = (table for model in _models() for table in _tables(model))
    return re.compile(rf"\b({'|'.join(tables)})\b")


@cache
def _definitions(vendor):
    """table -> the query that gives its past. A definition means by a name the table itself: those
    of the registers come first, since PostgreSQL takes a name that stands before for the past.
    """
    return {
        _tables(model)[place]: past(model, vendor)
        for place, past in enumerate((_past_of_a_register, _past_of_a_history))
        for model in _models()
    }


@cache
def _models():
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recorded) and model.stands_at_its_date
    ]


def _tables(model):
    return model._meta.db_table, model.history.model._meta.db_table


def _past_of_a_register(model, vendor):
    """Each row that ever was, beside its newest version: one step down an index for each.

    What never changes is taken from the row itself: a query for one notice or one action then
    looks at the rows of that one only, in an order that an index has.
    """
    table, versions = (_itself(name, vendor) for name in _tables(model))
    fixed = _columns(model, [model._meta.pk.name, *model.hangs_on, *model.never_changes])
    moving = [column for column in _columns(model) if column not in fixed]
    key = fixed[0]
    told = ", ".join(
        f"{'kept' if column in fixed else 'past'}.{column}" for column in _columns(model)
    )
    newest = (
        f"WHERE one.{key} = kept.{key} AND one.history_date <= {_MOMENT} "
        f"ORDER BY one.history_date DESC, one.history_id DESC LIMIT 1"
    )
    beside = {
        # Names of our own making: there is nothing here that anybody typed.
        "postgresql": f"CROSS JOIN LATERAL (SELECT {', '.join(moving)}, history_type "  # noqa: S608
        f"FROM {versions} one {newest}) past",
        "sqlite": f"JOIN {versions} past ON past.history_id = "  # noqa: S608
        f"(SELECT one.history_id FROM {versions} one {newest})",
    }[vendor]
    rows = table if model.rows_stay else _with_those_that_went(table, versions, fixed)
    return f"SELECT {told} FROM {rows} kept {beside} WHERE past.history_type <> '-'"  # noqa: S608


def _with_those_that_went(table, versions, columns):
    columns = ", ".join(columns)
    return (
        f"(SELECT {columns} FROM {table} UNION ALL "  # noqa: S608
        f"SELECT {columns} FROM {versions} WHERE history_type = '-')"
    )


def _past_of_a_history(model, vendor):
    versions = _itself(_tables(model)[1], vendor)
    return f"SELECT * FROM {versions} WHERE history_date <= {_MOMENT}"  # noqa: S608


def _itself(table, vendor):
    """The table, where its name alone would be taken for the definition that is being made."""
    return f"main.{_quoted(table)}" if vendor == "sqlite" else _quoted(table)


def _columns(model, names=None):
    fields = map(model._meta.get_field, names) if names else model._meta.concrete_fields
    return [_quoted(field.column) for field in fields]


def _quoted(name):
    return connection.ops.quote_name(name)
