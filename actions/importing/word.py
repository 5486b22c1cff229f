"""The tables of a Word document, read straight from its XML, with the text around them.

What Word shows is what is read: bullets and numbers that it prints itself, text in boxes and nested
tables, inserted text but not deleted text. No macro is run and nothing outside the file is opened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .grid import Note, Sheet
from .package import Package, Relationship
from .pages import Table, sheets_of
from .problems import Unreadable
from .refusals import COPY_THE_TABLE, DAMAGED
from .word_cells import Cell, laid_out
from .word_lists import BULLET, ListPlace, WordLists, is_on, value_of, word_names

DOCUMENT = "word/document.xml"
_MACROS = "word/vbaproject.bin"
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_MATH_TEXT = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Choice"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_NO_TABLE = (
    "This Word document has no table, so no actions can be read from it. Put the actions in a "
    "table with a row of headings and send it again."
)
_MAX_SPAN = 200
_MAX_DEPTH = 200
# How a symbol font's characters read: bullets, ticks and arrows.
_SYMBOLS = {
    "F0B7": BULLET, "F0A7": BULLET, "F0D8": BULLET, "F076": BULLET, "F0FC": "✓", "F0FE": "☑",
    "F0FB": "✗", "F06F": "☐", "F0A8": "☐", "F0E0": "→", "F0E8": "→",
}  # fmt: skip
_TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_STORY_KINDS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_OLD = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange",
        "tblGridChange", "numberingChange")  # fmt: skip


def read_package(package: Package) -> list[Sheet]:
    """Return the tables of a document as sheets, or raise Unreadable with a sentence."""
    try:
        return _read(package)
    except (ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error


def _read(package: Package) -> list[Sheet]:
    main = package.main_part(DOCUMENT)
    related = package.relationships(main)
    lists = WordLists()
    stories: dict[str, str] = {}
    outside: list[str] = []
    by_kind = sorted(related.values(), key=lambda each: each.kind != "styles")
    for each in by_kind:
        if each.is_outside or each.target not in package:
            continue
        if each.kind in {"styles", "numbering"}:
            package.parse(each.target, lists.start)
        elif each.kind in _STORY_KINDS:
            stories |= _parsed(package, each.target, {}, WordLists(), {}).stories
        elif each.kind in {"header", "footer"}:
            outside += _texts(_parsed(package, each.target, {}, WordLists(), {}).blocks)
    document = _parsed(package, main, related, lists, stories)
    notes = [Note("macros-ignored", None, "")] if _MACROS in package else []
    return sheets_of(document.blocks, outside, notes, _NO_TABLE)


def _parsed(
    package: Package,
    part: str,
    related: dict[str, Relationship],
    lists: WordLists,
    stories: dict[str, str],
) -> "_Reader":
    reader = _Reader(related, lists, stories)
    package.parse(part, reader.start, reader.end, reader.text)
    return reader


def _texts(blocks: list[str | Table]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            texts.append(block)
        else:
            texts += [" ".join(filter(None, row)) for row in block.rows]
    return texts


@dataclass
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    place: ListPlace = field(default_factory=ListPlace)
    style: str = ""
    is_indented: bool = False


@dataclass
class _Run:
    """How a stretch of text looks."""

    is_struck: bool = False
    is_hidden: bool = False


class _Reader:
    """Handlers that gather paragraphs and tables while the elements of a document go by."""

    def __init__(
        self, related: dict[str, Relationship], lists: WordLists, stories: dict[str, str]
    ) -> None:
        self.blocks: list[str | Table] = []
        self.stories: dict[str, str] = {}
        self._related = related
        self._lists = lists
        self._known_stories = stories
        self._paragraphs: list[_Paragraph] = []
        self._run = _Run()
        self._table: list[list[Cell]] | None = None
        self._headings_are_marked = False
        self._nested = self._skipped = self._deleted = 0
        self._in_text = self._in_run = self._has_choice = False
        self._story_began = 0
        self._story = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._skipped:
            self._skipped += 1
            return
        local = _NAMES.get(name)
        if local is None:
            return
        handle = _STARTS.get(local)
        if handle:
            handle(self, local, attributes)
        elif self._in_run and self._paragraphs and not self._deleted:
            self._paragraphs[-1].parts.append(_TEXT_OF.get(local, ""))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        handle = _ENDS.get(_NAMES.get(name, ""))
        if handle:
            handle(self)

    def text(self, text: str) -> None:
        """Take text, which counts only within a run's text."""
        if not self._in_text or self._skipped or not self._paragraphs:
            return
        if self._deleted:
            self._say("deleted-text", text)
            return
        self._paragraphs[-1].parts.append(text)
        if self._run.is_struck:
            self._say("struck-out", text)
        if self._run.is_hidden:
            self._say("hidden-text", text)

    def _say(self, kind: str, text: str) -> None:
        if self._cell:
            self._cell.say(kind, text)

    @property
    def _cell(self) -> Cell | None:
        return self._table[-1][-1] if self._table and self._table[-1] else None

    # Tables

    def _start_table(self, local: str, attributes: dict[str, str]) -> None:
        if self._table is None:
            self._table = []
            self._headings_are_marked = False
            return
        self._nested += 1
        self._say("nested-table", "")

    def _end_table(self) -> None:
        if self._nested:
            self._nested -= 1
        elif self._table is not None:
            table = laid_out([row for row in self._table if row])
            table.marks_its_headings = self._headings_are_marked
            self.blocks.append(table)
            self._table = None

    def _start_row(self, local: str, attributes: dict[str, str]) -> None:
        if self._table is not None and not self._nested:
            self._table.append([])

    def _start_cell(self, local: str, attributes: dict[str, str]) -> None:
        if self._table and not self._nested:
            row = self._table[-1]
            start = row[-1].end if row else 0
            row.append(Cell(start))

    def _cell_property(self, local: str, attributes: dict[str, str]) -> None:
        if self._nested or self._cell is None:
            return
        if local == "gridSpan":
            self._cell.span = min(max(_whole(value_of(attributes)), 1), _MAX_SPAN)
        else:
            self._cell.merge = value_of(attributes) or "continue"

    def _start_headings(self, local: str, attributes: dict[str, str]) -> None:
        if self._table is not None and len(self._table) == 1 and is_on(attributes):
            self._headings_are_marked = True

    # Paragraphs

    def _start_paragraph(self, local: str, attributes: dict[str, str]) -> None:
        if len(self._paragraphs) >= _MAX_DEPTH:
            raise Unreadable(
                "This document has boxes within boxes without end, so it cannot be read. "
                + COPY_THE_TABLE
            )
        self._paragraphs.append(_Paragraph())

    def _paragraph_property(self, local: str, attributes: dict[str, str]) -> None:
        if not self._paragraphs or self._in_run:
            return
        paragraph = self._paragraphs[-1]
        if local == "pStyle":
            paragraph.style = value_of(attributes)
        elif local == "numId":
            paragraph.place.number = value_of(attributes)
        elif local == "ilvl":
            paragraph.place.level = _whole(value_of(attributes))
        else:
            paragraph.is_indented = True

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.parts)
        label = self._lists.label(paragraph.place, paragraph.style)
        if label and (text.strip() or label != BULLET):
            text = f"{label} {text}".rstrip()
        cell = self._cell
        if cell is None:
            self.blocks.append(text)
            return
        if cell.was_list and not label and text.strip() and not paragraph.is_indented:
            cell.lines.append("")  # it does not go on with the item above it
        cell.was_list = bool(label)
        cell.lines.append(text)

    # Runs

    def _start_run(self, local: str, attributes: dict[str, str]) -> None:
        self._in_run = True
        self._run = _Run()

    def _end_run(self) -> None:
        self._in_run = False
        self._run = _Run()

    def _run_property(self, local: str, attributes: dict[str, str]) -> None:
        if self._in_run:
            if local == "vanish":
                self._run.is_hidden = is_on(attributes)
            elif is_on(attributes):
                self._run.is_struck = True

    def _start_text(self, local: str, attributes: dict[str, str]) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _start_symbol(self, local: str, attributes: dict[str, str]) -> None:
        if self._paragraphs and not self._deleted:
            symbol = _SYMBOLS.get(value_of(attributes, "char").upper(), "")
            self._paragraphs[-1].parts.append(symbol)

    def _start_deleted(self, local: str, attributes: dict[str, str]) -> None:
        self._deleted += 1

    def _end_deleted(self) -> None:
        self._deleted = max(self._deleted - 1, 0)

    # What stands elsewhere: links, footnotes, comments

    def _start_link(self, local: str, attributes: dict[str, str]) -> None:
        number = next((attributes[name] for name in _RELATED if name in attributes), "")
        found = self._related.get(number)
        if found and found.is_outside:
            self._say("hyperlink", found.target[:2_000])

    def _start_reference(self, local: str, attributes: dict[str, str]) -> None:
        kind = local.removesuffix("Reference")
        text = self._known_stories.get(f"{kind} {value_of(attributes, 'id')}", "")
        if not text or self._deleted:
            return
        if self._cell:
            self._cell.say("comment" if kind == "comment" else "footnote", text)
        else:
            self.blocks.append(text)

    def _start_story(self, local: str, attributes: dict[str, str]) -> None:
        self._story = f"{local} {value_of(attributes, 'id')}"
        self._story_began = len(self.blocks)

    def _end_story(self) -> None:
        texts = _texts(self.blocks[self._story_began :])
        self.stories[self._story] = "\n".join(text for text in texts if text.strip()).strip()
        del self.blocks[self._story_began :]

    # What is not read

    def _skip(self, local: str, attributes: dict[str, str]) -> None:
        self._skipped = 1

    def _start_choice(self, local: str, attributes: dict[str, str]) -> None:
        self._has_choice = True

    def _start_fallback(self, local: str, attributes: dict[str, str]) -> None:
        if self._has_choice:  # the same text for programs that do not know the other way
            self._skipped = 1
            self._has_choice = False


