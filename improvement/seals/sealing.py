"""Making a seal over all that was written since the last."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

from django.db import OperationalError, connection, connections, models, transaction
from django.utils import timezone

from improvement.history import append_only
from improvement.seals import canonical, tail
from improvement.seals.chain import Block, Gathering, head_of
from improvement.seals.models import Seal, SealedBlock

log = logging.getLogger("improvement.seals")

ROWS_IN_A_BLOCK = 20_000
PATIENCE = 30  # seconds for which a seal waits for those who are writing
# Well below the second after which PostgreSQL looks for a deadlock: a writer is never the victim.
_TURN = 0.3
_FUNCTION = "hold_the_record"


class RecordIsBusy(Exception):
    """Somebody was writing all the while, so that no seal could be made; nothing is lost."""


def sealed_models() -> list[type[models.Model]]:
    """What is sealed: all that is only ever added to, but for the seals themselves."""
    kept = (model for model in append_only.kept_models() if getattr(model, "is_sealed", True))
    return sorted(kept, key=lambda model: model._meta.db_table)


def seal(patience: float = PATIENCE) -> Seal | None:
    """Seal what was written since the last seal, or give None where nothing was.

    Two at once: one waits, and then seals what is left. Raises RecordIsBusy.
    """
    with transaction.atomic():
        _take_turns()
        last_keys = _last_keys(patience)
        made_at = timezone.now()
        before = Seal.objects.newest()
        blocks = list(_blocks(last_keys))
        if not blocks:
            return None
        if before is not None:
            _warn_of_what_is_written_into_the_past(before)
        made = _write(before, made_at, blocks)
        transaction.on_commit(lambda: log.info(line_of(made)))
    return made


def seal_quietly(patience: float = 2):
    """Seal after something else was done, which stays done where the seal fails."""
    try:
        seal(patience)
    except Exception:
        log.exception("The record could not be sealed; the next seal covers what this would have")


def line_of(made: Seal) -> str:
    """What the log says of a seal, and `verify_record --heads-file` reads again."""
    return f"Seal {made.number}: head {made.head} over {made.rows} rows"


def _warn_of_what_is_written_into_the_past(before):
    """In the log, since the seal makes it a part of the record: a verification no longer tells."""
    for rows in tail.unsealed(sealed_models()):
        for fault in tail.faults(before, rows):
            log.warning("Sealed all the same: %s", fault)


def _write(before, made_at, blocks):
    number, previous = (before.number + 1, before.head) if before else (1, "")
    made = Seal.objects.create(
        number=number,
        made_at=made_at,
        previous=previous,
        head=head_of(number, made_at, previous, blocks),
        rows=sum(block.count for block in blocks),
    )
    for position, block in enumerate(blocks, 1):
        SealedBlock.objects.create(
            seal=made,
            position=position,
            table=block.table,
            columns=block.columns,
            after_key=block.after,
            last_key=block.last,
            count=block.count,
            digest=block.digest,
            marks=block.marks,
        )
    return made


def _blocks(last_keys) -> Iterator[Block]:
    sealed_to = tail.reached()
    for model in sealed_models():
        table = model._meta.db_table
        after, last = sealed_to.get(table), last_keys[table]
        columns = canonical.describe(model)
        while last is not None and (after is None or after < last):
            block = _block(table, columns, after, last)
            yield block
            after = block.last


def _block(table, columns, after, last):
    """The next rows, as many as go into one block."""
    gathered = Gathering()
    for key, digest in canonical.digests(table, columns, after, last, ROWS_IN_A_BLOCK):
        gathered.add(key, digest)
    return Block(
        table=table,
        columns=str(columns),
        after=after,
        last=key,
        count=gathered.count,
        digest=gathered.digest,
        marks=bytes(gathered.marks),
    )


# Waiting for those who write


def _take_turns():
    """One seal at a time. On SQLite the transaction itself is held by one only."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('improvement.seals'))")


def _last_keys(patience):
    """table -> its highest key, at a moment at which nobody is in the middle of writing.

    A row with a lower key may be committed after one with a higher: keys are given out as rows are
    written. So the tables are held until all writers are done, for as long as it takes to ask.
    """
    if connection.vendor != "postgresql":
        return _highest_keys()
    until = time.monotonic() + patience
    while True:
        try:
            return _highest_keys_while_nobody_writes()
        except OperationalError:
            if time.monotonic() > until:
                raise RecordIsBusy(
                    f"Somebody was writing to the record for all of {patience:.0f} seconds. "
                    "Try again later; what is not sealed now is sealed by the next seal."
                ) from None
            time.sleep(_TURN / 3)


def _highest_keys_while_nobody_writes():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{_TURN * 1000:.0f}ms'")
        cursor.execute(f"SELECT {_FUNCTION}()")
        keys = _highest_keys()
        transaction.set_rollback(True)  # gives the tables back at once
    return keys


def _highest_keys():
    quoted = connection.ops.quote_name
    keys = {}
    with connection.cursor() as cursor:
        for model in sealed_models():
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f"SELECT MAX({quoted(key)}) FROM {quoted(table)}")  # noqa: S608
            (keys[table],) = cursor.fetchone()
    return keys


def put_back(sender, using, **kwargs):
    """Make the function by which the tables are held, after each migration on PostgreSQL.

    It runs with the right of the tables' owner, since the application's own log-in has none to
    lock what it may not alter.
    """
    connection = connections[using]
    if sender.label != "improvement" or connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in sealed_models() if model._meta.db_table in there]
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        held = ", ".join(f"{schema}.{connection.ops.quote_name(table)}" for table in tables)
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS void LANGUAGE plpgsql "
            f"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS "
            f"$$ BEGIN LOCK TABLE {held} IN SHARE MODE; END $$"
        )
        cursor.execute(f"REVOKE ALL ON FUNCTION {_FUNCTION}() FROM PUBLIC")
