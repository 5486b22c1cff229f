"""A table as a Word document that a screen reader can find its way in.

Landscape A4. The row of headings is marked as one and printed again on each page, no cells are
merged, the items of a list are list paragraphs, and the title and language are in its properties.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from actions.reports import Facts, Table

from .heights import shares, stays_whole
from .text import LANGUAGE, in_words, printable

PAGE, MARGIN = (Mm(297), Mm(210)), Mm(14)
NARROWEST = Mm(18)
FONT = "Arial"
_TWIPS = 635  # English Metric Units, in which python-docx measures, to a twip, in which tables do
_HEADING_FILL = "E8E8E8"


def write_docx(table: Table, to: BinaryIO):
    """A heading, what is shown, the key to its words, then the table."""
    document = Document()
    _set_up(document, table)
    document.add_heading(printable(table.title), level=1)
    for line in table.about:
        document.add_paragraph(printable(line))
    if table.key:
        _add_key(document, table.key)
    _add_table(document, table)
    document.save(to)


def _set_up(document, table):
    properties = document.core_properties
    properties.title = properties.subject = printable(table.title)[:255]
    properties.author, properties.comments = "", ""
    properties.language = LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Mm(8)
    _set_fonts(document.styles)
    _add_page_number(section.footer.paragraphs[0])


def _set_fonts(styles):
    for name, size, before in (
        ("Normal", 9.5, 0),
        ("List Bullet", 9.5, 0),
        ("Heading 1", 18, 0),
        ("Heading 2", 12, 6),
    ):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.line_spacing = 1.1
    indents = styles["List Bullet"].paragraph_format
    indents.left_indent, indents.first_line_indent = Mm(4), Mm(-4)


def _add_page_number(paragraph):
    """“Page 2 of 7”, worked out by Word."""
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        paragraph._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r>'
                "</w:fldSimple>"
            )
        )


def _add_key(document, key):
    document.add_heading("Key to the ratings", level=2)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(9)
    for place, (word, meaning) in enumerate(key):
        paragraph.add_run(word).bold = True
        paragraph.add_run(f": {meaning}{'.' if place == len(key) - 1 else '; '}")


def _add_table(document, table):
    """Written out as XML, it takes a hundredth of the time that adding cells does.

    Row by row, since to move a tree into a document takes time by the square of its size.
    """
    widths = _widths(table.columns)
    made = parse_xml("".join(_frame_xml(table, widths)))
    document.element.body.insert_element_before(made, "w:sectPr")
    numbering = document.styles["List Bullet"].element.pPr.numPr.numId.val
    for row in _rows_xml(table, widths, _Cells(numbering)):
        made.append(parse_xml(row))


def _frame_xml(table, widths) -> Iterator[str]:
    """The table without a row."""
    title = _attribute(printable(table.title))
    headings = ", ".join(column.heading for column in table.columns)
    yield (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={title}/>"
        f"<w:tblDescription w:val={_attribute(f'A row for each action. Columns: {headings}.')}/>"
        "</w:tblPr><w:tblGrid>"
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid></w:tbl>"


def _rows_xml(table, widths, cells) -> Iterator[str]:
    """The row of headings, which stands on each page, then the others."""
    headings = (
        cells.heading(column.heading, width)
        for column, width in zip(table.columns, widths, strict=True)
    )
    yield _row("<w:cantSplit/><w:tblHeader/>", headings)
    of_page = shares(table.columns)
    for row in table.rows:
        content = (
            cells.cell(value, width, bold=not place)
            for place, (value, width) in enumerate(zip(row, widths, strict=True))
        )
        yield _row("<w:cantSplit/>" if stays_whole(row, of_page) else "", content)


def _widths(columns) -> list[int]:
    """Each column's width in twips: a narrow one as wide as its longest word needs."""
    space = PAGE[0] - 2 * MARGIN
    narrow = [column.width * space / sum(c.width for c in columns) for column in columns]
    fixed = [NARROWEST if width < NARROWEST else 0 for width in narrow]
    rest = space - sum(fixed)
    shared = sum(column.width for column, known in zip(columns, fixed, strict=True) if not known)
    return [
        int((known or column.width * rest / shared) / _TWIPS)
        for column, known in zip(columns, fixed, strict=True)
    ]


class _Cells:
    """Makes the XML of cells."""

    def __init__(self, numbering):
        self._item = (
            '<w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:ilvl w:val="0"/>'
            f'<w:numId w:val="{numbering}"/></w:numPr></w:pPr>'
        )

    def heading(self, text, width):
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEADING_FILL}"/>'
        return _cell(_paragraph(_run(text, bold=True)), width, shade)

    def cell(self, value, width, *, bold=False):
        if isinstance(value, tuple):
            content = "".join(_paragraph(_run(item), self._item) for item in value)
        elif isinstance(value, Facts):
            content = "".join(
                _paragraph(_run(f"{name}: ", bold=True) + _run(words))
                for name, words in value.lines
            )
        else:
            lines = printable(in_words(value)).split("\n")
            content = "".join(_paragraph(_run(line, bold=bold)) for line in lines)
        return _cell(content or "<w:p/>", width)


def _row(properties, cells):
    return f"<w:tr {nsdecls('w')}><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content, width, more=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def _paragraph(runs, properties=""):
    return f"<w:p>{properties}{runs}</w:p>"


def _run(text, *, bold=False):
    """A run that keeps the text's spaces, tabs and line breaks."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    words = escape(printable(text)).replace("\t", "</w:t><w:tab/>" + _T)
    return f"<w:r>{look}{_T}{words.replace(chr(10), '</w:t><w:br/>' + _T)}</w:t></w:r>"


_T = '<w:t xml:space="preserve">'


def _attribute(text):
    return '"' + escape(text, {'"': "&quot;", "\n": " "}) + '"'
