"""About how tall the rows of a table are on landscape A4, worked out before a page is laid out.

For a person to know beforehand how long a PDF will be, and for both kinds of paper to keep a row
that is not tall on one page. In points, with the type and margins that the writers use.
"""

import math

from actions.reports import Table

from .text import in_words

_PAGE_WIDTH, _PAGE_HEIGHT = 762, 485
_LETTER, _LINE = 4.6, 12.8
_PADDING_ACROSS, _PADDING_DOWN, _INDENT, _BETWEEN = 11, 9, 6, 3
_FILLED = 0.92  # of a page, where the next row did not fit
_TALLEST_WHOLE = _PAGE_HEIGHT / 3
NARROWEST = 13  # characters: so that “IN25” stands on one line


def pages_of(table: Table) -> int:
    """Say on about how many pages a table's rows will stand."""
    widths = shares(table.columns)
    height = sum(_height(row, widths) for row in table.rows)
    return math.ceil(height / (_PAGE_HEIGHT * _FILLED))


def stays_whole(row: tuple, widths: list[float]) -> bool:
    """Say whether a row should not be parted by a page's end: it takes a third of one at most."""
    return _height(row, widths) <= _TALLEST_WHOLE


def shares(columns) -> list[float]:
    """Each column's share of the width of the page."""
    widths = [max(column.width, NARROWEST) for column in columns]
    return [width / sum(widths) for width in widths]


def _height(row, widths):
    return _PADDING_DOWN + max(
        sum(_text_height(text, width) for text in _texts_of(value))
        for value, width in zip(row, widths, strict=True)
    )


def _text_height(text, width):
    across = width * _PAGE_WIDTH - _PADDING_ACROSS - _INDENT
    return math.ceil(len(text) * _LETTER / across) * _LINE + _BETWEEN


def _texts_of(value):
    return value if isinstance(value, tuple) else in_words(value).split("\n")
