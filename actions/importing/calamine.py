"""Old Excel files (.xls) and OpenDocument spreadsheets (.ods), through an optional package.

Where python-calamine is not installed, a sentence says what the file is and what to do. Its parser
knows no limits of ours: those of the child process hold it.
"""

import re
import struct
from io import BytesIO
from typing import Any

from .cell_values import GENERAL, as_shown
from .columns import column_letter
from .grid import (
    COPY_THE_TABLE,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Budget,
    Sheet,
    SheetBuilder,
    too_far,
)
from .problems import Unreadable
from .refusals import DAMAGED, LOCKED, NOTHING_IN_IT, SAVE_AS_XLSX

try:
    import python_calamine
except ImportError:  # the extra "spreadsheets" is not installed
    python_calamine = None

# The record that a workbook's stream begins with, in Excel 95 and later.
_BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILE_PASS = 0x002F
_RECORDS_LOOKED_AT = 10


def read(data: bytes, kind: str) -> list[Sheet]:
    """Return the sheets of a file of this kind, or raise Unreadable with a sentence."""
    if python_calamine is None:
        raise Unreadable(f"This is an {kind}, which cannot be read here. {SAVE_AS_XLSX}")
    if _is_locked(data):
        raise Unreadable(LOCKED.format(kind="workbook", program="Excel"))
    try:
        sheets = _sheets(data)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a broken file raises what Rust's reader makes of it
        raise Unreadable(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what its reader gives up with: no Exception
            raise
        raise Unreadable(DAMAGED) from error
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(NOTHING_IN_IT.format(kind="workbook"))
    return sheets


def _is_locked(data: bytes) -> bool:
    """Look for the record that says how an old workbook is encrypted ([MS-XLS] 2.4.117)."""
    found = _BEGINNING.search(data)
    at = found.start() if found else len(data)
    for _ in range(_RECORDS_LOOKED_AT):
        if at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == _FILE_PASS:
            return True
        at += 4 + length
    return False


def _sheets(data: bytes) -> list[Sheet]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    listed = [each for each in book.sheets_metadata if each.typ == worksheet]
    if len(listed) > MAX_SHEETS:
        raise Unreadable(f"This workbook has more than {MAX_SHEETS} sheets. {COPY_THE_TABLE}")
    budget = Budget()
    return [_sheet(book, each, budget) for each in listed]


def _sheet(book: Any, listed: Any, budget: Budget) -> Sheet:
    found = book.get_sheet_by_name(listed.name)
    builder = SheetBuilder(listed.name, budget)
    first_row = (found.start or (0, 0))[0]
    last_row, last_column = found.end or (0, 0)
    if last_row >= MAX_ROWS or last_column >= MAX_COLUMNS:
        raise Unreadable(too_far(builder.name, last_row + 1, last_column + 1))
    for number, values in enumerate(found.iter_rows(), start=1):
        if number > first_row:
            builder.add_row(number, [_shown(value) for value in values])
            _note_decimals(builder, number, values)
    if listed.visible != python_calamine.SheetVisibleEnum.Visible:
        builder.note("hidden-sheet")
    return builder.sheet()


def _shown(value: Any) -> str:
    return as_shown(value, GENERAL)


def _note_decimals(builder: SheetBuilder, row: int, values: list[Any]) -> None:
    """Say where a number may have lost a last zero: 1.10 and 1.1 are two references."""
    for column, value in enumerate(values, start=1):
        if isinstance(value, float) and not value.is_integer():
            builder.note("decimals-unknown", row, column_letter(column), as_shown(value, GENERAL))
