import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.bullets import ALWAYS, clean_item, each_line, join, split

PRIVATE_USE = "".join(chr(code) for code in range(0xF000, 0xF100))
CLEAN = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=ALWAYS + PRIVATE_USE),
        min_size=1,
    )
    .map(clean_item)
    .filter(bool)
)
BEGINNINGS = st.sampled_from(
    ["- ", "* ", "1. ", "12) ", "(a) ", "b) ", "– ", "· ", "o ", "and ", ""]
)
ENDINGS = st.sampled_from([",", "-", " and", " the", ".", ""])
TRICKY = st.builds("{}{}{}".format, BEGINNINGS, CLEAN, ENDINGS)


@given(st.lists(CLEAN | TRICKY))
def test_split_undoes_join(items):
    assert split(join(items)) == items


@given(st.text())
def test_split_of_any_text_gives_clean_items(text):
    items = split(text)

    assert split(join(items)) == items
    assert [clean_item(item) for item in items] == items


@given(st.text())
def test_clean_item_is_clean(text):
    item = clean_item(text)

    assert clean_item(item) == item
    assert item == "" or split(join([item])) == [item]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", []),
        ("  \n ", []),
        ("-", []),
        ("One", ["One"]),
        ("• One\n• Two", ["One", "Two"]),
        ("• One • Two • Three", ["One", "Two", "Three"]),
        ("•One\r\n•Two", ["One", "Two"]),
        ("• One_x000D_\n• Two", ["One_x000D_", "Two"]),
        ("- One\n- Two", ["One", "Two"]),
        ("– One\n– Two – more", ["One", "Two – more"]),
        ("* One\n* Two", ["One", "Two"]),
        ("1. One\n2) Two\n(3) Three", ["One", "Two", "Three"]),
        ("(a) One\nb) Two\n(iv) Three", ["One", "Two", "Three"]),
        (
            "\uf0b7 One\n\uf0a7 Two\n\uf0d8Three\n\uf076 Four\n\uf0fc Five",
            ["One", "Two", "Three", "Four", "Five"],
        ),
        ("·     One\n▪\tTwo\n‣ Three\n◦ Four", ["One", "Two", "Three", "Four"]),
        ("o\tOne\no   Two", ["One", "Two"]),
        ("•\nOne\n•\nTwo", ["One", "Two"]),
        ("• One that\nwraps\n• Two", ["One that wraps", "Two"]),
        ("• One\n\nA paragraph", ["One", "A paragraph"]),
        ("We have:\n• One\n• Two", ["We have:", "One", "Two"]),
        ("One\nTwo", ["One", "Two"]),
        ("One and\nTwo", ["One and Two"]),
        ("One,\nTwo", ["One, Two"]),
        ("One goes\non here\nTwo", ["One goes on here", "Two"]),
        ("2013. A year", ["2013. A year"]),
        ("Improved by 3-8 points - so far", ["Improved by 3-8 points - so far"]),
        ("A. Smith appointed", ["A. Smith appointed"]),
    ],
)
def test_split_reads_lists_as_people_type_them(cell, items):
    assert split(cell) == items


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([], ""),
        (["One"], "One"),
        (["- One"], "• - One"),
        (["1. One"], "• 1. One"),
        (["One", "two,"], "• One\n• two,"),
    ],
)
def test_join_writes_bullets_only_where_needed(items, cell):
    assert join(items) == cell


@pytest.mark.parametrize(
    ("typed", "item"),
    [("  • One \n two ", "One two"), ("- One", "- One"), ("\x00", ""), ("a\u00a0b", "a b")],
)
def test_clean_item_keeps_the_words(typed, item):
    assert clean_item(typed) == item


@given(st.lists(CLEAN | TRICKY.map(clean_item).filter(bool)))
def test_each_line_of_marked_items_is_an_item(items):
    assert each_line("\n".join(f"• {item}" for item in items)) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Visits to the\nteams\n\n \nof whom ten,\nand more", ["Visits to the", "teams",
            "of whom ten,", "and more"]),
        ("• One\ntwo\n- three", ["One", "two", "three"]),
        ("•\n\n-\n", []),
    ],
)  # fmt: skip
def test_each_line_never_joins_two(text, items):
    assert each_line(text) == items
