"""The real notice, read whole."""

import json
from pathlib import Path

import pytest

from actions.importing import rows, workbook
from actions.importing.problems import Severity, Unreadable

from .sheets import make_sheet

NOTICE = Path("fixtures/cheshire-east-improvement-notice.xlsx")
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text())


@pytest.fixture(scope="module")
def sheets():
    return workbook.read(NOTICE.read_bytes())


def found(reading, severity):
    return [
        (problem.code, problem.row, problem.column)
        for problem in reading.problems
        if problem.severity is severity
    ]


def test_all_proposals_taken_give_what_a_careful_person_makes_of_it(sheets):
    reading = rows.read(sheets, "all")

    assert [
        {
            "ref": action.ref,
            "source_ref": action.source_ref,
            "action": action.wording,
            "progress": [item.text for item in action.progress],
            "next_steps": [item.text for item in action.next_steps],
            "cross_refs": [(r.field, r.words, r.target, r.plan) for r in action.references],
        }
        for action in reading.actions
    ] == [
        {
            **{key: each[key] for key in ("ref", "source_ref", "action", "progress", "next_steps")},
            "cross_refs": [
                (ref["field"], ref["raw"], ref["target_ref"], ref["external_plan"])
                for ref in each["cross_refs"]
            ],
        }
        for each in EXPECTED
    ]


def test_all_proposals_taken_leave_out_the_title_and_five_words(sheets):
    reading = rows.read(sheets, "all")

    assert [(left.row, left.text, left.needs_attention) for left in reading.left_out] == [
        (1, "CHESHIRE EAST IMPROVEMENT NOTICE - PROGRESS AND NEXT STEPS", False),
        (14, "agency partners must demonstrate that", True),
    ]
    assert reading.words == rows.Words(kept=2380, left_out=13, total=2393)
    assert reading.title == "CHESHIRE EAST IMPROVEMENT NOTICE - PROGRESS AND NEXT STEPS"
    assert found(reading, Severity.ERROR) == []


def test_all_proposals_taken_note_the_gaps_a_careful_person_notes(sheets):
    reading = rows.read(sheets, "all")
    gaps = {
        (problem.ref, problem.column, problem.certain)
        for problem in reading.problems
        if problem.code in {"wording-breaks-off", "item-breaks-off", "wording-begins-midway"}
    }

    letters = {"action": "B", "progress": "C", "next_steps": "D"}
    assert gaps == {
        (each["ref"], letters[gap["field"]], gap["certain"])
        for each in EXPECTED
        for gap in each["gaps"]
        if gap["where"] != "middle"
    }


def test_items_keep_the_row_they_began_on(sheets):
    by_ref = {action.ref: action for action in rows.read(sheets, "all").actions}

    assert [item.row for item in by_ref["IN14"].progress] == [19, 20, 20, 20]
    assert [item.row for item in by_ref["IN14"].next_steps] == [19]
    assert by_ref["IN17"].progress[-1].row == 23
    assert {ref: by_ref[ref].rows for ref in ("IN9", "IN10", "IN13", "IN14", "IN17")} == {
        "IN9": (12,),
        "IN10": (13, 14, 15),
        "IN13": (18, 19),
        "IN14": (19, 20),
        "IN17": (23, 24),
    }
    assert by_ref["IN10"].printed[1][:2] == ("", "agency partners must demonstrate that")


def test_every_quirk_is_a_problem_with_its_row(sheets):
    reading = rows.read(sheets, "none")

    assert found(reading, Severity.DECISION) == [
        ("ref-repeated", 13, "A"),
        ("row-without-ref", 14, "A"),
        ("words-repeated", 14, "B"),
        ("row-without-ref", 15, "A"),
        ("ref-damaged", 19, "A"),
        ("wording-runs-over", 19, "B"),
        ("row-without-ref", 20, "A"),
        ("row-without-ref", 24, "A"),
    ]
    assert found(reading, Severity.ERROR) == [("ref-used-twice", 13, "A")]
    assert set(found(reading, Severity.NOTE)) >= {
        ("no-column-for", 3, ""),
        ("item-breaks-off", 6, "C"),
        ("reference", 7, "C"),
        ("reference", 7, "D"),
        ("reference-elsewhere", 8, "C"),
        ("reference-elsewhere", 9, "C"),
        ("reference-elsewhere", 10, "C"),
        ("item-breaks-off", 10, "C"),
        ("wording-breaks-off", 12, "B"),
        ("wording-begins-midway", 13, "B"),
        ("join-odd", 15, "B"),
        ("item-breaks-off", 18, "C"),
        ("no-next-steps", 31, "D"),
    }


def test_no_proposal_taken_mends_nothing(sheets):
    reading = rows.read(sheets, "none")

    assert [action.ref for action in reading.actions] == [
        {"IN10": "IN1", "IN14": "N14"}.get(each["ref"], each["ref"]) for each in EXPECTED
    ]
    assert [left.row for left in reading.left_out] == [1, 14, 15, 20, 20, 20, 24]
    assert reading.words.total == 2393
    assert reading.words.kept + reading.words.left_out == 2393


def test_undecided_is_as_refused_but_says_so(sheets):
    undecided, refused = rows.read(sheets, {}), rows.read(sheets, "none")

    assert undecided.actions == refused.actions
    assert {p.decision for p in undecided.problems if p.proposal} == {None}
    assert {p.decision for p in refused.problems if p.proposal} == {False}


def test_keys_stay_whatever_is_decided(sheets):
    keys = [
        [p.key for p in rows.read(sheets, decisions).problems if p.proposal]
        for decisions in ("all", "none", {"ref-repeated-1-13-A": True})
    ]

    assert keys[0] == keys[1] == keys[2]
    assert all(key.replace("-", "").isalnum() for key in keys[0])


def test_each_proposal_can_be_taken_alone(sheets):
    for key in [p.key for p in rows.read(sheets, "none").problems if p.proposal]:
        reading = rows.read(sheets, {key: True, "unknown-9-9-Z": True})

        assert [p.key for p in reading.problems if p.decision] == [key]
        assert reading.words.kept + reading.words.left_out == reading.words.total


def test_problems_have_unique_keys_and_plain_messages(sheets):
    problems = rows.read(sheets, "none").problems

    assert len({problem.key for problem in problems}) == len(problems)
    assert all(problem.message.endswith(".") for problem in problems)
    assert next(p.message for p in problems if p.code == "ref-repeated") == (
        "Row 13: the reference “IN1” is used twice (also in row 4). It stands between IN9 and "
        "IN11, so it is probably IN10."
    )


def test_reading_stored_cells_is_the_same(sheets):
    stored = json.loads(json.dumps(workbook.to_json(sheets)))

    assert workbook.from_json(stored) == sheets
    assert rows.read(workbook.from_json(stored), "all") == rows.read(sheets, "all")


@pytest.mark.parametrize(
    "table",
    [
        [("IN1", "Do it.", "Done", "More")],
        [("", "Do it.", "Done", "More"), ("IN2", "Do that.", "", "")],
        [("", "Do it.", "Done", "More")],
        [("Theme one", "", "", "")],
        [],
    ],
)
def test_expecting_actions_refuses_just_what_reading_refuses(table):
    said = []
    for ask in (rows.expect_actions, lambda sheets: rows.read(sheets, "none")):
        try:
            ask([make_sheet(*table)])
            said.append("")
        except Unreadable as refusal:
            said.append(refusal.message)

    assert said[0] == said[1]
    assert (said[0] == "") == any(ref.startswith("IN") for ref, *_ in table)
