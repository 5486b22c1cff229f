"""The rows under the headings, each told apart: an action, a row without a ref, or neither."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from actions.references import canonical_ref

from .bullets import Piece, pieces
from .characters import fold, fold_lines
from .headings import (
    DETAILS,
    FIELDS,
    LISTS,
    NEXT_STEPS,
    PROGRESS,
    REF,
    WORDING,
    Header,
    is_header_again,
)
from .workbook import Row, Sheet


class Kind(StrEnum):
    """What a row of the table is."""

    ACTION = "action"  # has a ref, however it is printed
    LOOSE = "loose"  # has no ref
    HEADINGS = "headings"  # prints the headings again
    SECTION = "section"  # a heading that parts the table, such as "Theme 1: Leadership"


@dataclass(frozen=True)
class Line:
    """One row of the table. Its lists are cells as they came and, in `pieces`, their items."""

    number: int
    kind: Kind
    printed_ref: str
    wording: str
    progress: str
    next_steps: str
    cells: tuple[str, ...]
    pieces: Mapping[str, list[Piece]]
    given_ref: str = ""  # by hand, in place of the printed one
    is_settled: bool = False  # says just what the register says: nothing is asked of it
    details: Mapping[str, str] = field(default_factory=dict)  # lead, due date and others, if any

    def items(self, name: str) -> list[str]:
        """Return the items of a list as text."""
        return [piece.text for piece in self.pieces[name]]

    @property
    def ref(self) -> str:
        """The ref in its one form, or as printed where it has no form that can be read."""
        return self.given_ref or canonical_ref(self.printed_ref) or self.printed_ref

    def cell(self, name: str) -> str:
        """Return the text of a field."""
        if name in DETAILS:
            return self.details.get(name, "")
        return str(getattr(self, _ATTRIBUTES[name]))

    @property
    def holds_anything(self) -> bool:
        """Whether there is a word in any of the columns that are read."""
        texts = (self.printed_ref, self.wording, self.progress, self.next_steps)
        return any(map(str.strip, texts)) or bool(self.details)


_ATTRIBUTES = {
    REF: "printed_ref",
    WORDING: "wording",
    PROGRESS: "progress",
    NEXT_STEPS: "next_steps",
}


def lines_of(sheet: Sheet, header: Header, refs: Mapping[int, str] | None = None) -> list[Line]:
    """Return the rows under the header that hold anything in one of the columns that are read.

    `refs` holds the references that were given by hand, by row.
    """
    return list(each_line(sheet, header, refs))


def each_line(
    sheet: Sheet, header: Header, refs: Mapping[int, str] | None = None
) -> Iterator[Line]:
    """Yield what `lines_of` returns, one after another."""
    given = refs or {}
    for row in sheet.rows:
        if row.number > header.row.number:
            line = _line(row, header, given.get(row.number, ""))
            if line.holds_anything:
                yield line


def _line(row: Row, header: Header, given_ref: str) -> Line:
    def cell(name: str) -> str:
        column = header.columns.get(name)
        return row.cells[column.index] if column and column.index < len(row.cells) else ""

    ref = fold(cell(REF))
    details = {name: text for name in DETAILS if (text := fold(cell(name)))}
    filled = [name for name in FIELDS if cell(name).strip()] + list(details)
    return Line(
        number=row.number,
        kind=Kind.ACTION if given_ref else _kind(row, header, ref, filled),
        printed_ref=ref,
        wording=fold_lines(cell(WORDING)),
        progress=cell(PROGRESS) if cell(PROGRESS).strip() else "",
        next_steps=cell(NEXT_STEPS) if cell(NEXT_STEPS).strip() else "",
        cells=row.cells,
        pieces={name: pieces(cell(name)) for name in LISTS},
        given_ref=given_ref,
        details=details,
    )


def _kind(row: Row, header: Header, ref: str, filled: list[str]) -> Kind:
    if is_header_again(header, row):
        return Kind.HEADINGS
    if not ref:
        return Kind.LOOSE
    if filled == [REF] and canonical_ref(ref) is None:
        return Kind.SECTION
    return Kind.ACTION
