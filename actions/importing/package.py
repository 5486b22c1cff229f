"""The zip that an Office file is, opened so that nothing in it can do harm.

Sizes in a zip's directory can lie, so bytes are counted as they inflate. Nothing is ever extracted,
so a member whose name climbs out of its folder is harmless. No part is parsed into a tree.
"""

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NoReturn
from xml.parsers import expat

from .problems import Unreadable
from .refusals import DAMAGED, HAS_DOCTYPE, SAVE_AS_XLSX, TOO_LARGE

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PARTS = 2_000
MAX_PART_BYTES = 48 * 1024 * 1024
MAX_TOTAL_BYTES = 96 * 1024 * 1024
_BLOCK = 64 * 1024
_MAX_RELATIONSHIPS = 100_000
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_PARSED = (".xml", ".rels", ".vml", ".rdf")

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


@dataclass(frozen=True)
class Relationship:
    """What one part of a package says of another part, or of an address outside."""

    kind: str  # the last word of its type: "worksheet", "comments", "hyperlink"
    target: str
    is_outside: bool


class Package:
    """The parts of a zip by name. Whatever is wrong with it raises Unreadable with a sentence."""

    def __init__(self, data: bytes) -> None:
        with _in_words():
            self._zip = zipfile.ZipFile(BytesIO(data))
        members = self._zip.infolist()
        if len(members) > MAX_PARTS:
            raise Unreadable(TOO_LARGE)
        if any(member.flag_bits & 0x1 for member in members):
            raise Unreadable(
                "This file is a zip with a password, so it cannot be read. Take the password off "
                "and send it again."
            )
        self._members = {_name(member.filename): member for member in members}
        self._left = MAX_TOTAL_BYTES

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._members

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, in small letters."""
        return list(self._members)

    def parse(
        self, name: str, start: Start, end: End | None = None, text: Text | None = None
    ) -> None:
        """Pass the elements of a part to handlers, under names such as "namespace element"."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        parser.ExternalEntityRefHandler = _refuse
        try:
            for block in self._blocks(name):
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unreadable(DAMAGED) from error

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return what a part is related to, by the id it uses; "" stands for the package."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relationship] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element != _RELATIONSHIP or len(found) > _MAX_RELATIONSHIPS:
                return
            is_outside = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = Relationship(kind, target, is_outside)

        if rels in self:
            self.parse(rels, start)
        return found

    def main_part(self, usually: str) -> str:
        """Return the part that the package is about."""
        if usually in self:
            return usually
        related = self.relationships("").values()
        return next((r.target for r in related if r.kind == "officeDocument"), usually)

    def check_parts(self) -> None:
        """Inflate every part that a parser not ours may read, keeping none of it."""
        for name in self._members:
            if name.endswith(_PARSED):
                self._check_part(name)

    def read(self, name: str) -> bytes:
        """Return a part whole."""
        return b"".join(self._blocks(name))

    def _check_part(self, name: str) -> None:
        last = b""
        for block in self._blocks(name):
            # Without its zero bytes, text in UTF-16 reads as ASCII does.
            if _DECLARES.search((last + block).replace(b"\x00", b"")):
                raise Unreadable(HAS_DOCTYPE)
            last = block[-32:]

    def _blocks(self, name: str) -> Iterator[bytes]:
        member = self._members.get(_name(name))
        if member is None:
            raise Unreadable(DAMAGED)
        size = 0
        with _in_words(), self._zip.open(member) as part:
            while block := part.read(_BLOCK):
                size += len(block)
                self._left -= len(block)
                if size > MAX_PART_BYTES or self._left < 0:
                    raise Unreadable(TOO_LARGE)
                yield block


class _in_words:
    """Turns what a broken zip raises into a sentence."""

    def __enter__(self) -> None:
        """Do nothing yet."""

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        # Of its own kind alone: any other RuntimeError is a fault of ours and must be heard of.
        if isinstance(error, NotImplementedError):
            raise Unreadable(
                "This file is packed in a way that cannot be read. " + SAVE_AS_XLSX
            ) from error
        if isinstance(error, _BROKEN):
            raise Unreadable(DAMAGED) from error


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse(*declared: object) -> NoReturn:
    """Stop at a DOCTYPE or an entity, which may stand for any amount of text."""
    raise Unreadable(HAS_DOCTYPE)
