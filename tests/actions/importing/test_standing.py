"""Rows that say what the register says already."""

import pytest

from actions.importing import rows
from actions.importing.changes import HeldAction, HeldText
from actions.importing.problems import Severity
from actions.importing.standing import standing
from tests.actions.importing.sheets import make_sheet


def held(ref, wording, progress=(), next_steps=()):
    return HeldAction(
        1,
        ref,
        1,
        HeldText(0, wording),
        tuple(HeldText(n, text) for n, text in enumerate(progress)),
        tuple(HeldText(n, text) for n, text in enumerate(next_steps)),
    )


def read(sheet, *actions, decisions="none"):
    return rows.read([sheet], decisions, stands=standing(actions))


def asked(reading):
    return [p.code for p in reading.problems if p.severity is not Severity.NOTE]


def texts(reading):
    return [
        (a.ref, a.wording, [i.text for i in a.progress], [i.text for i in a.next_steps])
        for a in reading.actions
    ]


OPEN_ABOVE = ("IN1", "Improve the quality of", "One", "Two")
OVERRUN = ("IN2", "practice in every team. Train all staff", "One", "Two")


def test_a_row_that_stands_so_is_not_asked_about():
    sheet = make_sheet(OPEN_ABOVE, OVERRUN)
    stands = held("IN2", "practice in every team. Train all staff", ["One"], ["Two"])

    assert asked(read(sheet)) == ["wording-runs-over"]
    assert asked(read(sheet, stands)) == []
    assert texts(read(sheet, stands, decisions="all"))[1][1] == OVERRUN[1]


@pytest.mark.parametrize(
    "other",
    [
        held("IN2", "Something else", ["One"], ["Two"]),
        held("IN2", OVERRUN[1], ["One", "More"], ["Two"]),
        held("IN3", OVERRUN[1], ["One"], ["Two"]),
    ],
)
def test_a_row_that_says_anything_else_is_asked_about(other):
    assert asked(read(make_sheet(OPEN_ABOVE, OVERRUN), other)) == ["wording-runs-over"]


def test_a_ref_that_stands_is_not_mended():
    sheet = make_sheet(*[(ref, f"Do {ref}", "", "") for ref in ("IN1", "IN2", "N3", "IN4", "IN5")])

    assert asked(read(sheet)) == ["ref-damaged"]
    assert asked(read(sheet, held("N3", "Do N3"))) == []


def test_rows_that_a_long_text_goes_on_in_are_one_with_the_first():
    sheet = make_sheet(
        ("IN1", "Improve", "• One\n• Tw", "• Three"), ("", "plans", "o", ""), ("IN2", "Do", "", "")
    )
    stands = held("IN1", "Improve plans", ["One", "Two"], ["Three"])

    reading = read(sheet, stands)

    assert asked(reading) == []
    assert texts(reading)[0] == ("IN1", "Improve plans", ["One", "Two"], ["Three"])
    assert (reading.words.total, reading.words.left_out) == (reading.words.kept, 0)


def test_a_row_without_a_ref_that_adds_something_is_asked_about():
    sheet = make_sheet(("IN1", "Improve", "One", ""), ("", "", "New", ""))

    assert asked(read(sheet, held("IN1", "Improve", ["One"]))) == ["row-without-ref"]


def test_what_was_withdrawn_does_not_stand():
    gone = HeldAction(1, "IN1", 1, HeldText(0, "Do"), (HeldText(1, "Old", is_closed=True),))

    assert standing([gone])["IN1"].lists["progress"] == ()
