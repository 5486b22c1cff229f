"""Files that nobody should be able to bring as evidence, and honest ones that everybody should."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def png() -> bytes:
    def chunk(name, data):
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\x00\x00")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + app0 + b"\xff\xdb\x00\x43\x00" + b"\x01" * 64 + b"\xff\xd9"


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


def zipped(parts: dict[str, bytes], *, stored=("mimetype",), comment=b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, kind)
        made.comment = comment
    return file.getvalue()


def types(ending: str, more: str = "", main: str = "main+xml") -> bytes:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/a.xml" ContentType="{_MAIN[ending]}.{main}"/>'
        f"{more}</Types>"
    ).encode()


def ooxml(ending: str, more: dict[str, bytes] | None = None, said: bytes | None = None) -> bytes:
    return zipped({"[Content_Types].xml": said or types(ending), "a.xml": b"<a/>"} | (more or {}))


def open_document(ending: str, more: dict[str, bytes] | None = None, manifest=b"<m/>") -> bytes:
    parts = {"mimetype": _OPEN[ending].encode(), "content.xml": b"<a/>"}
    return zipped(parts | {"META-INF/manifest.xml": manifest} | (more or {}))


def outlook() -> bytes:
    return OLE + b"\x00" * 600 + "__substg1.0_0037001F".encode("utf-16-le") + b"\x00" * 600


def locked_by_its_flag(data: bytes) -> bytes:
    """The same zip, whose list says that its parts have a password."""
    place = data.rindex(b"PK\x01\x02")
    return data[: place + 8] + b"\x01" + data[place + 9 :]


def lying_about_its_size() -> bytes:
    """A part that says it is small, and is 60 MB of nothing."""
    data = zipped({"[Content_Types].xml": b" " * 60_000_000})
    place = data.rindex(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<I", 40) + data[place + 28 :]


def a_long_list(parts=5_100) -> bytes:
    return zipped({f"{n}": b"" for n in range(parts)})


def packed_in_a_broken_way(packed: int) -> bytes:
    """Its one part can't be inflated: the stream that it is packed in makes no sense."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as made:
        made.writestr("[Content_Types].xml", types("docx"))
    data, begins = file.getvalue(), 30 + len("[Content_Types].xml")
    # Past the four bytes that tell how a stream of LZMA was made.
    return data[: begins + 4] + b"\xff" * 40 + data[begins + 44 :]


MACRO_TYPE = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_ENABLED = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

