"""Large imports and undoes, done outside the request in a process of their own.

The request claims the import, once, and starts the process; its page shows how far it is. The
import says itself what is to be done, by whom and with which plan. Whatever becomes of the process,
everything is written or nothing; a claim of one that died is given back when a person asks.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from actions.importing import intake, progress
from actions.importing.apply import RegisterMovedOn, lock
from actions.importing.undo import undo
from actions.models import Import, NextStep, ProgressItem
from improvement import history

logger = logging.getLogger(__name__)

MOVED_ON = (
    "The register was changed while this was being imported, so nothing was written. Look at what "
    "the import would change now, then confirm again."
)
FAILED = (
    "Something went wrong, and nothing was written. Try again; if it goes wrong again, ask whoever "
    "runs the system to look at its log."
)
NOT_STARTED = "It could not be started, and nothing was written. Try again in a few minutes."
SIGN_OF_LIFE_SECONDS = 2


class AlreadyBegun(Exception):
    """Somebody began or finished this before; nothing was begun again."""


@dataclass(frozen=True)
class Work:
    """A kind of work: the status that an import has before it and while it lasts, and who acts."""

    before: str
    during: str
    by: str
    reason: str


IMPORT = Work(
    Import.Status.CHECKING, Import.Status.APPLYING, "applied_by", "Began to write {record}"
)
UNDO = Work(Import.Status.APPLIED, Import.Status.UNDOING, "undone_by", "Began to undo {record}")
OF_STATUS = {work.during: work for work in (IMPORT, UNDO)}


def is_long_to_import(plan) -> bool:
    """Whether a plan has more rows than are written while the browser waits."""
    return plan.rows_written > settings.IMPORT_ROWS_IN_REQUEST


def is_long_to_undo(record: Import) -> bool:
    """Whether an import wrote more rows than are put back while the browser waits."""
    rows = record.outcome.get("changed", 0) + record.actions.count()
    rows += sum(
        model.objects.filter(imported_in=record).count() for model in (ProgressItem, NextStep)
    )
    return rows > settings.IMPORT_ROWS_IN_REQUEST


def begin(record: Import, work: Work, *, by, fingerprint: str = "") -> None:
    """Claim the import and start the process that does the work. Raises AlreadyBegun.

    `fingerprint` is of the plan that was confirmed.
    """
    with transaction.atomic():
        record = lock(record)
        if record.status != work.before:
            raise AlreadyBegun
        record.status = work.during
        record.outcome |= {"confirmed": fingerprint}
        setattr(record, work.by, by)
        history.save_as(record, by=by, reason=work.reason.format(record=record))
        progress.tell(record.pk)
    try:
        _start(record)
    except OSError:
        logger.exception("The process that writes %s could not be started", record)
        _end_without_effect(record, work, NOT_STARTED)


# Kept until they end, so that none is left behind as a zombie; looked through when one is added.
_started: list[subprocess.Popen] = []


def _start(record):
    _started[:] = [process for process in _started if process.poll() is None]
    _started.append(
        subprocess.Popen(  # noqa: S603 - our own command, and a number
            [sys.executable, "manage.py", "finish_import", str(record.pk)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # goes on when the web worker is replaced
        )
    )


def finish(record: Import) -> bool:
    """Do what was begun. Says whether it is done; what went wrong is told on its page."""
    work = OF_STATUS.get(record.status)
    if work is None:
        return False
    try:
        with _signs_of_life(record):
            _DO[work](record, _teller(record))
    except RegisterMovedOn:
        _end_without_effect(record, work, MOVED_ON)
        return False
    except Exception:
        logger.exception("%s ended with nothing written", record)
        _end_without_effect(record, work, FAILED)
        return False
    progress.forget(record.pk)
    return True


def _import(record, tell):
    # Read before the transaction begins, which so is as short as it can be.
    shown = intake.check(record)
    intake.confirm(
        record,
        fingerprint=record.outcome["confirmed"],
        by=record.applied_by,
        shown=shown,
        tell=tell,
        status=record.status,
    )


def _undo(record, tell):
    undo(record, by=record.undone_by, tell=tell, status=record.status)


_DO: dict[Work, Callable] = {IMPORT: _import, UNDO: _undo}


def _teller(record):
    def tell(written, of):
        progress.tell(record.pk, written=written, of=of)

    return tell


@contextmanager
def _signs_of_life(record):
    done = threading.Event()

    def give_them():
        while not done.wait(SIGN_OF_LIFE_SECONDS):
            progress.give_a_sign(record.pk)

    thread = threading.Thread(target=give_them, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def has_stopped(told: progress.Progress | None) -> bool:
    """Whether the work has given no sign of life for so long that it must have been killed."""
    return told is None or told.silent_for > settings.IMPORT_SILENT_SECONDS


def give_back(record: Import, *, by) -> None:
    """End the claim of work that has stopped, so that it can be confirmed again.

    If it lives after all, one of the two finds the import finished and writes nothing.
    """
    work = OF_STATUS.get(record.status)
    if work and has_stopped(progress.heard(record.pk)):
        _end_without_effect(record, work, "", by=by)


@transaction.atomic
def _end_without_effect(record, work, told, by=None):
    """`by` says who ends it; where nobody does, it is who began it."""
    record = lock(record)
    if record.status != work.during:
        return
    by = by or getattr(record, work.by)
    record.status = work.before
    setattr(record, work.by, None)
    with history.act(by=by, name=None if by else "finish_import"):
        history.save_as(record, by=by, reason=f"Nothing was written: {record}")
    if told:
        progress.tell(record.pk, failed=told)
    else:
        progress.forget(record.pk)
