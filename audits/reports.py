"""The change log as a table of plain values: one row for each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils import timezone

from actions.reports import Column, Table, seal_in_words
from audits.changes import Line, Reader, line, whole
from audits.reading import counts, keys, of_keys
from improvement.history import LogEntry

MOST_ROWS = 20_000  # what can be made while a person waits: some ten seconds
_ACTS_AT_A_TIME = 500
_SHORT = 20  # versions
_VERSIONS_AT_A_TIME = 1000
_HOW = {"created": "Added", "changed": "Changed", "deleted": "Removed"}

COLUMNS = (
    Column("Date", 18),
    Column("Time", 10),
    Column("Who", 22),
    Column("Role", 22),
    Column("Way", 16),
    Column("Why", 40),
    Column("Of", 14),
    Column("What", 20),
    Column("Change", 10),
    Column("Field", 22),
    Column("Old", 50),
    Column("New", 50),
)
CUT = (
    "This file stops here: it holds the newest {number:,} changes. "
    "Narrow the change log by dates or by action, and export what is older."
)


def changes_table(entries: Iterable[LogEntry], reader: Reader) -> Table:
    """Every change of these entries, newest act first. The rows are made as they are written."""
    return Table(
        f"{reader.notice.title}: change log",
        COLUMNS,
        _up_to(MOST_ROWS, entries, reader),
        about=tuple(seal_in_words()),
    )


def _up_to(most, entries, reader):
    rows = _rows(entries, reader)
    yield from islice(rows, most)
    if next(rows, None) is not None:
        yield (CUT.format(number=most), *[""] * (len(COLUMNS) - 1))


def _rows(entries, reader) -> Iterator[tuple]:
    """The short acts many at a time, the long ones each in pieces, all in their order."""
    entries = iter(entries)
    while some := list(islice(entries, _ACTS_AT_A_TIME)):
        found = counts([entry.act for entry in some], reader.audience)
        short = {act: mine for act, mine in found.items() if mine.total <= _SHORT}
        of_short = [entry for entry in some if entry.act in short]
        told = {one.act: one for one in whole(of_short, short, reader)}
        for entry in some:
            if entry.act in told:
                yield from _of_line(told[entry.act])
            elif entry.act in found:
                yield from _piece_by_piece(entry, found[entry.act], reader)


def _piece_by_piece(entry, mine, reader):
    of_act = keys(entry.act, reader.audience)
    for start in range(0, mine.total, _VERSIONS_AT_A_TIME):
        written = of_keys(of_act[start : start + _VERSIONS_AT_A_TIME], reader.audience)
        yield from _of_line(line(entry, mine, written, reader))


def _of_line(told: Line):
    when = timezone.localtime(told.when)
    signed = (when.date(), f"{when:%H:%M:%S}", told.who, told.role, told.way_in_words)
    for part in told.parts:
        for change in part.changes:
            why = ", ".join(filter(None, [told.why, change.why]))
            said = (
                _of_what(change, part),
                _HOW[change.kind],
                change.field,
                change.before,
                change.after,
            )
            yield (*signed, why, part.name, *said)


def _of_what(change, part):
    """What kind of thing changed, and which of many where nothing else in the row tells."""
    is_told = change.model is part.itself or not change.row_name
    return change.what if is_told else f"{change.what} “{change.row_name}”"
