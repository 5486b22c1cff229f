"""Nothing in the record is altered or deleted, by any statement that the product could send."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from actions.models import Action
from improvement.history import LogEntry, append_only
from tests.databases import lift_the_triggers
from tests.factories import make_action

pytestmark = pytest.mark.django_db

TABLES = ["actions_historicalaction", "improvement_logentry"]
ALTERING = [
    "UPDATE {table} SET {column} = 'x'",
    "UPDATE {table} SET {column} = {column} WHERE 1 = 0 OR 1 = 1",
    "DELETE FROM {table}",
]
ONLY_ON = {
    "sqlite": ["REPLACE INTO {table} SELECT * FROM {table}"],
    "postgresql": [
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT INTO {table} SELECT * FROM {table} "
        "ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'",
        "SET LOCAL session_replication_role = replica; DELETE FROM {table}",
    ],
}
WRITTEN = {"actions_historicalaction": "wording", "improvement_logentry": "by_name"}
KEYS = {"actions_historicalaction": "history_id", "improvement_logentry": "id"}


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608
        return cursor.fetchall()


def try_to(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refusal_of(statement):
    """What the database says to a statement, or nothing where it takes it."""
    try:
        with transaction.atomic():
            try_to(statement)
    except DatabaseError as refused:
        return str(refused)
    return ""


@pytest.fixture
def action():
    """Something that is written, with nothing left for the end of the transaction."""
    action = make_action()
    connection.check_constraints()
    return action


def statements(table):
    for statement in ALTERING + ONLY_ON[connection.vendor]:
        yield statement.format(table=table, column=WRITTEN[table], key=KEYS[table])


@pytest.mark.parametrize("table", TABLES)
def test_no_statement_alters_the_record(action, table):
    held = rows(table)

    for statement in statements(table):
        refused = refusal_of(statement)
        # What the log takes in peace when it comes again is left as it was.
        assert "only be added to" in refused or statement.startswith("REPLACE INTO improvement_log")
        assert rows(table) == held, statement


@pytest.mark.parametrize("table", TABLES)
def test_without_the_triggers_the_same_statements_do_alter_it(action, table):
    held = rows(table)
    lift_the_triggers()
    altered = []

    for statement in statements(table):
        with transaction.atomic():
            try_to(statement)
            altered.append(rows(table) != held)
            transaction.set_rollback(True)

    assert altered.count(True) >= 2


def test_a_table_whose_triggers_are_gone_is_named_until_they_are_put_back(client):
    assert append_only.unprotected() == []
    assert client.get("/readyz").status_code == 200

    lift_the_triggers()

    assert "actions_historicalaction" in append_only.unprotected()
    assert client.get("/readyz").status_code == 503
    (error, *_) = append_only.look(databases=["default"])
    assert "improvement_logentry" in error.msg

    call_command("migrate", verbosity=0)

    assert append_only.unprotected() == []


def test_trigger_of_the_same_name_that_does_nothing_is_no_protection():
    lift_the_triggers()
    if connection.vendor == "postgresql":
        try_to(
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$"
        )
        try_to(
            'CREATE TRIGGER "improvement_logentry_is_append_only" BEFORE UPDATE ON '
            "improvement_logentry FOR EACH STATEMENT EXECUTE FUNCTION nothing()"
        )
    else:
        for what in ("update", "delete"):
            try_to(
                f"CREATE TRIGGER improvement_logentry_no_{what} BEFORE {what} ON "
                "improvement_logentry BEGIN SELECT 1; END"
            )

    assert "improvement_logentry" in append_only.unprotected()


def test_every_history_is_kept():
    tables = {model._meta.db_table for model in append_only.kept_models()}

    assert Action.history.model._meta.db_table in tables
    assert LogEntry._meta.db_table in tables
    assert {"boards_historicalbody", "improvement_historicaluser"} <= tables


@pytest.mark.parametrize("command", ["clean_old_history", "clean_duplicate_history"])
def test_the_librarys_commands_that_delete_history_are_disabled(command):
    with pytest.raises(CommandError, match="only be added to"):
        call_command(command)
