"""Files of every kind for the importer's tests, made by hand: no program wrote them."""

import struct

from .hostile import zipped
from .sheets import HEADINGS

ROWS = (
    ("A1", "Open the parks.", "• Opened\n• Gates mended", "Close them"),
    ("A2", "Mend the roads.", "Begun", "• Report\n• Publish"),
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relationships(*targets):
    """A .rels part: (id, kind, target) of each, outside where the target is an address."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{_TYPES}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{each}</Relationships>'


def document(body, *, related=(), namespace=W, **parts):
    """A .docx of this body; `parts` are other parts of it by name, such as footnotes."""
    opening = (
        f'xmlns:w="{namespace}" xmlns:r="{_TYPES}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    related = [*related, *((name, name.rstrip("0123456789"), f"{name}.xml") for name in parts)]
    roots = {"header": "hdr", "footer": "ftr"}
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {opening}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relationships(*related),
            **{
                f"word/{name}.xml": f"<w:{roots.get(name, name)} {opening}>{content}"
                f"</w:{roots.get(name, name)}>"
                for name, content in parts.items()
            },
        }
    )


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, properties=""):
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def numbered(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def word_cell(content, properties=""):
    if not content.startswith("<w:p"):
        content = "".join(map(paragraph, content.split("\n")))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def word_row(*cells, properties=""):
    each = "".join(cell if cell.startswith("<w:tc") else word_cell(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{each}</w:tr>"


def word_table(*rows):
    each = "".join(row if isinstance(row, str) else word_row(*row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{each}</w:tbl>"


def html_table(*rows):
    def cell(text):
        return f"<td>{text.replace(chr(10), '<br>')}</td>"

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows) + "</table>"


def ods(rows=(HEADINGS, *ROWS), **parts):
    """An OpenDocument spreadsheet; a number stands for a number."""
    office = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(value):
        if isinstance(value, float):
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        lines = "".join(f"<text:p>{line}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    each = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Plan">{each}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
            **parts,
        }
    )


def xls(rows=(HEADINGS, *ROWS), *, protected=False, last_row=None):
    """An old Excel file: the records of one sheet ([MS-XLS]) in an OLE file ([MS-CFB])."""

    def record(number, content):
        return struct.pack("<HH", number, len(content)) + content

    bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    sheet += record(0x0200, struct.pack("<IIHHH", 0, last_row or len(rows), 0, 4, 0))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = struct.pack("<HHHHB", row, column, 0, len(text), 1)
            sheet += record(0x0204, place + text.encode("utf-16-le"))
    sheet += record(0x000A, b"")
    if protected:
        bof += record(0x002F, struct.pack("<HHHH", 1, 1, 1, 1) + bytes(48))
    bof += record(0x0042, struct.pack("<H", 1200))
    name = b"\x04\x00Plan"
    listed = 4 + 6 + len(name)
    offset = len(bof) + listed + 4
    globals_ = bof + record(0x0085, struct.pack("<IH", offset, 0) + name) + record(0x000A, b"")
    return ole({"Workbook": globals_ + sheet})


def ole(streams):
    """An OLE file of these streams, each in sectors of its own."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    body, table, entries = b"", [0xFFFFFFFD, end], []
    for name, content in streams.items():
        content += bytes(max(4096 - len(content), -len(content) % sector))
        first, count = len(table), len(content) // sector
        table += [*range(first + 1, first + count), end]
        body += content
        entries.append((name, 2, first, len(content)))
    directory = b""
    for place, (name, kind, first, size) in enumerate([("Root Entry", 5, end, 0), *entries]):
        encoded = name.encode("utf-16-le") + b"\x00\x00"
        child = 1 if kind == 5 else free
        right = place + 1 if 0 < place < len(entries) else free
        directory += encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), kind, 1)
        directory += struct.pack("<III", free, right, child) + bytes(36)
        directory += struct.pack("<IQ", first, size)
    directory = directory.ljust(sector, b"\x00")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    allocated = struct.pack(f"<{len(table)}I", *table)
    return header + allocated.ljust(sector, b"\xff") + directory + body
