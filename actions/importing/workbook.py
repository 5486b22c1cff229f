"""The bytes of an Excel workbook turned into cells as text, each with its sheet, row and column.

This judges nothing and runs inside the child process that `sandbox` starts: `read` is not for a web
worker. Macros are never run: their part is not even opened.
"""

from dataclasses import dataclass, replace

from .cell_values import Style, as_shown, style
from .grid import (
    COPY_THE_TABLE,
    MAX_SHEETS,
    Budget,
    Note,
    Row,
    Sheet,
    SheetBuilder,
    from_json,
    to_json,
    with_notes,
)
from .package import Package
from .problems import Unreadable
from .refusals import DAMAGED, NOTHING_IN_IT
from .rich_text import CommentsReader, SharedStrings, SharedStringsReader, local_names
from .sheet_scan import Book, SheetScanner, place_of

__all__ = ["Note", "Row", "Sheet", "as_shown", "from_json", "read", "to_json"]

WORKBOOK = "xl/workbook.xml"
MACROS = "xl/vbaproject.bin"
_SHEET_KINDS = {"worksheet"}
_MAX_STYLES = 70_000  # Excel's own limit is 65,490
_TRUE = {"1", "true"}
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of an .xlsx or .xlsm, or raise Unreadable with a sentence."""
    return read_package(Package(data))


def read_package(package: Package) -> list[Sheet]:
    """Return the sheets of a workbook, or raise Unreadable with a sentence, whatever is wrong."""
    try:
        sheets = list(_sheets(package))
    except (ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(NOTHING_IN_IT.format(kind="workbook"))
    notes = [Note("macros-ignored", None, "")] if MACROS in package else []
    return list(with_notes(sheets, notes))


@dataclass
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    related: str
    is_hidden: bool


class _WorkbookReader:
    """Handlers for the part that lists the sheets."""

    _names = local_names("sheet", "workbookPr")

    def __init__(self) -> None:
        self.sheets: list[_Listed] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names.get(name)
        if local == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE
        elif local == "sheet":
            if len(self.sheets) == MAX_SHEETS:
                raise Unreadable(f"This file has more than {MAX_SHEETS} sheets. {COPY_THE_TABLE}")
            related = next((attributes[name] for name in _RELATED if name in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Listed(attributes.get("name", ""), related, hidden))


class _StylesReader:
    """Handlers for the part that says how cells look."""

    _names = local_names("numFmt", "font", "strike", "xf", "cellXfs", "fonts")

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._formats: dict[int, str] = {}
        self._struck: list[bool] = []
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names.get(name)
        if local in {"cellXfs", "fonts"}:
            self._inside = local
        elif local == "numFmt":
            self._formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif local == "font" and self._inside == "fonts":
            self._struck.append(False)
        elif local == "strike" and self._struck and self._inside == "fonts":
            self._struck[-1] = attributes.get("val") not in {"0", "false"}
        elif local == "xf" and self._inside == "cellXfs" and len(self.styles) < _MAX_STYLES:
            self.styles.append(self._style(attributes))

    def end(self, name: str) -> None:
        if self._names.get(name) == self._inside:
            self._inside = ""

    def _style(self, attributes: dict[str, str]) -> Style:
        font = int(attributes.get("fontId", 0))
        struck = 0 <= font < len(self._struck) and self._struck[font]
        return style(int(attributes.get("numFmtId", 0)), self._formats, struck)


def _sheets(package: Package):
    main = package.main_part(WORKBOOK)
    listed = _WorkbookReader()
    package.parse(main, listed.start)
    if not listed.sheets:
        raise Unreadable(DAMAGED)
    related = package.relationships(main)
    parts = {relationship.kind: relationship.target for relationship in related.values()}
    book = Book(
        _strings(package, parts.get("sharedStrings", "xl/sharedstrings.xml")),
        _styles(package, parts.get("styles", "xl/styles.xml")),
        listed.from_1904,
    )
    budget = Budget()
    for each in listed.sheets:
        found = related.get(each.related)
        if found is None or found.target not in package:
            raise Unreadable(DAMAGED)  # a sheet whose part is missing is not passed over
        if found.kind in _SHEET_KINDS:
            yield _sheet(package, found.target, each, book, budget)


def _sheet(package: Package, part: str, listed: _Listed, book: Book, budget: Budget) -> Sheet:
    builder = SheetBuilder(listed.name, budget, escapes=True)
    related = package.relationships(part)
    scanner = SheetScanner(book, builder, budget, related)
    package.parse(part, scanner.start, scanner.end, scanner.text)
    for relationship in related.values():
        if relationship.kind == "comments" and relationship.target in package:
            _comments(package, relationship.target, builder)
    if listed.is_hidden:
        builder.note("hidden-sheet")
    sheet = builder.sheet()
    in_order = tuple(sorted(sheet.rows, key=lambda row: row.number))
    return replace(sheet, rows=in_order)


def _comments(package: Package, part: str, builder: SheetBuilder) -> None:
    reader = CommentsReader()
    package.parse(part, reader.start, reader.end, reader.text)
    for reference, text in reader.found:
        place = place_of(reference)
        if place and text:
            builder.note("comment", *place, text)


def _strings(package: Package, part: str) -> SharedStrings:
    if part not in package:
        return SharedStrings()
    reader = SharedStringsReader()
    package.parse(part, reader.start, reader.end, reader.text)
    return reader.found


def _styles(package: Package, part: str) -> list[Style]:
    if part not in package:
        return []
    reader = _StylesReader()
    package.parse(part, reader.start, reader.end)
    return reader.styles
