"""A program that imports a notice again and again and is killed each time, as `kill -9` kills.

    python -m tests.actions.importing.killed DATABASE FOLDER BEFORE AFTER POINTS [--no-transaction]

It prepares DATABASE with the file BEFORE. At each point it forks a child which imports AFTER into a
copy and kills itself at one of its SQL statements, or is killed by its parent at some moment; then
it looks at what is left, and imports again. It prints a line of JSON for each point.

A process of its own, since only one without threads may be forked and go on.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
from contextlib import contextmanager, redirect_stdout, suppress
from functools import cache
from pathlib import Path

import django

BATCH = 10  # rows in a statement: fewer than in use, for more statements to be killed at


def main(database, folder, before, after, points, *options):
    from django.conf import settings
    from django.db import transaction

    from actions.importing import apply
    from tests.databases import standing_in

    settings.MEDIA_ROOT = Path(folder) / "media"
    apply.BATCH = BATCH
    with standing_in(database):
        _sheets(before), _sheets(after)
        assert forked(lambda: import_file(before)) == 0
        if "--no-transaction" in options:
            without_transactions(transaction)
        for found in kill_each_time(after, Path(folder), int(points)):
            print(json.dumps(found), flush=True)  # noqa: T201 - read by the test


def kill_each_time(file, folder, points):
    """What was seen at each point, in order."""
    as_before = state()
    with copied(folder):
        statements, seconds = count_statements(file)
        as_whole = state()

    def at(point, killed):
        left = state()
        code = forked(lambda: import_file(file))
        return {
            "point": point,
            "killed": killed == -signal.SIGKILL,
            "left": {str(as_before): "before", str(as_whole): "whole"}.get(str(left), "partial"),
            "next": code,
            "register": register_of(state()) == register_of(as_whole),
            "files": files_are_kept(),
        }

    for place in range(points):
        number = 1 + place * statements // points
        with copied(folder):
            yield at(f"statement {number} of {statements}", forked(killed_at(number, file)))
    dice = random.Random(1)  # noqa: S311 - the same moments each time
    for part in sorted(dice.random() for _ in range(points // 8)):
        with copied(folder):
            killed = forked(lambda: import_file(file, is_read=False), after=part * seconds)
            yield at(f"after {part:.2f} of the time", killed)


@contextmanager
def copied(folder):
    from tests.databases import copied_from_default, standing_in

    for left in folder.glob("killed.sqlite3*"):
        left.unlink()
    with copied_from_default("killed", folder) as name, standing_in(name):
        yield


def forked(call, after=None):
    """The exit code of a child that makes this call, or the signal it died of, below nought.

    `after` so many seconds it is killed.
    """
    from django.db import connection

    connection.close()  # a child has to open its own
    child = os.fork()
    if not child:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
            try:
                call()
            except SystemExit as said:
                os._exit(said.code or 0)
            finally:
                os._exit(99)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def import_file(file, *, is_read=True):
    """The real command. Its file is read once for all, unless told that it is not."""
    from django.core.management import call_command

    from actions.importing import sandbox

    if is_read:
        sandbox.read_file = lambda path, filename: _sheets(path)
    call_command("import_notice", file, "--notice", "ce", "--accept", "all")


@cache
def _sheets(path):
    from actions.importing import workbook

    return workbook.read(Path(path).read_bytes())


def killed_at(number, file):
    """A call that imports and dies before its SQL statement of this number."""

    def call():
        from django.db import connection

        left = iter(range(number - 1))

        def die(execute, *statement):
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*statement)

        with connection.execute_wrapper(die):
            import_file(file)

    return call


def count_statements(file):
    """How many statements the import makes when nothing stops it, and how many seconds it takes."""
    from django.db import connection

    count = 0

    def one_more(execute, *statement):
        nonlocal count
        count += 1
        return execute(*statement)

    with redirect_stdout(sys.stderr), connection.execute_wrapper(one_more):
        began = time.monotonic()
        with suppress(SystemExit):  # which is how the command ends
            import_file(file, is_read=False)
    return count, time.monotonic() - began


def without_transactions(transaction):
    """Each statement is kept by itself from now on."""
    from django.db.models import QuerySet

    transaction.Atomic.__enter__ = lambda self: None
    transaction.Atomic.__exit__ = lambda self, *error: None
    QuerySet.select_for_update = lambda self, **how: self


def state():
    """Model -> how many rows, and a digest of what they say: all but keys, files and moments.

    Of accounts and the change log only how many. Seals are left out: one is made once all is kept,
    and what a kill left unsealed the next one takes in.
    """
    from django.apps import apps

    ours = {"improvement", "actions", "boards"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    return {
        model._meta.label: _digest(model)
        for model in models
        if not model.__name__.startswith("Seal")
    }


def register_of(found):
    """All but imports and acts: a second import of the same file adds one of each and no more."""
    return {
        name: digest
        for name, digest in found.items()
        if not (name.endswith("Import") or name.startswith("improvement."))
    }


def _digest(model):
    from django.db import models

    passing = (models.DateTimeField, models.UUIDField, models.FileField)
    said = [
        field.attname
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.is_relation or isinstance(field, passing))
        and field.name not in ("id", "file")  # as the versions of a row have them
    ]
    rows = sorted(map(repr, model._default_manager.order_by().values_list(*said)))
    if model._meta.app_label == "improvement":
        return str(len(rows))
    return f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"


def files_are_kept():
    """Whether the file of each import is where it says."""
    from actions.models import Import

    return all(record.file.storage.exists(record.file.name) for record in Import.objects.all())


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
