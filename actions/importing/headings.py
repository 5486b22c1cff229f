"""Find the row of headings, whatever it says and wherever it stands, and which column is what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from actions.references import canonical_ref

from .characters import fold
from .columns import column_letter
from .heading_names import (
    AREA,
    BODY,
    DETAILS,
    DUE,
    FIELDS,
    LEAD,
    LISTS,
    NEXT_STEPS,
    PROGRESS,
    RATING,
    REF,
    STATUS,
    WORDING,
    field_of,
    heading_key,
    plain_heading,
)
from .problems import Unreadable
from .workbook import Row, Sheet

__all__ = [
    "AREA",
    "BODY",
    "DETAILS",
    "DUE",
    "FIELDS",
    "LEAD",
    "LISTS",
    "NEXT_STEPS",
    "PROGRESS",
    "RATING",
    "REF",
    "STATUS",
    "WORDING",
    "Column",
    "Header",
    "Known",
    "field_of",
    "find",
    "find_in",
    "header_from",
    "header_of_row",
    "heading_key",
    "is_header_again",
    "width_of",
]

FIRST_ROWS = 30
_LONGEST_KNOWN = 500
_FIELDS_OF_COLUMNS = frozenset((*FIELDS, *DETAILS))

_ASIDES = {
    "lead": (
        LEAD,
        re.compile(
            r"\b(lead|leads|owner|owners|officer|officers|responsible|responsibility|who)\b"
        ),
    ),
    "date": (
        DUE,
        re.compile(r"\b(date|due|deadline|when|timescale|timescales|target|completion|by)\b"),
    ),
    "rating": (RATING, re.compile(r"\b(rag|rating|status|brag)\b")),
}

Known = Mapping[str, str]  # a heading as `heading_key` has it -> a field, or "" for not read


@dataclass(frozen=True)
class Column:
    """One column of the table: its heading as printed and its letter."""

    index: int
    heading: str

    @property
    def letter(self) -> str:
        return column_letter(self.index + 1)


@dataclass(frozen=True)
class Header:
    """Where the table begins and its columns; `repeated` are second columns for one field."""

    sheet_index: int
    row: Row
    columns: dict[str, Column]
    unmapped: tuple[Column, ...]
    repeated: tuple[Column, ...]

    def missing_asides(self) -> list[str]:
        """Return which of lead, date and rating no column is for."""
        names = [plain_heading(column.heading) for column in self.unmapped]
        return [
            what
            for what, (field, sign) in _ASIDES.items()
            if field not in self.columns and not any(map(sign.search, names))
        ]


def find(sheets: list[Sheet], known: Known | None = None) -> Header:
    """Return the header of the first sheet that has one, or raise Unreadable.

    `known` says what headings mean to this notice, before what they mean to most.
    """
    for index, sheet in enumerate(sheets):
        header = find_in(sheet, index, known)
        if header:
            return header
    raise Unreadable(_no_header(_fewest_missing(sheets, known)))


def find_in(sheet: Sheet, index: int, known: Known | None = None) -> Header | None:
    """Return the header of one sheet, or None if none of its first rows is one.

    With headings that are known, rows further down are tried as well.
    """
    near = [row for row in sheet.rows if row.number <= FIRST_ROWS]
    far = [row for row in sheet.rows[len(near) :] if known and _knows(row, known)]
    for rows in (near, far):
        headers = _headers(sheet, index, rows, known)
        whole = [header for header in headers if {REF, WORDING} <= header.columns.keys()]
        if whole:
            return max(whole, key=lambda header: len(header.columns))  # the first of equals
    return None


def header_from(sheet: Sheet, index: int, row: Row, columns: Mapping[str, int]) -> Header:
    """Return the header that a person describes: its row, and which column is what."""
    cells = [fold(text) for text in row.cells] + [""] * (width_of(sheet) - len(row.cells))
    taken = set(columns.values())
    return Header(
        index,
        row,
        {field: Column(place, cells[place]) for field, place in columns.items()},
        tuple(Column(place, text) for place, text in enumerate(cells) if place not in taken),
        (),
    )


def header_of_row(
    sheet: Sheet, index: int, row: Row, known: Known | None = None, width: int | None = None
) -> Header:
    """Return what a row says as a header, whether or not it is one."""
    columns, repeated, unmapped = _mapped(row, known or {})
    width = width_of(sheet) if width is None else width
    unmapped += [Column(place, "") for place in range(len(row.cells), width)]
    if REF not in columns and WORDING in columns and len(columns) > 1:
        unheaded = _column_of_refs(row, sheet, unmapped)
        if unheaded:
            columns[REF] = unheaded
            unmapped.remove(unheaded)
    return Header(index, row, columns, tuple(unmapped), tuple(repeated))


def width_of(sheet: Sheet) -> int:
    """Return how many columns a sheet has; those without a heading may hold words, too."""
    return max((len(row.cells) for row in sheet.rows), default=0)


def _headers(sheet: Sheet, index: int, rows: Iterable[Row], known: Known | None) -> list[Header]:
    width = width_of(sheet)
    return [header_of_row(sheet, index, row, known, width) for row in rows]


def _knows(row: Row, known: Known) -> bool:
    fields = {known.get(heading_key(text)) for text in row.cells if len(text) < _LONGEST_KNOWN}
    return {REF, WORDING} <= fields


def _fewest_missing(sheets: list[Sheet], known: Known | None) -> list[str] | None:
    """Return what the row that comes nearest to a header lacks; None if none comes near."""
    missing = [
        [name for name in FIELDS if name not in header.columns]
        for index, sheet in enumerate(sheets)
        for header in _headers(
            sheet, index, [row for row in sheet.rows if row.number <= FIRST_ROWS], known
        )
    ]
    return min((names for names in missing if len(names) <= 2), key=len, default=None)


_PRINTED = {REF: "Ref", WORDING: "Action", PROGRESS: "Progress", NEXT_STEPS: "Next steps"}


def _no_header(missing: list[str] | None) -> str:
    looked = f"We looked at the first {FIRST_ROWS} rows of each sheet."
    needed = [_PRINTED[name] for name in missing or () if name in {REF, WORDING}]
    if needed:
        return (
            f"The headings have no column for {' and '.join(needed)}. Give that column the heading "
            f"“{needed[0]}” and send the workbook again. {looked}"
        )
    return (
        "There is no row with the headings Ref, Action, Progress and Next steps, so we cannot tell "
        f"which column is which. {looked} Add a row of headings above the table and send it again."
    )


def is_header_again(header: Header, row: Row) -> bool:
    """Say whether a row prints the headings once more, as tables do at the top of a page."""
    filled = [(index, text) for index, text in enumerate(row.cells) if text.strip()]
    printed = _plain_headings(header.row.cells)
    return len(filled) > 1 and all(
        index < len(printed) and printed[index] == plain_heading(text) for index, text in filled
    )


@lru_cache(maxsize=1)
def _plain_headings(cells: tuple[str, ...]) -> list[str]:
    """Return the headings of a table, which each of its rows is compared with."""
    return [plain_heading(text) for text in cells]


def _mapped(row: Row, known: Known) -> tuple[dict[str, Column], list[Column], list[Column]]:
    """Return the columns by field, those that mean the same as another, and the rest."""
    said = {place: known.get(heading_key(text)) for place, text in enumerate(row.cells)}
    own = {place: field_of(row.cells[place]) for place, name in said.items() if name is None}
    taken: dict[str, Column] = {}
    repeated: list[Column] = []
    rest: list[Column] = []
    for place in (*(place for place in said if place not in own), *own):
        column = Column(place, fold(row.cells[place]))
        field = own.get(place) or said[place]
        if field not in _FIELDS_OF_COLUMNS:
            rest.append(column)
        elif field in taken:
            repeated.append(column)
        else:
            taken[field] = column
    return taken, _in_order(repeated), _in_order(rest)


def _in_order(columns: list[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: column.index)


def _column_of_refs(row: Row, sheet: Sheet, columns: list[Column]) -> Column | None:
    """Return the column without a heading that holds references, if there is one."""
    for column in columns:
        below = [
            other.cells[column.index]
            for other in sheet.rows
            if other.number > row.number and column.index < len(other.cells)
        ]
        filled = [text for text in below if text.strip()]
        refs = [text for text in filled if canonical_ref(text)]
        if not column.heading and filled and len(refs) * 2 > len(filled):
            return column
    return None
