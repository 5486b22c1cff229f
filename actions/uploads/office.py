"""A bounded look into office files: whether one is what it says, open to be read, and without
programs. Only the list of its parts and one or two small parts are read.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from actions.uploads.refused import RefusedFile

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MACROS = (
    "This file holds macros, which can run programs. Save it without them (as .docx, .xlsx or "
    ".pptx) and bring that."
)
LOCKED = (
    "This file has a password, so nobody could read or check it here. Take the password off and "
    "bring it again; if only some people should read it, mark it as restricted."
)
_DAMAGED = "This file is damaged. Open it in the program it was made with, save it and bring that."

_MOST_PARTS = 5_000
_MOST_OF_THE_LIST = 2 * 1024 * 1024
_MOST_OF_A_PART = 1024 * 1024
_BLOCK = 1024 * 1024
_END = b"PK\x05\x06"
_END_OF_A_LONG_ONE = b"PK\x06\x07"
_END_SIZE, _LONGEST_REMARK = 22, 65_535
_NAME_OF_A_STREAM = "__substg1.0_".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, OSError, ValueError, NotImplementedError,
)  # fmt: skip
_HOLD_PROGRAMS = ("vbaproject", "vbadata", "macrosheets/", "basic/", "scripts/")


def check_ooxml(opened: BinaryIO, media_type: str, is_not: RefusedFile):
    """Raise RefusedFile unless this is a Word, Excel or PowerPoint file without macros."""
    with _parts(opened) as parts:
        said = _read(parts, "[Content_Types].xml", is_not).lower()
        # An entity could spell the name of what is looked for.
        if b"<!" in said or b"&#" in said:
            raise is_not
        if b"macroenabled" in said or b"vbaproject" in said or b"macrosheet" in said:
            raise RefusedFile(MACROS)
        if f"{media_type}.main+xml".lower().encode() not in said:
            raise is_not


def check_open_document(opened: BinaryIO, media_type: str, is_not: RefusedFile):
    """Raise RefusedFile unless this is an OpenDocument file of this type without macros."""
    with _parts(opened) as parts:
        if _read(parts, "mimetype", is_not).strip() != media_type.encode():
            raise is_not
        if b"encryption-data" in _read(parts, "META-INF/manifest.xml", is_not):
            raise RefusedFile(LOCKED)


def check_outlook_message(opened: BinaryIO, is_not: RefusedFile):
    """Raise RefusedFile unless this is a message as Outlook keeps it."""
    opened.seek(0)
    last = b""
    while block := opened.read(_BLOCK):
        if _NAME_OF_A_STREAM in last + block:
            return
        last = block[-len(_NAME_OF_A_STREAM) :]
    raise is_not


def _parts(opened):
    """The zip, whose list of parts is known to be short, and to name nothing that runs."""
    _check_length_of_the_list(opened)
    opened.seek(0)
    try:
        parts = zipfile.ZipFile(opened)
    except _BROKEN as error:
        raise RefusedFile(_DAMAGED) from error
    if any(part.flag_bits & 0x1 for part in parts.infolist()):
        raise RefusedFile(LOCKED)
    names = [part.filename.replace("\\", "/").lower() for part in parts.infolist()]
    if any(sign in name for name in names for sign in _HOLD_PROGRAMS):
        raise RefusedFile(MACROS)
    return parts


def _check_length_of_the_list(opened):
    """A list of a million parts would fill the memory before its length was asked."""
    size = opened.seek(0, 2)
    opened.seek(max(0, size - _END_SIZE - _LONGEST_REMARK - len(_END_OF_A_LONG_ONE) - 16))
    tail = opened.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE or _END_OF_A_LONG_ONE in tail:
        raise RefusedFile(_DAMAGED)
    parts, length = struct.unpack("<HI", tail[place + 10 : place + 16])
    if parts > _MOST_PARTS or length > _MOST_OF_THE_LIST:
        raise RefusedFile("This file has too many parts to be looked through.")


def _read(parts, name, is_not):
    """A small part, counted as it inflates: the size in a zip's list can lie."""
    try:
        with parts.open(name) as part:
            found = part.read(_MOST_OF_A_PART + 1)
    except KeyError as error:
        raise is_not from error
    except _BROKEN as error:
        raise RefusedFile(_DAMAGED) from error
    if len(found) > _MOST_OF_A_PART:
        raise is_not
    return found
