"""Notices that nobody has seen: other prefixes, headings, breaks; and whole ones, left alone."""

import pytest

from actions.importing import rows
from actions.importing.problems import Severity, Unreadable
from actions.importing.workbook import Note, Row, Sheet

from .sheets import make_sheet


def decisions_of(reading):
    return [(p.code, p.row, p.column) for p in reading.problems if p.severity is Severity.DECISION]


def codes(reading):
    return {problem.code for problem in reading.problems}


def errors(reading):
    return [(p.code, p.row) for p in reading.problems if p.severity is Severity.ERROR]


def texts(items):
    return [item.text for item in items]


@pytest.mark.parametrize(
    "refs",
    [
        ["A1", "A2", "B1", "C1", "C2"],
        ["1.1", "1.2", "1.3", "2.1", "2.2"],
        ["R12(a)", "R12(b)", "R13", "R14", "R15"],
        ["5", "3", "9", "1", "2"],
        ["IN1", "IN2", "IN4", "IN5", "IN9"],
    ],
)
def test_a_whole_notice_gives_nothing_to_decide(refs):
    sheet = make_sheet(
        (refs[0], "Publish a plan for the parks.", "• Plan drafted\n• Plan agreed", "• Print it"),
        (refs[1], "Repair the roads", "Contractor appointed", "Report to the council"),
        (refs[2], "Ensure that every bridge is inspected each year.", "• One\n• Two", "• Three"),
        (refs[3], "LSCB governance is clear.", "Done", "None planned"),
        (refs[4], "to do: review the budget.", "Reviewed", "Publish it"),
    )

    reading = rows.read([sheet], "none")

    assert decisions_of(reading) == []
    assert errors(reading) == []
    assert [action.ref for action in reading.actions] == refs
    assert reading.left_out == []


def test_columns_may_stand_in_any_order_under_any_heading():
    sheet = Sheet(
        "Actions",
        (
            Row(1, ("Town plan",)),
            Row(2, ("As at 18 September 2013",)),
            Row(4, ("OUTSTANDING\nACTIONS", "Position to date", "Recommendation:", "Rec. No.")),
            Row(5, ("- Report", "1. Drafted\n2. Agreed", "Publish a plan.", "1.1")),
            Row(6, ("", "Started", "Repair the roads.", "1.2")),
        ),
    )

    reading = rows.read([sheet], "none")

    assert [
        (a.ref, a.wording, texts(a.progress), texts(a.next_steps)) for a in reading.actions
    ] == [
        ("1.1", "Publish a plan.", ["Drafted", "Agreed"], ["Report"]),
        ("1.2", "Repair the roads.", ["Started"], []),
    ]
    assert reading.title == "Town plan"
    assert {name: column.letter for name, column in reading.columns.items()} == {
        "next_steps": "A",
        "progress": "B",
        "wording": "C",
        "ref": "D",
    }
    assert reading.columns["next_steps"].heading == "OUTSTANDING ACTIONS"


BROKEN = make_sheet(
    ("R7", "Repair the potholes on every bus route", "• Engineers inspect bus routes", "• Report"),
    (
        "8",
        "before winter begins. Potholes are reported weekly. Open the playgrounds at",
        "• Playground rangers recruited for the parks department and",
        "Print the opening hours",
    ),
    ("", "weekends in every park.", "its cafés\n• Swings mended", "on every gate"),
    ("R9", "Publish the budget of the council.", "Auditors appointed", "Sign it off"),
    ("R10", "Close the depot.", "Closed", "None"),
)


def test_a_notice_broken_elsewhere_is_mended_by_the_same_rules():
    reading = rows.read([BROKEN], "all")

    assert decisions_of(reading) == [
        ("ref-damaged", 3, "A"),
        ("wording-runs-over", 3, "B"),
        ("row-without-ref", 4, "A"),
    ]
    assert [(a.ref, a.source_ref, a.wording) for a in reading.actions] == [
        (
            "R7",
            "R7",
            "Repair the potholes on every bus route before winter begins. Potholes are reported "
            "weekly.",
        ),
        ("R8", "8", "Open the playgrounds at weekends in every park."),
        ("R9", "R9", "Publish the budget of the council."),
        ("R10", "R10", "Close the depot."),
    ]
    assert texts(reading.actions[1].progress) == [
        "Playground rangers recruited for the parks department and its cafés",
        "Swings mended",
    ]
    assert texts(reading.actions[1].next_steps) == ["Print the opening hours on every gate"]
    assert reading.left_out == []


