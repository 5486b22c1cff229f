"""Which sheet, which row of headings and which columns: as a person says, and what to choose from.

A layout is kept with its import; what its headings were taken for is remembered for the next file
of the notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .characters import fold
from .columns import column_letter
from .headings import (
    FIRST_ROWS,
    REF,
    WORDING,
    Header,
    Known,
    find,
    find_in,
    header_from,
    header_of_row,
    heading_key,
    width_of,
)
from .problems import Unreadable
from .workbook import Row, Sheet

# What a column can be, and what the page calls it.
NAMES = {
    "ref": "Reference",
    "wording": "Action",
    "progress": "Progress",
    "next_steps": "Next steps",
    "lead": "Lead",
    "due": "Due date",
    "rating": "Rating",
    "status": "Status",
    "area": "Area",
    "body": "Responsible body",
}
_SAMPLES = 3
_LONGEST_SAMPLE = 120
NO_HEADINGS = 0  # the number of the row of headings where there is none


@dataclass(frozen=True)
class Layout:
    """Where a table is: its sheet by name or place, its row of headings, its columns by place.

    Places count from 0 and row numbers are those that the spreadsheet shows; row 0 means that the
    table has no headings.
    """

    sheet: str | int
    header_row: int
    columns: Mapping[str, int]


def to_json(layout: Layout | None) -> dict[str, Any]:
    """Return a layout as JSON can hold it; {} for none. `from_json` is the inverse."""
    if layout is None:
        return {}
    return {
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "columns": dict(layout.columns),
    }


def from_json(data: Mapping[str, Any]) -> Layout | None:
    """Return the layout that `to_json` wrote, or raise Unreadable where it cannot be one."""
    if not data:
        return None
    try:
        sheet, row, columns = data["sheet"], int(data["header_row"]), dict(data["columns"])
        places = {str(field): int(place) for field, place in columns.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            "What was chosen for the columns cannot be read any more. Choose the columns again."
        ) from error
    return Layout(sheet if isinstance(sheet, int) else str(sheet), row, places)


def header_of(
    sheets: list[Sheet], layout: Layout | None = None, known: Known | None = None
) -> Header:
    """Return the header that a layout names, or else the one to be found; or raise Unreadable."""
    if layout is None:
        return find(sheets, known)
    index = _index_of(sheets, layout.sheet)
    if index is None:
        raise Unreadable(
            f"The sheet “{layout.sheet}” is not in this file. Choose the sheet of the table again."
        )
    sheet = sheets[index]
    row = _row_of(sheet, layout.header_row)
    if row is None:
        raise Unreadable(
            f"Row {layout.header_row} of the sheet “{sheet.name}” has nothing in it, so it cannot "
            "be the row of headings. Choose another row."
        )
    _check_columns(sheet, layout.columns)
    return header_from(sheet, index, row, layout.columns)


def _check_columns(sheet: Sheet, columns: Mapping[str, int]) -> None:
    """Raise Unreadable with what is wrong with a choice of columns, if anything is."""
    for field in (REF, WORDING):
        if field not in columns:
            raise Unreadable(
                f"No column is chosen for “{NAMES[field]}”. Every action needs one: choose it."
            )
    taken: dict[int, str] = {}
    for field, place in columns.items():
        if field not in NAMES:
            raise Unreadable(f"A column cannot be read as “{field}”. Choose the columns again.")
        letter = column_letter(place + 1) or str(place)
        if place in taken:
            raise Unreadable(
                f"Column {letter} is chosen for both “{NAMES[taken[place]]}” and "
                f"“{NAMES[field]}”. Choose one of them."
            )
        if not 0 <= place < width_of(sheet):
            raise Unreadable(
                f"Column {letter}, chosen for “{NAMES[field]}”, has nothing in it on the sheet "
                f"“{sheet.name}”. Choose another column."
            )
        taken[place] = field


def _index_of(sheets: list[Sheet], name: str | int) -> int | None:
    if isinstance(name, int):
        return name if 0 <= name < len(sheets) else None
    return next((index for index, sheet in enumerate(sheets) if sheet.name == name), None)


def sheet_of(sheets: list[Sheet], layout: Layout) -> Sheet:
    """Return the sheet that a layout names, which another sheet's name may be as well."""
    return sheets[_index_of(sheets, layout.sheet)]


def _row_of(sheet: Sheet, number: int) -> Row | None:
    if number == NO_HEADINGS:
        return Row(NO_HEADINGS, ())
    return next((row for row in sheet.rows if row.number == number), None)


def known_from(sheets: list[Sheet], layout: Layout) -> dict[str, str]:
    """Return what to remember of a layout: its headings, and what each was taken for.

    A heading that was left unread is remembered so ("").
    """
    header = header_of(sheets, layout)
    unread = {heading_key(column.heading): "" for column in header.unmapped}
    read = {heading_key(column.heading): field for field, column in header.columns.items()}
    return {heading: field for heading, field in (unread | read).items() if heading}


def layout_of(sheets: list[Sheet], header: Header) -> Layout:
    """Return the layout that names a header that was found."""
    columns = {field: column.index for field, column in header.columns.items()}
    name = sheets[header.sheet_index].name
    first = _index_of(sheets, name) == header.sheet_index
    return Layout(name if first else header.sheet_index, header.row.number, columns)


