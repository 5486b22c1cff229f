"""Out and in again: an export says nothing new, whatever its texts look like."""

import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actions.importing import kinds, plan, rows
from actions.importing.bullets import clean_item
from actions.importing.changes import HeldAction, HeldText
from actions.importing.characters import clean, fold_lines
from actions.importing.problems import Severity
from actions.importing.standing import standing
from actions.reports import NOTICE_COLUMNS, PAPER_COLUMNS, Facts, Table
from actions.writing import write
from tests.actions.writing.texts import HOSTILE

FORMATS = ["xlsx", "csv", "docx"]

LIKE_A_TABLE = st.sampled_from(
    [
        "Ref",
        "Ref Action Progress",
        "Ref Action Progress Next Steps",
        "Action",
        "Progress",
        "Next steps",
        "IN2",
        "IN2 and IN3",
        "See IN2 above",
        "12",
        "1.10",
        "- a dash",
        "1. a number",
        "(a) a letter",
        "o  a second level",
        "· a dot",
        "*",
        "of the plan, which",
        "in the middle of",
        "and so on.",
        "'quoted'",
        '"quoted; with, marks"',
        "_x000D_ as it is",
        "\\n as it is\\nTwice",
        "שלום עולם",
        "\u202eback to front",
        "👩‍👧 family",
        "e\u0301 in two parts",
        "18 September 2013",
        "TRUE",
        "#REF!",
    ]
)
# Longer than a cell of Excel, though not than one that the importer takes
VERY_LONG = st.sampled_from(["word ", "x", "😀", "Do. "]).map(lambda word: (word * 33_000)[:33_000])
TEXTS = st.one_of(LIKE_A_TABLE, HOSTILE, LIKE_A_TABLE, HOSTILE, VERY_LONG)
# As the register holds them: cleaned at the edge, whatever was typed or imported
ITEMS = TEXTS.map(clean_item).filter(bool)
WORDINGS = (
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda lines: fold_lines(clean("\n".join(lines))))
).filter(lambda text: 0 < len(text) < 95_000)
LISTS = st.lists(ITEMS, max_size=4).map(tuple).filter(lambda texts: len("".join(texts)) < 95_000)
REFS = st.one_of(
    st.builds("IN{}".format, st.integers(1, 12)), st.sampled_from(["A2", "1.1", "4.54", "N3"])
)
NOTICES = st.lists(
    st.tuples(REFS, WORDINGS, LISTS, LISTS), min_size=1, max_size=5, unique_by=lambda row: row[0]
)


def held(number, ref, wording, progress, next_steps):
    def texts(items):
        return tuple(HeldText(place, text) for place, text in enumerate(items, start=1))

    return HeldAction(number, ref, 1, HeldText(0, wording), texts(progress), texts(next_steps))


def read_back(table, actions, kind):
    file = io.BytesIO()
    write(table, kind, file)
    reading = rows.read(kinds.read(file.getvalue(), kind), "none", stands=standing(actions))
    return reading, plan.make(reading, actions, {})


def assert_same(notice, reading, found):
    said = [
        (a.ref, a.wording, tuple(i.text for i in a.progress), tuple(i.text for i in a.next_steps))
        for a in reading.actions
    ]
    assert said == notice
    assert {kind: count for kind, count in found.counts.items() if count} == {
        "unchanged": len(notice)
    }
    problems = [*reading.problems, *found.problems]
    assert [p.message for p in problems if p.severity is not Severity.NOTE] == []
    assert reading.words.total == reading.words.kept + reading.words.left_out


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(notice=NOTICES)
@example(notice=[("IN1", "Improve\n\n  plans ", ("One",), ())])
@example(notice=[("IN1", "=1+1", ("- a dash",), ("'=1",))])
@example(notice=[("IN1", "'- a dash", ("'",), ("@x", "\\n"))])
@example(notice=[("IN1", "x" * 40_000, ("x" * 40_000, "word " * 7999 + "end"), ())])
@example(notice=[("IN1", "Improve the quality of", ("One",), ()), ("IN2", "work. Do", ("a",), ())])
def test_the_notice_comes_back_unchanged_and_asks_nothing(kind, notice):
    actions = [held(number, *action) for number, action in enumerate(notice, start=1)]

    assert_same(notice, *read_back(Table("A notice", NOTICE_COLUMNS, notice), actions, kind))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_register_on_paper_comes_back_unchanged(kind):
    notice = [("IN1", "Improve plans", ("One", "Two"), ()), ("IN2", "of", (), ("See IN1 above",))]
    facts = Facts((("Stage", "In progress"), ("Due", "31 March 2014")))
    table = Table("A register", PAPER_COLUMNS, [(*action, facts) for action in notice])
    actions = [held(number, *action) for number, action in enumerate(notice, start=1)]

    reading, found = read_back(table, actions, kind)

    assert_same(notice, reading, found)
