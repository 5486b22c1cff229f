"""Files that no person would send on purpose, and some that they do."""

import re
import zipfile
from io import BytesIO

from .sheets import make_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROW = ("A1", "Open the parks.", "Opened", "Close them")


MEGABYTE = 1024 * 1024


def zipped(parts):
    """A zip of the parts; a number stands for so many megabytes of spaces."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            if isinstance(content, int):
                with package.open(name, "w") as part:
                    for _ in range(content):
                        part.write(b" " * MEGABYTE)
            else:
                package.writestr(name, content)
    return file.getvalue()


def parts_of(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(name, old, new, data=None):
    """A workbook with one part changed by a regular expression."""
    parts = parts_of(data or make_workbook(ROW))
    assert re.search(old, parts[name], re.DOTALL), f"{name} has no {old}"
    parts[name] = re.sub(old, lambda _: new, parts[name], count=1, flags=re.DOTALL)
    return zipped(parts)


def with_part(name, content):
    """A workbook with one part put in or replaced."""
    return zipped({**parts_of(make_workbook(ROW)), name: content})


def with_sheet_data(content):
    """A workbook whose sheet holds this XML."""
    return with_part(
        SHEET,
        b'<worksheet xmlns="' + MAIN + b'"><sheetData>' + content + b"</sheetData></worksheet>",
    )


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def table(*cells_of_rows):
    """The XML of rows 1, 2, ... from the XML of their cells."""
    rows = (f'<row r="{n}">{cells}</row>' for n, cells in enumerate(cells_of_rows, start=1))
    return "".join(rows).encode()


HEADER = "".join(
    text_cell(f"{letter}1", name)
    for letter, name in zip("ABCD", ("Ref", "Action", "Progress", "Next steps"), strict=True)
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(97, 106))
    + b"]>"
)


def lying_sizes():
    """A zip whose directory says that a part of 64 MB is 10 bytes long."""
    data = bytearray(with_part(SHEET, 64))
    size = (64 * MEGABYTE).to_bytes(4, "little")
    return bytes(data.replace(size, (10).to_bytes(4, "little")))


BROKEN = {
    "empty": (b"", "This file is empty"),
    "only zero bytes": (bytes(100), "nothing but empty bytes"),
    "plain text": (b"Dear all\r\nThe plan follows\r\n" * 9, "plain text without columns"),
    "text in UTF-16": ("Dear all".encode("utf-16"), "plain text without columns"),
    "noise": (b"\x01\x02\x03\x04" * 50, "We cannot tell what kind of file this is"),
    "web page": (b"<html><p>Dear all</p></html>", "web page or a paste without a table"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "This is an XML file"),
    "PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "This is a picture"),
    "rich text": (b"{\\rtf1 }", "rich text"),
    "archive": (b"7z\xbc\xaf\x27\x1c", "compressed archive"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "broken xls": (OLE + "Workbook".encode("utf-16-le"), "damaged"),
    "old doc": (OLE + "WordDocument".encode("utf-16-le"), "old Word document"),
    "broken Word": (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "damaged"),
    "unknown kind": (zipped({"mimetype": "x", "content.xml": ""}), "zip file of something else"),
    "binary workbook": (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), ".xlsb"),
    "zip of something else": (zipped({"a.txt": "a"}), "zip file of something else"),
    "empty zip": (zipped({}), "zip file of something else"),
    "half a workbook": (make_workbook(ROW)[:2000], "damaged"),
    "a zip's first bytes": (b"PK\x03\x04", "damaged"),
    "no sheet part": (
        zipped({k: v for k, v in parts_of(make_workbook(ROW)).items() if k != SHEET}),
        "damaged",
    ),
    "broken sheet XML": (changed(SHEET, b"</sheetData>.*", b""), "damaged"),
    "broken styles": (with_part("xl/styles.xml", b"<styleSheet"), "damaged"),
    "nothing in it": (with_sheet_data(b""), "There is nothing in this workbook"),
    "bomb": (with_part(SHEET, 300), "too large"),
    "bomb of texts": (with_part("xl/sharedStrings.xml", 60), "too large"),
    "too many parts": (
        zipped({**parts_of(make_workbook(ROW)), **{f"{n}.txt": "" for n in range(2001)}}),
        "too large",
    ),
    "lying sizes": (lying_sizes(), "damaged"),
    "entities": (with_part("xl/sharedStrings.xml", LAUGHS + b"<sst>&j;</sst>"), "DOCTYPE"),
    "entities in UTF-16": (
        with_part("xl/styles.xml", (LAUGHS + b"<a/>").decode().encode("utf-16")),
        "DOCTYPE",
    ),
    "far row": (
        with_sheet_data(b'<row r="1048576">' + text_cell("A1048576", "x").encode() + b"</row>"),
        "row 1,048,576",
    ),
    "far column": (
        with_sheet_data(table(HEADER + text_cell("XFD1", "x"))),
        "column XFD",
    ),
    "too many cells": (with_sheet_data(table(*["<c/>" * 16_384] * 30)), "cells"),
    "too much text": (
        with_sheet_data(table(*[text_cell("A1", "x" * 30_000)] * 800)),
        "too much text",
    ),
    "deep XML": (with_sheet_data(b"<row>" * 200_000 + b"</row>" * 200_000), ""),
    "wrong root": (with_part(SHEET, b"<a/>"), "nothing in this workbook"),
}

READABLE = {
    "path out of its folder": with_part("../../../tmp/escaped.xml", b"<a/>"),
    "wrong dimension": changed(SHEET, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"'),
    "no dimension": changed(SHEET, rb'<dimension ref="[^"]*" ?/>', b""),
    "padded to the last column": with_sheet_data(
        table(
            HEADER + "<c/>" * 16_380,
            *[
                "".join(text_cell(f"{c}{n}", t) for c, t in zip("ABCD", ROW, strict=True))
                + "<c/>" * 8_000
                for n in (2,)
            ],
        )
    ),
    "Strict Open XML": changed(
        "xl/workbook.xml", MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "bomb in a part that nobody reads": with_part("xl/media/x.xml", 60),
    "entities in a part that nobody reads": with_part("xl/theme/theme1.xml", LAUGHS + b"<a/>"),
    "picture inside": with_part("xl/media/image1.png", b"\x00" * 1_000_000),
}
