"""A database moved from SQLite: every row and file is the same there, and the record verifies."""

import io
import sqlite3

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from actions.models import Action, Notice
from audits.copying import copied
from improvement import history
from improvement.seals import sealing
from tests.databases import standing_in
from tests.factories import make_action, make_notice

pytestmark = pytest.mark.django_db


def everything():
    """Every row of every table of ours, as plain values."""
    return {
        model._meta.db_table: [
            {name: _plain(value) for name, value in row.items()}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in copied()
    }


def _plain(value):
    """PostgreSQL gives bytes to be looked at, each time others."""
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture(scope="module")
def moved_from(django_db_setup, django_db_blocker, tmp_path_factory):
    """A SQLite file of the same tables, with nothing in it."""
    folder = tmp_path_factory.mktemp("moved")
    path = folder / "register.sqlite3"
    with django_db_blocker.unblock(), on_sqlite(path):
        call_command("migrate", verbosity=0)
    return path


def on_sqlite(path):
    return standing_in(str(path), ENGINE="django.db.backends.sqlite3", OPTIONS={})


@pytest.fixture
def file(moved_from, tmp_path):
    """The file with the demonstration in it, an action written at its end, and two seals."""
    path = tmp_path / "register.sqlite3"
    path.write_bytes(moved_from.read_bytes())
    return path


def fill(path):
    with on_sqlite(path):
        call_command("demo", verbosity=0, stdout=io.StringIO())
        sealing.seal()
        action = Action.objects.first()
        with history.act(name="The test", way="test", reason="Moved"):
            action.wording = "“Curly” – £5, é, 😀\n\tkept"
            action.save()
        sealing.seal()
        return everything()


def test_every_row_is_the_same_and_the_record_verifies(file, shared_database):
    before = fill(file)

    call_command("copy_record", str(file), stdout=io.StringIO())

    assert everything() == before
    assert len(before["actions_historicalaction"]) > 25
    told = io.StringIO()
    call_command("verify_record", stdout=told)
    assert "The record is whole" in told.getvalue()
    assert "\n2 seals" in told.getvalue()
    assert " 0 kept files" not in told.getvalue()


def test_what_is_written_afterwards_gets_new_keys(file, shared_database):
    fill(file)
    call_command("copy_record", str(file), stdout=io.StringIO())
    last = Action.objects.order_by("pk").last().pk

    added = make_action(Notice.objects.first(), ref="IN999")

    assert added.pk > last


def test_a_database_that_holds_something_is_left_as_it_is(file, shared_database):
    make_notice()
    before = everything()

    with pytest.raises(CommandError, match=r"not empty: there are rows in .*actions_notice"):
        call_command("copy_record", str(file))

    assert everything() == before


def test_another_release_is_refused(file, shared_database):
    with sqlite3.connect(file) as held:
        held.execute("DELETE FROM django_migrations WHERE app = 'audits' OR app = 'boards'")

    with pytest.raises(CommandError, match="not of one release"):
        call_command("copy_record", str(file))


def test_no_file_is_said_so_and_none_is_made(shared_database, tmp_path):
    path = tmp_path / "none.sqlite3"

    with pytest.raises(CommandError, match="There is no file"):
        call_command("copy_record", str(path))

    assert not path.exists()


def test_what_can_not_be_written_leaves_nothing_behind(file, shared_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps a NUL")
    with on_sqlite(file):
        make_notice(title="A\0B")

    with pytest.raises(CommandError, match=r"A row of actions_.*notice between"):
        call_command("copy_record", str(file))

    assert not any(everything().values())
