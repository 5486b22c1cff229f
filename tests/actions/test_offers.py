"""What looks like a reference in an action's texts, and is to be asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.offers import Offer, Passage, offers, refs_to_look_for
from actions.references import find_mentions, quick_look, still_says

PREFIXES, HELD = {"IN"}, {"IN2", "IN5", "IN14"}


def asked(text, **said):
    """The (words, ref) that are offered of one progress item of IN9."""
    known = {"prefixes": PREFIXES, "held": HELD, "made": set(), "declined": set()}
    found = offers([Passage("progress", 7, text)], own_ref="IN9", **known | said)
    return [(offer.words, offer.ref) for offer in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see IN2 and IN5", [("see IN2 and IN5", "IN2"), ("see IN2 and IN5", "IN5")]),
        ("Done, as under IN 14.", [("as under IN 14", "IN14")]),
        ("Follows action plan A4", [("action plan A4", "A4")]),
        (
            "Follows action plans A2 and A4",
            [("action plans A2 and A4", "A2"), ("action plans A2 and A4", "A4")],
        ),
        ("See action plan A4", [("See action plan A4", "A4")]),
        ("The training of IN5 went well", [("IN5", "IN5")]),
        ("See IN77 below", [("See IN77 below", "IN77")]),
        ("IN2: see IN2, and IN2 again", [("IN2", "IN2")]),
    ],
)
def test_what_looks_like_a_reference_is_offered(text, found):
    assert asked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "S47 training as under S47",
        "IN77 is nowhere named so",
        "Printed on A4",
        "The action plan 2014",
        "IN2-3 weeks",
        "MAIN2 and IN2.5",
        "See IN9 above, that is itself",
    ],
)
def test_what_is_none_is_not_offered(text):
    assert asked(text) == []


def test_what_is_linked_in_the_same_item_is_not_offered_again():
    assert asked("See IN2", made={("progress", 7, "IN2")}) == []
    assert asked("See IN2", made={("progress", 8, "IN2")}) == [("See IN2", "IN2")]


def test_what_somebody_said_is_none_is_not_offered_again_in_any_item():
    assert asked("Form IN2 is filled in", declined={("IN2", "IN2")}) == []
    assert asked("See IN2", declined={("IN2", "IN2")}) == [("See IN2", "IN2")]


def test_an_offer_stands_in_its_context():
    text = f"{'word ' * 30}See IN2 above{' after' * 30}"

    (offer,) = offers(
        [Passage("next_steps", 3, text)],
        own_ref="IN9",
        prefixes=PREFIXES,
        held=HELD,
        made=set(),
        declined=set(),
    )

    assert isinstance(offer, Offer)
    assert offer.key == "next_steps-3-IN2"
    assert offer.before.startswith("…word ")
    assert offer.after.endswith(" after…")
    assert len(offer.before) < 90
    assert len(offer.after) < 90


def test_every_ref_that_a_text_might_name_is_looked_for():
    passages = [Passage("wording", None, "S47, IN 2 and A4"), Passage("progress", 1, "in5")]

    assert refs_to_look_for(passages) == {"S47", "IN2", "A4", "IN5"}


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("See IN2 above", "IN2", True),
        ("See IN21 above", "See IN2", False),
        ("MAIN2", "IN2", False),
        ("See R12(a).", "See R12(a)", True),
    ],
)
def test_words_still_stand_in_a_text_as_whole_words(text, words, says):
    assert still_says(text, words) is says


@given(st.text())
def test_mentions_of_any_text_stand_where_they_say_and_overlap_none(text):
    found = find_mentions(text, PREFIXES, HELD)

    assert all(text[said.start : said.end] == said.words for said in found)
    assert len({said.ref for said in found}) == len(found)


_NEARLY = st.lists(
    st.one_of(
        st.sampled_from(["see", "See also", "as under", "refer to", "action plans", "item nos."]),
        st.sampled_from(["IN2", "IN 2", "in2", "A4", "4", "1.1", "R12(a)", "2014", "in May"]),
        st.sampled_from(["and", ",", "/", "to", "above", "ref", "recommendation"]),
    ),
    max_size=9,
).map(" ".join)


@given(_NEARLY, st.sampled_from([{"IN"}, {"IN", "A"}, {""}, {"R", "IN"}]))
def test_no_mention_is_passed_over_by_the_quick_look(text, prefixes):
    found = find_mentions(text, prefixes, {"IN2", "R12(a)"} & set(map(str.upper, text.split())))

    assert quick_look(prefixes)(text) or not found


def test_the_quick_look_passes_over_what_names_nothing():
    look = quick_look({"IN"})

    assert look("As under IN 2")
    assert look("See recommendation 4")
    assert not look("Reported in 2013 as 42 of 119 cases; planned for 12 May")
