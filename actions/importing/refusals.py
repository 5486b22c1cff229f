"""What is said of a file that cannot be read, whatever kind it is: what is wrong and what to do."""

from .grid import COPY_THE_TABLE

DAMAGED = (
    "This file is damaged and cannot be read. Open it in the program that made it, let that "
    "program repair it, save it and send it again."
)
TOO_LARGE = (
    "This file is too large to read: it unpacks to far more than a notice needs. " + COPY_THE_TABLE
)
TOO_MUCH = "This file is too large or too complicated to read. " + COPY_THE_TABLE
EMPTY_FILE = "This file is empty. Check that it was saved, and send it again."
NOTHING_IN_IT = "There is nothing in this {kind}. Check that it is the right file and was saved."
LOCKED = (
    "This {kind} has a password, so it cannot be read. Open it in {program}, take the password "
    "off, save it and send it again."
)
HAS_DOCTYPE = (
    "This file holds instructions that no real one needs (a DOCTYPE), so it was not opened. "
    + COPY_THE_TABLE
)
SAVE_AS_XLSX = "Open it in Excel, choose Save As, pick “Excel Workbook (.xlsx)” and send that file."
