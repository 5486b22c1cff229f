import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.characters import clean, fold_lines, had_stray_characters


@pytest.mark.parametrize(
    ("text", "cleaned", "stray"),
    [
        ("Four4Adoption – ‘agreed’ “plan”", "Four4Adoption – ‘agreed’ “plan”", False),
        ("a\u00a0b\u202fc", "a b c", False),
        ("a_x000D_\nb", "a\nb", False),
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne", False),
        ("a\tb", "a\tb", False),
        ("a\x00b\x07", "ab", True),
        ("a_x0007_b", "ab", True),
        ("_x005F_x000D_", "_x000D_", False),
        ("\ud800", "\ufffd", True),
        ("\ud83d\ude00", "\U0001f600", False),
    ],
)
def test_clean_removes_only_what_nobody_typed(text, cleaned, stray):
    assert clean(text, escapes=True) == cleaned
    assert had_stray_characters(text, escapes=True) is stray


@given(st.text(st.characters()))
def test_clean_text_can_be_stored(text):
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cleaned)


def test_clean_leaves_what_only_a_workbook_escapes():
    assert clean("a_x0007_b\r_x005F_") == "a_x0007_b\n_x005F_"
    assert not had_stray_characters("a_x0007_b\r")


def test_fold_lines_keeps_line_breaks():
    assert fold_lines(" a  b \n\n  c\t d ") == "a b\nc d"
