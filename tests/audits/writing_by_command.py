"""Every command of manage.py: those that write what is recorded, and why the others do not."""

from __future__ import annotations

import io
from contextlib import suppress

from django.core.management import CommandError, call_command

from actions.models import Import
from tests.audits.writing import TABLE, Cases
from tests.audits.writing_on_pages import large_file_is_confirmed, large_import_is_undone
from tests.factories import make_action

cases = Cases()
writes = cases.of

# Commands of ours that write nothing that is recorded, and why.
WRITES_NOTHING = {
    "clear_held_files": "deletes files that no record ever spoke of",
    "copy_record": "refuses wherever there is something; its own test compares every row",
    "database_roles": "gives rights to a log-in of the database",
    "export_notice": "writes a file",
    "seal_record": "writes a seal, which is of the record and not in it",
    "verify_record": "writes what it found, beside the record",
    "clean_duplicate_history": "refuses",
    "clean_old_history": "refuses",
    "loaddata": "refuses",
    "send_digests": "sends mails and keeps which, which says nothing of the notice",
    "send_reminders": "sends mails and keeps which, which says nothing of the notice",
    "serve_demo": "calls demo and then becomes the web server",
}


def _run(command, /, *args, **options):
    """Gives what runs it. What it prints is not looked at, nor how it exits."""

    def run():
        with suppress(SystemExit, CommandError):
            call_command(command, *args, stdout=io.StringIO(), stderr=io.StringIO(), **options)

    return run


@writes("add_notice", by="add_notice", ways=("command",), subjects=("notice", "council"))
def notice_of_a_new_council(world):
    return _run("add_notice", "new", council="Newshire Council", title="Our notice")


@writes("add_notice", by="add_notice", ways=("command",))
def notice_of_a_council_that_is_held(world):
    return _run("add_notice", "new", council=world.notice.council.name, title="Our notice")


@writes("add_person", by="add_person", ways=("command",), subjects=("", "notice"))
def somebody_new(world):
    said = {"name": "New Person", "notice": "ce", "role": "administrator"}
    return _run("add_person", "new@example.org", **said)


def _imports(world, *args):
    path = world.settings.MEDIA_ROOT / "table.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(TABLE)
    return _run("import_notice", path, *args, accept="all")


@writes("import_notice", ways=("command", "import 1"), acts=2)
def file_for_a_person(world):
    return _imports(world, "--notice", "ce", "--by", world.admin.email)


@writes(
    "import_notice",
    by="import_notice",
    ways=("command", "import 1"),
    subjects=("notice", "council"),
    acts=3,
)
def file_for_a_notice_that_it_makes(world):
    return _imports(world, "--notice", "new", "--council", "Newshire", "--title", "Notice")


@writes("finish_import", ways=("import 1",))
def import_that_was_begun(world):
    large_file_is_confirmed(world)()
    return _run("finish_import", Import.objects.get().pk)


@writes("finish_import", ways=("undo of import 1",))
def undo_that_was_begun(world):
    large_import_is_undone(world)()
    return _run("finish_import", Import.objects.get().pk)


@writes("finish_import", ways=("command",))
def import_of_a_register_that_moved_on(world):
    large_file_is_confirmed(world)()
    make_action(world.notice, ref="IN1")
    return _run("finish_import", Import.objects.get().pk)


@writes("demo", is_a_story=True)
def demonstration(world):
    world.settings.DEMO = True
    return _run("demo")


@writes("seed_benchmark", is_a_story=True)
def large_register(world):
    return _run("seed_benchmark", notices=2, actions=13, updates=400)
