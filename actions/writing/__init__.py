"""Tables written as files: .xlsx, .csv, .docx and PDF. They read back as the same words.

Nothing in a file runs when it is opened, and nothing is fetched while one is made.
"""

from typing import BinaryIO

from actions.reports import Table

from .csv import write_csv
from .docx import write_docx
from .heights import pages_of
from .pdf import can_write_pdf, write_pdf
from .xlsx import write_xlsx

__all__ = [
    "CONTENT_TYPES",
    "NAMES",
    "ON_PAPER",
    "can_write_pdf",
    "kinds",
    "pages_of",
    "write",
    "write_csv",
    "write_docx",
    "write_pdf",
    "write_xlsx",
]

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "pdf": "application/pdf",
}
ON_PAPER = {"docx", "pdf"}  # laid out for a page, where the others are for a screen or a program
_WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx, "pdf": write_pdf}


NAMES = {"xlsx": "Excel", "csv": "CSV", "docx": "Word", "pdf": "PDF"}


def kinds() -> list[str]:
    """The kinds of file that can be written here: PDF only where its library is."""
    return [kind for kind in CONTENT_TYPES if kind != "pdf" or can_write_pdf()]


def write(table: Table, kind: str, to: BinaryIO):
    """Write a table as one of the kinds."""
    _WRITERS[kind](table, to)
