"""Mends by hand: what each does, what becomes of it when others are undone, and every word."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.importing import mends, rows, workbook
from actions.importing.headings import LISTS, find
from actions.importing.mended import Entry, cell_of
from actions.importing.mends import Kind, Mend
from actions.importing.problems import Severity, Unreadable
from actions.importing.workbench import apply

from .sheets import make_sheet

NOTICE = Path("fixtures/cheshire-east-improvement-notice.xlsx")
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text())

SHEET = make_sheet(
    ("IN1", "Plan the work. Do the work.", "• Planned\n• Begun and then ended", "Report"),
    ("N2", "and check it. Then tell people.", "• Checked\n• Told", "• Tell more"),
    ("", "Also write it down.", "in full\n• Written", ""),
)


def mend(kind, row, field="", *words, place=0, reason="", id="m1"):
    return Mend(id, kind, row, field, words, place, reason)


def read(*done, sheet=SHEET, decisions="none"):
    return rows.read([sheet], decisions, by_hand=done)


def told(reading):
    return [
        (
            action.ref,
            action.wording,
            [item.text for item in action.progress],
            [item.text for item in action.next_steps],
        )
        for action in reading.actions
    ]


FIRST = ("IN1", "Plan the work. Do the work.", ["Planned", "Begun and then ended"], ["Report"])
SECOND = ("N2", "and check it. Then tell people.", ["Checked", "Told"], ["Tell more"])


@pytest.mark.parametrize(
    ("done", "first", "second"),
    [
        (mend(Kind.SET_REF, 3, "", "IN2"), FIRST, ("IN2", *SECOND[1:])),
        (
            mend(Kind.MOVE_UP, 3, "wording", "and check it."),
            ("IN1", "Plan the work. Do the work. and check it.", *FIRST[2:]),
            ("N2", "Then tell people.", *SECOND[2:]),
        ),
        (
            mend(Kind.MOVE_DOWN, 2, "wording", "Do the work."),
            ("IN1", "Plan the work.", *FIRST[2:]),
            ("N2", "Do the work. and check it. Then tell people.", *SECOND[2:]),
        ),
        (
            mend(Kind.MOVE_UP, 3, "progress", "Checked"),
            (*FIRST[:2], ["Planned", "Begun and then ended", "Checked"], FIRST[3]),
            (*SECOND[:2], ["Told"], SECOND[3]),
        ),
        (
            mend(Kind.MOVE_DOWN, 2, "progress", "Begun and then ended"),
            (*FIRST[:2], ["Planned"], FIRST[3]),
            (*SECOND[:2], ["Begun and then ended", "Checked", "Told"], SECOND[3]),
        ),
        (
            mend(Kind.SPLIT, 2, "progress", "Begun", "and then ended", place=1),
            (*FIRST[:2], ["Planned", "Begun", "and then ended"], FIRST[3]),
            SECOND,
        ),
        (
            mend(Kind.JOIN, 2, "progress", "Planned", "Begun and then ended"),
            (*FIRST[:2], ["Planned Begun and then ended"], FIRST[3]),
            SECOND,
        ),
        (
            mend(Kind.JOIN_UP, 3, "progress", "Checked"),
            (*FIRST[:2], ["Planned", "Begun and then ended Checked"], FIRST[3]),
            (*SECOND[:2], ["Told"], SECOND[3]),
        ),
        (
            mend(Kind.SWITCH, 2, "progress", "Planned"),
            (*FIRST[:2], ["Begun and then ended"], ["Report", "Planned"]),
            SECOND,
        ),
        (
            mend(Kind.SWITCH, 3, "next_steps", "Tell more"),
            FIRST,
            (*SECOND[:2], ["Checked", "Told", "Tell more"], []),
        ),
        (
            mend(Kind.LEAVE_OUT, 3, "wording", "Then tell people.", place=14, reason="Wrong."),
            FIRST,
            ("N2", "and check it.", *SECOND[2:]),
        ),
        (
            mend(Kind.LEAVE_OUT, 3, "progress", "Told", place=1, reason="Wrong."),
            FIRST,
            (*SECOND[:2], ["Checked"], SECOND[3]),
        ),
        (
            mend(Kind.JOIN_ROW, 4),
            FIRST,
            (
                "N2",
                "and check it. Then tell people. Also write it down.",
                ["Checked", "Told in full", "Written"],
                SECOND[3],
            ),
        ),
    ],
)
def test_mend_does_what_it_says_and_loses_no_word(done, first, second):
    reading = read(done)

    assert told(reading) == [first, second]
    assert reading.mended.unfit == {}
    assert reading.words.kept + reading.words.left_out == reading.words.total == read().words.total


def test_row_without_a_reference_becomes_an_action_by_one_given_by_hand():
    reading = read(mend(Kind.SET_REF, 4, "", "IN3"))

    assert told(reading)[2] == ("IN3", "Also write it down.", ["in full", "Written"], [])
    assert reading.actions[2].source_ref == ""
    assert "row-without-ref" not in {problem.code for problem in reading.problems}


def test_reference_stays_in_the_record_as_it_was_printed():
    reading = read(mend(Kind.SET_REF, 3, "", "IN2"))

    assert [(action.ref, action.source_ref) for action in reading.actions][1] == ("IN2", "N2")
    assert "ref-damaged" not in {problem.code for problem in reading.problems}


def test_row_left_out_is_listed_cell_by_cell_with_its_reason():
    reading = read(mend(Kind.LEAVE_ROW_OUT, 3, reason="Another plan."))

    assert [action.ref for action in reading.actions] == ["IN1"]
    assert [(left.column, left.text) for left in reading.left_out if "by hand" in left.reason] == [
        ("A", "N2"),
        ("B", "and check it. Then tell people."),
        ("C", "Checked\nTold"),
        ("D", "Tell more"),
    ]
    assert reading.left_out[0].reason == "Row 3 is left out by hand: Another plan."
    assert reading.words.kept + reading.words.left_out == reading.words.total


def test_reference_of_a_row_that_is_joined_is_left_out():
    reading = read(mend(Kind.JOIN_ROW, 3))

    assert [action.ref for action in reading.actions] == ["IN1"]
    assert ("A", "N2") in [(left.column, left.text) for left in reading.left_out]
    assert reading.words.kept + reading.words.left_out == reading.words.total


def test_words_that_moved_still_say_which_row_they_came_from():
    reading = read(mend(Kind.JOIN_ROW, 4), mend(Kind.MOVE_UP, 3, "progress", "Checked", id="m2"))

    first, second = reading.actions
    assert (first.rows, second.rows) == ((2, 3), (3, 4))
    assert [(item.text, item.row) for item in first.progress][-1] == ("Checked", 3)
    assert [(item.text, item.row) for item in second.progress] == [
        ("Told in full", 3),
        ("Written", 4),
    ]
    assert second.printed == (SHEET.rows[2].cells, SHEET.rows[3].cells)


def test_rows_that_were_joined_are_passed_over_by_the_next():
    sheet = make_sheet(("IN1", "One", "", ""), ("", "two", "", ""), ("", "three", "", ""))

    reading = read(mend(Kind.JOIN_ROW, 3), mend(Kind.JOIN_ROW, 4, id="m2"), sheet=sheet)

    assert told(reading) == [("IN1", "One two three", [], [])]


def test_any_mend_can_be_undone_and_the_others_still_find_their_words():
    split = mend(Kind.SPLIT, 2, "progress", "Begun", "and then ended", place=1, id="split")
    switch = mend(Kind.SWITCH, 2, "progress", "and then ended", place=2, id="switch")
    leave = mend(Kind.LEAVE_OUT, 2, "progress", "Planned", reason="No.", id="leave")
    join = mend(Kind.JOIN_ROW, 4, id="join")

    whole = read(split, switch, leave, join)
    without = read(switch, leave, join)

    assert told(whole)[0] == (*FIRST[:2], ["Begun"], ["Report", "and then ended"])
    assert told(without)[0] == (*FIRST[:2], ["Begun and then ended"], ["Report"])
    assert without.mended.unfit == {"switch": "Row 2 no longer has these words there."}
    assert without.words.kept + without.words.left_out == without.words.total


@pytest.mark.parametrize(
    ("done", "why"),
    [
        (mend(Kind.JOIN_ROW, 2), "There is no row above row 2 that words can go to."),
        (mend(Kind.MOVE_DOWN, 4, "wording", "down."), "There is no row below row 4 that words "),
        (mend(Kind.JOIN_ROW, 99), "There is no row 99 in the table."),
        (mend(Kind.MOVE_UP, 3, "wording", "and check i"), "Row 3 no longer has these words there."),
        (mend(Kind.LEAVE_OUT, 3, "wording", "ell peop"), "Row 3 no longer has these words there."),
        (mend(Kind.JOIN, 3, "progress", "Told", "Checked"), "Row 3 no longer has these words"),
        (mend(Kind.JOIN_UP, 3, "progress", "Told"), "Row 3 no longer has these words there."),
        (mend(Kind.SWITCH, 3, "progress", "Nothing"), "Row 3 no longer has these words there."),
    ],
)
def test_mend_that_does_not_fit_says_so_and_changes_nothing(done, why):
    reading = read(done)

    assert reading.mended.unfit["m1"].startswith(why)
    assert told(reading) == told(read())
    assert reading.words == read().words


def test_list_without_a_column_takes_no_items():
    sheet = make_sheet(("IN1", "One", "Two"), headings=("Ref", "Action", "Progress"))

    reading = read(mend(Kind.SWITCH, 2, "progress", "Two"), sheet=sheet)

    assert reading.mended.unfit == {"m1": "The table has no column for next steps."}


def test_mends_come_back_from_json_as_they_were():
    done = mend(Kind.SPLIT, 2, "progress", "a", "b", place=3, reason="Because")

    assert mends.from_json(json.loads(json.dumps(done.to_json()))) == done


def test_real_notice_with_its_proposals_refused_is_mended_by_hand_to_what_is_expected():
    sheets = workbook.read(NOTICE.read_bytes())
    wording = next(row.cells[1] for row in sheets[0].rows if row.number == 19)
    runs_over = wording[: wording.index("Ensuring the Council sets out")].rstrip()
    again = "agency partners must demonstrate that"
    by_hand = [
        mend(Kind.SET_REF, 13, "", "IN10", id="1"),
        mend(Kind.LEAVE_OUT, 14, "wording", again, reason="Printed twice.", id="2"),
        mend(Kind.JOIN_ROW, 15, id="3"),
        mend(Kind.SET_REF, 19, "", "IN14", id="4"),
        mend(Kind.MOVE_UP, 19, "wording", runs_over, id="5"),
        mend(Kind.JOIN_ROW, 20, id="6"),
        mend(Kind.JOIN_ROW, 24, id="7"),
    ]

    reading = rows.read(sheets, "none", by_hand=by_hand)
    taken = rows.read(sheets, "all")

    assert told(reading) == [
        (each["ref"], each["action"], each["progress"], each["next_steps"]) for each in EXPECTED
    ]
    assert [action.source_ref for action in reading.actions] == [
        each["source_ref"] for each in EXPECTED
    ]
    assert [action.references for action in reading.actions] == [
        action.references for action in taken.actions
    ]
    assert reading.words == taken.words
    assert not [p for p in reading.problems if p.severity is not Severity.NOTE]


# Words of every kind that the reader treats in a way of its own, and what stands between them.
WORD = st.sampled_from(
    [
        *"abz1",
        "IN2",
        "See",
        "the",
        "end.",
        "Next;",
        "(a)",
        "-",
        "1.",
        "o",
        "•",
        "_x0020_",
        "_x005F_",
    ]
) | st.text(min_size=1, max_size=5)
GAP = st.sampled_from([" ", "  ", "\n", "\n\n", "\n• ", " • ", "\t"])
TEXT = st.lists(st.tuples(WORD, GAP), max_size=6).map(lambda found: "".join(map("".join, found)))
ROW = st.tuples(st.sampled_from(["IN1", "IN2", "N3", "", "", "Theme"]), TEXT, TEXT, TEXT)


@st.composite
def a_mend(draw, sheet, done):
    """A mend of the table as it is after those done: one that fits, or nearly."""
    mended = apply(sheet, find([sheet]), done)
    row = draw(st.sampled_from(list(mended.rows.values())))
    kind = draw(st.sampled_from(Kind))
    if kind in (Kind.JOIN_ROW, Kind.LEAVE_ROW_OUT):
        return mend(kind, row.number, reason="Because.", id=str(len(done)))
    if kind is Kind.SET_REF:
        return mend(kind, row.number, "", draw(st.sampled_from(["IN7", "A1"])), id=str(len(done)))
    name = draw(st.sampled_from(["wording", *LISTS]))
    if name == "wording" and kind not in (Kind.MOVE_UP, Kind.MOVE_DOWN, Kind.LEAVE_OUT):
        name = draw(st.sampled_from(LISTS))
    words, place = draw(some_words(kind, row.texts.get(name, ""), mended_items(row, name)))
    return mend(kind, row.number, name, *words, place=place, reason="No.", id=str(len(done)))


def mended_items(row, name):
    return row.items(name) if name in LISTS else None


@st.composite
def some_words(draw, kind, text, items):
    if items is None:
        cut = draw(st.integers(0, len(text)))
        return {Kind.MOVE_UP: (text[:cut].rstrip(),)}.get(kind, (text[cut:],)), cut
    place = draw(st.integers(0, max(len(items) - 1, 0)))
    if kind is Kind.MOVE_UP:
        return items[: place + 1], place
    if kind is Kind.MOVE_DOWN:
        return items[place:], place
    if kind is Kind.SPLIT:
        words = "".join(items[place : place + 1]).split(" ")
        cut = draw(st.integers(0, len(words)))
        return (" ".join(words[:cut]), " ".join(words[cut:])), place
    if kind is Kind.JOIN:
        both = items[place : place + 2]
        return (both if len(both) == 2 else ("no", "such")), place
    return items[place : place + 1] or ("none",), place


@settings(deadline=None, max_examples=100)
@given(st.data(), st.lists(ROW, min_size=1, max_size=5))
def test_no_word_is_lost_whatever_is_mended_and_whatever_is_undone(data, table):
    sheet = make_sheet(("IN9", "First", "", ""), *table)
    total = rows.read([sheet], "none").words.total
    done = []
    for _ in range(data.draw(st.integers(1, 8))):
        done.append(data.draw(a_mend(sheet, done)))
    kept = data.draw(st.lists(st.sampled_from(done), unique_by=lambda one: one.id))
    kept.sort(key=lambda one: int(one.id))
    for mended in (done, kept):
        for decisions in ("none", "all"):
            try:
                reading = rows.read([sheet], decisions, by_hand=mended)
            except Unreadable:
                assume(False)
            words = reading.words
            assert words.kept + words.left_out == words.total == total


@given(st.lists(st.tuples(TEXT, st.booleans()), max_size=4))
def test_items_come_back_from_the_cell_that_is_made_of_them(found):
    texts = [item for text, _ in found for item in bullets_of(text)]
    entries = [Entry(text, marked, 1) for text, (_, marked) in zip(texts, found, strict=False)]

    assert [entry.text for entry in entries] == bullets_of(cell_of(entries))


def bullets_of(cell):
    sheet = make_sheet(("IN1", "One", cell, ""))
    return apply(sheet, find([sheet]), []).rows[2].items("progress")
