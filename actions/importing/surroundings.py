"""All of a file that is not the table: its title, other columns and sheets, oddities of cells."""

from .characters import fold
from .columns import column_letter
from .headings import FIELDS, LISTS, NEXT_STEPS, PROGRESS, Column, Header
from .mending import Mend
from .reading import LeftOut
from .scribe import Scribe
from .sheet_notes import remark_on_cells, remark_on_words_elsewhere
from .table import Kind, Line
from .word_count import count_words
from .workbook import Row, Sheet

__all__ = [
    "left_out_around",
    "remark_on_cells",
    "remark_on_header",
    "remark_on_rows",
    "title_of",
]

_PRINTED = {PROGRESS: "progress", NEXT_STEPS: "next steps"}


def left_out_around(sheets: list[Sheet], header: Header) -> list[LeftOut]:
    """Return every cell with words that is neither in the table nor its heading."""
    table = sheets[header.sheet_index]
    found: list[LeftOut] = []
    for row in table.rows:
        if row.number < header.row.number:
            found += _cells(table, row, range(len(row.cells)), "The title above the table.", False)
        elif row.number > header.row.number:
            found += _cells_outside(table, row, header)
    for index, sheet in enumerate(sheets):
        if index != header.sheet_index:
            reason = f"It is on the sheet “{sheet.name}”. Only “{table.name}” is read."
            for row in sheet.rows:
                found += _cells(sheet, row, range(len(row.cells)), reason, True)
    return found


def _cells_outside(table: Sheet, row: Row, header: Header) -> list[LeftOut]:
    found: list[LeftOut] = []
    for column in (*header.unmapped, *header.repeated):
        named = f"the column “{column.heading}”" if column.heading else "a column without a heading"
        reason = f"It is in {named}, which is not read."
        found += _cells(table, row, range(column.index, column.index + 1), reason, True)
    return found


def _cells(
    sheet: Sheet, row: Row, columns: range, reason: str, needs_attention: bool
) -> list[LeftOut]:
    return [
        LeftOut(
            sheet.name,
            row.number,
            column_letter(column + 1),
            row.cells[column],
            reason,
            needs_attention,
            count_words([row.cells[column]]),
        )
        for column in columns
        if column < len(row.cells) and row.cells[column].strip()
    ]


def title_of(sheet: Sheet, header: Header) -> str:
    """Return the first text above the header, or ""."""
    above = (row.cells for row in sheet.rows if row.number < header.row.number)
    return next((fold(text) for cells in above for text in cells if text.strip()), "")


def remark_on_header(sheets: list[Sheet], header: Header, scribe: Scribe) -> None:
    """Write down which columns the table lacks, and which are not read."""
    row = header.row.number
    missing = header.missing_asides()
    if missing:
        scribe.note(
            "no-column-for",
            f"Row {row}: no column is for {_or(missing)}. They can be filled in after the import.",
            row=row,
            value=", ".join(missing),
        )
    for name in LISTS:
        if name not in header.columns:
            scribe.note(
                "column-missing",
                f"Row {row}: no column is for {_PRINTED[name]}.",
                row=row,
                value=_PRINTED[name],
            )
    _remark_on_columns(sheets[header.sheet_index], header, scribe)
    _remark_on_other_sheets(sheets, header, scribe)


def _remark_on_columns(table: Sheet, header: Header, scribe: Scribe) -> None:
    row = header.row.number
    for column in header.unmapped:
        if _has_words(table, header, column):
            named = f" “{column.heading}”" if column.heading else ""
            scribe.note(
                "column-left-out",
                f"Column {column.letter}{named} is not read. Its words are listed as left out.",
                row=row,
                column=column.letter,
                value=column.heading,
            )
    for column in header.repeated:
        scribe.note(
            "column-repeated",
            f"Column {column.letter} “{column.heading}” means the same as a column before it, so "
            "it is not read. Its words are listed as left out.",
            row=row,
            column=column.letter,
            value=column.heading,
        )


def _has_words(table: Sheet, header: Header, column: Column) -> bool:
    return any(
        row.number > header.row.number
        and column.index < len(row.cells)
        and bool(row.cells[column.index].strip())
        for row in table.rows
    )


def _remark_on_other_sheets(sheets: list[Sheet], header: Header, scribe: Scribe) -> None:
    table = sheets[header.sheet_index].name
    for index, sheet in enumerate(sheets):
        if index != header.sheet_index and sheet.rows:
            scribe.note(
                "sheet-left-out",
                f"The sheet “{sheet.name}” is not read: the table is on “{table}”. Its words are "
                "listed as left out.",
                value=sheet.name,
                sheet_index=index,
            )
    remark_on_words_elsewhere(sheets, header, scribe)


def remark_on_rows(lines: list[Line], mends: list[Mend], scribe: Scribe) -> None:
    """Write down the rows that are no part of any action."""
    given_refs = {mend.line for mend in mends if mend.kind == "ref"}
    begun = False
    for index, line in enumerate(lines):
        begun = begun or line.kind is Kind.ACTION or index in given_refs
        if line.kind is Kind.SECTION:
            scribe.note(
                "row-is-a-heading",
                f"Row {line.number}: “{line.printed_ref}” stands alone and is no reference, so it "
                "is taken for a heading. It is listed as left out.",
                row=line.number,
                column=scribe.letter(FIELDS[0]),
                value=line.printed_ref,
            )
        elif line.kind is Kind.HEADINGS:
            scribe.note(
                "headings-again",
                f"Row {line.number} prints the headings again. It is not read as an action.",
                row=line.number,
            )
        elif line.kind is Kind.LOOSE and not begun:
            scribe.note(
                "row-before-the-first",
                f"Row {line.number} has no reference and stands above the first action, so it is "
                "not read. Its words are listed as left out.",
                row=line.number,
                column=scribe.letter(FIELDS[0]),
            )


def _or(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
