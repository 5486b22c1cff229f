"""What every kind of file is read into: sheets of rows of text, with notes on what cells hide.

Also what one file may use up, whatever its kind. Nothing here knows any kind of file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .characters import clean, fold, had_stray_characters
from .columns import column_letter
from .problems import Unreadable

# Twice the largest notice that is meant to work. Whatever stands in so many rows, a page that reads
# them answers within seconds: see docs/performance.md.
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 200_000
MAX_CHARACTERS = 10_000_000
MAX_CELL_CHARACTERS = 100_000  # of words; Excel itself holds 32,767
MAX_SHEETS = 50
MAX_NOTES_OF_A_KIND = 50
# Notes that hold words which stand nowhere else: all of them are kept, within reason.
MAX_NOTES_WITH_WORDS = 2_000
NOTES_WITH_WORDS = frozenset({"comment", "footnote"})
COPY_THE_TABLE = "Copy the table of actions into a new workbook and send that."


@dataclass(frozen=True)
class Row:
    """One row that holds something, under the number the spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Something about a sheet that its cells do not show: a hidden row, merged cells, an error."""

    kind: str
    row: int | None
    column: str
    text: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: the rows that hold something, in order."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = field(default=())


def to_json(sheets: list[Sheet]) -> list[dict[str, Any]]:
    """Return sheets as lists and dicts that JSON can hold; `from_json` is the inverse."""
    return [
        {
            "name": sheet.name,
            "rows": [{"number": row.number, "cells": row.cells} for row in sheet.rows],
            "notes": [vars(note) for note in sheet.notes],
        }
        for sheet in sheets
    ]


def from_json(data: list[dict[str, Any]]) -> list[Sheet]:
    """Return the sheets that `to_json` wrote."""
    return [
        Sheet(
            name=str(sheet["name"]),
            rows=tuple(Row(int(row["number"]), tuple(row["cells"])) for row in sheet["rows"]),
            notes=tuple(Note(**note) for note in sheet["notes"]),
        )
        for sheet in data
    ]


class Budget:
    """What one file may use up, over all its sheets."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0

    def take_cells(self, count: int) -> None:
        """Count cells; raise Unreadable past the limit."""
        self.cells += count
        if self.cells > MAX_CELLS:
            raise Unreadable(f"This file has more than {MAX_CELLS:,} cells. {COPY_THE_TABLE}")

    def take_text(self, length: int) -> None:
        """Count characters; raise Unreadable past the limit."""
        self.characters += length
        if self.characters > MAX_CHARACTERS:
            raise Unreadable(f"This file holds too much text. {COPY_THE_TABLE}")


class SheetBuilder:
    """Takes a sheet's cells as they come, cleans them, and notes what was wrong with them."""

    def __init__(self, name: str, budget: Budget, *, escapes: bool = False) -> None:
        self.name = clean(name, escapes=escapes)
        self._budget = budget
        self._escapes = escapes
        self._rows: list[Row] = []
        self._notes: list[Note] = []
        self._kinds: Counter[str] = Counter()

    def add_row(self, number: int, cells: Iterable[str]) -> None:
        """Add a row; one without any text is passed over, and no row stands past the limits."""
        texts = [
            self._cleaned(text, number, column) if text else ""
            for column, text in enumerate(cells, start=1)
        ]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            return
        if number > MAX_ROWS or len(texts) > MAX_COLUMNS:
            raise Unreadable(too_far(self.name, number, len(texts)))
        self._budget.take_cells(sum(map(bool, texts)))
        self._rows.append(Row(number, tuple(texts)))

    def note(self, kind: str, row: int | None = None, column: str = "", text: str = "") -> None:
        """Write down something that the cells do not show."""
        most = MAX_NOTES_WITH_WORDS if kind in NOTES_WITH_WORDS else MAX_NOTES_OF_A_KIND
        self._kinds[kind] += 1
        if self._kinds[kind] <= most:
            self._budget.take_text(len(text))
            self._notes.append(Note(kind, row, column, clean(text, escapes=self._escapes)))

    def sheet(self) -> Sheet:
        """Return what has been added."""
        return Sheet(self.name, tuple(self._rows), tuple(self._notes))

    def _cleaned(self, shown: str, row: int, column: int) -> str:
        self._budget.take_text(len(shown))
        text = clean(shown, escapes=self._escapes)
        if len(text) > MAX_CELL_CHARACTERS and len(fold(text)) > MAX_CELL_CHARACTERS:
            raise Unreadable(_too_long(self.name, row, column))
        if text is not shown and had_stray_characters(shown, escapes=self._escapes):
            self.note("stray-characters", row, column_letter(column))
        return text


def too_far(name: str, row: int, column: int) -> str:
    """Return the sentence for a sheet that goes past the last row or column that is read."""
    return (
        f"The sheet “{name}” has something in row {row:,}, column {column_letter(column)}. The "
        f"importer reads {MAX_ROWS:,} rows and {MAX_COLUMNS} columns. {COPY_THE_TABLE}"
    )


def _too_long(name: str, row: int, column: int) -> str:
    return (
        f"The sheet “{name}” has more than {MAX_CELL_CHARACTERS:,} characters in one cell, in row "
        f"{row:,}, column {column_letter(column)}. A quotation mark there that nothing "
        "closes may have taken in the rows below it. Mend that, and send the file again."
    )


def with_notes(sheets: Iterable[Sheet], notes: list[Note]) -> Iterator[Sheet]:
    """Yield the sheets with notes on the whole file added to each that holds something."""
    for sheet in sheets:
        yield Sheet(sheet.name, sheet.rows, (*notes, *sheet.notes)) if sheet.rows else sheet
