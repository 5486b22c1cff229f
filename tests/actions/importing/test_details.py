"""Lead, due date, rating, status, area and body, as columns of their own give them."""

import io
from datetime import date

import openpyxl
import pytest

from actions.importing import rows, workbook
from actions.importing.problems import Severity
from actions.importing.rows import Detail, Details

from .sheets import HEADINGS, make_sheet, make_workbook, to_bytes


def sheet_with(*cells, heading):
    """A sheet of actions A1, A2 and so on, whose last column holds the cells."""
    return make_sheet(
        *((f"A{n}", "Mend the roads.", "Mended", "None", text) for n, text in enumerate(cells, 1)),
        headings=(*HEADINGS, heading),
    )


def noted(reading, *codes):
    return [(p.code, p.row, p.column, p.value) for p in reading.problems if p.code in codes]


def left_out(reading):
    return [(left.row, left.column, left.text) for left in reading.left_out]


def test_each_column_gives_its_detail():
    sheet = make_sheet(
        (
            "A1",
            "Mend.",
            "x",
            "y",
            "J.\nSmith",
            "31/3/14",
            "Green - on track",
            "Started",
            "Roads",
            "X",
        ),
        ("A2", "Open.", "x", "y", "", "", "", "", "", ""),
        headings=(*HEADINGS, "Lead officer", "By when", "RAG", "Status", "Theme", "Reports to"),
    )

    reading = rows.read([sheet], "none")

    assert [action.details for action in reading.actions] == [
        Details(
            lead=Detail("J. Smith", "J. Smith", 2),
            due=Detail("31/3/14", date(2014, 3, 31), 2),
            rating=Detail("Green - on track", "green", 2),
            status=Detail("Started", "in_progress", 2),
            area=Detail("Roads", "Roads", 2),
            body=Detail("X", "X", 2),
        ),
        Details(),
    ]
    assert reading.left_out == []
    assert reading.problems == []


def test_a_date_that_is_worked_out_is_proposed():
    sheet = sheet_with("Sept 2013", heading="Target date")

    offered = [p for p in rows.read([sheet], {}).problems if p.severity is Severity.DECISION]
    taken, refused = rows.read([sheet], "all"), rows.read([sheet], "none")

    (problem,) = offered
    assert (problem.key, problem.code, problem.ref) == ("date-read-1-2-E", "date-read", "A1")
    assert problem.message == (
        "Row 2: the due date is printed “Sept 2013”. It names a month and no day, so it is read as "
        "the last day of the month."
    )
    assert problem.proposal.kind == "date"
    assert problem.proposal.value == "2013-09-30"
    assert problem.proposal.label == "Take it as 30 September 2013"
    assert taken.actions[0].details.due == Detail("Sept 2013", date(2013, 9, 30), 2)
    assert taken.left_out == []
    assert refused.actions[0].details == Details()
    assert left_out(refused) == [(2, "E", "Sept 2013")]


def test_a_cell_that_shows_a_month_of_a_date_is_taken_for_the_month():
    data = make_workbook(
        ("A1", "Open the parks.", "", "", date(2013, 9, 1)), headings=(*HEADINGS, "Due date")
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active["E2"].number_format = "mmm-yy"
    sheets = workbook.read(to_bytes(book))

    reading = rows.read(sheets, {})

    assert reading.actions[0].details.due == Detail()
    (problem,) = [problem for problem in reading.problems if problem.code == "date-read"]
    assert (problem.proposal.value, problem.value) == ("2013-09-30", "September 2013")
    (note,) = [problem for problem in reading.problems if problem.code == "day-not-shown"]
    assert note.message.startswith("Row 2: E2 holds a date and shows no day of it: “September")


def test_what_is_no_date_is_said_and_left_out():
    reading = rows.read([sheet_with("ongoing", "Spring 2014", heading="Due")], "all")

    assert noted(reading, "date-none", "date-unread") == [
        ("date-none", 2, "E", "ongoing"),
        ("date-unread", 3, "E", "Spring 2014"),
    ]
    assert left_out(reading) == [(2, "E", "ongoing"), (3, "E", "Spring 2014")]


@pytest.mark.parametrize(
    ("heading", "text", "code", "why"),
    [
        ("RAG", "Blue", "rating-signed-off", "a board's decision"),
        ("BRAG", "Complete", "rating-signed-off", "a board's decision"),
        ("RAG rating", "Amber/Red", "rating-unread", "more than one rating"),
        ("Status", "Complete", "status-delivered", "its lead's word, with evidence"),
        ("Stage", "Phase 2", "status-unread", "neither"),
    ],
)
def test_what_is_not_taken_over_is_said_and_left_out(heading, text, code, why):
    reading = rows.read([sheet_with(text, heading=heading)], "all")

    assert noted(reading, code) == [(code, 2, "E", text)]
    assert why in next(p.message for p in reading.problems if p.code == code)
    assert left_out(reading) == [(2, "E", text)]
    assert reading.actions[0].details == Details()


def test_a_row_that_goes_on_fills_what_is_empty_and_adds_to_text():
    sheet = make_sheet(
        ("A1", "Mend the roads and", "x", "y", "Head of", "", "Green"),
        ("", "the paths.", "", "", "Highways", "31/3/14", "Red"),
        ("A2", "Open the parks.", "x", "y", "J. Smith", "1/2/14", "Amber"),
        ("", "", "", "", "J. Smith", "", ""),
        headings=(*HEADINGS, "Lead", "Due", "RAG"),
    )

    reading = rows.read([sheet], "all")

    assert [action.details for action in reading.actions] == [
        Details(
            lead=Detail("Head of Highways", "Head of Highways", 2),
            due=Detail("31/3/14", date(2014, 3, 31), 3),
            rating=Detail("Green", "green", 2),
        ),
        Details(
            lead=Detail("J. Smith", "J. Smith", 4),
            due=Detail("1/2/14", date(2014, 2, 1), 4),
            rating=Detail("Amber", "amber", 4),
        ),
    ]
    assert noted(reading, "detail-twice") == [("detail-twice", 3, "G", "Red")]
    assert left_out(reading) == [(3, "G", "Red"), (5, "E", "J. Smith")]


def test_a_row_that_is_not_joined_leaves_its_details_out():
    sheet = make_sheet(
        ("A1", "Mend the roads and", "x", "y", ""),
        ("", "the paths.", "", "", "J. Smith"),
        headings=(*HEADINGS, "Owner"),
    )

    reading = rows.read([sheet], "none")

    assert reading.actions[0].details == Details()
    assert left_out(reading) == [(3, "B", "the paths."), (3, "E", "J. Smith")]


def test_the_keys_of_proposals_stay_whatever_is_decided():
    sheet = sheet_with("Sept 2013", "mid April 2014", "41729", heading="When")

    keys = [
        [p.key for p in rows.read([sheet], decisions).problems if p.proposal]
        for decisions in ("all", "none", {"date-read-1-3-E": True})
    ]

    assert keys[0] == keys[1] == keys[2] == [f"date-read-1-{row}-E" for row in (2, 3, 4)]