# What it is: its name, its bytes, and a part of the sentence that refuses it.
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "web page": ("page.html", HTML, "Web pages are not taken"),
    "web page, htm": ("page.HTM", HTML, "Web pages are not taken"),
    "web page as xhtml": ("page.xhtml", HTML, "Web pages are not taken"),
    "web archive": ("page.mhtml", b"MIME-Version: 1.0\n", "Web pages are not taken"),
    "web page called a text": ("page.txt", HTML, "web page"),
    "web page called a table": ("page.csv", b"\xef\xbb\xbf \n<HTML><body>", "web page"),
    "web page called a text, in UTF-16": ("page.txt", HTML.decode().encode("utf-16"), "web page"),
    "web page called a picture": ("page.png", HTML, "not a PNG picture"),
    "web page called a PDF": ("page.pdf", HTML, "not a PDF"),
    "script in a text": ("notes.txt", b"Notes\n<script>alert(1)</script>", "web page"),
    "drawing that runs scripts": ("logo.svg", SVG, "Web pages are not taken"),
    "drawing called a picture": ("logo.png", SVG, "not a PNG picture"),
    "drawing called a text": ("logo.txt", SVG, "web page"),
    "XML": ("data.xml", b"<?xml version='1.0'?><a/>", "Web pages are not taken"),
    "XML called a text": ("data.txt", b"<?xml version='1.0'?><a/>", "web page"),
    "script": ("run.js", b"alert(1)", "Programs are not taken"),
    "program": ("run.exe", b"MZ\x90\x00", "Programs are not taken"),
    "program called a PDF": ("run.pdf", b"MZ\x90\x00" + b"\x00" * 99, "not a PDF"),
    "program called a text": ("run.txt", b"MZ\x90\x00" + b"\x00" * 99, "not a text"),
    "program with two endings": ("report.pdf.exe", b"MZ\x90\x00", "Programs are not taken"),
    "program with a turned name": ("report\u202efdp.exe", b"MZ", "Programs are not taken"),
    "program behind spaces": ("report.pdf          .exe", b"MZ", "Programs are not taken"),
    "program behind a dot": ("report.exe.", b"MZ", "Programs are not taken"),
    "shortcut": ("report.lnk", b"L\x00\x00\x00", "Programs are not taken"),
    "archive": ("all.zip", zipped({"a.txt": b"a"}), "Archives are not taken"),
    "archive of another kind": ("all.7z", b"7z\xbc\xaf\x27\x1c", "Archives are not taken"),
    "archive called a document": ("all.docx", zipped({"a.txt": b"a"}), "not a Word document"),
    "archive called a PDF": ("all.pdf", zipped({"a.txt": b"a"}), "not a PDF"),
    "workbook with macros": ("book.xlsm", ooxml("xlsx"), "can hold macros"),
    "document with macros": ("letter.docm", ooxml("docx"), "can hold macros"),
    "slides with macros": ("slides.pptm", ooxml("pptx"), "can hold macros"),
    "binary workbook": ("book.xlsb", ooxml("xlsx"), "can hold macros"),
    "macros called a document": (
        "letter.docx", ooxml("docx", {"word/vbaProject.bin": b"x"}), "holds macros",
    ),
    "macros called a workbook": (
        "book.xlsx", ooxml("xlsx", {"XL\\VBAPROJECT.BIN": b"x"}), "holds macros",
    ),
    "macros under another name": (
        "letter.docx", ooxml("docx", {"b.bin": b"x"}, types("docx", MACRO_TYPE)), "holds macros",
    ),
    "macros of a type that says so": (
        "book.xlsx", ooxml("xlsx", said=types("xlsx").replace(b"</Types>", _ENABLED)), "macros",
    ),
    "old macro sheet": (
        "book.xlsx", ooxml("xlsx", {"xl/macrosheets/sheet1.xml": b"<a/>"}), "holds macros",
    ),
    "macro type spelled with entities": (
        "letter.docx",
        ooxml("docx", said=types("docx", MACRO_TYPE.replace("vba", "&#118;ba"))),
        "not a Word document",
    ),
    "types with a DOCTYPE": (
        "letter.docx", ooxml("docx", said=b"<!DOCTYPE a []>" + types("docx")), "not a Word",
    ),
    "macros in an OpenDocument": (
        "letter.odt", open_document("odt", {"Basic/Standard/Module1.xml": b"x"}), "holds macros",
    ),
    "scripts in an OpenDocument": (
        "sheet.ods", open_document("ods", {"Scripts/python/run.py": b"x"}), "holds macros",
    ),
    "OpenDocument with a password": (
        "letter.odt", open_document("odt", manifest=b"<m:encryption-data/>"), "has a password",
    ),
    "document with a password": ("letter.docx", OLE + b"\x00" * 900, "has a password"),
    "document with locked parts": (
        "letter.docx", locked_by_its_flag(ooxml("docx")), "has a password",
    ),
    "document called a workbook": ("book.xlsx", ooxml("docx"), "not an Excel workbook"),
    "text document called a spreadsheet": ("sheet.ods", open_document("odt"), "not an Open"),
    "old document": ("letter.doc", OLE + b"\x00" * 900, "old kind of Office file"),
    "old workbook": ("book.xls", OLE + b"\x00" * 900, "old kind of Office file"),
    "rich text": ("letter.rtf", rb"{\rtf1 x}", "old kind of Office file"),
    "old document called a message": ("letter.msg", OLE + b"\x00" * 900, "not an Outlook"),
    "broken document": ("letter.docx", ooxml("docx")[:-30], "damaged"),
    "document without a list": ("letter.docx", b"PK\x03\x04" + b"\x00" * 60, "damaged"),
    "zip that lies about its size": ("letter.docx", lying_about_its_size(), ""),
    "list of types that inflates without end": (
        "letter.docx", zipped({"[Content_Types].xml": b" " * 9_000_000}), "not a Word",
    ),
    "zip whose deflated part is broken": (
        "letter.docx", packed_in_a_broken_way(zipfile.ZIP_DEFLATED), "damaged",
    ),
    "zip whose part in LZMA is broken": (
        "letter.docx", packed_in_a_broken_way(zipfile.ZIP_LZMA), "damaged",
    ),
    "zip whose part in BZIP2 is broken": (
        "letter.docx", packed_in_a_broken_way(zipfile.ZIP_BZIP2), "damaged",
    ),
    "zip with thousands of parts": ("letter.docx", a_long_list(), "too many parts"),
    "PDF that is also a zip": (
        "report.pdf", PDF + zipped({"a.txt": b"a"}), "also a file of another kind",
    ),
    "PDF that is also a web page": (
        "report.pdf", PDF.replace(b"1 0 obj", HTML), "also a file of another kind",
    ),
    "PDF that begins late": ("report.pdf", b"x" * 40 + PDF, "not a PDF"),
    "picture that is also a zip": (
        "photo.jpg", jpeg() + zipped({"a.txt": b"a"}), "also a file of another kind",
    ),
    "picture that is also a web page": (
        "photo.png", png() + HTML, "also a file of another kind",
    ),
    "picture cut short": ("photo.png", png()[:12], "not a PNG"),
    "picture of no size": ("photo.png", png().replace(png()[16:20], b"\0\0\0\0"), "not a PNG"),
    "picture without a header": ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x01", "not a JPEG"),
    "picture of a kind that few can open": ("photo.webp", b"RIFF", "kind of picture"),
    "recording called a picture": ("photo.heic", b"\0\0\0\x18ftypmp42", "not a HEIC"),
    "nothing": ("report.pdf", b"", "empty"),
    "name without an ending": ("report", PDF, "not taken"),
    "name that is an ending": (".htaccess", b"SetHandler x", "not taken"),
    "ending hidden by a NUL": ("run.exe\x00.pdf", b"MZ\x90\x00" + b"\x00" * 99, "not a PDF"),
    "noise called a table": ("table.csv", bytes(range(256)) * 4, "not a CSV table"),
    "noise called a message": ("mail.eml", b"no header at all", "not an email"),
}  # fmt: skip

