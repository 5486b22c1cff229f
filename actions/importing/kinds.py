"""Tells what a file is by its first bytes, never by its name, and hands it to what reads it.

Every door gives the same sheets; what can't be read gets a sentence that says what it is and what
to do. Runs inside the child process that `sandbox` starts.
"""

import re
from collections.abc import Callable

from . import calamine, clipboard, delimited, word, workbook
from .grid import Sheet
from .package import MAX_FILE_BYTES, Package
from .problems import Unreadable
from .refusals import (
    COPY_THE_TABLE,
    DAMAGED,
    EMPTY_FILE,
    LOCKED,
    SAVE_AS_XLSX,
    TOO_LARGE,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_START = 4096

_PICTURE = "This is a picture. Send the workbook or document that the table was made in."
_ARCHIVE = "This is a compressed archive. Unpack it and send the file inside."
_RICH_TEXT = (
    "This is a rich text document (.rtf). Open it in Word, save it as a Word document (.docx) and "
    "send that."
)
_APPLE = (
    "This is an Apple Numbers or Pages document. Export it to Excel (.xlsx) or Word (.docx) and "
    "send that."
)
_PROGRAM = "This is a program, not a document, so it was not opened."
_PDF = "This is a PDF. Send the workbook or document that the PDF was made from."
_SIGNATURES = (
    (rb"%PDF-", _PDF),
    (rb"\x89PNG", _PICTURE),
    (rb"\xff\xd8\xff", _PICTURE),
    (rb"GIF8[79]a", _PICTURE),
    (rb"BM.{4}\x00\x00", _PICTURE),
    (rb"II\*\x00|MM\x00\*", _PICTURE),
    (rb"RIFF.{4}WEBP", _PICTURE),
    (rb".{4}ftyp(?:hei|hev|mif|msf|avi)", _PICTURE),
    (rb".{4}ftyp|RIFF.{4}(?:WAVE|AVI )|ID3.\x00", "This is a recording, which cannot be read."),
    (rb"\{\\rtf", _RICH_TEXT),
    (rb"7z\xbc\xaf|Rar!\x1a|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ", _ARCHIVE),
    (rb"MZ(?=[^\n]{0,80}\x00)|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", _PROGRAM),
    (rb"SQLite format 3\x00", "This is a database, which cannot be read."),
)  # fmt: skip
_SIGNATURES = tuple((re.compile(sign, re.DOTALL), sentence) for sign, sentence in _SIGNATURES)

# A stream's name in an OLE file is in UTF-16 ([MS-CFB] 2.6.1). The surest come first.
_OLE_STREAMS = (
    ("EncryptedPackage", LOCKED.format(kind="workbook or document", program="Excel or Word")),
    ("__substg1.0_", "This is an email message (.msg). Save what is attached to it and send that."),
    (
        "WordDocument",
        "This is an old Word document (.doc). Open it in Word, save it as a Word document (.docx) "
        "and send that.",
    ),
    (
        "PowerPoint Document",
        "This is a PowerPoint presentation. Copy its table into a new workbook and send that.",
    ),
)
# A part that shows which program wrote a zip.
_OTHER_PACKAGES = (
    (
        "ppt/presentation.xml",
        "This is a PowerPoint presentation. Copy its table into a new workbook and send that.",
    ),
    ("xl/workbook.bin", "This is an Excel Binary Workbook (.xlsb). " + SAVE_AS_XLSX),
    ("index/document.iwa", _APPLE),
    ("index.zip", _APPLE),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MAIL = re.compile(
    rb"(?:[\w-]{1,60}:[^\n]{0,1000}\r?\n(?:[ \t][^\n]{0,1000}\n){0,50}){0,40}"
    rb"(?:MIME-Version|Received|Return-Path|Message-ID): ",
    re.IGNORECASE,
)
_WEB_ARCHIVE = re.compile(rb"^(?:Content-Type: *multipart/related|X-Document-Type)", re.I | re.M)


def read(data: bytes, hint: str = "") -> list[Sheet]:
    """Return the sheets of a file of any kind, or raise Unreadable with a sentence.

    `hint` is the end of its name, "csv" or "tsv"; it only breaks a tie between these.
    """
    if not data:
        raise Unreadable(EMPTY_FILE)
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(_OLE):
        return _read_ole(data)
    if data.startswith(_ZIP):
        return _read_zip(data)
    start = data[:_START]
    for signature, sentence in _SIGNATURES:
        if signature.match(start):
            raise Unreadable(sentence)
    return _read_text(data, hint)


def _read_ole(data: bytes) -> list[Sheet]:
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise Unreadable(sentence)
    return calamine.read(data, "old Excel file (.xls)")


def _read_zip(data: bytes) -> list[Sheet]:
    package = Package(data)
    reader = _package_reader(package)
    if reader:
        return reader(package)
    if "mimetype" in package:
        return _read_open_document(package, data)
    for part, sentence in _OTHER_PACKAGES:
        if part in package:
            raise Unreadable(sentence)
    if "[content_types].xml" in package:
        raise Unreadable(DAMAGED)
    raise Unreadable(
        "This is a zip file of something else. If the workbook or document is inside it, unpack it "
        "and send that file."
    )


def _package_reader(package: Package) -> Callable[[Package], list[Sheet]] | None:
    if "[content_types].xml" not in package:
        return None
    main = package.main_part("")
    folder = main.partition("/")[0] if main.endswith(".xml") else ""
    if workbook.WORKBOOK in package or folder == "xl":
        return workbook.read_package
    if word.DOCUMENT in package or folder == "word":
        return word.read_package
    return None


def _read_open_document(package: Package, data: bytes) -> list[Sheet]:
    kind = package.read("mimetype")[:100].decode("ascii", "replace")
    if not kind.startswith(_OPEN_DOCUMENT):
        raise Unreadable("This is a zip file of something else, which cannot be read.")
    manifest = "meta-inf/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise Unreadable(LOCKED.format(kind="file", program="LibreOffice"))
    if "spreadsheet" not in kind:
        raise Unreadable(
            "This is an OpenDocument text or presentation. Open it in Word or LibreOffice, save it "
            "as a Word document (.docx) and send that."
        )
    package.check_parts()
    return calamine.read(data, "OpenDocument spreadsheet (.ods)")


def _read_text(data: bytes, hint: str) -> list[Sheet]:
    text, notes = delimited.decode(data)
    start = text[:_START].lstrip("\ufeff \t\r\n").lower()
    if not text.strip("\x00\ufeff \t\r\n"):
        raise Unreadable(
            "This file holds nothing but empty bytes or spaces. Check that it was saved, and send "
            "it again."
        )
    if clipboard.is_html(start):
        return clipboard.read(text, notes)
    sentence = _about_text(data, start)
    if sentence:
        raise Unreadable(sentence)
    return delimited.read(text, hint, notes)


def _about_text(data: bytes, start: str) -> str:
    """Return what is said of text that is no table, or ""."""
    if delimited.is_noise(start):
        return "We cannot tell what kind of file this is. " + SAVE_AS_XLSX
    if b"%PDF-" in data[:1024]:
        return _PDF
    if start.startswith("<?xml") or (start.startswith("<") and "xmlns" in start):
        return "This is an XML file. " + SAVE_AS_XLSX
    if _MAIL.match(data[:_START]):
        if _WEB_ARCHIVE.search(data[:_START]):
            return "This is a web page saved as one file. " + SAVE_AS_XLSX
        return "This is an email message. Save what is attached to it and send that."
    if start.startswith(('{"', "[{", "{\n", "{\r")):
        return "This is a file of data for programs (JSON). " + COPY_THE_TABLE
    return ""
