"""Tables as Word documents, opened again: what a screen reader needs is there, and every word."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import example, given

from actions.reports import NOTICE_COLUMNS, RATING_KEY, Facts, Table
from actions.writing import write_docx
from actions.writing.text import printable
from tests.actions.writing.texts import HOSTILE

ROW = ("IN1", "Improve plans\nin all cases", ("One", "Two & three"), ())


def document_of(*rows, title="A title", about=(), key=()):
    file = io.BytesIO()
    write_docx(Table(title, NOTICE_COLUMNS, rows, about, key), file)
    return Document(file)


@pytest.fixture(scope="module")
def document():
    return document_of(ROW, ("IN2", "Train", (), ("Review",)), about=("As at today",))


def test_title_and_language_are_in_the_properties(document):
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert document.core_properties.title == "A title"
    assert document.core_properties.language == "en-GB"
    assert languages == {"en-GB"}


def test_title_is_a_heading_and_what_is_shown_stands_under_it(document):
    said = [(p.style.name, p.text) for p in document.paragraphs]

    assert said == [("Heading 1", "A title"), ("Normal", "As at today")]


def test_key_to_the_ratings_is_printed_where_there_is_one():
    said = [p.text for p in document_of(ROW, key=RATING_KEY).paragraphs]

    assert said[1] == "Key to the ratings"
    assert said[2].startswith("Red: off track; Amber: at risk;")
    assert said[2].endswith("Not rated: nobody has rated it yet.")


def test_row_of_headings_is_marked_and_stands_on_each_page(document):
    first, *rest = document.tables[0]._tbl.tr_lst

    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "Ref",
        "Action",
        "Progress",
        "Next Steps",
    ]
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert not any(row.xpath("./w:trPr/w:tblHeader") for row in rest)


def test_no_cells_are_merged(document):
    table = document.tables[0]._tbl

    assert table.xpath(".//w:gridSpan | .//w:vMerge | .//w:hMerge") == []
    assert [len(row.tc_lst) for row in table.tr_lst] == [4, 4, 4]


def test_only_what_is_longer_than_a_third_of_a_page_is_parted_by_its_end():
    tall = ("IN2", "Improve plans. " * 100, (), ())

    rows = document_of(ROW, tall, ROW).tables[0]._tbl.tr_lst

    assert [bool(row.xpath("./w:trPr/w:cantSplit")) for row in rows] == [True, True, False, True]


def test_there_is_no_empty_paragraph_outside_a_cell(document):
    assert [p for p in document.paragraphs if not p.text] == []


def test_table_says_what_it_is(document):
    properties = document.tables[0]._tbl.tblPr

    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "A title"
    assert "Columns: Ref, Action, Progress" in properties.find(qn("w:tblDescription")).get(
        qn("w:val")
    )
    assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_page_is_a_landscape_a4(document):
    section = document.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == 1


def test_items_are_list_paragraphs_with_a_bullet_of_the_document(document):
    cell = document.tables[0].rows[1].cells[2]
    numbers = document.part.numbering_part.element

    assert [(p.style.name, p.text) for p in cell.paragraphs] == [
        ("List Bullet", "One"),
        ("List Bullet", "Two & three"),
    ]
    used = cell.paragraphs[0]._p.pPr.numPr.numId.val
    kind = numbers.xpath(
        f".//w:abstractNum[@w:abstractNumId = //w:num[@w:numId = {used}]"
        "/w:abstractNumId/@w:val]/w:lvl[@w:ilvl = 0]/w:numFmt/@w:val"
    )
    assert kind == ["bullet"]


def test_lines_of_a_wording_are_paragraphs_and_an_empty_list_is_an_empty_cell(document):
    cells = document.tables[0].rows[1].cells

    assert [p.text for p in cells[1].paragraphs] == ["Improve plans", "in all cases"]
    assert cells[3].text == ""


def test_facts_are_a_line_each_with_their_names_in_bold():
    facts = Facts((("Stage", "In progress"), ("Lead", "Jo & Co")))

    cell = document_of(("IN1", "x", (), facts)).tables[0].rows[1].cells[3]

    assert [p.text for p in cell.paragraphs] == ["Stage: In progress", "Lead: Jo & Co"]
    assert cell.paragraphs[0].runs[0].bold


@given(HOSTILE)
@example("a\r\nb")
def test_any_text_comes_back_as_it_is(text):
    cells = document_of(("IN1", text, (text,), ()), title=text).tables[0].rows[1].cells

    assert cells[1].text == printable(text)
    assert cells[2].text == printable(text)
