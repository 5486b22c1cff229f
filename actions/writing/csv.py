"""A table as .csv, which a spreadsheet opens without running any of it."""

import csv
import io
from typing import BinaryIO

from actions.importing.guards import guarded
from actions.reports import Table

from .text import in_words, printable


def write_csv(table: Table, to: BinaryIO):
    """Begins with the mark by which Excel knows UTF-8. The title is left to the file's name."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    # Every cell in quotation marks: where lists are parted by ";", a comma-less reader that splits
    # within a text would otherwise begin a new cell there.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(cell) for cell in row])
    text.detach()


def _written(cell):
    """A number is of our own making: "-31" is less than nothing, and no formula."""
    words = in_words(cell)
    return words if isinstance(cell, int) else guarded(printable(words))
