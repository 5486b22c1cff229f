"""What the application's own log-in to PostgreSQL may do: nothing that alters the record.

Triggers hold whoever owns the tables only until they are taken off. A log-in that owns nothing,
and has no right to alter or delete a row of the record, can't take them off. The tables belong to
another log-in, with which `migrate` is run.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

OURS = ("improvement", "actions", "boards", "audits")
# What is deleted: its history says so. All else of ours is only added to and changed.
DELETED = (
    "actions.Contributor",
    "actions.CrossReference",
    "actions.DeclinedReference",
    "actions.HeldFile",
    "actions.UpdateDraft",
)
# Who is logged in and who guessed wrongly is no part of the record.
FLEETING = ("sessions", "axes")
_MEMBERS_OF = """
    SELECT 'is a member of ' || of.rolname FROM pg_auth_members
    JOIN pg_roles of ON of.oid = roleid JOIN pg_roles mine ON mine.oid = member
    WHERE mine.rolname = %s
"""
_ATTRIBUTES = """
    SELECT unnest(array_remove(ARRAY[
        CASE WHEN rolsuper THEN 'is a superuser' END,
        CASE WHEN rolcreaterole THEN 'may make log-ins (CREATEROLE)' END,
        CASE WHEN rolreplication THEN 'may replicate (REPLICATION)' END
    ], NULL)) FROM pg_roles WHERE rolname = %s
"""
_OWNS = """
    SELECT 'owns ' || what FROM (
        SELECT relowner, 'the table ' || relname FROM pg_class
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL SELECT nspowner, 'the schema ' || nspname FROM pg_namespace
        UNION ALL SELECT proowner, 'the function ' || proname FROM pg_proc
        UNION ALL SELECT datdba, 'the database ' || datname FROM pg_database
            WHERE datname = current_database()
    ) AS owned(owner, what) JOIN pg_roles ON pg_roles.oid = owner
    WHERE rolname = %s AND what NOT LIKE 'the schema pg\\_%%' ORDER BY what
"""


def privileges(model: type[models.Model]) -> str:
    """What the application does to the rows of this model."""
    if getattr(model, "append_only", False):
        return "SELECT, INSERT"
    if model._meta.app_label in FLEETING or model._meta.label in DELETED:
        return "SELECT, INSERT, UPDATE, DELETE"
    if model._meta.app_label in OURS:
        return "SELECT, INSERT, UPDATE"
    return "SELECT"


def statements(login: str) -> Iterator[str]:
    """The SQL by which the owner of the tables gives a log-in what the application needs."""
    quoted = connection.ops.quote_name
    schema, database = _names()
    to = quoted(login)
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {to}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {to}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM PUBLIC, {to}"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM {to}"
    yield f"REVOKE ALL ON DATABASE {database} FROM {to}"
    yield f"GRANT CONNECT ON DATABASE {database} TO {to}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {to}"
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            table = f"{schema}.{quoted(model._meta.db_table)}"
            yield f"GRANT {privileges(model)} ON {table} TO {to}"
    yield f"GRANT SELECT ON {schema}.django_migrations TO {to}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {to}"
    yield f"GRANT EXECUTE ON FUNCTION {schema}.hold_the_record() TO {to}"


def ways_round(login: str) -> list[str]:
    """What this log-in is or owns that would let it alter the record all the same."""
    with connection.cursor() as cursor:
        found = []
        for question in (_ATTRIBUTES, _MEMBERS_OF, _OWNS):
            cursor.execute(question, [login])
            found += [said for (said,) in cursor.fetchall()]
    return found


def is_known(login: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolcanlogin", [login])
        return cursor.fetchone() is not None


def _names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema()), quote_ident(current_database())")
        return cursor.fetchone()
