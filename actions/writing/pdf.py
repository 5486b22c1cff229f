"""A table as a tagged PDF (PDF/UA-1), drawn by WeasyPrint where that is installed.

Nothing is fetched while it is drawn: the page has its style in it and no picture.
"""

import math
from functools import cache
from typing import BinaryIO

from django.template.loader import render_to_string

from actions.reports import Facts, Table

from .text import LANGUAGE, in_words, printable

NARROWEST = 13  # so that “IN25” stands on one line

# The page that the template lays out, in points: what is left for rows, and what a row takes. From
# these the number of pages is worked out beforehand, as drawing takes a tenth of a second for each.
_PAGE_WIDTH, _PAGE_HEIGHT = 762, 485
_LETTER, _LINE = 4.6, 12.8
_PADDING_ACROSS, _PADDING_DOWN, _INDENT, _BETWEEN = 11, 9, 6, 3
_FILLED = 0.92  # of a page, where the next row did not fit
_TALLEST_WHOLE = _PAGE_HEIGHT / 3  # a taller row goes on on the next page


@cache
def can_write_pdf() -> bool:
    """Say whether WeasyPrint is here, and the libraries of the system that it needs."""
    try:
        import weasyprint  # noqa: F401 - an optional extra, and slow to import
    except (ImportError, OSError):  # OSError where pango is missing
        return False
    return True


def write_pdf(table: Table, to: BinaryIO):
    """Landscape A4; the headings stand on each page."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    nothing = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    page = HTML(string=_page(table), url_fetcher=nothing)
    page.write_pdf(to, pdf_variant="pdf/ua-1")


def pages_of(table: Table) -> int:
    """Say on about how many pages a table's rows will stand."""
    widths = _widths(table.columns)
    height = sum(_height(row, widths) for row in table.rows)
    return math.ceil(height / (_PAGE_HEIGHT * _FILLED))


def _widths(columns):
    """Each column's share of the width of the page."""
    widths = [max(column.width, NARROWEST) for column in columns]
    return [width / sum(widths) for width in widths]


def _height(row, widths):
    """About how tall a row will be, in points."""
    return max(
        sum(_text_height(text, width) for text in _texts_of(value)) + _PADDING_DOWN
        for value, width in zip(row, widths, strict=True)
    )


def _text_height(text, width):
    across = width * _PAGE_WIDTH - _PADDING_ACROSS - _INDENT
    lines = math.ceil(len(text) * _LETTER / across)
    return lines * _LINE + _BETWEEN


def _texts_of(value):
    if isinstance(value, tuple):
        return value
    return in_words(value).split("\n")


def _page(table):
    widths = _widths(table.columns)
    context = {
        "language": LANGUAGE,
        "table": table,
        "title": printable(table.title),
        "columns": [
            {"heading": column.heading, "width": f"{100 * width:.2f}"}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": (
            {
                "cells": [_cell(value) for value in row],
                "is_whole": _height(row, widths) <= _TALLEST_WHOLE,
            }
            for row in table.rows
        ),
    }
    return render_to_string("actions/paper.html", context)


def _cell(value):
    """What the template prints: the items of a list, facts with their names, or lines."""
    if isinstance(value, tuple):
        return {"listed": [printable(item) for item in value]}
    if isinstance(value, Facts):
        return {"facts": [(name, printable(words)) for name, words in value.lines]}
    return {"lines": printable(in_words(value)).split("\n")}
