"""Which kinds of file are taken, told by the ending of the name and by the bytes: both must agree.

Each kind is one that council staff keep evidence in, and that can be looked through without
opening it. Kinds in which a program can hide are refused with what to do instead.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from actions.uploads import office
from actions.uploads.names import ending_of
from actions.uploads.refused import RefusedFile

_START = 64 * 1024
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Kind:
    """A kind of file: the type it is given out under, and how its bytes are looked at."""

    said: str
    media_type: str
    family: str  # "ooxml", "opendocument", "starts" (by its first bytes), "text", "mail"


_OOXML = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_JPEG = Kind("JPEG picture", "image/jpeg", "starts")
_HEIC = Kind("HEIC picture", "image/heic", "starts")

TAKEN = {
    "pdf": Kind("PDF", "application/pdf", "starts"),
    "docx": Kind("Word document", f"{_OOXML}wordprocessingml.document", "ooxml"),
    "xlsx": Kind("Excel workbook", f"{_OOXML}spreadsheetml.sheet", "ooxml"),
    "pptx": Kind("PowerPoint presentation", f"{_OOXML}presentationml.presentation", "ooxml"),
    "odt": Kind("OpenDocument text", f"{_OPEN}text", "opendocument"),
    "ods": Kind("OpenDocument spreadsheet", f"{_OPEN}spreadsheet", "opendocument"),
    "odp": Kind("OpenDocument presentation", f"{_OPEN}presentation", "opendocument"),
    "csv": Kind("CSV table", "text/csv", "text"),
    "txt": Kind("text", "text/plain", "text"),
    "png": Kind("PNG picture", "image/png", "starts"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "heic": _HEIC,
    "heif": _HEIC,
    # No browser is told that it could show a message, which may hold a web page.
    "eml": Kind("email message", UNKNOWN, "mail"),
    "msg": Kind("Outlook message", "application/vnd.ms-outlook", "starts"),
}
SAFE_TYPES = {kind.media_type for kind in TAKEN.values()}
IN_WORDS = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods, .odp), .csv, "
    ".txt, email (.eml, .msg) or a picture (.jpg, .png, .heic)"
)
ACCEPT = ",".join(f".{ending}" for ending in TAKEN)  # for the browser's own chooser

# puremagic's word for a kind, where it is not the ending: old Office files share one beginning.
_STARTS_AS = {"heic": ".heif", "heif": ".heif", "msg": ".doc"}

_ARCHIVE = (
    "Archives are not taken, because what is in them cannot be told. Unpack it and bring each file."
)
_OLD = "This old kind of Office file can hide programs. Open it, save it as {new} and bring that."
_MACROS = "Files that can hold macros are not taken. Open it, save it as {new} and bring that."
_PAGE = "Web pages are not taken, because they can run programs. Print it to a PDF and bring that."
_PICTURE = "This kind of picture is not taken. Save it as .png or .jpg and bring that."
_PROGRAM = "Programs are not taken."
_INSTEAD = (
    {"doc": _OLD.format(new=".docx"), "xls": _OLD.format(new=".xlsx"),
     "ppt": _OLD.format(new=".pptx"), "rtf": _OLD.format(new=".docx")}
    | dict.fromkeys(["docm", "dotm", "dot", "dotx"], _MACROS.format(new=".docx"))
    | dict.fromkeys(["xlsm", "xltm", "xlsb", "xlam", "xltx"], _MACROS.format(new=".xlsx"))
    | dict.fromkeys(["pptm", "potm", "ppsm", "ppam", "ppsx"], _MACROS.format(new=".pptx"))
    | dict.fromkeys(["zip", "7z", "rar", "gz", "tar", "tgz", "bz2", "xz", "cab", "iso"], _ARCHIVE)
    | dict.fromkeys(["html", "htm", "xhtml", "mht", "mhtml", "xml", "svg", "svgz"], _PAGE)
    | dict.fromkeys(["gif", "webp", "bmp", "tif", "tiff", "avif"], _PICTURE)
    | dict.fromkeys(["exe", "com", "bat", "cmd", "js", "vbs", "ps1", "msi", "scr", "jar", "lnk"],
                    _PROGRAM)
)  # fmt: skip

_MARKUP = re.compile(rb"<(?:script|html|svg|iframe|body|!doctype\s+html)\b", re.IGNORECASE)
_BEGINS_AS_MARKUP = re.compile(r"<[a-z!?/]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEADER = re.compile(r"(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.ASCII)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, opened: BinaryIO) -> Kind:
    """The kind of a file that is taken. Raises RefusedFile with a sentence.

    `opened` can be sought in; it is left at its start.
    """
    ending = ending_of(name)
    if ending not in TAKEN:
        said = _INSTEAD.get(ending) or "Files of this kind are not taken."
        raise RefusedFile(f"{said} You can bring {IN_WORDS}.")
    kind = TAKEN[ending]
    opened.seek(0)
    start = opened.read(_START)
    if not start:
        raise RefusedFile("This file is empty. Check that it was saved, and bring it again.")
    _LOOKED_AT_BY[kind.family](ending, kind, start, opened)
    opened.seek(0)
    return kind


def _look_at_ooxml(ending, kind, start, opened):
    if start.startswith(office.OLE):
        raise RefusedFile(office.LOCKED)
    if not start.startswith(office.ZIP):
        raise _is_not(ending, kind)
    office.check_ooxml(opened, kind.media_type, _is_not(ending, kind))


def _look_at_open_document(ending, kind, start, opened):
    if not start.startswith(office.ZIP):
        raise _is_not(ending, kind)
    office.check_open_document(opened, kind.media_type, _is_not(ending, kind))


def _look_at_start(ending, kind, start, opened):
    """By the first bytes; and nothing that a browser or an unzipper would take for its own."""
    if _STARTS_AS.get(ending, f".{ending}") not in _endings_of(start):
        raise _is_not(ending, kind)
    if ending == "msg":
        office.check_outlook_message(opened, _is_not(ending, kind))
    elif not _has_a_whole_header(ending, start):
        raise _is_not(ending, kind)
    if ending != "msg" and (_MARKUP.search(start[:4096]) or zipfile.is_zipfile(opened)):
        raise RefusedFile(
            f"This {kind.said} is also a file of another kind. Print or save it afresh, and bring "
            "that."
        )


def _look_at_text(ending, kind, start, opened):
    text = _as_text(start)
    if text is None:
        raise _is_not(ending, kind)
    if _BEGINS_AS_MARKUP.match(text.lstrip("\ufeff \t\r\n\x0b\x0c")) or _MARKUP.search(
        start[:4096]
    ):
        raise RefusedFile(f"This is a web page and not {_a(kind.said)}. {_PAGE}")


def _look_at_mail(ending, kind, start, opened):
    text = _as_text(start)
    if text is None or not _HEADER.match(text.lstrip("\ufeff").replace("\r\n", "\n")):
        raise _is_not(ending, kind)


_LOOKED_AT_BY = {
    "ooxml": _look_at_ooxml,
    "opendocument": _look_at_open_document,
    "starts": _look_at_start,
    "text": _look_at_text,
    "mail": _look_at_mail,
}


def _endings_of(start):
    """Every ending that files with such first bytes have."""
    try:
        return {match.extension for match in puremagic.magic_string(start)}
    except puremagic.PureError:
        return set()


def _as_text(start):
    """The start of a text, or None where it is not one."""
    if start.startswith(_UTF_16):
        text = start.decode("utf-16", "replace")
    else:
        text = start.decode("cp1252", "replace")  # for signs of control it is all one
    return None if _CONTROL.search(text) else text


def _has_a_whole_header(ending, start):
    """Whether what follows the first bytes is what must follow them."""
    if ending == "png":
        return start[8:16] == b"\x00\x00\x00\rIHDR" and all(map(any, (start[16:20], start[20:24])))
    if ending in ("jpg", "jpeg"):
        length = int.from_bytes(start[4:6], "big")
        return length >= 2 and start[4 + length : 5 + length] in (b"\xff", b"")
    return True


def _is_not(ending, kind):
    return RefusedFile(
        f"This file is called .{ending}, but it is not {_a(kind.said)}. Open it in the program it "
        "was made with, save it again and bring that."
    )


def _a(said):
    return f"an {said}" if said[0] in "aeioAEIO" else f"a {said}"
