"""What is said to a person of what the cells of a file do not show: hidden, struck out, linked."""

from .grid import NOTES_WITH_WORDS, Note, Sheet
from .headings import Header
from .scribe import Scribe

# By kind of note; {place} is "Row 5" or "Column C", {cell} is "C5".
_SAID = {
    "hidden-row": "{place} is hidden in the workbook. It is read like the others.",
    "hidden-column": "{place} is hidden in the workbook. It is read like the others.",
    "merged-cells": "{place}: the cells {text} are merged. Their text is read once, in the first.",
    "formula-without-value": "{place}: the cell {cell} holds a formula whose result was not saved, "
    "so it is read as empty. Open the workbook in Excel and save it to keep the result.",
    "cell-error": "{place}: the cell {cell} shows the error {text}. It is read as that text.",
    "stray-characters": "{place}: characters that cannot be shown were taken out of {cell}.",
    "hidden-sheet": "The sheet that holds the table is hidden. It is read all the same.",
    "struck-out": "{place}: in {cell}, “{text}” is struck out. It is read like the rest.",
    "hidden-text": "{place}: in {cell}, “{text}” is hidden. It is read like the rest.",
    "deleted-text": "{place}: in {cell}, “{text}” was deleted with changes tracked. It is not "
    "read.",
    "comment": "{place}: {cell} has a comment, which is not read as a part of the cell: “{text}”",
    "footnote": "{place}: {cell} has a footnote, which is not read as a part of the cell: “{text}”",
    "hyperlink": "{place}: {cell} is a link to {text}. Its words are read, the link is not kept.",
    "nested-table": "{place}: {cell} holds a table of its own. Its text is read line by line.",
    "day-not-shown": "{place}: {cell} holds a date and shows no day of it: “{text}”. It is read as "
    "it is shown.",
    "decimals-unknown": "{place}: {cell} holds the number {text}. A last zero, as in 1.10, cannot "
    "be seen in this kind of file.",
    "macros-ignored": "The file holds macros. They were not run, and nothing of them is read.",
    "encoding-guessed": "The file does not say how its letters are written. They are read as "
    "Windows writes them: check that these look right: {text}",
    "text-damaged": "Some characters of the file are damaged. They are read as {text}.",
    "line-breaks-written": "The file writes a line break in a cell as \\n. Each is read as a line "
    "break.",
}
_LONGEST_QUOTE = 200


def remark_on_cells(sheet: Sheet, header: Header, scribe: Scribe) -> None:
    """Write down what was noticed of cells in the table, and of the file as a whole."""
    for note in sheet.notes:
        in_table = note.row is None or note.row > header.row.number
        if in_table or note.kind in NOTES_WITH_WORDS:
            _remark(note, scribe, header.sheet_index, "")


def remark_on_words_elsewhere(sheets: list[Sheet], header: Header, scribe: Scribe) -> None:
    """Write down comments and footnotes on sheets that are not read: their words stand nowhere."""
    for index, sheet in enumerate(sheets):
        if index != header.sheet_index:
            for note in sheet.notes:
                if note.kind in NOTES_WITH_WORDS:
                    _remark(note, scribe, index, f"On the sheet “{sheet.name}”, ")


def _remark(note: Note, scribe: Scribe, sheet_index: int, where: str) -> None:
    said = _SAID.get(note.kind)
    if not said:
        return
    place = f"Row {note.row}" if note.row else f"Column {note.column}"
    text = note.text.strip()
    if note.kind not in NOTES_WITH_WORDS and len(text) > _LONGEST_QUOTE:
        text = f"{text[:_LONGEST_QUOTE]}…"
    message = said.format(
        place=place.lower() if where else place, cell=f"{note.column}{note.row}", text=text
    )
    scribe.note(
        note.kind,
        where + message,
        row=note.row,
        column=note.column,
        value=note.text,
        sheet_index=sheet_index,
    )
