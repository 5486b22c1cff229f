"""“_x000D_” stands for a line break in a workbook and for itself in every other kind of file."""

import csv
import io

import pytest

from actions.importing import bullets, kinds, rows

from . import files, hostile
from .sheets import HEADINGS, make_workbook

TYPED = "Press _x000D_ to stop_x0007_"
ROW = ("A1", "Open the _x0041_ road.", f"• {TYPED}\n• Two", "Close them")


def as_csv():
    file = io.StringIO()
    csv.writer(file).writerows([HEADINGS, ROW])
    return file.getvalue().encode()


def as_workbook():
    """What a workbook holds where somebody typed it: Excel escapes the escape."""
    escaped = [text.replace("_x", "_x005F_x") for text in ROW]
    return make_workbook(escaped)


FILES = {
    "csv": as_csv(),
    "tab-separated paste": "\r\n".join(
        "\t".join(f'"{cell}"' for cell in row) for row in (HEADINGS, ROW)
    ).encode(),
    "paste as HTML": files.html_table(HEADINGS, ROW).encode(),
    "docx": files.document(files.word_table(HEADINGS, ROW)),
    "xlsx": as_workbook(),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("decisions", ["none", "all"])
def test_what_only_looks_escaped_stays_as_it_was_typed(name, decisions):
    action = rows.read(kinds.read(FILES[name]), decisions).actions[0]

    assert action.wording == "Open the _x0041_ road."
    assert [item.text for item in action.progress] == [TYPED, "Two"]


def test_an_escape_in_a_workbook_is_read_once():
    cell = hostile.text_cell("C2", "• One_x000D_• Two_x005F_x000D_")
    texts = [hostile.text_cell(f"{'ABCD'[at]}1", text) for at, text in enumerate(HEADINGS)]
    row = hostile.text_cell("A2", "A1") + hostile.text_cell("B2", "Open the parks.") + cell
    book = hostile.with_sheet_data(
        f'<row r="1">{"".join(texts)}</row><row r="2">{row}</row>'.encode()
    )

    action = rows.read(kinds.read(book), "none").actions[0]

    assert [item.text for item in action.progress] == ["One", "Two_x000D_"]


def test_what_is_typed_on_a_page_stays_as_it_was_typed():
    assert bullets.split(f"• {TYPED}") == [TYPED]
    assert bullets.clean_item(TYPED) == TYPED