# What it is: the name it is brought under, its bytes, and the name it is shown under.
TAKEN: dict[str, tuple[str, bytes, str]] = {
    "PDF": ("report.pdf", PDF, "report.pdf"),
    "PDF in capitals": ("REPORT.PDF", PDF, "REPORT.PDF"),
    "document": ("letter.docx", ooxml("docx"), "letter.docx"),
    "workbook": ("book.xlsx", ooxml("xlsx"), "book.xlsx"),
    "slides": ("slides.pptx", ooxml("pptx"), "slides.pptx"),
    "OpenDocument text": ("letter.odt", open_document("odt"), "letter.odt"),
    "OpenDocument spreadsheet": ("sheet.ods", open_document("ods"), "sheet.ods"),
    "table": ("table.csv", "Ort;Größe\nÜ;1".encode("cp1252"), "table.csv"),
    "formula in a table": ("table.csv", b"=cmd|'/c calc'!A1,1\n", "table.csv"),
    "text in UTF-16": ("notes.txt", "Six of nine".encode("utf-16"), "notes.txt"),
    "comparison in a text": ("notes.txt", b"if a < b and c > d", "notes.txt"),
    "picture": ("photo.png", png(), "photo.png"),
    "photograph": ("photo.jpeg", jpeg(), "photo.jpeg"),
    "photograph of a telephone": ("photo.heic", heic(), "photo.heic"),
    "message": ("mail.eml", b"From: a@b.example\r\nTo: c@d.example\r\n\r\n<html>", "mail.eml"),
    "message of Outlook": ("mail.msg", outlook(), "mail.msg"),
    # Awkward names: shown without what could mislead, and never used as a path.
    "path": ("../../../etc/passwd.txt", b"x", "passwd.txt"),
    "path of Windows": (r"C:\Windows\System32\report.txt", b"x", "report.txt"),
    "turned name": ("rep\u202etxt.exe.txt", b"x", "rep txt.exe.txt"),
    "controls in a name": (
        "re\tport\r\nSet-Cookie: a=b\x7f.txt", b"x", "re port Set-Cookie_ a=b.txt",
    ),
    "device": ("CON.txt", b"x", "_CON.txt"),
    "device with a number": ("com1.report.txt", b"x", "_com1.report.txt"),
    "endless name": ("ü" * 240 + ".txt", b"x", "ü" * 88 + ".txt"),
    "name of signs": ('a<b>|"c?*.txt', b"x", "a_b___c__.txt"),
    "markup in a name": (
        "<img src=x onerror=alert(1)>.txt", b"x", "_img src=x onerror=alert(1)_.txt",
    ),
    "two endings": ("report.exe.pdf", PDF, "report.exe.pdf"),
}  # fmt: skip
