"""Looking at the whole record again: every seal, every row under it, and what came after."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, islice

from django.db import connection, transaction
from django.utils import timezone

from improvement.history import append_only
from improvement.seals import canonical, files, heads, registers, tail
from improvement.seals.chain import (
    ADDED,
    CHANGED,
    GONE,
    Block,
    Gathering,
    differences,
    head_of,
    read_marks,
)
from improvement.seals.faults import Fault, of_a_row
from improvement.seals.heads import Head
from improvement.seals.models import Seal, SealedBlock, Verification
from improvement.seals.sealing import sealed_models

MOST = 20  # faults that are named of one block of rows


@dataclass
class Found:
    """What a verification looked at, and every fault in the order of the record."""

    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    files: int = 0
    heads: int = 0
    newest: Seal | None = None
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0.0
    seconds_for_rows: float = 0.0

    @property
    def is_whole(self) -> bool:
        return not self.faults

    @property
    def rows_a_second(self) -> int:
        return round(self.rows / self.seconds_for_rows) if self.seconds_for_rows else 0


def verify(given: Iterable[Head] = ()) -> Found:
    """Look at the whole record, as it is at one moment."""
    began = time.perf_counter()
    given = list(given)
    found = Found(heads=len(given))
    with _one_moment():
        seals = list(Seal.objects.order_by("number"))
        found.seals, found.newest = len(seals), seals[-1] if seals else None
        found.faults += _chain(seals)
        found.faults += heads.faults(seals, given)
        found.faults += _rows(found)
        found.faults += _since(found)
        found.faults += registers.faults()
        found.faults += _files(found)
        found.faults += _triggers()
    found.seconds = time.perf_counter() - began
    return found


def keep(found: Found, way: str) -> Verification:
    """Keep what was found, for the page that tells of it."""
    first = found.faults[0] if found.faults else None
    return Verification.objects.create(
        at=timezone.now(),
        way=way,
        seals=found.seals,
        rows=found.rows,
        unsealed=found.unsealed,
        files=found.files,
        heads=found.heads,
        seconds=found.seconds,
        is_whole=found.is_whole,
        fault=first.text if first else "",
        fault_subject=first.subject if first else "",
    )


@contextmanager
def _one_moment():
    """So that what is written meanwhile makes no false alarm. Nobody is kept from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # where atomic() would keep others from writing
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


# The chain


def _chain(seals: Sequence[Seal]) -> Iterator[Fault]:
    """The first seal that is gone, or is not what its head says. What follows hangs on it."""
    held = SealedBlock.objects.defer("marks").order_by("seal", "position")
    blocks = {
        number: [_block_of(block) for block in of_one]
        for number, of_one in groupby(held, key=lambda block: block.seal_id)
    }
    previous, reached = "", {}
    for number, seal in enumerate(seals, 1):
        if fault := _link(number, previous, seal, blocks.get(seal.number, []), reached):
            yield Fault(fault, table=Seal._meta.db_table, key=number, seal=number)
            return
        previous = seal.head


def _link(number, previous, seal, blocks, reached):
    if seal.number != number:
        return f"Seal {number} is gone: seal {seal.number} stands in its place."
    if seal.previous != previous:
        return f"Seal {number} does not follow from the seal before it."
    if seal.head != head_of(number, seal.made_at, previous, blocks):
        return f"Seal {number} was altered: its head is not that of what it covers."
    for block in blocks:
        if block.after != reached.get(block.table):
            return f"Seal {number} leaves out rows of {block.table}."
        reached[block.table] = block.last
    return ""


def _block_of(block: SealedBlock) -> Block:
    return Block(
        table=block.table,
        columns=block.columns,
        after=block.after_key,
        last=block.last_key,
        count=block.count,
        digest=block.digest,
        marks=b"",
    )


# The rows under each seal


def _rows(found) -> Iterator[Fault]:
    began = time.perf_counter()
    there = _columns_there()
    known = {model._meta.db_table: model for model in sealed_models()}
    blocks = SealedBlock.objects.order_by("seal", "position")
    for block in blocks.iterator(chunk_size=50):
        if problem := _unreadable(block, there):
            yield Fault(problem, table=block.table, seal=block.seal_id)
            continue
        gathered = _gather(block)
        found.rows += gathered.count
        if gathered.digest != block.digest:
            yield from _named(block, gathered, known.get(block.table))
        elif bytes(block.marks) != bytes(gathered.marks):
            yield Fault(
                f"Seal {block.seal_id} was altered: its marks of {block.table} are others.",
                table=SealedBlock._meta.db_table,
                key=block.pk,
                seal=block.seal_id,
            )
    found.seconds_for_rows = time.perf_counter() - began


def _columns_there():
    """table -> the names of its columns, of every sealed table that there is."""
    there = {}
    sealed = set(SealedBlock.objects.order_by().values_list("table", flat=True).distinct())
    with connection.cursor() as cursor:
        for table in sealed.intersection(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608
            there[table] = {name for name, *_ in cursor.description}
    return there


def _unreadable(block, there):
    try:
        columns = canonical.read(block.columns)
    except ValueError:
        return f"Seal {block.seal_id} was altered: what it covers of {block.table} can't be read."
    if missing := columns.names - there.get(block.table, set()):
        return (
            f"Seal {block.seal_id} covers {block.table}, which lacks {', '.join(sorted(missing))}."
        )
    return ""


def _gather(block):
    gathered = Gathering()
    columns = canonical.read(block.columns)
    for key, digest in canonical.digests(block.table, columns, block.after_key, block.last_key):
        gathered.add(key, digest)
    return gathered


def _named(block, gathered, model):
    """The rows of a block that are not as they were sealed, by rising key."""
    differ = dict(islice(differences(bytes(block.marks), bytes(gathered.marks)), MOST))
    if not differ or model is None:
        yield Fault(
            f"Rows of {block.table} up to {block.last_key} are not as seal {block.seal_id} "
            "covered them.",
            table=block.table,
            seal=block.seal_id,
        )
        return
    moved = _moved(block, [key for key, what in differ.items() if what == CHANGED])
    for key, what in differ.items():
        words = f"holds what entry {moved[key]} held" if key in moved else _BECAME[what]
        yield of_a_row(model, key, words, block.seal_id)


_BECAME = {
    GONE: "is gone",
    ADDED: "was put among older ones after they were sealed",
    CHANGED: "was changed after it was sealed",
}


def _moved(block, changed):
    """key -> the other key whose row it holds now, of rows that changed places."""
    if len(changed) < 2:
        return {}
    columns = canonical.read(block.columns)
    everything = canonical.texts(block.table, columns, block.after_key, block.last_key)
    texts = {key: text for key, text in everything if key in changed}
    marks = read_marks(bytes(block.marks))
    return {
        here: origin
        for origin in changed
        for here, text in texts.items()
        if here != origin and canonical.digest_of(origin, text)[:8] == marks[origin]
    }


# What came after the last seal, and what stands beside the record


def _since(found) -> Iterator[Fault]:
    """Counts what no seal covers yet, and names what was written into the past."""
    for rows in tail.unsealed(sealed_models()):
        found.unsealed += rows.count()
        if found.newest is not None:
            yield from tail.faults(found.newest, rows)


def _files(found) -> Iterator[Fault]:
    for file in files.kept():
        found.files += 1
        if fault := files.fault_of(*file):
            yield fault


def _triggers() -> Iterator[Fault]:
    if tables := append_only.unprotected():
        yield Fault(
            f"The triggers that keep the record from being altered are off: {', '.join(tables)}.",
            table=tables[0],
        )
