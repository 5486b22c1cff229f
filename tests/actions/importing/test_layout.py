"""The table found, or named by a person, or found by the names that a person gave its columns."""

import json

import pytest

from actions.importing import layout, rows
from actions.importing.layout import Layout
from actions.importing.problems import Unreadable
from actions.importing.workbook import Row, Sheet

from .sheets import make_sheet

# Nothing here has a name that is known, and the headings stand far down.
ODD = Sheet(
    "Tracker",
    (
        Row(1, ("Town tracker",)),
        *(Row(n, (f"Note {n}",)) for n in range(2, 40)),
        Row(40, ("Kennziffer", "", "Was zu tun ist", "Stand")),
        Row(41, ("A1", "Roads", "Mend the roads.", "• One\n• Two")),
        Row(42, ("A2", "Parks", "Open the parks.", "Opened")),
    ),
)
CHOSEN = Layout("Tracker", 40, {"ref": 0, "wording": 2, "progress": 3, "area": 1})


def texts(items):
    return [item.text for item in items]


def test_a_table_is_read_as_its_layout_says():
    reading = rows.read([make_sheet(name="Other"), ODD], "all", CHOSEN)

    assert reading.sheet == "Tracker"
    assert [
        (a.ref, a.wording, texts(a.progress), a.details.area.value) for a in reading.actions
    ] == [
        ("A1", "Mend the roads.", ["One", "Two"], "Roads"),
        ("A2", "Open the parks.", ["Opened"], "Parks"),
    ]
    assert {left.row for left in reading.left_out if left.sheet == "Tracker"} == {*range(1, 40)}
    assert reading.words.kept + reading.words.left_out == reading.words.total


def test_columns_that_a_layout_does_not_name_are_left_out():
    reading = rows.read([ODD], "all", Layout("Tracker", 40, {"ref": 0, "wording": 2}))

    assert [(left.row, left.column) for left in reading.left_out if left.row > 40] == [
        (41, "B"),
        (41, "D"),
        (42, "B"),
        (42, "D"),
    ]
    assert reading.words.kept + reading.words.left_out == reading.words.total


def test_a_table_without_headings_can_be_named():
    sheet = Sheet("Paste", (Row(1, ("A1", "Mend the roads.")), Row(2, ("A2", "Open the parks."))))

    reading = rows.read([sheet], "all", Layout(0, 0, {"ref": 0, "wording": 1}))

    assert [action.ref for action in reading.actions] == ["A1", "A2"]
    assert reading.left_out == []


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (Layout("Plan", 40, {"ref": 0, "wording": 2}), "The sheet “Plan” is not in this file."),
        (Layout(7, 40, {"ref": 0, "wording": 2}), "The sheet “7” is not in this file."),
        (Layout("Tracker", 90, {"ref": 0, "wording": 2}), "Row 90 of the sheet “Tracker” has"),
        (Layout("Tracker", -1, {"ref": 0, "wording": 2}), "Row -1 of the sheet"),
        (Layout("Tracker", 40, {"wording": 2}), "No column is chosen for “Reference”."),
        (Layout("Tracker", 40, {"ref": 2}), "No column is chosen for “Action”."),
        (
            Layout("Tracker", 40, {"ref": 0, "wording": 2, "due": 2}),
            "Column C is chosen for both “Action” and “Due date”.",
        ),
        (Layout("Tracker", 40, {"ref": 0, "wording": 9}), "Column J, chosen for “Action”, has"),
        (Layout("Tracker", 40, {"ref": 0, "wording": -2}), "chosen for “Action”, has nothing"),
        (Layout("Tracker", 40, {"ref": 0, "wording": 1, "x": 2}), "cannot be read as “x”"),
        (Layout("Tracker", 42, {"ref": 0, "wording": 2}), "there are no actions to read"),
    ],
)
def test_a_layout_that_does_not_fit_is_answered_with_a_sentence(chosen, sentence):
    with pytest.raises(Unreadable) as raised:
        rows.read([ODD], "all", chosen)

    assert sentence in raised.value.message


@pytest.mark.parametrize("chosen", [CHOSEN, Layout(2, 0, {}), None])
def test_a_layout_comes_back_from_json(chosen):
    stored = json.loads(json.dumps(layout.to_json(chosen)))

    assert layout.from_json(stored) == chosen


@pytest.mark.parametrize(
    "data", [{"sheet": "x"}, {"sheet": 1, "header_row": "x", "columns": {}}, {"columns": 3}]
)
def test_a_layout_that_was_kept_badly_is_answered_with_a_sentence(data):
    with pytest.raises(Unreadable) as raised:
        layout.from_json(data)

    assert "Choose the columns again." in raised.value.message


