import pytest

from actions.importing.repeats import LOOKED_BACK, Repeat, Said, repeated_start
from actions.importing.sentences import (
    Weights,
    begins_mid_sentence,
    best_cut,
    breaks_off,
    has_lost_its_head,
    joins_oddly,
)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("qualitative evidence and the experience of", True),
        ("Reports to the", True),
        ("Agreed by the Board,", True),
        ("Agreed (by the Board", True),
        ("Governance -", True),
        ("delivered by the Children's", False),
        ("focus on cared for and other", False),
        ("Children are cared for", False),
        ("Audit schedule established", None),
        ("Agreed by the Board.", None),
        ("Ensure that:", None),
        ("'fostering to adopt'", None),
        ("A", None),
        ("", None),
    ],
)
def test_breaks_off_knows_the_ends_of_lost_words(text, sign):
    assert breaks_off(text) is sign


@pytest.mark.parametrize(
    ("text", "midway"),
    [("to be effective.", True), ("(with a clear", True), ("Ensure", False), ("", False)],
)
def test_begins_mid_sentence(text, midway):
    assert begins_mid_sentence(text) is midway


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("LSCB the frequency of audits.", True),
        ("NHS their duties.", True),
        ("and the frequency of audits.", True),
        ("LSCB governance revised", False),
        ("Ensure the LSCB is able", False),
        ("A plan", False),
        ("", False),
    ],
)
def test_has_lost_its_head(text, lost):
    assert has_lost_its_head(text) is lost


@pytest.mark.parametrize(
    ("before", "after", "odd"),
    [
        ("are used to improve", "improvement of practice", "improve improvement"),
        ("all of the", "the schools", "the the"),
        ("all schools", "scholarship", ""),
        ("agreed by", "the Board", ""),
        ("", "the Board", ""),
    ],
)
def test_joins_oddly_sees_a_word_said_twice(before, after, odd):
    assert joins_oddly(before, after) == odd


@pytest.mark.parametrize(
    ("before", "after", "repeat"),
    [
        ("The partners must show that findings are used", "partners must show that", "whole"),
        (
            "must show that",
            "must show that findings are used",
            Repeat("must show that", "findings are used"),
        ),
        ("The partners must show", "partners must ask", None),
        ("See the plan", "the plan", None),
        ("", "one two three", None),
    ],
)
def test_repeated_start_finds_what_a_page_break_printed_twice(before, after, repeat):
    expected = Repeat(after, "") if repeat == "whole" else repeat

    assert repeated_start(before, after) == expected


def test_a_repeat_is_looked_for_as_far_back_as_a_page_goes():
    said = Said("The partners must show that findings are used.")

    said.add("word " * (LOOKED_BACK - 4))

    assert said.repeated_by("findings are used") == Repeat("findings are used", "")
    assert said.repeated_by("The partners must show") is None


ROADS = "Repair the potholes on every bus route. Highways engineers inspect bus routes weekly"
PARKS = "Open the playgrounds at weekends. Playground rangers recruited for each park"


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        (
            "before winter begins. Engineers report potholes. Playgrounds in every park open.",
            "Playgrounds in every park open.",
        ),
        ("before winter begins. Rangers open each park.", "Rangers open each park."),
        (
            "before winter and potholes on bus routes are inspected Playground rangers open parks",
            "Playground rangers open parks",
        ),
    ],
)
def test_best_cut_parts_texts_by_the_words_they_share(text, tail):
    weights = Weights([ROADS, PARKS, "Publish the budget. Auditors appointed"])

    place = best_cut(text, ROADS, PARKS, weights)

    assert text[place:] == tail


def test_best_cut_needs_a_place_to_cut():
    assert best_cut("before winter begins", ROADS, PARKS, Weights([ROADS, PARKS])) is None
