"""Reading in this process what, in use, is read in a child."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import workbook
from actions.importing.problems import Unreadable
from actions.importing.workbook import Note, Row, Sheet, as_shown

from . import hostile
from .sheets import HEADINGS, make_workbook, to_bytes

NOTICE = Path("fixtures/cheshire-east-improvement-notice.xlsx").read_bytes()


def test_read_gives_each_row_under_its_number():
    book = openpyxl.Workbook()
    book.active["B3"] = "Action"
    book.active["D5"] = "  Next  "

    assert workbook.read(to_bytes(book)) == [
        Sheet("Sheet", (Row(3, ("", "Action")), Row(5, ("", "", "", "  Next  "))))
    ]


def test_read_cleans_text_and_says_where():
    data = hostile.with_sheet_data(
        hostile.table(
            hostile.text_cell("A1", "a_x0007_b_x000D_"), hostile.text_cell("B2", "c\u00a0d")
        )
    )

    assert workbook.read(data) == [
        Sheet("Plan", (Row(1, ("ab\n",)), Row(2, ("", "c d"))), (Note("stray-characters", 1, "A"),))
    ]


def test_read_keeps_the_longest_cell():
    longest = "x" * 32_767

    assert workbook.read(make_workbook((longest,)))[0].rows[1].cells == (longest,)


def test_read_notes_what_cells_do_not_show():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADINGS, hostile.ROW, hostile.ROW, ("A3", "=1+1", "#REF!")):
        sheet.append(row)
    sheet["C4"].data_type = "e"
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("C2:D2")

    notes = workbook.read(to_bytes(book))[0].notes

    assert set(notes) == {
        Note("hidden-row", 3, ""),
        Note("hidden-column", None, "B"),
        Note("merged-cells", 2, "C", "C2:D2"),
        Note("formula-without-value", 4, "B"),
        Note("cell-error", 4, "C", "#REF!"),
    }


def test_read_takes_the_saved_value_of_a_formula():
    cell = '<c r="A1" t="str"><f>CONCAT("IN",1)</f><v>IN1</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    data = hostile.with_sheet_data(hostile.table(cell))

    assert workbook.read(data) == [Sheet("Plan", (Row(1, ("IN1", "2")),))]


def test_read_says_that_a_sheet_is_hidden():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_sheet("Key").sheet_state = "hidden"

    assert [sheet.notes for sheet in workbook.read(to_bytes(book))] == [
        (),
        (Note("hidden-sheet", None, ""),),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        ("1.10", "General", "1.10"),
        (1.0, "General", "1"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (1.1, "0.00", "1.10"),
        (12, "0", "12"),
        (0.45, "0%", "45%"),
        (10**15, "General", "1e+15"),
        (True, "General", "TRUE"),
        (date(2013, 9, 18), "dd/mm/yy", "18 September 2013"),
        (datetime.fromisoformat("2013-09-18"), "dd/mm/yy", "18 September 2013"),
        (datetime.fromisoformat("2013-09-18T14:30"), "dd/mm/yy", "18 September 2013 14:30"),
        (time(14, 30), "hh:mm", "14:30"),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
    ],
)
def test_as_shown_is_what_a_person_reads(value, number_format, shown):
    assert as_shown(value, number_format) == shown


def test_dates_come_as_words():
    data = make_workbook(("A1", date(2013, 9, 18)))

    assert workbook.read(data)[0].rows[1].cells == ("A1", "18 September 2013")


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("mmm-yy", "September 2013"),
        ("mmmm yyyy", "September 2013"),
        ("[$-809]mmm\\-yy;@", "September 2013"),
        ("mm/yyyy", "September 2013"),
        ("MMM", "September 2013"),
        ("yyyy", "2013"),
    ],
)
def test_a_day_that_a_cell_does_not_show_is_not_read(number_format, shown):
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(("A1", date(2013, 9, 1)))))
    book.active["B2"].number_format = number_format

    (sheet,) = workbook.read(to_bytes(book))

    assert sheet.rows[1].cells == ("A1", shown)
    assert sheet.notes == (Note("day-not-shown", 2, "B", shown),)


@pytest.mark.parametrize(
    "number_format", ["dd/mm/yyyy", "d-mmm", '"day" d mmm yy', "d mmmm yyyy", "ddd", "yyyy-mm-dd"]
)
def test_a_day_that_a_cell_shows_is_read(number_format):
    book = openpyxl.load_workbook(io.BytesIO(make_workbook(("A1", date(2013, 9, 1)))))
    book.active["B2"].number_format = number_format

    (sheet,) = workbook.read(to_bytes(book))

    assert sheet.rows[1].cells == ("A1", "1 September 2013")
    assert sheet.notes == ()


def test_a_day_that_is_not_shown_is_not_read_where_dates_are_written_out():
    cells = '<c r="A1" t="d" s="1"><v>2013-09-01T00:00:00</v></c>'
    data = hostile.with_sheet_data(hostile.table(cells))
    parts = hostile.parts_of(data)
    parts["xl/styles.xml"] = (
        b'<styleSheet xmlns="' + hostile.MAIN + b'"><cellXfs><xf numFmtId="0"/>'
        b'<xf numFmtId="17"/></cellXfs></styleSheet>'
    )

    (sheet,) = workbook.read(hostile.zipped(parts))

    assert sheet.rows == (Row(1, ("September 2013",)),)
    assert [note.kind for note in sheet.notes] == ["day-not-shown"]


@pytest.mark.parametrize("name", hostile.READABLE)
def test_read_copes_with_odd_workbooks(name):
    sheets = workbook.read(hostile.READABLE[name])

    assert [row.cells for row in sheets[0].rows] == [HEADINGS, hostile.ROW]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(NOTICE) - 1), st.integers(0, 255)), max_size=20),
    st.integers(0, len(NOTICE)),
)
@example([], len(NOTICE))
def test_read_of_any_bytes_gives_sheets_or_a_sentence(flips, length):
    data = bytearray(NOTICE)
    for place, value in flips:
        data[place] = value

    assert_reads_or_says_why(bytes(data[:length]))


@settings(deadline=None)
@given(st.sampled_from(sorted(hostile.parts_of(NOTICE))), st.data())
def test_read_of_a_broken_part_gives_sheets_or_a_sentence(name, data):
    parts = hostile.parts_of(NOTICE)
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(part)))
        part[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=10))
    parts[name] = bytes(part)

    assert_reads_or_says_why(hostile.zipped(parts))


def assert_reads_or_says_why(data):
    try:
        sheets = workbook.read(data)
    except Unreadable as error:
        sheets, sentence = [], error.message
    else:
        sentence = "It was read."
    assert sentence.endswith(".")
    assert workbook.from_json(workbook.to_json(sheets)) == sheets
