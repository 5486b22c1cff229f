"""Well-formed notices of other manners: other refs, no full stops, small letters: left alone."""

import pytest

from actions.importing import rows
from actions.importing.problems import Severity

from .sheets import make_sheet


def decisions_of(reading):
    return [(p.code, p.row, p.column) for p in reading.problems if p.severity is Severity.DECISION]


def notice(*wordings, refs=None, progress="• Drafted\n• Agreed", steps="Report"):
    refs = refs or [f"A{number}" for number in range(1, len(wordings) + 1)]
    return make_sheet(
        *((ref, text, progress, steps) for ref, text in zip(refs, wordings, strict=True))
    )


@pytest.mark.parametrize(
    "refs",
    [
        ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1"],
        ["4.54", "4.57", "4.61", "4.62", "5.2", "5.9", "6.13"],
        ["4.54", "4.57", "4.61", "4.70", "4.83", "5.84", "6.1"],
        ["12", "17", "18", "22", "31", "32", "40"],
        ["R12(a)", "R12(b)", "R12(c)", "R13", "R14(a)", "R14(b)", "R15"],
        ["A1", "A2", "B1", "B2", "B3", "C1", "D1"],
        ["1.9", "1.10", "1.11", "1.12", "1.20", "2.1", "2.10"],
        ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "3.1.1", "3.1.2"],
    ],
)
def test_refs_of_any_shape_are_read_as_they_are(refs):
    sheet = notice(*(f"Ensure that number {ref} is done." for ref in refs), refs=refs)

    reading = rows.read([sheet], "all")

    assert [(action.ref, action.source_ref) for action in reading.actions] == [
        (ref, ref) for ref in refs
    ]
    assert decisions_of(reading) == []
    assert reading.left_out == []


def test_a_paragraph_that_two_actions_come_from_is_an_error_and_no_proposal():
    refs = ["4.50", "4.53", "4.53", "4.55", "4.61", "4.70"]
    sheet = notice(*(f"Ensure that {n} is done." for n in "abcdef"), refs=refs)

    reading = rows.read([sheet], "all")

    assert decisions_of(reading) == []
    assert [p.code for p in reading.problems if p.severity is Severity.ERROR] == ["ref-used-twice"]


def test_a_nought_that_a_number_cell_dropped_is_put_back():
    refs = [*(f"1.{n}" for n in range(1, 10)), "1.1", "1.11"]
    sheet = notice(*(f"Ensure that {n} is done." for n in range(11)), refs=refs)

    assert rows.read([sheet], "all").actions[9].ref == "1.10"


def test_small_letters_and_no_full_stops_are_the_manner_of_a_table():
    sheet = notice(
        "develop a plan for the parks of the town",
        "repair the roads. Report on them monthly; begin with the bridges",
        "inspect every bridge each year",
        "review the budget. Publish it",
        "open the depot at weekends",
    )

    assert decisions_of(rows.read([sheet], "none")) == []


def test_one_small_letter_where_no_row_has_a_full_stop_shows_nothing():
    sheet = notice(
        "Develop a plan for the parks",
        "repair the roads",
        "Inspect every bridge each year",
        "Review the budget",
    )

    assert decisions_of(rows.read([sheet], "none")) == []


def test_a_wording_that_breaks_off_is_evidence_in_any_manner():
    sheet = notice(
        "develop a plan for the",
        "parks of the town. repair the roads",
        "inspect every bridge each year",
        "review the budget",
    )

    assert decisions_of(rows.read([sheet], "none")) == [("wording-runs-over", 3, "B")]


def test_a_lead_in_before_bullets_does_not_go_on_from_the_row_above():
    sheet = notice(
        *("Mend the roads.", "Open the parks.", "Close the depot.", "Print the plan."),
        progress="we have so far\n• drafted a plan\n• agreed it",
        steps="still to do:\n• report",
    )

    assert decisions_of(rows.read([sheet], "none")) == []


def test_numbers_of_other_things_are_no_references():
    sheet = notice(
        "Hold enquiries as per S47.",
        "Follow guidance, see WT13.",
        "Share learning, see A1 and B9.",
        "Report as in action plan C4.",
    )

    reading = rows.read([sheet], "all")

    assert [[r.words for r in action.references] for action in reading.actions] == [
        [],
        [],
        ["see A1 and B9", "see A1 and B9"],
        ["as in action plan C4"],
    ]
