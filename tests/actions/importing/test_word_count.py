"""No word is lost, whatever the cells hold and whatever is decided."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.importing import rows
from actions.importing.characters import clean
from actions.importing.problems import Unreadable

from .sheets import HEADINGS, make_sheet

ALWAYS = re.compile("[•◦▪‣⁃\uf000-\uf0ff]")
ENUMERATOR = re.compile(
    r"^\s*([·∙●○■□◆◇►▶➢➤❖⦁]|\(?([0-9]{1,2}|[A-Za-z]|[ivx]{1,5})\)(\s|$)|[0-9]{1,2}\.(\s|$)|o(\t|\s{2}))"
)
VOCABULARY = (
    "the of Ensure that audits Board improve improvement see IN2 above 1. (a) o\t • – - , 2013. "
    "children's (CR&P) \uf0b7 ·x a•b"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
PROSE = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", ". ", ".\n", "  "]))).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
REFS = st.sampled_from(["IN1", "IN2", "IN3", "N3", "IN 4", "5", "", "", "tbc", "Theme one"])
TEXT = PROSE | st.text(max_size=20).map(clean)
STRAY = st.just("") | TEXT
ROWS = st.lists(st.tuples(REFS, TEXT, TEXT, TEXT, STRAY), max_size=8)
LEADS = st.sampled_from(["", "", "J. Smith", "Head of\nService", "• A Jones"])
DUE = st.sampled_from(
    ["", "", "31/3/14", "Sept 2013", "end March 2014", "ongoing", "Spring 2014", "41729"]
)
RATINGS = st.sampled_from(["", "", "Green - on track", "R", "Blue", "Amber/Red", "In progress"])
FULL_ROWS = st.lists(
    st.tuples(
        *(REFS, TEXT, TEXT, TEXT, STRAY),
        *(LEADS | STRAY, DUE | STRAY, RATINGS | STRAY, RATINGS | STRAY, LEADS, LEADS),
    ),
    max_size=8,
)
ALL_HEADINGS = (*HEADINGS, "Cost", "Lead", "By when", "RAG", "Status", "Theme", "Reports to")


def words(text):
    return Counter(word for word in ALWAYS.sub(" ", text).split() if any(map(str.isalnum, word)))


def words_in_list(cell):
    """Count words line by line, less the number or letter that an item begins with."""
    counted = Counter()
    for line in cell.split("\n"):
        first, *rest = ALWAYS.split(line, maxsplit=1)
        for text in (ENUMERATOR.sub("", first, count=1), *rest):
            counted += words(text)
    return counted


def total(texts, count=words):
    return sum(map(count, texts), Counter())


def read_deciding(sheet, decisions):
    """The reading with each proposal taken or refused; None if there are no actions."""
    try:
        if not isinstance(decisions, str):
            offered = [p.key for p in rows.read([sheet], "none").problems if p.proposal]
            decisions = {key: decisions.random() < 0.5 for key in offered}
        return rows.read([sheet], decisions)
    except Unreadable:
        return None


DECISIONS = st.sampled_from(["all", "none"]) | st.randoms(use_true_random=False)


def check_words(table, reading):
    kept = total(
        [text for a in reading.actions for text in (a.source_ref, a.wording)]
        + [item.text for a in reading.actions for item in (*a.progress, *a.next_steps)]
        + [text for a in reading.actions for text in a.details.printed]
    )
    listed = total([left.text for left in reading.left_out if left.column in "CD"], words_in_list)
    left_out = listed + total([left.text for left in reading.left_out if left.column not in "CD"])
    cells = total([text for row in table for text in (*row[:2], *row[4:])]) + total(
        [text for row in table for text in row[2:4]], words_in_list
    )
    assert kept + left_out == cells
    assert reading.words == rows.Words(kept.total(), left_out.total(), cells.total())


@settings(deadline=None)
@given(ROWS, DECISIONS)
def test_every_word_is_kept_or_listed_as_left_out(table, decisions):
    reading = read_deciding(make_sheet(*table), decisions)

    if reading:
        check_words(table, reading)


@settings(deadline=None)
@given(FULL_ROWS, DECISIONS)
def test_no_word_of_the_other_columns_is_lost(table, decisions):
    reading = read_deciding(make_sheet(*table, headings=ALL_HEADINGS), decisions)

    if reading:
        assert {"lead", "due", "rating", "status", "area", "body"} <= reading.columns.keys()
        check_words(table, reading)