def other_tables(sheets: list[Sheet], header: Header, known: Known | None = None) -> list[str]:
    """Return the names of the sheets, but for that of the header, that have a table as well."""
    return [
        sheet.name
        for index, sheet in enumerate(sheets)
        if index != header.sheet_index and find_in(sheet, index, known)
    ]


@dataclass(frozen=True)
class SheetChoice:
    """A sheet that holds something: how many rows, and whether headings were found on it."""

    index: int
    name: str
    rows: int
    has_table: bool
    is_chosen: bool


@dataclass(frozen=True)
class HeaderChoice:
    """A row that may be the row of headings; number 0 where the table has none."""

    row: int
    cells: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True)
class ColumnChoice:
    """A column under the chosen headings, and the field it is taken for, or ""."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class Choices:
    """All that a person chooses from when they say where the table is."""

    sheets: tuple[SheetChoice, ...]
    headers: tuple[HeaderChoice, ...]
    columns: tuple[ColumnChoice, ...]
    sheet: int
    header_row: int

    @property
    def has_all(self) -> bool:
        """Whether a column is taken for each field that an action cannot be without."""
        return {REF, WORDING} <= {column.field for column in self.columns}


def describe(
    sheets: list[Sheet], layout: Layout | None = None, known: Known | None = None
) -> Choices:
    """Return what there is to choose from, with what the layout says, or seems right, chosen.

    What a layout leaves out or gets wrong is as found: a layout with a sheet and no columns shows
    that sheet's columns as their headings name them.
    """
    found = {index: find_in(sheet, index, known) for index, sheet in enumerate(sheets)}
    index = _chosen_sheet(sheets, layout, found)
    sheet = sheets[index]
    row = _chosen_row(sheet, layout, found[index], known)
    return Choices(
        sheets=tuple(
            SheetChoice(place, each.name, len(each.rows), bool(found[place]), place == index)
            for place, each in enumerate(sheets)
            if each.rows or place == index
        ),
        headers=_header_choices(sheet, row),
        columns=_column_choices(sheet, row, _fields_by_place(sheet, row, layout, known)),
        sheet=index,
        header_row=row.number,
    )


def _chosen_sheet(
    sheets: list[Sheet], layout: Layout | None, found: Mapping[int, Header | None]
) -> int:
    named = _index_of(sheets, layout.sheet) if layout else None
    if named is not None:
        return named
    with_table = [index for index, header in found.items() if header]
    with_rows = [index for index, sheet in enumerate(sheets) if sheet.rows]
    return (with_table or with_rows or [0])[0]


def _chosen_row(
    sheet: Sheet, layout: Layout | None, found: Header | None, known: Known | None
) -> Row:
    named = _row_of(sheet, layout.header_row) if layout else None
    if named is not None:
        return named
    return found.row if found else _likeliest_row(sheet, known)


def _likeliest_row(sheet: Sheet, known: Known | None) -> Row:
    """Return the row that names most fields; of equals, the first with more than one cell."""
    width = width_of(sheet)

    def likeness(row: Row) -> tuple[int, bool]:
        named = header_of_row(sheet, 0, row, known, width).columns
        return len(named), len(_filled(row)) > 1

    near = [row for row in sheet.rows if row.number <= FIRST_ROWS] or list(sheet.rows[:1])
    return max(near, key=likeness, default=Row(NO_HEADINGS, ()))


def _header_choices(sheet: Sheet, chosen: Row) -> tuple[HeaderChoice, ...]:
    likely = [
        row
        for row in sheet.rows
        if row.number == chosen.number or (row.number <= FIRST_ROWS and len(_filled(row)) > 1)
    ]
    rows = [Row(NO_HEADINGS, ()), *likely]
    return tuple(
        HeaderChoice(row.number, tuple(map(_shown, _filled(row))), row.number == chosen.number)
        for row in rows
    )


def _fields_by_place(
    sheet: Sheet, row: Row, layout: Layout | None, known: Known | None
) -> dict[int, str]:
    if layout and layout.columns:
        return {place: field for field, place in layout.columns.items() if field in NAMES}
    header = header_of_row(sheet, 0, row, known)
    return {column.index: field for field, column in header.columns.items()}


def _column_choices(
    sheet: Sheet, header_row: Row, fields: Mapping[int, str]
) -> tuple[ColumnChoice, ...]:
    below = [row for row in sheet.rows if row.number > header_row.number]
    return tuple(
        ColumnChoice(
            place,
            column_letter(place + 1),
            fold(header_row.cells[place]) if place < len(header_row.cells) else "",
            _samples(below, place),
            fields.get(place, ""),
        )
        for place in range(width_of(sheet))
    )


def _samples(rows: list[Row], place: int) -> tuple[str, ...]:
    samples: list[str] = []
    for row in rows:
        if len(samples) == _SAMPLES:
            break
        if place < len(row.cells) and row.cells[place].strip():
            samples.append(_shown(row.cells[place]))
    return tuple(samples)


def _filled(row: Row) -> list[str]:
    return [text for text in row.cells if text.strip()]


def _shown(text: str) -> str:
    text = fold(text)
    return text if len(text) <= _LONGEST_SAMPLE else text[:_LONGEST_SAMPLE].rstrip() + "…"
