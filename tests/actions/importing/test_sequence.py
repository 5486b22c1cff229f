import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.sequence import distance, mend


def refs(text):
    return ["" if ref == "_" else ref for ref in text.split()]


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("IN8 IN9 IN1 IN11 IN12", {2: "IN10"}),
        ("IN1 IN2 IN8 IN9 IN1 IN11", {4: "IN10"}),
        ("IN1 IN2 IN3 IN12 IN13 N14 IN15", {5: "IN14"}),
        ("R1 R2 R3 R3 R5", {3: "R4"}),
        ("R1 R2 R4 R4 R5", {2: "R3"}),
        ("A1 A2 4 A4", {}),
        ("A1 A2 3 A4", {2: "A3"}),
        ("IN1 IN2 lN3 IN4", {2: "IN3"}),
        ("IN1 IN2 _ IN4", {2: "IN3"}),
        ("1.1 1.2 1.2 1.4 2.1", {2: "1.3"}),
        ("IN1 IN2 IN3 IN13 IN14 IN51 IN16 IN17", {5: "IN15"}),
        ("IN1 IN2 IN3 N4", {3: "IN4"}),
        ("1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.1 1.11", {9: "1.10"}),  # a number cell drops its 0
        ("R12(a) R12(b) R13 R14 R14 R16", {4: "R15"}),
        ("IN1 IN1 IN3", {1: "IN2"}),  # nothing comes before 1
        ("P7 P7 P9", {}),  # before 7 another may be missing
        ("P7 P8 P8", {}),  # at the end nothing says what follows
    ],
)
def test_mend_reads_a_ref_from_its_neighbours(printed, mended):
    assert mend(refs(printed)) == mended


@pytest.mark.parametrize(
    "printed",
    [
        "A1 A2 B1 C1 C2",
        "A1 A2 A3 A4 A5 B1",
        "A1 A2 A3 B1 A4",
        "R3 R1 R2 R7 R5",
        "IN1 IN2 IN1 IN5 IN6",  # two places are free
        "IN1 IN2 IN3 tbc",
        "4.54 4.57 4.61 5.62",  # paragraph numbers: the next chapter, not a slip of the finger
        "4.54 4.57 4.61 5.2 5.9 6.13",
        "4.50 4.53 4.53 4.55 4.61",  # two actions may come from one paragraph
        "14 17 22 22 24 31",
        "1.1 1.2 1.3 2.4",
        "1 2 3 3.1 4",
        "R12(a) R12(b) R12(c) R13",
        "A2 A3 B1 A5",
        "1.1.1 1.1.2 1.2.1 2.1.1",
        "1 2 3 4",
        "",
    ],
)
def test_mend_proposes_nothing_where_nothing_is_settled(printed):
    assert mend(refs(printed)) == {}


@given(st.sampled_from(["IN", "A", "", "1."]), st.integers(1, 20), st.integers(0, 30))
def test_mend_leaves_a_whole_sequence_alone(prefix, first, count):
    assert mend([f"{prefix}{first + step}" for step in range(count)]) == {}


@given(st.integers(4, 30), st.data())
def test_mend_restores_a_damaged_ref_within_a_sequence(count, data):
    printed = [f"IN{number}" for number in range(1, count + 1)]
    place = data.draw(st.integers(1, count - 2))
    whole = printed[place]
    printed[place] = data.draw(st.sampled_from(["", whole[1:], printed[0], printed[place - 1]]))

    assert mend(printed) == {place: whole}


@given(st.lists(st.sampled_from(["IN1", "IN2", "IN3", "N4", "", "tbc", "A1", "1.1"])))
def test_mend_never_makes_a_ref_that_another_row_keeps(printed):
    mended = mend(printed)
    kept = [ref for index, ref in enumerate(printed) if index not in mended]

    assert len(set(mended.values())) == len(mended)
    assert not {ref for ref in mended.values() if kept.count(ref) == 1 and printed.count(ref) == 1}


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [("IN1", "IN1", 0), ("IN1", "IN10", 1), ("N14", "IN14", 1), ("IN41", "IN14", 1), ("", "IN", 2)],
)
def test_distance_counts_slips(one, two, apart):
    assert distance(one, two) == apart
