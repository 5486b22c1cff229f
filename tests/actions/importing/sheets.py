"""Sheets and workbooks for the importer's tests."""

from io import BytesIO

import openpyxl

from actions.importing.workbook import Row, Sheet

HEADINGS = ("Ref", "Action", "Progress", "Next steps")


def make_sheet(*rows, name="Plan", headings=HEADINGS, notes=()):
    """A sheet of the headings and the rows under them, from row 1 on."""
    cells = [headings, *rows]
    return Sheet(name, tuple(Row(n, tuple(row)) for n, row in enumerate(cells, start=1)), notes)


def make_workbook(*rows, headings=HEADINGS, title="Plan"):
    """The bytes of a workbook of one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in (headings, *rows):
        book.active.append(row)
    return to_bytes(book)


def to_bytes(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()
