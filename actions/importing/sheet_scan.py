"""One pass over a sheet's XML: its cells as text, and what a person sees or does not see of them.

It builds no tree and believes nothing that the sheet says of its own size. Hidden rows and columns,
merged cells, struck-out text, links, and formulas whose value was never saved become notes.
"""

import re
from dataclasses import dataclass

from .cell_values import Style, shown_iso_date, shown_number
from .columns import column_letter, column_number
from .grid import MAX_COLUMNS, MAX_NOTES_OF_A_KIND, Budget, SheetBuilder, too_far
from .package import Relationship
from .problems import Unreadable
from .rich_text import RICH_TEXT_NAMES, RichText, SharedStrings, local_names

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_COLUMNS = {column_letter(number): number for number in range(1, MAX_COLUMNS + 1)}
_REPORT_EVERY = 1_000
_TRUE = {"1", "true"}
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_PLAIN = Style()


@dataclass(frozen=True)
class Book:
    """What the sheets of one workbook share."""

    strings: SharedStrings
    styles: list[Style]
    from_1904: bool


class SheetScanner:
    """Handlers that keep the place while the elements of a sheet go by."""

    _names = local_names(
        "c", "v", "is", "f", "row", "col", "mergeCell", "hyperlink", *RICH_TEXT_NAMES
    )

    def __init__(
        self,
        book: Book,
        builder: SheetBuilder,
        budget: Budget,
        related: dict[str, Relationship],
    ) -> None:
        self._book = book
        self._builder = builder
        self._budget = budget
        self._related = related
        self._row = self._column = self._empty = 0
        self._row_is_hidden = False
        self._texts: list[str] = []
        self._filled: set[int] = set()  # the numbers of rows that hold something
        self._rich = RichText()
        self._begin_cell("", "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        local = self._names.get(name)
        if local == "v":
            self._in_value = self._has_value = True
        elif local == "c":
            self._start_cell(attributes)
        elif local == "row":
            self._start_row(attributes)
        elif local == "f":
            self._has_formula = True
        elif local == "is":
            self._in_rich_text = True
        elif local and self._in_rich_text:
            self._rich.start(local, attributes)
        elif local:
            self._start_other(local, attributes)

    def text(self, text: str) -> None:
        """Take text."""
        if self._in_value:
            self._value += text
        elif self._in_rich_text:
            self._rich.text(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = self._names.get(name)
        if local == "v":
            self._in_value = False
        elif local == "c":
            self._end_cell()
        elif local == "row":
            self._end_row()
        elif local == "is":
            self._in_rich_text = False
        elif local and self._in_rich_text:
            self._rich.end(local)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r"), self._row + 1)
        # Each row has a number of its own, whatever the file says: by it people find the row.
        is_its_own = number and number not in self._filled
        self._row = number if is_its_own else max(self._filled, default=0) + 1
        self._column = 0
        self._texts = []
        self._row_is_hidden = attributes.get("hidden") in _TRUE

    def _end_row(self) -> None:
        self._builder.add_row(self._row, self._texts)
        if self._texts:
            self._filled.add(self._row)
        if self._row_is_hidden and any(self._texts):
            self._builder.note("hidden-row", self._row)
        self._texts = []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        known = _COLUMNS.get(letters)
        if known:
            self._column = known
        elif letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) < 4:
            self._column = column_number(letters)
        else:
            self._column += 1
        self._begin_cell(attributes.get("t", "n"), attributes.get("s", ""))

    def _begin_cell(self, kind: str, style: str) -> None:
        self._kind = kind
        self._style = style
        self._value = ""
        self._in_value = self._has_value = self._has_formula = self._in_rich_text = False
        if kind == "inlineStr" or not kind:
            self._rich.clear()

    def _end_cell(self) -> None:
        text = self._cell_text()
        if not text:
            self._count_empty()
            if self._has_formula and not (self._has_value and self._kind == "str"):
                self._note("formula-without-value")
            return
        if self._column > MAX_COLUMNS:
            raise Unreadable(too_far(self._builder.name, self._row, self._column))
        while len(self._texts) < self._column:
            self._texts.append("")
        self._texts[self._column - 1] = text

    def _cell_text(self) -> str:
        style = self._style_of_cell()
        text, struck = self._text_and_struck(style)
        if text and (struck or style.is_struck):
            self._note("struck-out", text if style.is_struck else struck)
        if text and style.hides_the_day and self._kind in {"n", "d"}:
            self._note("day-not-shown", text)
        return text

    def _style_of_cell(self) -> Style:
        number = _whole(self._style, 0)
        return self._book.styles[number] if number < len(self._book.styles) else _PLAIN

    def _text_and_struck(self, style: Style) -> tuple[str, str]:
        value, kind = self._value, self._kind
        if kind == "inlineStr":
            return "".join(self._rich.parts), "".join(self._rich.struck)
        if not value:
            return "", ""
        if kind == "s":
            return self._book.strings.text(value)
        if kind == "n":
            value, is_error = shown_number(value, style, from_1904=self._book.from_1904)
        else:
            is_error = kind == "e"
        if is_error:
            self._note("cell-error", value)
        if kind == "b":
            value = "FALSE" if value.strip() in {"0", "false"} else "TRUE"
        return shown_iso_date(value, style) if kind == "d" else value, ""

    def _count_empty(self) -> None:
        """Count empty cells too: a sheet may hold nothing else, without end."""
        self._empty += 1
        if self._empty % _REPORT_EVERY == 0:
            self._budget.take_cells(_REPORT_EVERY)

    def _start_other(self, local: str, attributes: dict[str, str]) -> None:
        if local == "col" and attributes.get("hidden") in _TRUE:
            first, last = _whole(attributes.get("min"), 1), _whole(attributes.get("max"), 1)
            for column in range(first, min(last, first + MAX_NOTES_OF_A_KIND) + 1):
                self._builder.note("hidden-column", None, column_letter(column))
        elif local == "mergeCell":
            area = attributes.get("ref", "")
            if place := _PLACE.match(area):
                self._builder.note("merged-cells", int(place[2]), place[1], area[:20])
        elif local == "hyperlink":
            self._hyperlink(attributes)

    def _hyperlink(self, attributes: dict[str, str]) -> None:
        place = _PLACE.match(attributes.get("ref", ""))
        number = next((attributes[name] for name in _RELATED if name in attributes), "")
        related = self._related.get(number)
        target = related.target if related else attributes.get("location", "")
        if place and target:
            self._builder.note("hyperlink", int(place[2]), place[1], target[:2_000])

    def _note(self, kind: str, text: str = "") -> None:
        self._builder.note(kind, self._row, column_letter(self._column), text)


def place_of(reference: str) -> tuple[int, str] | None:
    """Return the row and the column's letter of a reference such as B5."""
    found = _PLACE.match(reference)
    return (int(found[2]), found[1]) if found else None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
