import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.references import Reference, canonical_ref, find_references, sort_key


@pytest.mark.parametrize(
    ("printed", "ref"),
    [
        ("IN2", "IN2"),
        ("in 02", "IN2"),
        ("IN\n2", "IN2"),
        ("In-2.", "IN2"),
        ("(IN2)", "IN2"),
        ("\u200bIN2", "IN2"),
        ("A2", "A2"),
        ("1.1", "1.1"),
        ("1.10", "1.10"),
        ("4.54", "4.54"),
        ("R12(a)", "R12(a)"),
        ("R12(A)", "R12(a)"),
        ("7", "7"),
        ("#7", "7"),
        ("No. 7", "7"),
        ("Recommendation 4", "4"),
        ("0", "0"),
    ],
)
def test_canonical_ref_gives_one_form(printed, ref):
    assert canonical_ref(printed) == ref


@pytest.mark.parametrize(
    "printed",
    [
        None,
        "",
        " ",
        "tbc",
        "Ref",
        "S47 training",
        "Working Together 2013",
        "12th",
        "IN1 and IN2",
        "-",
    ],
)
def test_canonical_ref_leaves_what_is_no_reference(printed):
    assert canonical_ref(printed) is None


@given(
    st.text(string.ascii_letters, max_size=6),
    st.lists(st.integers(0, 999), min_size=1, max_size=3),
    st.sampled_from(["", "(a)", "b"]),
)
def test_canonical_ref_of_a_canonical_ref_is_itself(prefix, numbers, tail):
    ref = canonical_ref(prefix + ".".join(map(str, numbers)) + tail)

    assert ref is not None
    assert canonical_ref(ref) == ref


@given(st.text())
def test_canonical_ref_and_sort_key_take_any_text(text):
    ref = canonical_ref(text)

    assert ref is None or ref.isascii()
    assert sort_key(text).isascii()


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_sort_key_counts_as_a_person_does(one, other):
    assert (sort_key(f"IN{one}") < sort_key(f"IN{other}")) == (one < other)


def test_sort_key_puts_parts_in_order():
    refs = ["R12(a)", "IN10", "1.10", "R12", "IN2", "1.2", "A3", "2"]

    assert sorted(refs, key=sort_key) == ["1.2", "1.10", "2", "A3", "IN2", "IN10", "R12", "R12(a)"]


@pytest.mark.parametrize(
    ("text", "words", "refs"),
    [
        ("See IN2 above", "See IN2 above", ["IN2"]),
        ("See IN14 above", "See IN14 above", ["IN14"]),
        ("see IN2 and IN5", "see IN2 and IN5", ["IN2", "IN5"]),
        ("Done as under IN 14.", "as under IN 14", ["IN14"]),
        ("(see also R12(a))", "see also R12(a)", ["R12(a)"]),
        ("Cross-reference to B3", "Cross-reference to B3", ["B3"]),
        (
            "Refer to actions IN2, 3 and IN5",
            "Refer to actions IN2, 3 and IN5",
            ["IN2", "IN3", "IN5"],
        ),
        ("See IN2 to IN5", "See IN2 to IN5", ["IN2", "IN3", "IN4", "IN5"]),
        ("See progress under in7", "See progress under in7", ["IN7"]),
        ("As per recommendation 4", "As per recommendation 4", ["4"]),
        ("See 1.1 above", "See 1.1 above", ["1.1"]),
        ("See 1.2, 1.3", "See 1.2, 1.3", ["1.2", "1.3"]),
        ("See IN2 and the new Board", "See IN2", ["IN2"]),
    ],
)
def test_find_references_reads_what_follows_a_referring_phrase(text, words, refs):
    found = find_references(text)

    assert [(reference.words, reference.ref) for reference in found] == [(words, r) for r in refs]
    assert all(text[reference.start : reference.end] == words for reference in found)
    assert not any(reference.says_plan for reference in found)


def test_find_references_knows_another_plan():
    found = find_references("See action plans A2 and A4")

    assert found == [
        Reference("See action plans A2 and A4", "A2", 0, 26, says_plan=True),
        Reference("See action plans A2 and A4", "A4", 0, 26, says_plan=True),
    ]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("As per S47", []),
        ("see WT13 above", []),
        ("See 1.1.", []),
        ("See IN2 above", ["IN2"]),
        ("See in2, 3", ["IN2", "IN3"]),
        ("See A2 and IN4", ["A2", "IN4"]),
        ("See action plan A2", ["A2"]),
        ("See action C4", ["C4"]),
    ],
)
def test_find_references_passes_over_prefixes_that_are_not_in_use(text, refs):
    assert [reference.ref for reference in find_references(text, {"IN"})] == refs


@pytest.mark.parametrize(
    "text",
    [
        "New S47 training",
        "WT13",
        "standards set out in 'WT13'",
        "WD2013",
        "Working Together 2013",
        "See Working Together 2013",
        "We will see in 2 weeks",
        "as in 2013",
        "see 4.5 million",
        "see page 4",
        "see p4",
        "oversee IN2",
        "IN2",
    ],
)
def test_find_references_leaves_other_numbers_alone(text):
    assert find_references(text) == []


@given(st.from_regex(r"[A-Za-z]{0,7}[0-9]{0,7}([.][0-9]{1,3}){0,2}[a-z]?", fullmatch=True))
def test_canonical_ref_is_the_same_with_a_space_before_it(printed):
    """A ref in its one form already is not read at all; with a space before it, it is."""
    assert canonical_ref(printed) == canonical_ref(f" {printed}")


@given(st.text())
def test_find_references_points_into_any_text(text):
    for reference in find_references(text):
        assert text[reference.start : reference.end] == reference.words
        assert canonical_ref(reference.ref) == reference.ref
