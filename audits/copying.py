"""The whole record carried from a SQLite file into an empty database, row by row as it is.

Rows keep their keys, and versions and seals come with them, so that the record verifies where it
arrives. What belongs to a log-in (sessions, wrong passwords) stays behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from audits.privileges import OURS

_SOURCE = "copied_from"
_BATCH = 1_000


class NotCopied(Exception):
    """Why nothing was copied, in a sentence."""


def copied() -> list[type[models.Model]]:
    """Every model that holds something of ours, links between rows included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and model._meta.managed and not model._meta.proxy
    ]


def copy(path: Path) -> Iterator[tuple[type[models.Model], int]]:
    """Copy every table from this SQLite file, all or nothing, and give (model, rows) of each.

    Nobody can write to the file meanwhile. Raises NotCopied where the file is none, where either
    database lacks a migration, or where the one that is to be filled holds something already.
    """
    with _opened(path), transaction.atomic(using=_SOURCE), transaction.atomic():
        _look_first()
        for model in copied():
            yield model, _copy(model)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), copied()):
                cursor.execute(statement)


def _look_first():
    here, there = (
        set(MigrationRecorder(connections[alias]).applied_migrations())
        for alias in ("default", _SOURCE)
    )
    if here != there:
        raise NotCopied("The two databases are not of one release. Run migrate on both.")
    held = [model._meta.db_table for model in copied() if model._base_manager.exists()]
    if held:
        raise NotCopied(f"The database is not empty: there are rows in {', '.join(held)}.")


def _copy(model):
    rows = model._base_manager.using(_SOURCE).order_by("pk")
    number, batch = 0, []
    for row in rows.iterator(chunk_size=_BATCH):
        row._state.db, row._state.adding = None, True
        batch.append(row)
        if len(batch) == _BATCH:
            number += _write(model, batch)
            batch = []
    return number + _write(model, batch)


def _write(model, batch):
    try:
        model._base_manager.bulk_create(batch)
    except ValueError as error:  # PostgreSQL takes no NUL, which SQLite keeps
        keys = f"{batch[0].pk} and {batch[-1].pk}"
        raise NotCopied(
            f"A row of {model._meta.db_table} between {keys} can't be written here: {error}"
        ) from error
    return len(batch)


@contextmanager
def _opened(path):
    """The file as a second database, for as long as it is read."""
    if not path.is_file():
        raise NotCopied(f"There is no file {path}.")
    settings = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
    connections[_SOURCE] = DatabaseWrapper(settings, _SOURCE)
    try:
        yield
    finally:
        connections[_SOURCE].close()
        del connections[_SOURCE]
