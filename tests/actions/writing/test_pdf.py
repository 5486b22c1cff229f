"""Tables as tagged PDF. Left out where WeasyPrint or what it needs is not installed."""

import io

import pytest
from pypdf import PdfReader

from actions.reports import NOTICE_COLUMNS, RATING_KEY, Table
from actions.writing import can_write_pdf, kinds, pages_of, pdf, write_pdf

needs_weasyprint = pytest.mark.skipif(not can_write_pdf(), reason="WeasyPrint is not installed")
ROWS = [(f"IN{n}", f"Improve plan {n} & report", ("One", "Two"), ()) for n in range(1, 41)]


def pdf_of(*rows, **more):
    file = io.BytesIO()
    write_pdf(Table("A <b>title</b>", NOTICE_COLUMNS, rows, **more), file)
    return PdfReader(file)


def tags_of(node, found):
    """Every tag of a structure tree."""
    node = node.get_object()
    if "/S" in node:
        found.append(node["/S"])
    below = node.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        if hasattr(each.get_object(), "get"):
            tags_of(each, found)
    return found


@pytest.fixture(scope="module")
def long():
    return pdf_of(*ROWS, about=("As at today",), key=RATING_KEY)


@needs_weasyprint
def test_title_and_language_are_in_the_document_and_shown(long):
    root = long.trailer["/Root"]

    assert long.metadata.title == "A <b>title</b>"
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode().replace(" ", "")


@needs_weasyprint
def test_document_is_tagged(long):
    root = long.trailer["/Root"]

    tags = tags_of(root["/StructTreeRoot"], [])

    assert root["/MarkInfo"]["/Marked"]
    # On each page the table is one of its own, under its own headings.
    pages = len(long.pages)
    assert (tags.count("/H1"), tags.count("/Table"), tags.count("/TR")) == (1, pages, 40 + pages)
    assert {"/TH", "/TD", "/L", "/LI"} <= set(tags)


@needs_weasyprint
def test_page_is_a_landscape_a4_and_the_headings_stand_on_each(long):
    sizes = {(round(p.mediabox.width), round(p.mediabox.height)) for p in long.pages}

    assert sizes == {(842, 595)}
    assert len(long.pages) > 1
    assert all("Next Steps" in page.extract_text() for page in long.pages)


@needs_weasyprint
def test_every_action_and_the_key_are_printed(long):
    said = " ".join(" ".join(page.extract_text() for page in long.pages).split())

    assert all(f"Improve plan {n} & report" in said for n in range(1, 41))
    assert "As at today" in said
    assert "Red: off track" in said


@needs_weasyprint
def test_a_row_longer_than_a_page_goes_on_on_the_next():
    found = pdf_of(("IN1", "Plan", tuple(f"Item number {n}." for n in range(120)), ()))

    said = " ".join(page.extract_text() for page in found.pages)

    assert len(found.pages) > 2
    assert all(f"Item number {n}." in said for n in range(120))


@needs_weasyprint
def test_only_what_is_longer_than_a_third_of_a_page_is_parted_by_its_end():
    """So that no page is left half empty, and hardly any action is read on two."""
    short = [(f"IN{n}", "Improve plans. " * 12, ("One.", "Two."), ()) for n in range(40)]
    tall = [("IN99", "Improve plans. " * 300, (), ())]

    found = pdf_of(*short, *tall)

    refs = [page.extract_text().split() for page in found.pages]
    assert [sum(f"IN{n}" in words for words in refs) for n in range(40)] == [1] * 40
    lines = [len(page.extract_text().splitlines()) for page in found.pages]
    assert min(lines[:-1]) > max(lines) / 2


@needs_weasyprint
@pytest.mark.parametrize(
    ("number", "row"),
    [
        (60, ("Improve.", ("One",), ())),
        (40, ("Improve the plans of the council. " * 30, ("Opened the gate",), ("Close it",))),
        (15, ("Plan", tuple(f"Item number {n}" for n in range(60)), ())),
        (15, ("Plan", (), ("word " * 900,))),
    ],
    ids=["short", "wordy", "many items", "longer than a page"],
)
def test_number_of_pages_is_known_beforehand_within_a_fifth(number, row):
    rows = [(f"IN{n}", *row) for n in range(number)]

    found = len(pdf_of(*rows).pages)

    assert found >= 3
    assert pages_of(Table("A title", NOTICE_COLUMNS, rows)) == pytest.approx(found, rel=0.2)


def test_no_rows_take_no_page():
    assert pages_of(Table("A title", NOTICE_COLUMNS, [])) == 0


@needs_weasyprint
def test_nothing_in_a_text_is_fetched_or_run(monkeypatch):
    def never(*asked, **more):
        raise AssertionError(asked)

    monkeypatch.setattr("urllib.request.OpenerDirector.open", never)
    hostile = '<img src="http://example.org/x.png"><style>@import "file:///etc/passwd"</style>'

    said = pdf_of(("IN1", hostile, (hostile,), ())).pages[0].extract_text()

    assert "<img" in said


def test_without_weasyprint_pdf_is_not_among_the_kinds(monkeypatch):
    pdf.can_write_pdf.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)

    try:
        assert kinds() == ["xlsx", "csv", "docx"]
    finally:
        pdf.can_write_pdf.cache_clear()
