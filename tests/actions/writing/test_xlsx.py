"""Tables as workbooks: nothing runs, nothing is cut, and the same words come back."""

import datetime as dt
import io

from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from actions.importing.bullets import split
from actions.importing.characters import clean
from actions.reports import Column, Table
from actions.writing import write_xlsx
from actions.writing.text import printable
from actions.writing.xlsx import LONGEST_CELL, rows_that_fit
from tests.actions.writing.texts import HOSTILE

COLUMNS = (Column("Ref", 8), Column("Action", 70))


def sheet_of(*rows, columns=COLUMNS, title="A title"):
    file = io.BytesIO()
    write_xlsx(Table(title, columns, rows), file)
    return load_workbook(file).active


def test_what_it_shows_and_the_newest_seal_are_in_its_properties():
    file = io.BytesIO()
    write_xlsx(Table("A title", COLUMNS, [], about=("As at today.", "Sealed, head 1f2e.")), file)

    assert load_workbook(file).properties.description == "As at today. Sealed, head 1f2e."


@given(HOSTILE)
@example("=1+1")
@example("_x000D_")
@example("_x005F_x000D_")
def test_any_text_comes_back_from_a_workbook_as_text(text):
    cell = sheet_of(("IN1", text)).cell(4, 2)

    assert cell.data_type not in ("f", "e", "d", "b")
    assert clean(cell.value or "", escapes=True) == printable(text)


@given(st.text(max_size=40))
@example("_x000D_")
def test_what_a_file_can_hold_is_left_as_it_is(text):
    kept = printable(text)

    assert printable(kept) == kept
    assert kept == text or clean(text) != text or not text.isprintable()


def test_what_looks_escaped_is_not_read_as_escaped():
    assert printable("_x000D_ and _x005F_") == "_x000D_ and _x005F_"
    assert printable("a\x00b\ufffe\ud800") == "ab\ufffd"


def test_a_formula_is_written_as_text_and_stays_so_when_the_cell_is_edited():
    sheet = sheet_of(("IN1", "=1+1"), ("IN2", "Plain"))

    assert (sheet["B4"].value, sheet["B4"].data_type, sheet["B4"].quotePrefix) == (
        "=1+1",
        "s",
        True,
    )
    assert not sheet["B5"].quotePrefix


def test_a_workbook_has_a_title_an_empty_row_and_headings_that_stay_in_view():
    sheet = sheet_of(("IN1", "Improve plans"))

    assert [[cell.value for cell in row] for row in sheet] == [
        ["A title", None],
        [None, None],
        ["Ref", "Action"],
        ["IN1", "Improve plans"],
    ]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.column_dimensions["B"].width == 70
    assert sheet["B4"].alignment.wrap_text


def test_a_date_is_a_date():
    row = ("IN1", dt.date(2013, 9, 18))

    cell = sheet_of(row)["B4"]

    assert (cell.value.date(), cell.number_format) == (dt.date(2013, 9, 18), "d mmmm yyyy")


def test_a_number_is_a_number_also_where_it_is_nothing_or_less():
    sheet = sheet_of(("IN1", -13_492), ("IN2", 0), ("IN3", "-13492"))

    found = [(sheet.cell(row, 2).value, sheet.cell(row, 2).data_type) for row in (4, 5, 6)]
    assert found == [(-13_492, "n"), (0, "n"), ("-13492", "s")]


def test_a_list_is_a_line_each():
    assert sheet_of(("IN1", ("One", "Two")))["B4"].value == "• One\n• Two"
    assert sheet_of(("IN1", ("One",)))["B4"].value == "One"
    assert sheet_of(("IN1", ()))["B4"].value is None


def test_a_long_text_goes_on_in_rows_without_a_reference():
    wording = " ".join(f"word{number}" for number in range(9000))

    rows = [[cell.value for cell in row] for row in sheet_of(("IN1", wording))][3:]

    assert [row[0] for row in rows] == ["IN1", None, None]
    assert all(len(row[1]) <= LONGEST_CELL for row in rows)
    assert " ".join(row[1] for row in rows) == wording


def test_a_long_list_goes_on_at_an_item():
    items = tuple(f"Item {number} " + "x" * 90 for number in range(700))

    rows = list(rows_that_fit(("IN1", items)))

    assert len(rows) == 3
    assert [item for row in rows for item in split(row[1])] == list(items)


# Runs of a few characters, long enough together that a cell can't hold them
LONG = st.lists(
    st.tuples(st.text("a \n😀é", min_size=1, max_size=6), st.integers(1, 9000)),
    min_size=1,
    max_size=8,
).map(lambda runs: "".join(text * times for text, times in runs))


@given(LONG)
def test_no_piece_is_longer_than_excel_holds_and_no_word_is_lost(text):
    pieces = [row[1] for row in rows_that_fit(("IN1", text))]

    assert all(len(piece.encode("utf-16-le")) // 2 <= LONGEST_CELL for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_one_word_longer_than_a_cell_is_parted_and_not_lost():
    text = "😀" * LONGEST_CELL

    pieces = [row[1] for row in rows_that_fit(("IN1", text))]

    assert "".join(pieces) == text
    assert len(pieces) == 3