_Start = Callable[[_Reader, str, dict[str, str]], None]
_STARTS: dict[str, _Start] = {
    "tbl": _Reader._start_table,
    "tr": _Reader._start_row,
    "tc": _Reader._start_cell,
    "tblHeader": _Reader._start_headings,
    "p": _Reader._start_paragraph,
    "r": _Reader._start_run,
    "t": _Reader._start_text,
    "delText": _Reader._start_text,
    "sym": _Reader._start_symbol,
    "hyperlink": _Reader._start_link,
    "Choice": _Reader._start_choice,
    "Fallback": _Reader._start_fallback,
    **dict.fromkeys(("gridSpan", "vMerge"), _Reader._cell_property),
    **dict.fromkeys(("pStyle", "numId", "ilvl", "ind"), _Reader._paragraph_property),
    **dict.fromkeys(("vanish", "strike", "dstrike"), _Reader._run_property),
    **dict.fromkeys(("del", "moveFrom"), _Reader._start_deleted),
    **dict.fromkeys(
        ("footnoteReference", "endnoteReference", "commentReference"), _Reader._start_reference
    ),
    **dict.fromkeys(_STORY_KINDS.values(), _Reader._start_story),
    **dict.fromkeys((*_OLD, "instrText", "delInstrText"), _Reader._skip),
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "tbl": _Reader._end_table,
    "p": _Reader._end_paragraph,
    "r": _Reader._end_run,
    "t": _Reader._end_text,
    "delText": _Reader._end_text,
    **dict.fromkeys(("del", "moveFrom"), _Reader._end_deleted),
    **dict.fromkeys(_STORY_KINDS.values(), _Reader._end_story),
}
_NAMES = {
    **word_names(*(name for name in _STARTS if name[0].islower()), *_TEXT_OF),
    _MATH_TEXT: "t",
    _CHOICE: "Choice",
    _FALLBACK: "Fallback",
}


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
