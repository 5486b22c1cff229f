"""A table as a tagged PDF (PDF/UA-1), drawn by WeasyPrint where that is installed.

Nothing is fetched while it is drawn: the page has its style in it and no picture.
"""

from functools import cache
from typing import BinaryIO

from django.template.loader import render_to_string

from actions.reports import Facts, Table

from .heights import shares, stays_whole
from .text import LANGUAGE, in_words, printable


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


def _page(table):
    widths = shares(table.columns)
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
                "is_whole": stays_whole(row, widths),
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
