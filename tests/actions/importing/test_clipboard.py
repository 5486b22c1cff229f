"""Tables as Word, Excel and browsers put them on the clipboard."""

import pytest

from actions.importing import bullets, kinds
from actions.importing.grid import Note

HEADINGS = "<tr><td>Ref</td><td>Action</td><td>Progress</td><td>Next steps</td></tr>"
WORD_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol;mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span>"
    "<![endif]>{text}<o:p></o:p></p>"
)
WINDOWS = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000999\r\nSourceURL:file:///c.docx\r\n"


def sheet_of(*cells, before=""):
    row = "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells)
    page = f"{before}<html><body><table>{HEADINGS}<tr>{row}</tr></table></body></html>"
    (sheet,) = kinds.read(page.encode())
    return sheet


def progress_of(content):
    """(text, notes) of a progress cell that holds this."""
    sheet = sheet_of("A1", "Open", content, "")
    return sheet.rows[1].cells[2], [note for note in sheet.notes if note.column == "C"]


@pytest.mark.parametrize(
    ("content", "items"),
    [
        (
            WORD_ITEM.format(mark="·", text="One") + WORD_ITEM.format(mark="·", text="Two"),
            ["One", "Two"],
        ),
        (
            WORD_ITEM.format(mark="1.", text="One") + WORD_ITEM.format(mark="2.", text="Two"),
            ["One", "Two"],
        ),
        (
            WORD_ITEM.format(mark="o", text="Below") + WORD_ITEM.format(mark="§", text="Lower"),
            ["Below", "Lower"],
        ),
        ("<ul><li>One</li><li>Two <b>bold</b></li></ul>", ["One", "Two bold"]),
        ("<ul><li>One<ul><li>Below</ul><li>Two</ul>", ["One", "Below", "Two"]),
        ("<p>First.</p><p>• One</p><p>• Two</p>", ["First.", "One", "Two"]),
        ("• One<br>• Two", ["One", "Two"]),
    ],
    ids=["Word", "Word numbers", "Word levels", "list", "list in a list", "typed", "Excel breaks"],
)
def test_lists_are_items(content, items):
    assert bullets.split(progress_of(content)[0]) == items


@pytest.mark.parametrize(
    "before", ["", WINDOWS, "\ufeff", "<!--StartFragment-->", "<meta charset=x>"]
)
def test_what_stands_before_the_table_is_no_matter(before):
    assert sheet_of("A1", "Open", "One", "Two", before=before).rows[1].cells == (
        "A1", "Open", "One", "Two",
    )  # fmt: skip


def test_table_as_excel_copies_it():
    page = (
        WINDOWS + "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head>"
        "<style><!--td {mso-number-format:General;}\r\n--></style></head><body>"
        "<!--StartFragment--><table border=0><col width=64 style='width:48pt'>"
        "<tr height=20><td class=xl65>Ref</td><td>Action</td><td>Progress</td><td>Next steps</td>"
        "</tr><tr><td class=xl66 style='mso-number-format:\"0\\.00\"'>1.10</td>"
        "<td>Open the\r\n  parks</td><td>• One<br>\r\n    • Two</td><td></td></tr>"
        "<!--EndFragment--></table></body></html>"
    )

    (sheet,) = kinds.read(page.encode())

    assert [row.cells for row in sheet.rows] == [
        ("Ref", "Action", "Progress", "Next steps"),
        ("1.10", "Open the parks", "• One\n• Two"),
    ]


def test_merged_cells_are_read_once_in_their_first_and_noted():
    page = (
        f"<table>{HEADINGS}<tr><td>A1<td>Open<td rowspan=2>Shared<td>x</tr>"
        "<tr><td>A2<td>Close<td>y</tr><tr><td>A3<td>Mend<td colspan=2>Wide</tr></table>"
    )

    (sheet,) = kinds.read(page.encode())

    assert [row.cells for row in sheet.rows[1:]] == [
        ("A1", "Open", "Shared", "x"),
        ("A2", "Close", "", "y"),
        ("A3", "Mend", "Wide"),
    ]
    assert sheet.notes == (
        Note("merged-cells", 2, "C", "C2:C3"),
        Note("merged-cells", 4, "C", "C4:D4"),
    )


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        ("Kept <s>past</s>", "Kept past", Note("struck-out", 2, "C", "past")),
        (
            "Kept <span style='text-decoration:line-through'>past</span>",
            "Kept past",
            Note("struck-out", 2, "C", "past"),
        ),
        (
            "Kept <span style='display:none'>unseen</span>",
            "Kept unseen",
            Note("hidden-text", 2, "C", "unseen"),
        ),
        ("Kept <del>old</del><ins>new</ins>", "Kept new", Note("deleted-text", 2, "C", "old")),
        (
            "See <a href='https://example.org/'>the plan</a>",
            "See the plan",
            Note("hyperlink", 2, "C", "https://example.org/"),
        ),
    ],
)
def test_looks_that_say_something_are_noted(content, text, note):
    assert progress_of(content) == (text, [note])


def test_scripts_styles_and_remarks_are_no_text():
    content = "a<script>b</script><style>c</style><!-- d --><xml>e</xml>f"

    assert progress_of(content) == ("af", [])


def test_signs_written_by_name_are_read():
    assert progress_of("A&nbsp;&amp;&#160;B &ndash; &lt;b&gt;")[0] == "A & B – <b>"
