"""Reading the register as it stood at a moment, with the same queries that read it today.

While a moment is shown, a temporary view stands before each recorded table on this connection
alone. It has the table's name and columns, and holds each row as its newest version at that moment
says it was. So every page, filter and export reads the past unchanged, nothing is copied, and
nothing can be written by mistake: a view takes no rows. Both SQLite and PostgreSQL look among the
temporary names first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from improvement.history.versions import Recorded

_shown: ContextVar[dt.datetime | None] = ContextVar("moment_shown", default=None)


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
        with _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite():
            yield
    finally:
        _shown.reset(token)


@contextmanager
def _on_postgresql():
    """In a transaction that is rolled back, so that a shared connection is given back clean."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            (schema,) = cursor.fetchone()
            cursor.execute(";".join(_views(_quoted(schema))))
        yield
        transaction.set_rollback(True)


@contextmanager
def _on_sqlite():
    """Without a transaction, which would hold up whoever writes meanwhile."""
    with connection.cursor() as cursor:
        try:
            for view in _views("main"):
                cursor.execute(view)
            yield
        finally:
            for table in _shadowed():
                cursor.execute(f"DROP VIEW IF EXISTS temp.{_quoted(table)}")


def _views(schema):
    moment = connection.ops.adapt_datetimefield_value(_shown.get())
    for model in _models():
        yield _view_of_the_table(model, schema, f"'{moment}'")
        yield _view_of_its_history(model, schema, f"'{moment}'")


@cache
def _models():
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recorded) and model.stands_at_its_date
    ]


def _shadowed():
    for model in _models():
        yield model._meta.db_table
        yield model.history.model._meta.db_table


def _view_of_the_table(model, schema, moment):
    """Each row that ever was, beside its newest version: one step down an index for each.

    What a row hangs on never changes, so it is taken from the row itself: a query for one notice
    or one action then looks at the rows of that one only.
    """
    table = f"{schema}.{_quoted(model._meta.db_table)}"
    versions = f"{schema}.{_quoted(model.history.model._meta.db_table)}"
    fixed = [model._meta.pk.column]
    fixed += [model._meta.get_field(name).column for name in model.hangs_on]
    columns = ", ".join(
        f"{'kept' if column in fixed else 'past'}.{_quoted(column)}"
        for column in (field.column for field in model._meta.concrete_fields)
    )
    key, fixed = _quoted(fixed[0]), ", ".join(map(_quoted, fixed))
    # Names and a date of our own making: there is nothing here that anybody typed.
    return (
        f"CREATE TEMPORARY VIEW {_quoted(model._meta.db_table)} AS "  # noqa: S608
        f"SELECT {columns} FROM (SELECT {fixed} FROM {table} UNION ALL "
        f"SELECT {fixed} FROM {versions} WHERE history_type = '-') kept "
        f"JOIN {versions} past ON past.history_id = ("
        f"SELECT one.history_id FROM {versions} one "
        f"WHERE one.{key} = kept.{key} AND one.history_date <= {moment} "
        f"ORDER BY one.history_date DESC, one.history_id DESC LIMIT 1) "
        f"WHERE past.history_type <> '-'"
    )


def _view_of_its_history(model, schema, moment):
    name = _quoted(model.history.model._meta.db_table)
    return (
        f"CREATE TEMPORARY VIEW {name} AS SELECT * FROM {schema}.{name} "  # noqa: S608
        f"WHERE history_date <= {moment}"
    )


def _quoted(name):
    return connection.ops.quote_name(name)
