"""What a file says for each cell, in words, without what no file can hold."""

import datetime as dt
import re

from django.utils import formats

from actions.importing import bullets
from actions.importing.characters import clean
from actions.reports import Facts

LANGUAGE = "en-GB"

# Excel reads "_x000D_" as a line break (ECMA-376 part 1, 22.4.2.4); written so, it stays as it is.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def in_words(cell) -> str:
    """What a text file says for a cell."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return formats.date_format(cell, "DATE_FORMAT")
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Facts):
        return "\n".join(f"{name}: {words}" for name, words in cell.lines)
    return bullets.join(cell) if isinstance(cell, tuple) else cell


def printable(text: str) -> str:
    """A text without what no file can hold: control characters and broken halves."""
    return clean(text)


def escaped(text: str) -> str:
    """A text as a workbook holds it: what only looks like an escape is itself escaped."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)