def test_what_is_refused_is_left_out_and_listed():
    reading = rows.read([BROKEN], {"row-without-ref-1-4-A": False, "ref-damaged-1-3-A": True})

    assert [action.ref for action in reading.actions] == ["R7", "R8", "R9", "R10"]
    assert [(left.row, left.column, left.words) for left in reading.left_out] == [
        (4, "B", 4),
        (4, "C", 4),
        (4, "D", 3),
    ]


def test_words_printed_twice_over_a_page_break_can_be_left_out():
    sheet = make_sheet(
        ("A1", "Ask each school to show that", "", ""),
        ("", "school to show that findings are used.", "", ""),
        ("A2", "Close the depot.", "• Closed\n• Sold the land", ""),
        ("", "", "• Closed\n• Sold the land", ""),
    )

    reading = rows.read([sheet], "all")

    assert reading.actions[0].wording == "Ask each school to show that findings are used."
    assert texts(reading.actions[1].progress) == ["Closed", "Sold the land"]
    assert [(left.row, left.column, left.text) for left in reading.left_out] == [
        (3, "B", "school to show that"),
        (5, "C", "• Closed\n• Sold the land"),
    ]


def test_a_row_that_lost_its_ref_is_read_as_its_own_action():
    sheet = make_sheet(
        ("P1", "Publish a plan.", "Drafted", "Print it"),
        ("", "Repair the roads.", "Contractor appointed", "Report"),
        ("P3", "Close the depot.", "Closed", "None"),
    )

    taken, refused = rows.read([sheet], "all"), rows.read([sheet], "none")

    assert decisions_of(taken) == [("ref-missing", 3, "A")]
    assert [(a.ref, a.source_ref) for a in taken.actions] == [
        ("P1", "P1"),
        ("P2", ""),
        ("P3", "P3"),
    ]
    assert [action.ref for action in refused.actions] == ["P1", "P3"]
    assert {left.row for left in refused.left_out} == {3}


def test_a_repeat_that_nothing_settles_is_an_error_without_a_proposal():
    sheet = make_sheet(
        ("A1", "One.", "", ""),
        ("A2", "Two.", "", ""),
        ("A1", "Three.", "", ""),
        ("A7", "Four.", "", ""),
    )

    reading = rows.read([sheet], "all")

    assert decisions_of(reading) == []
    assert errors(reading) == [("ref-used-twice", 4)]


def test_a_ref_that_cannot_be_read_is_an_error():
    sheet = make_sheet(
        ("A1", "One.", "x", "y"), ("tbc", "Two.", "x", "y"), ("A7", "", "Progress made", "y")
    )

    reading = rows.read([sheet], "all")

    assert errors(reading) == [("ref-unreadable", 3), ("wording-missing", 4)]
    assert [action.ref for action in reading.actions] == ["A1", "tbc", "A7"]


def test_sections_and_headings_between_the_actions_are_left_out():
    sheet = make_sheet(
        ("Theme 1: parks", "", "", ""),
        ("A1", "Open the parks.", "Opened", "Close them"),
        ("Ref", "Action", "Progress", "Next steps"),
        ("", "at night.", "", ""),
        ("A2", "Mend the roads.", "Mended", "None"),
    )

    reading = rows.read([sheet], "none")

    assert decisions_of(reading) == [("row-without-ref", 5, "A")]
    assert {"row-is-a-heading", "headings-again"} <= codes(reading)
    assert [(left.row, left.needs_attention) for left in reading.left_out] == [
        (2, True),
        *[(4, False)] * 4,
        (5, True),
    ]


