"""Where something came from in a file, in words: its sheet and row."""

import re
from collections.abc import Mapping
from typing import Any

# What a paste, a text file and a Word document are given, which have no sheets.
_NO_SHEET = re.compile(r"Table( \d+)?")


def place_in_words(sheet: str | int, row: int | None = None) -> str:
    """Return “sheet “Plan”, row 5”, with what is known of it.

    A sheet that only its place tells from others of its name comes as that place, counted from 0.
    """
    parts = [_sheet_in_words(sheet), f"row {row}" if row else ""]
    return ", ".join(filter(None, parts))


def _sheet_in_words(sheet: str | int) -> str:
    if isinstance(sheet, int):
        return f"sheet {sheet + 1}"
    if _NO_SHEET.fullmatch(sheet):
        return "" if sheet == "Table" else sheet.lower()
    return f"sheet “{sheet}”" if sheet else ""


def sheet_of(layout: Mapping[str, Any]) -> str | int:
    """Return the sheet that a kept layout names, or ""."""
    return layout.get("sheet", "")
