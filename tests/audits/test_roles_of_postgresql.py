"""On PostgreSQL the application's own log-in can't alter the record, by any statement tried."""

from contextlib import ExitStack

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from actions.models import Contributor, CrossReference
from audits import privileges
from improvement import history
from improvement.history import append_only
from improvement.seals import sealing, verifying
from tests.databases import copied_from_default, standing_in
from tests.factories import (
    PASSWORD,
    make_action,
    make_contributor,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)

LOGIN = "register_application_of_a_test"


def on_postgresql():
    return connection.vendor == "postgresql"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the database, with something in its record, whose application log-in is set up."""
    if not on_postgresql():
        pytest.skip("SQLite has no log-ins")
    with django_db_blocker.unblock(), ExitStack() as until_the_end:
        folder = tmp_path_factory.mktemp("roles")
        copy = until_the_end.enter_context(copied_from_default("roles", folder))
        login = f"{LOGIN}_{connection.settings_dict['NAME']}"[:63]
        with standing_in(copy):
            action = make_action()
            make_progress_item(action)
            sealing.seal()
            verifying.keep(verifying.verify(), way="test")
            run(f'DROP ROLE IF EXISTS "{login}"')
            run(f"CREATE ROLE \"{login}\" LOGIN PASSWORD '{PASSWORD}'")
            call_command("database_roles", application=login, apply=True)
        yield copy, login
        with standing_in(copy):
            run(f'DROP OWNED BY "{login}"')
        until_the_end.close()
        run(f'DROP ROLE "{login}"')
        connection.close()


@pytest.fixture
def application(database, django_db_blocker):
    """Logged in as the application; whatever is written is taken back."""
    copy, login = database
    with (
        django_db_blocker.unblock(),
        standing_in(copy, USER=login, PASSWORD=PASSWORD),
        transaction.atomic(),
    ):
        yield login
        transaction.set_rollback(True)


# Of one table of the record: {t} its name, {k} its key, {c} another column, {o} the tables' owner.
OF_A_TABLE = [
    "UPDATE {t} SET {c} = {c}",
    "UPDATE {t} SET {c} = {c} WHERE false",
    "UPDATE ONLY {t} SET {k} = {k} + 1",
    "DELETE FROM {t}",
    "DELETE FROM {t} WHERE false",
    "WITH gone AS (DELETE FROM {t} RETURNING *) SELECT count(*) FROM gone",
    "TRUNCATE {t}",
    "TRUNCATE {t} CASCADE",
    "TRUNCATE {t} RESTART IDENTITY CASCADE",
    "INSERT INTO {t} SELECT * FROM {t} ON CONFLICT ({k}) DO UPDATE SET {c} = excluded.{c}",
    "MERGE INTO {t} USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "DO $$ BEGIN DELETE FROM {t}; END $$",
    "SELECT 1 FROM {t} FOR UPDATE",
    "LOCK TABLE {t} IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE {t} IN SHARE MODE",
    "DROP TABLE {t}",
    "DROP TABLE {t} CASCADE",
    "DROP TRIGGER {t}_is_append_only ON {t}",
    "ALTER TRIGGER {t}_is_append_only ON {t} RENAME TO nothing",
    "ALTER TABLE {t} DISABLE TRIGGER {t}_is_append_only",
    "ALTER TABLE {t} DISABLE TRIGGER ALL",
    "ALTER TABLE {t} DISABLE TRIGGER USER",
    "ALTER TABLE {t} RENAME TO elsewhere",
    "ALTER TABLE {t} DROP COLUMN {c}",
    "ALTER TABLE {t} ALTER COLUMN {c} TYPE text USING 'x'",
    "ALTER TABLE {t} OWNER TO CURRENT_USER",
    "ALTER TABLE {t} SET SCHEMA pg_temp",
    "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
    "CREATE TRIGGER mine BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION "
    "record_is_append_only()",
    "CREATE RULE mine AS ON UPDATE TO {t} DO INSTEAD NOTHING",
    "CREATE RULE mine AS ON INSERT TO {t} DO ALSO DELETE FROM {t}",
    "CREATE POLICY mine ON {t} USING (false)",
    "CREATE TABLE public.child () INHERITS ({t})",
    "CREATE TEMPORARY TABLE child (LIKE {t}); ALTER TABLE child INHERIT {t}",
    "COPY {t} FROM '/etc/passwd'",
    "COPY {t} FROM PROGRAM 'true'",
    "CLUSTER {t} USING {t}_pkey",
    "UPDATE pg_trigger SET tgenabled = 'D' WHERE tgrelid = '{t}'::regclass",
    "DELETE FROM pg_trigger WHERE tgrelid = '{t}'::regclass",
    # The number of a seal is no sequence's: nothing is set there, and nothing is altered below.
    "SELECT 1 / count(setval(pg_get_serial_sequence('{t}', '{k}'), 1))",
]
OF_THE_DATABASE = [
    "SET session_replication_role = replica",
    "SET LOCAL session_replication_role = replica",
    "SELECT set_config('session_replication_role', 'replica', false)",
    "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "ALTER DATABASE {d} SET session_replication_role = replica",
    "ALTER SYSTEM SET session_replication_role = replica",
    "SET ROLE {o}",
    "SET SESSION AUTHORIZATION {o}",
    "GRANT {o} TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE ROLE another SUPERUSER",
    "REASSIGN OWNED BY {o} TO CURRENT_USER",
    "DROP OWNED BY {o}",
    "CREATE OR REPLACE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION hold_the_record() RETURNS void LANGUAGE sql AS $$ $$",
    "ALTER FUNCTION record_is_append_only() OWNER TO CURRENT_USER",
    "ALTER FUNCTION hold_the_record() RESET ALL",
    "DROP FUNCTION record_is_append_only() CASCADE",
    "DROP FUNCTION hold_the_record()",
    "DROP SCHEMA public CASCADE",
    "DROP DATABASE {d}",
    "CREATE TABLE public.mine (id int)",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION record_is_append_only()",
    "CREATE EXTENSION dblink",
    "TRUNCATE improvement_user CASCADE",
    "TRUNCATE actions_notice CASCADE",
    "DELETE FROM improvement_user",
    "DELETE FROM actions_action",
    "DELETE FROM django_migrations",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
]
# Who has no right to give may say so; PostgreSQL warns, and gives nothing.
WITHOUT_EFFECT = [
    "GRANT ALL ON {t} TO CURRENT_USER",
    "GRANT UPDATE, DELETE, TRUNCATE ON {t} TO CURRENT_USER",
    "GRANT ALL ON {t} TO PUBLIC",
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO CURRENT_USER",
]
DENIED = (
    "permission denied",
    "must be owner",
    "must be superuser",
    "must have",
    "not owner",
    "by zero",
)


def refusal_of(statement):
    """What the database says to a statement, or nothing where it takes it."""
    try:
        with transaction.atomic():
            run(statement)
    except DatabaseError as refused:
        return str(refused)
    return ""


def kept():
    return sorted(append_only.kept_models(), key=lambda model: model._meta.db_table)


def named(model):
    column = next(f for f in model._meta.concrete_fields if not f.primary_key).column
    table = model._meta.db_table
    return {"t": f'"{table}"', "k": model._meta.pk.column, "c": f'"{column}"'}


def filled(statement, model, owner="postgres"):
    said = named(model)
    bare = statement.replace("{t}_", f"{model._meta.db_table}_")
    return bare.format(**said, o=owner, d=connection.settings_dict["NAME"])


def digests_of_all():
    return {
        model._meta.db_table: run(
            f"SELECT count(*), md5(string_agg(kept::text, '' ORDER BY kept::text)) "  # noqa: S608
            f'FROM "{model._meta.db_table}" kept'
        )
        for model in kept()
    }


def test_no_statement_alters_a_table_of_the_record(application):
    held = digests_of_all()

    for model in kept():
        for statement in OF_A_TABLE:
            said = filled(statement, model)
            assert any(words in refusal_of(said) for words in DENIED), said

    assert digests_of_all() == held
    assert append_only.unprotected() == []


def test_no_statement_lifts_what_protects_the_record(application):
    (owner,) = run("SELECT tableowner FROM pg_tables WHERE tablename = 'improvement_logentry'")[0]

    for statement in OF_THE_DATABASE:
        said = filled(statement, kept()[0], owner)
        assert refusal_of(said), said

    assert append_only.unprotected() == []


def test_who_may_not_give_gives_itself_nothing(application):
    for model in kept():
        for statement in WITHOUT_EFFECT:
            refusal_of(filled(statement, model))
        for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"):
            asked = f"SELECT has_table_privilege('{model._meta.db_table}', '{right}')"
            assert run(asked) == [(False,)], (model, right)


def test_the_owner_of_the_tables_could_do_what_the_application_cannot(database, django_db_blocker):
    copy, _ = database
    taken = []
    with django_db_blocker.unblock(), standing_in(copy), transaction.atomic():
        for statement in (
            "ALTER TABLE {t} DISABLE TRIGGER ALL; DELETE FROM {t}",
            "DROP TRIGGER {t}_is_append_only ON {t}",
        ):
            taken.append(refusal_of(filled(statement, kept()[0])))
        transaction.set_rollback(True)

    assert taken == ["", ""]


def test_the_application_owns_nothing(application):
    assert privileges.ways_round(application) == []


def test_the_product_writes_as_it_always_does(application):
    notice = make_notice()
    lead = person_with_role(notice, "administrator", email="lead@example.org")
    action = make_action(notice, lead=lead)
    make_contributor(action, make_user())
    make_reference(action, words="See A2", plan_ref="A2")
    with history.act(by=lead, reason="Set right"):
        Contributor.objects.get(action=action).delete()
        CrossReference.objects.get(action=action).delete()
        action.wording = "Otherwise"
        action.save()

    assert sealing.seal().number == 2
    assert verifying.verify().faults == []
    verifying.keep(verifying.verify(), way="test")


def test_people_log_in_and_out_and_read_the_past(application):
    notice = make_notice()
    make_action(notice, ref="IN1")
    person_with_role(notice, "administrator", email="lead@example.org")
    client = Client()
    wrong = client.post("/login/", {"username": "lead@example.org", "password": "x"})
    right = client.post("/login/", {"username": "lead@example.org", "password": PASSWORD})
    page = client.get(f"/notices/{notice.slug}/")
    past = client.get(f"/notices/{notice.slug}/", {"as_at": "2014-03-27"})
    out = client.post("/logout/")

    statuses = [answer.status_code for answer in (wrong, right, page, past, out)]
    assert statuses == [200, 302, 200, 200, 302]
    assert client.get("/readyz").status_code == 200


def test_the_sql_is_printed_and_not_run(database, django_db_blocker, capsys):
    copy, _ = database
    with django_db_blocker.unblock(), standing_in(copy):
        call_command("database_roles", application="nobody_yet")

    out = capsys.readouterr().out
    assert 'GRANT SELECT, INSERT ON public."improvement_logentry" TO "nobody_yet";' in out
    assert 'GRANT SELECT, INSERT, UPDATE ON public."actions_action" TO "nobody_yet";' in out


def test_a_log_in_that_could_go_round_it_is_refused(database, django_db_blocker):
    copy, login = database
    with django_db_blocker.unblock(), standing_in(copy):
        with pytest.raises(CommandError, match="There is no log-in nobody_yet"):
            call_command("database_roles", application="nobody_yet", apply=True)
        with transaction.atomic():
            run(f'ALTER ROLE "{login}" CREATEROLE')
            with pytest.raises(CommandError, match="CREATEROLE"):
                call_command("database_roles", application=login, apply=True)
            run(f'ALTER ROLE "{login}" NOCREATEROLE; GRANT pg_write_all_data TO "{login}"')
            with pytest.raises(CommandError, match="is a member of pg_write_all_data"):
                call_command("database_roles", application=login, apply=True)
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_sqlite_has_no_log_ins():
    if on_postgresql():
        pytest.skip("PostgreSQL has")

    with pytest.raises(CommandError, match="no log-ins"):
        call_command("database_roles", application="register")
