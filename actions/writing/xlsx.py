"""A table as a workbook in which every text is text: nothing runs and nothing is cut."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from actions.importing.guards import begins_like_a_formula
from actions.reports import Table

from .text import LANGUAGE, escaped, in_words, printable

LONGEST_CELL = 32_767  # what Excel holds, in UTF-16 units; it cuts the rest in silence
HEADER_ROW = 3

# Where a text can be parted and be one again: not after a sentence, which the importer takes to be
# the end of an item, nor before what looks like the number of one.
_WORD_ENDS = re.compile(r"(?<=[^\s.!?]) (?=[^\W\d_]{2})")

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADING_FILL = PatternFill("solid", start_color="FFE8E8E8")


def write_xlsx(table: Table, to: BinaryIO):
    """A title, an empty row, the headings, then the rows: as the notice's own workbook is."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = printable(table.title)
    book.properties.language = LANGUAGE
    book.properties.description = printable(" ".join(table.about))
    sheet = book.create_sheet("Actions")
    _lay_out(sheet, table)
    cells = _Cells(sheet)
    sheet.append([cells.title(table.title)])
    sheet.append([])
    sheet.append([cells.heading(column.heading) for column in table.columns])
    for row in table.rows:
        for part in rows_that_fit(row):
            sheet.append([cells.cell(value) for value in part])
    book.save(to)


def _lay_out(sheet, table):
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


class _Cells:
    """Makes the cells of one sheet. A style is worked out once, not for each cell that has it."""

    def __init__(self, sheet):
        self._sheet = sheet
        self._wrapped = self._style(alignment=_WRAPPED)
        self._formula_like = self._style(alignment=_WRAPPED, quotePrefix=True)
        self._date = self._style(alignment=_WRAPPED, number_format="d mmmm yyyy")
        self._heading = self._style(alignment=_WRAPPED, font=Font(bold=True), fill=_HEADING_FILL)
        self._title = self._style(font=Font(bold=True, size=14))

    def title(self, text):
        return self._text(text, self._title)

    def heading(self, text):
        return self._text(text, self._heading)

    def cell(self, value):
        if isinstance(value, dt.date):
            return self._made(value, "d", self._date)
        if isinstance(value, int):
            return self._made(value, "n", self._wrapped)
        if not value:
            return None
        style = self._formula_like if begins_like_a_formula(value) else self._wrapped
        return self._text(value, style)

    def _text(self, text, style):
        """A cell that holds text whatever it begins with: never a formula, never an error."""
        return self._made(escaped(printable(text)), "s", style)

    def _made(self, value, data_type, style):
        cell = WriteOnlyCell(self._sheet)
        # Set past the property, which would read "=" as a formula.
        cell._value, cell.data_type, cell._style = value, data_type, style
        return cell

    def _style(self, **looks):
        cell = WriteOnlyCell(self._sheet)
        for name, look in looks.items():
            setattr(cell, name, look)
        return cell._style


def rows_that_fit(row: tuple) -> Iterator[tuple]:
    """A row, and under it rows without a ref that go on with any text too long for one cell."""
    parts = [
        [cell] if isinstance(cell, dt.date | int) else list(_pieces(in_words(cell))) for cell in row
    ]
    yield from zip_longest(*parts, fillvalue="")


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that a cell holds, parted where the importer joins them again."""
    while _units(text) > LONGEST_CELL:
        start = text[: _longest_start(text)]
        at = start.rfind("\n• ")
        if at <= 0:
            at = max((found.start() for found in _WORD_ENDS.finditer(start)), default=0)
        yield text[: at or len(start)]
        text = text[at + 1 :] if at else text[len(start) :]
    yield text


def _units(text: str) -> int:
    """How long Excel takes a text to be: a character beyond U+FFFF counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _longest_start(text: str) -> int:
    if _units(text[:LONGEST_CELL]) <= LONGEST_CELL:
        return LONGEST_CELL
    units = 0
    for place, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > LONGEST_CELL:
            return place
    return len(text)
