from hypothesis import given
from hypothesis import strategies as st

from improvement.differences import NEW, OLD, SAME, word_differences


def test_one_word_changed_leaves_the_others():
    assert word_differences("Review the old policy", "Review the new policy") == [
        (SAME, "Review the "),
        (OLD, "old "),
        (NEW, "new "),
        (SAME, "policy"),
    ]


def test_texts_with_little_in_common_are_shown_whole():
    assert word_differences("Practice standards launched", "Caseloads have come down") == [
        (OLD, "Practice standards launched"),
        (NEW, "Caseloads have come down"),
    ]


def test_text_that_begins_or_ends():
    assert word_differences("", "All new") == [(NEW, "All new")]
    assert word_differences("All gone", "") == [(OLD, "All gone")]
    assert word_differences("", "") == []


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_pieces_read_as_the_texts_that_they_come_from(before, after):
    pieces = word_differences(before, after)

    new = " ".join(words for kind, words in pieces if kind != OLD)
    old = " ".join(words for kind, words in pieces if kind != NEW)
    assert new.split() == after.split()
    assert old.split() == before.split()
