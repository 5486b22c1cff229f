"""What Word shows in the tables of a document is what is read of them."""

import pytest

from actions.importing import bullets, kinds
from actions.importing.grid import Note

from .files import document, numbered, paragraph, run, word_cell, word_row, word_table
from .sheets import HEADINGS

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
STYLES = (
    '<w:style w:styleId="Bulleted"><w:pPr>' + numbered(1) + "</w:pPr></w:style>"
    '<w:style w:styleId="Dotted"><w:basedOn w:val="Bulleted"/></w:style>'
)


def sheet_of(*rows, **more):
    """The one sheet of a document with a table of the headings and these rows."""
    table = word_table(HEADINGS, *rows)
    (sheet,) = kinds.read(document(table, numbering=NUMBERING, styles=STYLES, **more))
    return sheet


def cell_of(content, **more):
    """(text, notes) of a progress cell that holds this."""
    sheet = sheet_of(("A1", "Open", word_cell(content), ""), **more)
    return sheet.rows[1].cells[2], [note for note in sheet.notes if note.column == "C"]


def items(*texts, properties):
    return "".join(paragraph(text, properties) for text in texts)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (items("One", "Two", properties=numbered(1)), ["One", "Two"]),
        (items("One", "Two", properties='<w:pStyle w:val="Bulleted"/>'), ["One", "Two"]),
        (items("One", "Two", properties='<w:pStyle w:val="Dotted"/>'), ["One", "Two"]),
        (items("One", "Two", properties=numbered(2)), ["One", "Two"]),
        (paragraph("Said:") + items("One", "Two", properties=numbered(1)), ["Said:", "One", "Two"]),
        (items("One", properties=numbered(1)) + paragraph("Two"), ["One", "Two"]),
        (items("One", properties=numbered(1)) + paragraph("and", "<w:ind/>"), ["One and"]),
        (items("One", "", "Two", properties=numbered(1)), ["One", "Two"]),
        (items("One", properties=numbered(0)), ["One"]),
    ],
    ids=["list", "style", "style of a style", "numbers", "text before", "text after", "goes on",
         "empty item", "list taken off"],
)  # fmt: skip
def test_list_paragraphs_are_items(content, read):
    assert bullets.split(cell_of(content)[0]) == read


def test_numbers_are_printed_as_word_counts_them():
    content = (
        items("One", "Two", properties=numbered(2))
        + items("Below", "Next", properties=numbered(2, level=1))
        + items("Three", properties=numbered(2))
        + items("Anew", properties=numbered(2, level=1))
    )

    assert cell_of(content)[0].split("\n") == [
        "1. One", "2. Two", "(a) Below", "(b) Next", "3. Three", "(a) Anew"
    ]  # fmt: skip


def test_cells_merged_downwards_are_read_once_and_noted():
    top = word_cell("Shared", '<w:vMerge w:val="restart"/>')
    below = word_cell("", "<w:vMerge/>")

    sheet = sheet_of(
        ("A1", "Open", top, "a"), ("A2", "Close", below, "b"), ("A3", "Mend", "c", "d")
    )

    assert [row.cells[2:] for row in sheet.rows[1:]] == [("Shared", "a"), ("", "b"), ("c", "d")]
    assert sheet.notes == (Note("merged-cells", 2, "C", "C2:C3"),)


def test_cells_merged_across_stand_in_the_first_column_and_are_noted():
    wide = word_cell("Both", '<w:gridSpan w:val="2"/>')

    sheet = sheet_of(("A1", "Open", "x", "y"), word_row("A2", "Close", wide))

    assert sheet.rows[2].cells == ("A2", "Close", "Both")
    assert sheet.notes == (Note("merged-cells", 3, "C", "C3:D3"),)


def test_cells_after_a_merged_one_stay_in_their_columns():
    wide = word_cell("Theme", '<w:gridSpan w:val="3"/>')

    sheet = sheet_of(("A1", "Open", "x", "y"), word_row(wide, "last"))

    assert sheet.rows[2].cells == ("Theme", "", "", "last")


@pytest.mark.parametrize(
    ("second", "between"),
    [
        ((HEADINGS, ("A2", "Close", "x", "y")), paragraph("")),
        ((HEADINGS, ("A2", "Close", "x", "y")), paragraph("Page 2")),
        ((("A2", "Close", "x", "y"),), paragraph("")),
        ((("A2", "Close", "x", "y"),), paragraph("Page 2")),
    ],
    ids=["headings again", "headings and words", "no headings", "no headings, words"],
)
def test_table_broken_over_pages_is_one_table(second, between):
    first = word_table(HEADINGS, ("A1", "Open", "x", "y"))

    sheet = kinds.read(document(first + between + word_table(*second)))[0]

    refs = [row.cells[0] for row in sheet.rows]
    assert [ref for ref in refs if ref != "Ref"] == ["A1", "A2"]


def test_another_table_is_another_sheet():
    other = word_table(("Key", "Meaning"), ("R", "Red"))

    sheets = kinds.read(
        document(word_table(HEADINGS, ("A1", "a", "b", "c")) + paragraph("") + other)
    )

    assert [sheet.name for sheet in sheets] == ["Table 1", "Table 2"]


def test_inserted_text_is_read_and_deleted_text_is_noted():
    content = paragraph(
        run("Kept ")
        + f"<w:ins>{run('new')}</w:ins>"
        + "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo>"
    )

    text, notes = cell_of(content)

    assert text == "Kept new here"
    assert notes == [Note("deleted-text", 2, "C", "oldgone")]


def test_list_that_a_tracked_change_took_off_is_no_list():
    before = f"<w:pPrChange><w:pPr>{numbered(1)}</w:pPr></w:pPrChange>"

    assert cell_of(paragraph("Plain", before))[0] == "Plain"


def test_link_is_noted_with_where_it_leads():
    content = paragraph(f'<w:hyperlink r:id="rId9">{run("the plan")}</w:hyperlink>')
    related = [("rId9", "hyperlink", "https://example.org/plan")]

    text, notes = cell_of(content, related=related)

    assert text == "the plan"
    assert notes == [Note("hyperlink", 2, "C", "https://example.org/plan")]


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        ("<w:strike/>", "struck-out"),
        ("<w:dstrike/>", "struck-out"),
        ('<w:strike w:val="0"/>', ""),
        ("<w:vanish/>", "hidden-text"),
        ('<w:vanish w:val="false"/>', ""),
    ],
)
def test_struck_out_and_hidden_text_is_read_and_noted(look, kind):
    text, notes = cell_of(paragraph(run("Kept ") + run("past", look)))

    assert text == "Kept past"
    assert notes == ([Note(kind, 2, "C", "past")] if kind else [])


def test_comment_is_noted_and_no_part_of_the_cell():
    comments = f'<w:comment w:id="3">{paragraph("Is this so?")}</w:comment>'
    content = paragraph(run("Opened") + '<w:r><w:commentReference w:id="3"/></w:r>')

    text, notes = cell_of(content, comments=comments)

    assert text == "Opened"
    assert notes == [Note("comment", 2, "C", "Is this so?")]


def test_line_breaks_tabs_and_signs_of_a_symbol_font_are_text():
    content = paragraph(
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/></w:r>'
    )

    assert cell_of(content)[0] == "a\nb\tc✓-"


def test_what_a_field_is_told_to_do_is_no_text():
    content = paragraph("<w:r><w:instrText>HYPERLINK secret</w:instrText></w:r>" + run("the words"))

    assert cell_of(content)[0] == "the words"
