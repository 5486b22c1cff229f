"""Text in columns, whatever parts the cells and however its letters are written."""

import pytest

from actions.importing import delimited, kinds
from actions.importing.grid import Note
from actions.importing.problems import Unreadable

ROWS = [("Ref", "Action", "Progress"), ("A1", "Open, then close; again", "“One” – é")]


def written(delimiter, rows=ROWS, quoted=True):
    sign = '"' if quoted else ""
    return "\r\n".join(delimiter.join(f"{sign}{cell}{sign}" for cell in row) for row in rows)


def cells_of(text, hint=""):
    (sheet,) = delimited.read(text, hint)
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("hint", ["", "csv", "tsv"])
def test_what_parts_the_cells_is_found_by_the_data(delimiter, hint):
    assert cells_of(written(delimiter), hint) == ROWS


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb, c, d\ne\tf\n", [("a", "b, c, d"), ("e", "f")]),
        ("sep=;\na;b,c\n", [("a", "b,c")]),
        ("sep=,\r\na,b;c\r\n", [("a", "b;c")]),
        ("a;1,5;2\nb;3;4,5\nc;6;7\n", [("a", "1,5", "2"), ("b", "3", "4,5"), ("c", "6", "7")]),
        ("a;b,c\nd;e,f\n", [("a;b", "c"), ("d;e", "f")]),  # either would do: a comma is likelier
    ],
)
def test_of_two_signs_the_one_that_fits_most_rows_is_taken(text, cells):
    assert cells_of(text) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('a,"b ""c"" d"\n', [("a", 'b "c" d')]),
        ('a,"line\nbreak"\n', [("a", "line\nbreak")]),
        ('a,5" pipe\nb,c\n', [("a", '5" pipe'), ("b", "c")]),
        ('a,"open\nb,c\n', [("a", '"open'), ("b", "c")]),
        ('a,"b" \nc,d\n', [("a", "b"), ("c", "d")]),
        ("a,b\r\rc,d\n", [("a", "b"), ("c", "d")]),
        ("a,b,,,\nc,d\n", [("a", "b"), ("c", "d")]),
    ],
    ids=["doubled", "line break", "inches", "unclosed", "space after", "old line ends", "empties"],
)
def test_quotation_marks_right_or_wrong_lose_nothing(text, cells):
    assert cells_of(text) == cells


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32", b""),
    ],
)
def test_encodings_that_can_be_told_are_read_without_a_note(encoding, mark):
    (sheet,) = kinds.read(mark + written(",").encode(encoding))

    assert [row.cells for row in sheet.rows] == ROWS
    assert sheet.notes == ()


def test_windows_letters_are_guessed_and_said():
    (sheet,) = kinds.read(written(",").encode("cp1252"))

    assert [row.cells for row in sheet.rows] == ROWS
    assert sheet.notes == (Note("encoding-guessed", None, "", "“”–é"),)


def test_damaged_letters_are_shown_and_said():
    data = written(",", [*ROWS, ("A2", "éàü" * 9, "x")]).encode().replace(b"x", b"\xff", 1)

    (sheet,) = kinds.read(data)

    assert sheet.rows[-1].cells[-1] == "\ufffd"
    assert "text-damaged" in {note.kind for note in sheet.notes}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\tOne\\nTwo\nb\tThree\\n\\nFour\n", "One\nTwo"),
        ("a\tC:\\new\\notes\nb\tx\n", "C:\\new\\notes"),
        ('a\t"One\\nTwo"\nb\tx\n', "One\\nTwo"),
    ],
    ids=["breaks", "path", "quoted"],
)
def test_line_breaks_that_are_written_out(text, cell):
    assert cells_of(text)[0][1] == cell


@pytest.mark.parametrize(
    ("written_as", "read"),
    [("'=1+1", "=1+1"), ("'- item", "'- item"), ("'@x", "@x"), ("'quoted'", "'quoted'")],
)
def test_guard_against_formulas_is_taken_off(written_as, read):
    assert cells_of(f"a,{written_as}\n") == [("a", read)]


@pytest.mark.parametrize("text", ["One line of text", "Dear all\n\nThe plan is ready\n"])
def test_text_without_columns_is_refused(text):
    with pytest.raises(Unreadable, match="plain text without columns"):
        delimited.read(text)
