"""Each recorded row beside the newest entry of its history: they must say the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from improvement.history import Recorded
from improvement.seals.faults import Fault, signature, subject_of

MOST = 20  # faults that are named of one table


def recorded_models() -> list[type[Recorded]]:
    """Every model whose rows leave versions."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def faults() -> Iterator[Fault]:
    """Rows that were written, altered or deleted beside their history."""
    for model in recorded_models():
        yield from _written_beside(model)
        yield from _deleted_beside(model)


def _written_beside(model):
    columns = [
        field.column for field in model.history.model.tracked_fields if not field.primary_key
    ]
    for key, newest, kind, *differ in _asked(model, _written(model, columns)):
        if newest is None:
            yield _fault(model, key, None, "has no history: it was written past the record")
        elif kind == "-":
            yield _fault(model, key, newest, "is there, though its history says it was deleted")
        else:
            named = ", ".join(
                column for column, is_so in zip(columns, differ, strict=True) if is_so
            )
            yield _fault(
                model, key, newest, f"is not as the newest entry of its history says: {named}"
            )


def _deleted_beside(model):
    for key, newest in _asked(model, _deleted(model)):
        yield _fault(model, key, newest, "is gone, and its history does not say so")


def _fault(model, key, newest, what):
    signed = signature(model.history.model, newest) if newest else None
    table = model._meta.db_table
    named = f"Row {key} of {model._meta.verbose_name_plural} ({table})"
    return Fault(
        f"{named} {what}.",
        table=table,
        key=key,
        subject=subject_of(signed.act) if signed else "",
    )


def _asked(model, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _newest(model):
    """(row, its newest version): the one that was written last, whatever date it bears."""
    quoted = connection.ops.quote_name
    key, versions = quoted(model._meta.pk.column), quoted(model.history.model._meta.db_table)
    return f"(SELECT {key} AS row, MAX(history_id) AS id FROM {versions} GROUP BY {key})"  # noqa: S608


def _written(model, columns):
    quoted = connection.ops.quote_name
    live, versions = quoted(model._meta.db_table), quoted(model.history.model._meta.db_table)
    key = quoted(model._meta.pk.column)
    differ = [_differ(model, column) for column in columns]
    # Names of our own tables and columns: there is nothing here that anybody typed.
    return (
        f"SELECT live.{key}, past.history_id, past.history_type, {', '.join(differ)} "  # noqa: S608
        f"FROM {live} live LEFT JOIN {_newest(model)} newest ON newest.row = live.{key} "
        f"LEFT JOIN {versions} past ON past.history_id = newest.id "
        f"WHERE past.history_id IS NULL OR past.history_type = '-' OR {' OR '.join(differ)} "
        f"ORDER BY live.{key} LIMIT {MOST}"
    )


def _differ(model, column):
    quoted = connection.ops.quote_name(column)
    if connection.vendor == "postgresql":
        return f"(live.{quoted} IS DISTINCT FROM past.{quoted})"
    sides = [f"live.{quoted}", f"past.{quoted}"]
    if _is_json(model, column):
        # Written by one statement with spaces in it, and by another without.
        sides = [
            f"CASE json_valid({side}) WHEN 1 THEN json({side}) ELSE {side} END" for side in sides
        ]
    return f"({' IS NOT '.join(sides)})"


def _is_json(model, column):
    fields = model._meta.concrete_fields
    return any(f.column == column and isinstance(f, models.JSONField) for f in fields)


def _deleted(model):
    quoted = connection.ops.quote_name
    live, versions = quoted(model._meta.db_table), quoted(model.history.model._meta.db_table)
    key = quoted(model._meta.pk.column)
    return (
        f"SELECT newest.row, newest.id FROM {_newest(model)} newest "  # noqa: S608
        f"JOIN {versions} past ON past.history_id = newest.id "
        f"LEFT JOIN {live} live ON live.{key} = newest.row "
        f"WHERE past.history_type <> '-' AND live.{key} IS NULL "
        f"ORDER BY newest.row LIMIT {MOST}"
    )
