"""Files of every kind that no person would send on purpose: what each is, and what is said of it.

None stands for a file that may as well be read. Those of workbooks alone are in `hostile`.
"""

import itertools
import struct

from . import hostile
from .files import document, html_table, ods, ole, paragraph, word_table, xls
from .hostile import LAUGHS, ROW, zipped
from .sheets import HEADINGS

LONGEST = "x" * 32_767
CONTROLS = "".join(map(chr, itertools.chain(range(1, 9), range(14, 32), range(127, 160))))
LOOK_ALIKES = "\u202eIN1\u202c \u0406N1 \uff29\uff2e\uff11 A\u200b1 \u2066A1\u2069"


def csv(*rows):
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, *rows))


def part_of(data, name, content):
    return zipped({**hostile.parts_of(data), name: content})


DOCX = document(word_table(HEADINGS, ROW))

BROKEN = {
    # Told by its first bytes, whatever its name
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(90), "This is a picture"),
    "gif": (b"GIF89a" + bytes(90), "This is a picture"),
    "bitmap": (b"BM\x9a\x00\x00\x00\x00\x00\x00\x00" + bytes(90), "This is a picture"),
    "tiff": (b"II*\x00" + bytes(90), "This is a picture"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(90), "This is a picture"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(90), "This is a picture"),
    "film": (b"\x00\x00\x00\x18ftypisom" + bytes(90), "This is a recording"),
    "PDF after a line": (b"\r\n%PDF-1.4\n%\xe2\xe3\xcf\xd3", "This is a PDF"),
    "rtf": (b"{\\rtf1\\ansi Ref\\cell Action\\row}", "rich text document (.rtf)"),
    "gzip": (b"\x1f\x8b\x08" + bytes(90), "compressed archive"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(90), "compressed archive"),
    "Windows program": (b"MZ\x90\x00\x03\x00" + bytes(90), "This is a program"),
    "Linux program": (b"\x7fELF\x02\x01\x01" + bytes(90), "This is a program"),
    "database": (b"SQLite format 3\x00" + bytes(90), "This is a database"),
    "email": (b"Received: from x\r\nFrom: a@b\r\nMIME-Version: 1.0\r\n\r\nHi", "email message"),
    "web archive": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
        "web page saved as one file",
    ),
    "JSON": (b'{"ref": "A1"}', "(JSON)"),
    "XML spreadsheet": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "This is an XML file",
    ),
    "message": (ole({"__substg1.0_0037001F": b"x"}), "email message (.msg)"),
    "old document": (ole({"WordDocument": b"x"}), "old Word document (.doc)"),
    "old slides": (ole({"PowerPoint Document": b"x"}), "PowerPoint"),
    "locked workbook": (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "password"),
    "locked old workbook": (xls(protected=True), "password"),
    "slides": (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "PowerPoint"),
    "Numbers": (zipped({"Index/Document.iwa": "x"}), "Apple Numbers or Pages"),
    "old Numbers": (zipped({"Index.zip": "x", "preview.jpg": "x"}), "Apple Numbers or Pages"),
    "locked ods": (
        ods(**{"META-INF/manifest.xml": "<m:encryption-data/>"}),
        "This file has a password",
    ),
    "OpenDocument text": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "OpenDocument text",
    ),
    "spaces": (b" \r\n\t" * 500, "nothing but empty bytes or spaces"),
    "a byte order mark": (b"\xef\xbb\xbf", "nothing but empty bytes or spaces"),
    "only delimiters": (b",,,,\r\n" * 500, "nothing in this file"),
    "one word": (b"Ref", "plain text without columns"),
    # Word
    "no table": (document(paragraph("Dear all")), "has no table"),
    "empty document": (document(""), "has no table"),
    "empty table": (document(word_table(("", ""))), "has no table"),
    "half a document": (DOCX[: len(DOCX) // 2], "damaged"),
    "broken XML": (part_of(DOCX, "word/document.xml", "<w:document><w:p>"), "damaged"),
    "wrong encoding": (part_of(DOCX, "word/document.xml", b"<a>\xff\xfe\x00</a>"), "damaged"),
    "document bomb": (
        zipped({**hostile.parts_of(DOCX), "word/document.xml": 60}),
        "too large",
    ),
    "document entities": (
        part_of(DOCX, "word/document.xml", LAUGHS + b"<w>&j;</w>"),
        "DOCTYPE",
    ),
    "document entities in UTF-16": (
        part_of(DOCX, "word/document.xml", (LAUGHS + b"<w>&j;</w>").decode().encode("utf-16")),
        "DOCTYPE",
    ),
    "outside entity": (
        part_of(
            DOCX,
            "word/document.xml",
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        ),
        "DOCTYPE",
    ),
    "boxes within boxes": (
        document("<w:p><w:r>" * 5_000 + "</w:r></w:p>" * 5_000),
        "boxes within boxes",
    ),
    "rows without end": (
        document(
            word_table(*["<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"] * 50_100)
        ),
        "row 20,001",
    ),
    "too wide a table": (
        document(word_table([*["x"] * 250])),
        "column IP",
    ),
    "long document": (document(word_table(*[("A1", LONGEST)] * 700)), "too much text"),
    # Text
    "text without end": (csv(*[("A1", LONGEST, "", "")] * 630).encode(), "too much text"),
    "rows of text without end": (b"a,b\n" * 60_000, "row 20,001"),
    "columns of text without end": (b"a," * 300 + b"\n" + b"a,b\n", "column GS"),
    "cells of text without end": ((b"a," * 150 + b"\n") * 2_000, "more than 200,000 cells"),
    "noise": (bytes(range(1, 9)) * 500, "cannot tell what kind of file"),
    # HTML
    "page without a table": (b"<!DOCTYPE html><p>Dear all", "without a table"),
    "page of boxes": (b"<div>" * 100_000, "boxes within boxes"),
    "wide page": (html_table(["x"] * 300).encode(), "more than 200 columns"),
    "page of rows": (b"<table>" + b"<tr><td>x" * 51_000, "20,000 rows"),
    "page of spans": (
        b"<table>" + b"<tr><td colspan=200>x</td></tr>" * 1_100,
        "more than 200,000 cells",
    ),
    # Old Excel and OpenDocument
    "broken xls": (xls()[:1_500], "damaged"),
    "xls of noise": (ole({"Workbook": b"\x09\x08" + bytes(range(256)) * 20}), "damaged"),
    "xls that says it is endless": (xls(last_row=2**31), "too"),
    "broken ods": (zipped({**hostile.parts_of(ods()), "content.xml": "<office"}), "damaged"),
    "ods bomb": (zipped({**hostile.parts_of(ods()), "content.xml": 60}), "too large"),
    "ods entities": (
        zipped({**hostile.parts_of(ods()), "content.xml": LAUGHS + b"<a>&j;</a>"}),
        "DOCTYPE",
    ),
    "ods of endless rows": (
        zipped(
            {
                name: part.replace(
                    b"<table:table-row>", b'<table:table-row table:number-rows-repeated="999999">'
                )
                for name, part in hostile.parts_of(ods()).items()
            }
        ),
        "too",
    ),
    # Zips
    "comment for a zip": (
        b"PK\x05\x06" + bytes(16) + struct.pack("<H", 9),
        "zip file of something else",
    ),
    "zip in a zip": (zipped({"a.zip": zipped({"b.txt": "b"})}), "zip file of something else"),
}

READABLE = {
    "paths out of the folder": part_of(DOCX, "../../../tmp/escaped-docx.xml", "<a/>"),
    "paths from the root": part_of(DOCX, "/tmp/escaped-docx.xml", "<a/>"),  # noqa: S108 - written by nothing
    "bomb that nobody reads": zipped({**hostile.parts_of(DOCX), "word/media/x.png": 60}),
    "one cell of 32,767": document(word_table(HEADINGS, ("A1", LONGEST, "", ""))),
    "32,767 in a csv": csv(("A1", LONGEST, "", "")).encode(),
    "32,767 in HTML": html_table(HEADINGS, ("A1", LONGEST, "", "")).encode(),
    "controls in a csv": csv(("A1", f"a{CONTROLS}b", "", "")).encode(),
    "NUL in a csv": csv(("A1", "a\0b", "", "")).encode(),
    "NUL in HTML": html_table(HEADINGS, ("A1", "a\0b", "", "")).encode(),
    "lone surrogate in a csv": csv(("A1", "a\ud800b", "", "")).encode("utf-8", "surrogatepass"),
    "lone surrogate in UTF-16": csv(("A1", "a\udc00b", "", "")).encode("utf-16", "surrogatepass"),
    "lone surrogate in HTML": html_table(HEADINGS, ("A1", "a&#xD800;b", "", "")).encode(),
    "right to left in a csv": csv(("A1", LOOK_ALIKES, "", "")).encode(),
    "right to left in Word": document(word_table(HEADINGS, ("A1", LOOK_ALIKES, "", ""))),
    "right to left in HTML": html_table(HEADINGS, ("A1", LOOK_ALIKES, "", "")).encode(),
    "unclosed quotation mark": b'Ref,Action,Progress\r\nA1,"Open the parks,Opened\r\nA2,Mend,x\r\n',
    "ragged rows": b"Ref,Action\r\nA1,Open,Extra,More,,,\r\nA2\r\nA3,Close,x\r\n",
    "padded to the last column": b"Ref,Action\r\nA1,Open" + b"," * 16_000 + b"\r\n",
    "unclosed tags": b"<table><tr><td>Ref<td>Action<tr><td>A1<td>Open <b>the parks",
    "wrongly nested tags": (
        b"<b><table><i><tr><td>Ref</i><td>Action</b></tr><tr><td>A1<td>Open</table>"
    ),
    "endless spans": (
        b"<table><tr><td>Ref<td>Action<tr><td rowspan=9999999>A1<td colspan=9999999>Open</table>"
    ),
    "deeply nested tables": (
        b"<table><tr><td>Ref<td>Action<tr><td>A1<td>" + b"<table><tr><td>" * 100 + b"Open"
    ),
    "a script": html_table(HEADINGS, ("A1", "Open<script>alert(1)</script>", "", "")).encode(),
    "odd xls": xls((HEADINGS, ("A1", LOOK_ALIKES, "a\0b", ""))),
}
