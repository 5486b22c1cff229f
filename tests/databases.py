"""A database that is filled once and used by many tests, beside the one that each test empties.

It begins as a copy of the test database, with all of its tables and triggers. While it stands in as
the default one, every thread uses it, the server of the browser tests included, each with a
connection of its own as in production.
"""

from contextlib import ExitStack, contextmanager

from django.db import connection, connections, transaction
from django.test import override_settings

from improvement.history import append_only


@contextmanager
def standing_in(name, **log_in):
    """Make the database of this name the default one for a while, with another log-in if given."""
    held_settings, held_connection = connections.settings["default"], connections["default"]
    connections.settings["default"] = held_settings | {
        "NAME": name,
        "CONN_MAX_AGE": 0,
        **log_in,
    }
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = held_settings
        connections["default"] = held_connection


@contextmanager
def copied_from_default(name, folder):
    """Copy the default database, and drop the copy afterwards. Gives the copy's full name."""
    if connection.vendor == "sqlite":
        path = folder / f"{name}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield str(path)
        return
    source = connection.settings_dict["NAME"]
    name = f"{source}_{name}"[:63]
    connection.close()  # PostgreSQL copies only what nobody is connected to
    _postgres(
        ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]),
        (f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', None),
        (f'CREATE DATABASE "{name}" TEMPLATE "{source}"', None),
    )
    yield name
    _postgres((f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', None))


@contextmanager
def filled(name, folder, blocker, make):
    """Copy the test database while no test has it, and let this fill the copy.

    Gives (what it made, the copy's full name, where its files are).
    """
    files = folder / "media"
    with ExitStack() as until_the_end:
        with blocker.unblock():
            database = until_the_end.enter_context(copied_from_default(name, folder))
            with standing_in(database), override_settings(MEDIA_ROOT=files):
                made = make()
        yield made, database, files
        with blocker.unblock():
            until_the_end.close()


@contextmanager
def taken_back(name):
    """Let this database stand in for one test, and take back what the test does to it."""
    with standing_in(name), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _postgres(*statements):
    with connection._nodb_cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def lift_the_triggers():
    """Leave the record unprotected, as only the owner of its tables can."""
    with connection.cursor() as cursor:
        for model in append_only.kept_models():
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_is_append_only" ON "{table}"')
                continue
            for what in ("update", "delete", "replace"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{what}"')
