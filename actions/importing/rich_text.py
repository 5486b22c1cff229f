"""Text in a workbook's own XML: shared strings, cells that hold their text, and comments."""

from dataclasses import dataclass, field

from .problems import Unreadable
from .refusals import DAMAGED

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the same, saved as Strict Open XML
)
_OFF = {"0", "false"}
# Where a threaded comment tells Excel versions that do not know it what to do.
_THREADED, _COMMENT = "[Threaded comment]", "Comment:"


def local_names(*names: str) -> dict[str, str]:
    """Return the names of elements by those names with their namespace before them."""
    return {f"{namespace} {name}": name for namespace in MAIN for name in names}


class RichText:
    """Gathers the text of runs, and apart from it those runs that are struck out."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a new text."""
        self.parts: list[str] = []
        self.struck: list[str] = []
        self._is_struck = self._in_text = self._in_reading_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "t":
            self._in_text = not self._in_reading_aid
        elif name == "r":
            self._is_struck = False
        elif name == "strike":
            self._is_struck = attributes.get("val") not in _OFF
        elif name == "rPh":  # how Japanese is pronounced
            self._in_reading_aid = True

    def text(self, text: str) -> None:
        """Take text, which counts only within a run."""
        if self._in_text:
            self.parts.append(text)
            if self._is_struck:
                self.struck.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_reading_aid = False


RICH_TEXT_NAMES = ("t", "r", "strike", "rPh")


@dataclass
class SharedStrings:
    """The texts that cells refer to by number, and what is struck out in them."""

    texts: list[str] = field(default_factory=list)
    struck: dict[int, str] = field(default_factory=dict)

    def text(self, number: str) -> tuple[str, str]:
        """Return a text and what of it is struck out."""
        if not number.isascii() or not number.strip().isdigit():
            raise Unreadable(DAMAGED)
        place = int(number)
        if place >= len(self.texts):
            raise Unreadable(DAMAGED)
        return self.texts[place], self.struck.get(place, "")


class SharedStringsReader:
    """Handlers for a part of shared strings."""

    _names = local_names("si", *RICH_TEXT_NAMES)

    def __init__(self) -> None:
        self.found = SharedStrings()
        self._rich = RichText()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        local = self._names.get(name)
        if local == "si":
            self._rich.clear()
        elif local:
            self._rich.start(local, attributes)

    def text(self, text: str) -> None:
        """Take text."""
        self._rich.text(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = self._names.get(name)
        if local == "si":
            if self._rich.struck:
                self.found.struck[len(self.found.texts)] = "".join(self._rich.struck)
            self.found.texts.append("".join(self._rich.parts))
        elif local:
            self._rich.end(local)


class CommentsReader:
    """Handlers for a part of cell comments: (place, text) pairs."""

    _names = local_names("comment", *RICH_TEXT_NAMES)

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._rich = RichText()
        self._place = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        local = self._names.get(name)
        if local == "comment":
            self._place = attributes.get("ref", "")
            self._rich.clear()
        elif local:
            self._rich.start(local, attributes)

    def text(self, text: str) -> None:
        """Take text."""
        self._rich.text(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = self._names.get(name)
        if local == "comment":
            text = "".join(self._rich.parts).strip()
            if text.startswith(_THREADED) and _COMMENT in text:
                text = text.partition(_COMMENT)[2].strip()
            self.found.append((self._place, text))
        elif local:
            self._rich.end(local)
