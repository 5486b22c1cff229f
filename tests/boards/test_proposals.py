import json
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from boards.demonstration.bodies import BODIES
from boards.proposals import BARE, Text, named_in
from tests.boards.named import BOARD, COUNCIL_BODIES, EXECUTIVE, LSCB, TRUST, names_found


@dataclass(frozen=True)
class Held:
    pk: str
    names: list[str] = field(hash=False)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Report to the Improvement Board", [BOARD]),
        ("Standards agreed with IB. Reports to IB/LSCB", [BOARD, LSCB]),
        ("LSCB's own audits", [LSCB]),
        ("the Local Safeguarding  Children\nBoard", [LSCB]),
        ("Improvement board minutes", [BOARD]),
        ("IMPROVEMENT BOARD", [BOARD]),
        ("a new improvement board", []),  # small letters throughout: any such board
        ("the ib, an lscb, ibid, CIB", []),
        ("Governance of Children’s Trust reviewed", [TRUST]),
        ("children's trust in their social worker", []),
    ],
)
def test_names_are_found_whole_by_any_name_a_body_has(words, found):
    assert names_found(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("New Executive Group of LSCB set up", [EXECUTIVE]),
        ("LSCB Executive Group and LSCB", [EXECUTIVE, LSCB]),
        ("including new Executive Group", [EXECUTIVE]),
        ("priorities of LSCB and Children's Trust", [LSCB, TRUST]),
    ],
)
def test_the_longest_name_wins_and_the_shorter_is_found_elsewhere(words, found):
    assert names_found(words) == found


@pytest.mark.parametrize(
    "words",
    ["Report to Board", "agreed by the Board", "The Board's view", "member of Board and staff"],
)
def test_bare_board_is_a_question(words):
    (finding,) = named_in([Text("Progress", words)], COUNCIL_BODIES)

    assert finding.is_question
    assert finding.body is None


@pytest.mark.parametrize(
    "words", ["on board", "their boards", "Board-level", "Boards", "Broadboard"]
)
def test_other_uses_of_the_word_ask_nothing(words):
    assert names_found(words) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Children's Partnership Board and the LSCB", [LSCB, "Children's Partnership Board"]),
        ("Children's Trust Board", ["Children's Trust Board"]),
        ("Cheshire East Improvement Board", ["Cheshire East Improvement Board"]),
        ("to Scrutiny Committee and Policy Development Group", ["Policy Development Group"]),
        ("the Health and Wellbeing Board and LSCB", [LSCB, "Health and Wellbeing Board"]),
        ("The Adoption Panel", ["Adoption Panel"]),
        ("Children's Trust and Health and Wellbeing Board", [TRUST, "Health and Wellbeing Board"]),
        ("the Quality Assurance Sub-group meets", ["Quality Assurance Sub-group"]),
    ],
)
def test_names_that_are_not_held_are_listed_whole(words, found):
    held = [name for name in found if name != "Scrutiny Committee"]

    assert [name for name in names_found(words) if name != "Scrutiny Committee"] == held


def test_a_verb_that_begins_a_sentence_is_no_part_of_a_held_name():
    assert names_found("Brief Improvement Board. Chase Improvement Board") == [BOARD]


def test_a_finding_keeps_every_place_with_the_words_around_it():
    texts = [
        Text("Action", "All of it is reported to the LSCB every quarter"),
        Text("Progress", "LSCB has met"),
    ]

    (finding,) = named_in(texts, COUNCIL_BODIES)

    assert finding.is_in_the_wording
    assert [(quote.where, quote.before, quote.words, quote.after) for quote in finding.quotes] == [
        ("Action", "All of it is reported to the ", "LSCB", " every quarter"),
        ("Progress", "", "LSCB", " has met"),
    ]


def test_long_surroundings_are_cut_at_a_word():
    words = "first " + "many other words " * 20 + "LSCB" + " and many other words" * 20

    (finding,) = named_in([Text("Action", words)], COUNCIL_BODIES)

    (quote,) = finding.quotes
    assert quote.before.startswith("… ")
    assert quote.after.endswith(" …")
    assert len(quote.before) + len(quote.after) < 130


def test_no_bodies_held_still_lists_the_names():
    findings = named_in([Text("Action", "the Improvement Board and the Board")], [])

    assert [finding.words for finding in findings] == [BARE, "Improvement Board"]


def test_the_real_notice_names_what_a_careful_person_finds():
    """The bodies that the demonstration holds; the rest of the list has no capitals to go by."""
    held = [
        Held(named.slug, [name for name in (named.name, named.short_name, *named.aliases) if name])
        for named in BODIES
    ]
    called = {named.slug: named.short_name or named.name for named in BODIES}
    # IN14's task and finish group is written in small letters.
    not_found = {"Task and finish group (Children's Trust)"}
    expected = json.loads((settings.BASE_DIR / "tests/actions/importing/expected.json").read_text())

    for action in expected:
        texts = [action["action"], *action["progress"], *action["next_steps"]]
        findings = named_in([Text("Action", words) for words in texts], held)
        names = {called.get(finding.body, finding.words) for finding in findings}
        if BARE in names:  # in this notice it is the Improvement Board, as a person would answer
            names = names - {BARE} | {"Improvement Board"}
        assert names == set(action["governance_bodies_mentioned"]) - not_found, action["ref"]


WORDS = (
    "the and of LSCB IB Board Improvement Children’s Trust Group Executive New reports to Report "
    "Policy , . é X"
)
words_of_all_kinds = st.lists(st.sampled_from([*WORDS.split(), "\n", "  "]), max_size=25).map(
    " ".join
)


@given(words_of_all_kinds)
def test_every_quote_is_what_the_text_says(words):
    for finding in named_in([Text("Action", words)], COUNCIL_BODIES):
        for quote in finding.quotes:
            before, after = quote.before.removeprefix("…"), quote.after.removesuffix("…")
            assert before + quote.words + after in words


@given(words_of_all_kinds)
def test_each_acronym_is_found_once_or_is_part_of_a_longer_name(words):
    findings = named_in([Text("Action", words)], COUNCIL_BODIES)

    quoted = [quote.words for finding in findings for quote in finding.quotes]
    assert sum(quote.split().count("LSCB") for quote in quoted) == words.split().count("LSCB")


@given(st.text(max_size=300))
def test_any_text_is_read(words):
    named_in([Text("Action", words)], COUNCIL_BODIES)
