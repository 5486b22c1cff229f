"""Text and tables in the order of a page, from a document or a paste, turned into sheets.

A table that page ends broke into several is one again. Text outside the tables is kept: a few lines
above a table stand above its headings, all else on a sheet of its own.
"""

from dataclasses import dataclass, field

from actions.references import canonical_ref

from .characters import fold
from .columns import column_letter
from .grid import Budget, Note, Sheet, SheetBuilder, with_notes
from .problems import Unreadable

OUTSIDE = "Text outside the table"
_MOST_LINES_ABOVE = 10  # the headings are looked for in a table's first rows
_FIRST_ROWS = 3


@dataclass(frozen=True)
class Remark:
    """Something to note about a cell of a table; row and column are counted from 0."""

    kind: str
    row: int
    column: int
    text: str = ""


@dataclass
class Table:
    """One table as it stands on the page."""

    rows: list[list[str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    marks_its_headings: bool = False

    @property
    def width(self) -> int:
        """Return how many columns it has."""
        return max(map(len, self.rows), default=0)

    @property
    def first_row(self) -> list[str]:
        """Return its first row, on one line each."""
        return [fold(text) for text in self.rows[0]] if self.rows else []


@dataclass
class _Whole:
    """A table with what belongs to it: lines above it, and its parts on later pages."""

    above: list[str]
    table: Table

    def go_on(self, part: Table) -> None:
        down = len(self.table.rows)
        self.table.rows += part.rows
        self.table.remarks += [
            Remark(each.kind, each.row + down, each.column, each.text) for each in part.remarks
        ]


def sheets_of(
    blocks: list[str | Table], outside: list[str], notes: list[Note], no_table: str
) -> list[Sheet]:
    """Return a sheet for each table and one for other text, or raise Unreadable(no_table)."""
    wholes, others = _put_together(blocks)
    if not wholes:
        raise Unreadable(no_table)
    budget = Budget()
    names = ["Table"] if len(wholes) == 1 else [f"Table {n + 1}" for n in range(len(wholes))]
    sheets = [_sheet(name, whole, budget) for name, whole in zip(names, wholes, strict=True)]
    builder = SheetBuilder(OUTSIDE, budget)
    for number, text in enumerate(dict.fromkeys([*others, *outside]), start=1):
        builder.add_row(number, [text])
    return [sheet for sheet in with_notes([*sheets, builder.sheet()], notes) if sheet.rows]


def _put_together(blocks: list[str | Table]) -> tuple[list[_Whole], list[str]]:
    wholes: list[_Whole] = []
    outside: list[str] = []
    between: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            if block.strip():
                between.append(block)
        elif any(any(text.strip() for text in row) for row in block.rows):
            if wholes and _goes_on(wholes[-1].table, block, between):
                wholes[-1].go_on(block)
                outside += between
            else:
                outside += between[:-_MOST_LINES_ABOVE]
                wholes.append(_Whole(between[-_MOST_LINES_ABOVE:], block))
            between = []
    return wholes, outside + between


def _goes_on(table: Table, part: Table, between: list[str]) -> bool:
    """Say whether a table is a part of the one before it."""
    if part.width != table.width:
        return False
    headings = part.first_row
    for row in table.rows[:_FIRST_ROWS]:
        if any(headings) and [fold(text) for text in row] == headings:
            return True
    if part.marks_its_headings:
        return False
    return not between or bool(headings and canonical_ref(headings[0]))


def _sheet(name: str, whole: _Whole, budget: Budget) -> Sheet:
    builder = SheetBuilder(name, budget)
    above = len(whole.above)
    for number, text in enumerate(whole.above, start=1):
        builder.add_row(number, [text])
    for number, cells in enumerate(whole.table.rows, start=above + 1):
        builder.add_row(number, cells)
    for remark in whole.table.remarks:
        row, column = remark.row + above + 1, column_letter(remark.column + 1)
        text = remark.text
        if remark.kind == "merged-cells":
            across, down = map(int, text.split())
            last = f"{column_letter(remark.column + across)}{row + down - 1}"
            text = f"{column}{row}:{last}"
        builder.note(remark.kind, row, column, text)
    return builder.sheet()
