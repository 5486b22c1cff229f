"""What is written in the record stays: the database itself refuses to alter or delete it.

Triggers stand on every table whose model says `append_only`. They are put back after each
migration, since remaking a table on SQLite drops them in silence, and looked for at start and by
`/readyz`. Whoever owns the tables can still take them off: what that person alters is found by the
seals (see the operator's guide).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error
from django.db import DatabaseError, connections, models

log = logging.getLogger(__name__)

_SENTENCE = "The record can only be added to"
_FUNCTION = "record_is_append_only"
_BODY = f" BEGIN RAISE EXCEPTION '{_SENTENCE}'; END "


def kept_models(app_label: str | None = None) -> Iterator[type[models.Model]]:
    """Every model whose rows are never altered, of one app or of all."""
    for model in apps.get_models():
        if getattr(model, "append_only", False) and app_label in (None, model._meta.app_label):
            yield model


def put_back(sender, using, **kwargs):
    """Set the triggers on the tables of an app that has just been migrated."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in kept_models(sender.label):
            if model._meta.db_table in there:
                for statement in _statements(connection, model):
                    cursor.execute(statement)


def unprotected(using: str = "default") -> list[str]:
    """The tables that should have triggers and lack one, or have another in its place."""
    connection = connections[using]
    wanted = {model._meta.db_table: _wanted(connection, model) for model in kept_models()}
    found = _found_on_postgresql if connection.vendor == "postgresql" else _found_on_sqlite
    with connection.cursor() as cursor:
        held = found(cursor)
    return sorted(table for table, triggers in wanted.items() if not triggers <= held)


def look(app_configs=None, databases=None, **kwargs):
    """Django's own check of a database: `manage.py check --database default`."""
    return [
        Error(
            f"The record is not protected in {', '.join(tables)}",
            hint="Run migrate, and find out who took the triggers off.",
            id="improvement.E001",
        )
        for using in databases or ()
        if (tables := _unprotected_if_migrated(using))
    ]


def warn_if_unprotected():
    """Say it in the log when the server starts; `/readyz` then keeps visitors away."""
    try:
        tables = unprotected()
    except DatabaseError:
        log.critical("The database does not answer, so its triggers could not be looked at")
        return
    if tables:
        log.critical("The record is not protected in %s: run migrate", ", ".join(tables))


def _unprotected_if_migrated(using):
    there = set(connections[using].introspection.table_names())
    return [table for table in unprotected(using) if table in there]


def _statements(connection, model):
    if connection.vendor == "postgresql":
        yield from _for_postgresql(connection, model)
        return
    for name, statement in _for_sqlite(connection, model).items():
        yield f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}"
        yield statement


def _wanted(connection, model):
    """What `_found_on_...` gives for the triggers of this model."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        return {(table, f"{table}_is_append_only", "A", _BODY)}
    return {(table, *trigger) for trigger in _for_sqlite(connection, model).items()}


def _for_sqlite(connection, model):
    """trigger's name -> the statement that sets it.

    INSERT OR REPLACE deletes the row that it replaces without asking the trigger on DELETE, so a
    new row that would take the place of another is refused; where the model takes the same fact
    twice in peace (`ignores_the_same_again`), it is left as it was.
    """
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    refuse = f"SELECT RAISE(ABORT, '{_SENTENCE}')"
    instead = "SELECT RAISE(IGNORE)" if model.ignores_the_same_again else refuse
    same = " OR ".join(
        "(" + " AND ".join(f"{quoted(name)} = NEW.{quoted(name)}" for name in columns) + ")"
        for columns in _unique(model)
    )
    name = model._meta.db_table
    return {
        f"{name}_no_update": f"CREATE TRIGGER {quoted(name + '_no_update')} "
        f"BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"{name}_no_delete": f"CREATE TRIGGER {quoted(name + '_no_delete')} "
        f"BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"{name}_no_replace": f"CREATE TRIGGER {quoted(name + '_no_replace')} "  # noqa: S608
        f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN {instead}; END",
    }


def _unique(model):
    yield [model._meta.pk.column]
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield [field.column]
    for constraint in model._meta.total_unique_constraints:
        yield [model._meta.get_field(name).column for name in constraint.fields]


def _found_on_sqlite(cursor):
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    return set(cursor.fetchall())


def _for_postgresql(connection, model):
    table = connection.ops.quote_name(model._meta.db_table)
    trigger = connection.ops.quote_name(f"{model._meta.db_table}_is_append_only")
    yield (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
    )
    yield f"DROP TRIGGER IF EXISTS {trigger} ON {table}"
    # A replacing INSERT (ON CONFLICT DO UPDATE) is an UPDATE too. ALWAYS: as a replica as well.
    yield (
        f"CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
    )
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


def _found_on_postgresql(cursor):
    cursor.execute(
        "SELECT relname, tgname, tgenabled, prosrc FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
    )
    return set(cursor.fetchall())
