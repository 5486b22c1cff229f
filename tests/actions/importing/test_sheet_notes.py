"""What a person is told of what the cells of a file do not show."""

import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from actions.importing import rows, workbook
from actions.importing.grid import Note
from actions.importing.problems import Severity

from .sheets import make_sheet, make_workbook, to_bytes

ROW = ("A1", "Open the parks.", "• Opened", "• Close them")


def said_of(change):
    """(code, message) of the notes of a workbook after a change to its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(ROW, ("A2", "Mend", "Begun", "End"))))
    change(book.active)
    problems = rows.read(workbook.read(to_bytes(book)), "none").problems
    assert {problem.severity for problem in problems} <= {Severity.NOTE}
    return [(p.code, p.message) for p in problems if p.code in KINDS]


KINDS = {
    "merged-cells", "hidden-row", "hidden-column", "struck-out", "comment", "hyperlink",
    "cell-error", "formula-without-value", "hidden-sheet",
}  # fmt: skip


def merge(sheet):
    sheet.merge_cells("C2:C3")


def hide_row(sheet):
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet):
    sheet.column_dimensions["D"].hidden = True


def strike(sheet):
    sheet["B2"].font = Font(strike=True)


def strike_in_part(sheet):
    sheet["B2"] = CellRichText("Open ", TextBlock(InlineFont(strike=True), "the parks."))


def comment(sheet):
    sheet["C2"].comment = Comment("Is this so?", "Pat")


def link(sheet):
    sheet["D2"].hyperlink = "https://example.org/plan"


def formula(sheet):
    sheet["D3"] = "=A1"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet: None, []),
        (
            merge,
            [("merged-cells", "Row 2: the cells C2:C3 are merged. Their text is read once, in the "
              "first.")],
        ),
        (
            hide_row,
            [("hidden-row", "Row 3 is hidden in the workbook. It is read like the others.")],
        ),
        (
            hide_column,
            [("hidden-column", "Column D is hidden in the workbook. It is read like the others.")],
        ),
        (
            strike,
            [("struck-out", "Row 2: in B2, “Open the parks.” is struck out. It is read like the "
              "rest.")],
        ),
        (
            strike_in_part,
            [("struck-out", "Row 2: in B2, “the parks.” is struck out. It is read like the rest.")],
        ),
        (
            comment,
            [("comment", "Row 2: C2 has a comment, which is not read as a part of the cell: “Is "
              "this so?”")],
        ),
        (
            link,
            [("hyperlink", "Row 2: D2 is a link to https://example.org/plan. Its words are read, "
              "the link is not kept.")],
        ),
        (
            formula,
            [("formula-without-value", "Row 3: the cell D3 holds a formula whose result was not "
              "saved, so it is read as empty. Open the workbook in Excel and save it to keep the "
              "result.")],
        ),
    ],
)  # fmt: skip
def test_what_cells_do_not_show_is_said(change, said):
    assert said_of(change) == said


def test_notes_above_the_table_are_not_said_but_words_are():
    notes = (Note("hidden-row", 1, ""), Note("comment", 1, "A", "Draft"))

    reading = rows.read([make_sheet(ROW, notes=notes)], "none")

    assert [p.code for p in reading.problems if p.code in KINDS] == ["comment"]


def test_comment_on_another_sheet_is_said_with_its_sheet():
    key = make_sheet(name="Key", headings=("Red",), notes=(Note("comment", 1, "A", "Late"),))

    reading = rows.read([make_sheet(ROW), key], "none")

    (problem,) = [p for p in reading.problems if p.code == "comment"]
    assert problem.message.startswith("On the sheet “Key”, row 1: A1 has a comment")


def test_long_text_that_is_read_anyway_is_cut_where_it_is_quoted():
    long = "x" * 500
    notes = (Note("struck-out", 2, "B", long), Note("comment", 2, "B", long))

    problems = rows.read([make_sheet(ROW, notes=notes)], "none").problems

    said = {p.code: p.message for p in problems}
    assert f"“{'x' * 200}…”" in said["struck-out"]
    assert f"“{long}”" in said["comment"]  # its words stand nowhere else