def test_what_was_chosen_for_a_heading_is_reused_in_the_next_file():
    known = layout.known_from([ODD], CHOSEN)
    later = make_sheet(
        ("Opened", "A2", "Open the parks."), headings=("STAND", "Kennziffer", "was zu  tun ist")
    )

    reading = rows.read([later], "all", known=known)

    assert known == {
        "kennziffer": "ref",
        "was zu tun ist": "wording",
        "stand": "progress",
    }
    assert [(a.ref, a.wording, texts(a.progress)) for a in reading.actions] == [
        ("A2", "Open the parks.", ["Opened"])
    ]


def test_known_headings_are_found_far_down():
    reading = rows.read([ODD], "all", known=layout.known_from([ODD], CHOSEN))

    assert [action.ref for action in reading.actions] == ["A1", "A2"]


def test_what_a_person_said_of_a_heading_comes_before_what_it_usually_means():
    sheet = make_sheet(
        ("A1", "Mend the roads.", "Long since", "Mended", "£5"),
        headings=("Ref", "Action", "Progress", "What happened", "Update"),
    )
    known = {"progress": "", "what happened": "progress", "update": "nonsense"}

    reading = rows.read([sheet], "all", known=known)

    assert texts(reading.actions[0].progress) == ["Mended"]
    assert [(left.column, left.text) for left in reading.left_out] == [
        ("C", "Long since"),
        ("E", "£5"),
    ]


def test_another_sheet_with_a_table_is_said():
    one = make_sheet(("A1", "Mend the roads.", "", ""), name="One")
    two = make_sheet(("B1", "Open the parks.", "", ""), name="Two")

    found, chosen = rows.read([one, two], "all"), rows.read([one, two], "all", named(two, "Two"))

    (problem,) = [p for p in found.problems if p.code == "sheet-choice"]
    assert problem.message == (
        "There is a table on the sheet “Two” as well. “One” is read, as it comes first. Another "
        "can be chosen."
    )
    assert [action.ref for action in chosen.actions] == ["B1"]
    assert "sheet-choice" not in {p.code for p in chosen.problems}


def named(sheet, name):
    return Layout(name, 1, {"ref": 0, "wording": 1, "progress": 2, "next_steps": 3})


def test_describe_shows_what_was_found():
    cover = Sheet("Cover", (Row(1, ("Town plan",)),))
    plan = make_sheet(
        ("A1", "Mend the roads.", "", "", "£5"),
        ("A2", "Open the parks.\nAll of them.", "Opened", "", ""),
        headings=("Ref", "Action", "Progress", "Next steps", "Cost  (each)"),
    )

    choices = layout.describe([cover, plan, Sheet("Empty", ())])

    assert [(s.index, s.name, s.rows, s.has_table, s.is_chosen) for s in choices.sheets] == [
        (0, "Cover", 1, False, False),
        (1, "Plan", 3, True, True),
    ]
    assert [(h.row, h.is_chosen) for h in choices.headers] == [
        (0, False),
        (1, True),
        (2, False),
        (3, False),
    ]
    assert [(c.letter, c.heading, c.samples, c.field) for c in choices.columns] == [
        ("A", "Ref", ("A1", "A2"), "ref"),
        ("B", "Action", ("Mend the roads.", "Open the parks. All of them."), "wording"),
        ("C", "Progress", ("Opened",), "progress"),
        ("D", "Next steps", (), "next_steps"),
        ("E", "Cost (each)", ("£5",), ""),
    ]
    assert choices.has_all


def test_describe_lets_a_person_choose_where_nothing_was_found():
    choices = layout.describe([ODD])

    assert (choices.sheet, choices.header_row) == (0, 1)
    assert not choices.has_all
    assert {column.field for column in choices.columns} == {""}
    assert len(choices.columns) == 4


def test_describe_shows_what_a_layout_says_as_far_as_it_fits():
    step_one = layout.describe([make_sheet(name="Plan"), ODD], Layout("Tracker", 40, {}))
    step_two = layout.describe([make_sheet(name="Plan"), ODD], CHOSEN)
    wrong = layout.describe([make_sheet(name="Plan"), ODD], Layout("None", 99, {"x": 1}))

    assert [column.samples[:1] for column in step_one.columns] == [
        ("A1",),
        ("Roads",),
        ("Mend the roads.",),
        ("• One • Two",),
    ]
    assert [column.field for column in step_two.columns] == ["ref", "area", "wording", "progress"]
    assert (step_two.sheet, step_two.header_row) == (1, 40)
    assert (wrong.sheet, wrong.header_row) == (0, 1)


def test_what_was_found_can_be_named():
    sheets = [make_sheet(name="Same", headings=("x", "y")), make_sheet(name="Same")]

    header = layout.header_of(sheets)
    said = layout.layout_of(sheets, header)

    assert said == Layout(1, 1, {"ref": 0, "wording": 1, "progress": 2, "next_steps": 3})
    assert layout.header_of(sheets, said) == header