def test_other_columns_and_sheets_are_left_out_and_listed():
    table = make_sheet(
        ("A1", "Open the parks.", "Opened", "Close them", "£5", "Green", "stray"),
        headings=("Ref", "Action", "Progress", "Next steps", "Cost", "Update", ""),
        notes=(Note("hidden-row", 2, ""), Note("cell-error", 2, "E", "#REF!")),
    )
    other = Sheet("Key", (Row(3, ("", "Green means done")),))

    reading = rows.read([table, other], "all")

    assert [(left.sheet, left.row, left.column, left.text) for left in reading.left_out] == [
        ("Plan", 2, "E", "£5"),
        ("Plan", 2, "G", "stray"),
        ("Plan", 2, "F", "Green"),
        ("Key", 3, "B", "Green means done"),
    ]
    assert codes(reading) == {
        "no-column-for",
        "column-left-out",
        "column-repeated",
        "sheet-left-out",
        "hidden-row",
        "cell-error",
    }
    assert [p.value for p in reading.problems if p.code == "no-column-for"] == [
        "lead, date, rating"
    ]


def test_the_first_sheet_with_a_header_is_read():
    cover = Sheet("Cover", (Row(1, ("Improvement plan of the town",)),))
    table = make_sheet(("A1", "Open the parks.", "Opened", "Close them"))

    reading = rows.read([cover, table], "all")

    assert reading.sheet == "Plan"
    assert [action.ref for action in reading.actions] == ["A1"]
    assert reading.words == rows.Words(kept=7, left_out=5, total=12)


def test_a_column_of_refs_needs_no_heading():
    sheet = make_sheet(
        ("A1", "Open the parks.", "Opened", "Close them"),
        ("A2", "Mend the roads.", "Mended", "None"),
        headings=("", "Action", "Progress", "Next steps"),
    )

    assert [action.ref for action in rows.read([sheet], "all").actions] == ["A1", "A2"]


def test_references_resolve_here_or_stay_open():
    sheet = make_sheet(
        ("A1", "Open the parks.", "• Opened\n• See A2 and B9", "See A1"),
        ("A2", "Mend the roads as under A1.", "See action plan A1", "None"),
    )

    reading = rows.read([sheet], "all")

    assert [action.references for action in reading.actions] == [
        (
            rows.ReadReference("progress", 1, "See A2 and B9", "A2", None),
            rows.ReadReference("progress", 1, "See A2 and B9", None, "B9"),
        ),
        (
            rows.ReadReference("wording", None, "as under A1", "A1", None),
            rows.ReadReference("progress", 0, "See action plan A1", "A1", None),
        ),
    ]
    assert "reference-to-itself" in codes(reading)


def test_a_wording_keeps_its_list():
    sheet = make_sheet(
        ("A1", "Ensure that:\n(a)  parks open;\n(b) roads are mended;", "", ""),
        ("", "(c) depots close.", "", ""),
        ("A2", "Two.", "", ""),
    )

    assert rows.read([sheet], "all").actions[0].wording == (
        "Ensure that:\n(a) parks open;\n(b) roads are mended;\n(c) depots close."
    )


def test_an_item_runs_over_into_the_row_below():
    sheet = make_sheet(
        ("A1", "Open the parks.", "• Rangers recruited for the parks", ""),
        ("A2", "Mend the roads.", "department and its cafés\n• Mended", ""),
    )

    reading = rows.read([sheet], "all")

    assert decisions_of(reading) == [("item-runs-over", 3, "C")]
    assert texts(reading.actions[0].progress) == [
        "Rangers recruited for the parks department and its cafés"
    ]
    assert texts(reading.actions[1].progress) == ["Mended"]


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (
            make_sheet(("A1", "b", "c", "d"), headings=("w", "x", "y", "z")),
            "There is no row with the",
        ),
        (make_sheet(headings=("Action", "Progress", "Next steps")), "have no column for Ref"),
        (make_sheet(headings=("Ref", "Progress", "Next steps")), "have no column for Action"),
        (make_sheet(), "there are no actions to read"),
        (make_sheet(("", "loose words", "", "")), "there are no actions to read"),
        (Sheet("Empty", ()), "There is no row with the headings"),
        (Sheet("Far down", (Row(31, ("Ref", "Action")),)), "the first 30 rows"),
    ],
)
def test_a_file_without_a_table_is_unreadable(sheet, sentence):
    with pytest.raises(Unreadable) as raised:
        rows.read([sheet], "all")

    assert sentence in raised.value.message
