"""What Word, Excel or a browser puts on the clipboard as HTML: tables, with the text around them.

Also a page saved as HTML, whatever its name says. Nothing in it is run or fetched.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Note, Sheet
from .pages import Remark, Table, sheets_of
from .problems import Unreadable
from .refusals import COPY_THE_TABLE, DAMAGED

_NO_TABLE = (
    "This is a web page or a paste without a table, so no actions can be read from it. Copy the "
    "table itself, with its row of headings."
)
_TOO_DEEP = "This paste has boxes within boxes without end, so it cannot be read. " + COPY_THE_TABLE
_START = re.compile(
    r"(?:version:[\d.]+\s+starthtml:|(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|table|meta|div|span|p|b|style|google-sheets)\b)",
    re.DOTALL,
)
_MAX_DEPTH = 500
_SPACE = re.compile(r"[ \t\r\n\f]+")
# A list marker that Word writes out as text, in a span of its own: "·", "o" and "§" are bullets.
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER_MARKER = re.compile(r"\(?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,6})[.)]|[0-9.]{2,12}")
_IN_LIST = re.compile(r"mso-list:\s*(?!none|ignore)[\w-]+\s+level", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)
_KEEPS_SPACE = re.compile(r"white-space:\s*pre", re.IGNORECASE)
_BLOCKS = frozenset(
    ["p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
     "pre", "blockquote", "address", "article", "aside", "section", "header", "footer", "main",
     "nav", "figure", "figcaption", "caption", "form", "fieldset", "center"]
)  # fmt: skip
_NEVER_READ = frozenset({"script", "style", "head", "title", "template", "noscript", "xml"})
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr"]
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_WALL = frozenset({"table", "td", "th"})
_WALLS = {
    "table": frozenset(),
    **dict.fromkeys(("td", "th", "tr", "tbody", "thead", "tfoot"), frozenset({"table"})),
}
_CLOSED_BY = {"td": _CELLS, "th": _CELLS, "tr": frozenset({"td", "th", "tr"})}


def is_html(start: str) -> bool:
    """Say whether a text, its first characters in small letters, is HTML."""
    return bool(_START.match(start))


def read(text: str, notes: list[Note] | None = None) -> list[Sheet]:
    """Return the tables of HTML as sheets, or raise Unreadable with a sentence."""
    builder = _Builder()
    try:
        builder.feed(_fragment(text))
        builder.close()
    except AssertionError as error:
        # How the standard library's parser says that a declaration ("<![") makes no sense to it.
        raise Unreadable(DAMAGED) from error
    builder.finish()
    return sheets_of(builder.blocks, [], list(notes or ()), _NO_TABLE)


def _fragment(text: str) -> str:
    """Leave out the lines that Windows puts before HTML on the clipboard."""
    return text[text.find("<") :] if text[:8].lower() == "version:" else text


@dataclass(frozen=True)
class _Element:
    """An open tag, and what holds for all text within it."""

    tag: str
    begins_marker: bool = False
    is_unread: bool = False
    is_marker: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    keeps_space: bool = False

    def inner(self, tag: str, style: str) -> "_Element":
        begins_marker = bool(_MARKER.search(style))
        return _Element(
            tag,
            begins_marker=begins_marker,
            is_unread=self.is_unread or tag in _NEVER_READ,
            is_marker=self.is_marker or begins_marker,
            is_struck=self.is_struck or tag in {"s", "strike"} or bool(_STRUCK.search(style)),
            is_hidden=self.is_hidden or bool(_HIDDEN.search(style)),
            is_deleted=self.is_deleted or tag == "del",
            keeps_space=self.keeps_space or tag == "pre" or bool(_KEEPS_SPACE.search(style)),
        )


_PAGE = _Element("")


@dataclass
class _Flow:
    """Lines of text as a page breaks them: white space is one space, blocks begin new lines."""

    lines: list[str] = field(default_factory=lambda: [""])
    mark: str = ""

    def add(self, text: str, keeps_space: bool) -> None:
        if keeps_space:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.lines[-1] += first
            self.lines += rest
            return
        text = _SPACE.sub(" ", text)
        if not self.lines[-1] or self.lines[-1].endswith((" ", "\t")):
            text = text.lstrip(" ")
        if text and self.mark:
            self.lines[-1] += self.mark
            self.mark = ""
        self.lines[-1] += text

    def new_block(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")
        self.mark = ""

    def text(self) -> str:
        return "\n".join(line.strip(" ") for line in self.lines).strip("\n")


@dataclass
class _Cell(_Flow):
    across: int = 1
    down: int = 1
    said: dict[str, list[str]] = field(default_factory=dict)


class _Grid:
    """Puts the cells of one table where their spans leave room."""

    def __init__(self) -> None:
        self.table = Table()
        self._taken: dict[int, int] = {}  # column -> how many rows more a cell above reaches into
        self._row: list[str] = []
        self._count = 0
        self.has_row = False

    def start_row(self) -> None:
        self._row = []
        self.has_row = True
        if len(self.table.rows) >= MAX_ROWS:
            raise Unreadable(f"This paste has more than {MAX_ROWS:,} rows. {COPY_THE_TABLE}")

    def end_row(self) -> None:
        if not self.has_row:
            return
        self.has_row = False
        self.table.rows.append(self._row)
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}

    def add(self, cell: _Cell) -> None:
        column = len(self._row)
        while self._taken.get(column):
            column += 1
        if column >= MAX_COLUMNS:
            raise Unreadable(f"This paste has more than {MAX_COLUMNS} columns. {COPY_THE_TABLE}")
        across = min(cell.across, MAX_COLUMNS - column)
        self._count += across
        if self._count > MAX_CELLS:
            raise Unreadable(f"This paste has more than {MAX_CELLS:,} cells. {COPY_THE_TABLE}")
        self._row += [""] * (column + across - len(self._row))
        self._row[column] = cell.text()
        if cell.down > 1:
            self._taken |= dict.fromkeys(range(column, column + across), cell.down)
        self._remark(cell, column, across)

    def _remark(self, cell: _Cell, column: int, across: int) -> None:
        row = len(self.table.rows)
        for kind, texts in cell.said.items():
            text = texts[0] if kind == "hyperlink" else "".join(texts).strip()
            self.table.remarks.append(Remark(kind, row, column, text))
        if across > 1 or cell.down > 1:
            area = f"{across} {min(cell.down, MAX_ROWS)}"
            self.table.remarks.append(Remark("merged-cells", row, column, area))


class _Builder(HTMLParser):
    """Gathers text and tables while the tags of a page go by, however wrongly they are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str | Table] = []
        self._open: list[_Element] = []
        self._flow = _Flow()
        self._grid: _Grid | None = None
        self._cell: _Cell | None = None
        self._tables = 0  # tables that are open, the outermost counted
        self._marker = ""

    @property
    def _here(self) -> _Flow:
        return self._cell or self._flow

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        self._imply_ends(tag)
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._push(tag, attributes)
        if tag == "br":
            self._here.lines.append("")
        elif tag == "table":
            self._start_table()
        elif self._tables == 1 and tag == "tr":
            self._start_row()
        elif self._tables == 1 and tag in _CELLS:
            self._start_cell(attributes)
        elif tag in _BLOCKS or tag in {"tr", "td", "th"}:
            self._start_block(tag, attributes)
        elif tag == "a" and attributes.get("href", "").startswith(("http", "mailto:")):
            self._say("hyperlink", attributes["href"][:2_000])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that closes itself, as HTML does: only those that hold nothing may."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element, and of those within it that were left open."""
        if not self._is_open(tag):
            return
        while self._open:
            element = self._open.pop()
            self._end(element)
            if element.tag == tag:
                return

    def _is_open(self, tag: str) -> bool:
        """Say whether a tag may be closed here: no bold text ends a table that began within it."""
        walls = _WALLS.get(tag, _WALL)
        for element in reversed(self._open):
            if element.tag == tag:
                return True
            if element.tag in walls:
                return False
        return False

    def handle_data(self, data: str) -> None:
        """Take text."""
        element = self._open[-1] if self._open else _PAGE
        if element.is_unread:
            return
        if element.is_marker:
            self._marker += data
        elif element.is_deleted:
            self._say("deleted-text", data)
        else:
            self._say_how_it_looks(element, data)
            self._here.add(data, element.keeps_space)

    def _say_how_it_looks(self, element: _Element, data: str) -> None:
        if data.strip() and element.is_struck:
            self._say("struck-out", data)
        if data.strip() and element.is_hidden:
            self._say("hidden-text", data)

    def finish(self) -> None:
        """Close whatever the page left open."""
        while self._open:
            self._end(self._open.pop())
        if self._grid:
            self._end_table()
        self._flush()

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise Unreadable(_TOO_DEEP)
        outer = self._open[-1] if self._open else _PAGE
        self._open.append(outer.inner(tag, attributes.get("style", "")))

    def _imply_ends(self, tag: str) -> None:
        """End what a tag ends without saying so: a cell ends the cell before it."""
        closes = _CLOSED_BY.get(tag)
        while closes and self._open:
            inner = next((e.tag for e in reversed(self._open) if e.tag in closes | {"table"}), "")
            if inner in {"", "table"}:
                return
            self.handle_endtag(inner)

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if element.begins_marker:
            self._here.mark = _mark(self._marker)
            self._marker = ""
        elif tag == "table":
            self._tables -= 1
            if not self._tables:
                self._end_table()
        elif tag == "tr" and self._tables == 1 and self._grid:
            self._end_cell()
            self._grid.end_row()
        elif tag in _CELLS and self._tables == 1:
            self._end_cell()
        elif tag in _BLOCKS or tag in {"tr", "td", "th"}:
            self._here.new_block()

    def _start_table(self) -> None:
        self._tables += 1
        if self._tables == 1:
            self._flush()
            self._grid = _Grid()
        else:
            self._here.new_block()
            self._say("nested-table", "")

    def _start_row(self) -> None:
        self._end_cell()
        if self._grid:
            self._grid.end_row()
            self._grid.start_row()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        if self._grid and not self._grid.has_row:
            self._grid.start_row()
        self._cell = _Cell(across=_span(attributes, "colspan"), down=_span(attributes, "rowspan"))

    def _end_cell(self) -> None:
        if self._cell and self._grid:
            self._grid.add(self._cell)
        self._cell = None

    def _end_table(self) -> None:
        self._end_cell()
        if self._grid:
            self._grid.end_row()
            self.blocks.append(self._grid.table)
        self._grid = None
        self._tables = 0

    def _start_block(self, tag: str, attributes: dict[str, str]) -> None:
        self._here.new_block()
        is_item = tag == "li" or bool(_IN_LIST.search(attributes.get("style", "")))
        self._here.mark = "• " if is_item else ""

    def _say(self, kind: str, text: str) -> None:
        if self._cell:
            self._cell.said.setdefault(kind, []).append(text)

    def _flush(self) -> None:
        self.blocks += [line for line in self._flow.text().split("\n") if line.strip()]
        self._flow = _Flow()


def _mark(text: str) -> str:
    """Return what stands before a list item: its number, or a bullet for any other sign."""
    text = text.replace("\u00a0", " ").strip()
    return f"{text} " if _NUMBER_MARKER.fullmatch(text) and text != "o" else "• "


def _span(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "").strip()
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1
