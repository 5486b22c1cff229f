"""Text in columns: .csv, .tsv and what a spreadsheet puts on the clipboard as text.

What parts the cells is found by the data. Wrong quotation marks lose nothing: a mark that nothing
closes is a mark.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .grid import MAX_COLUMNS, MAX_ROWS, Budget, Note, Sheet, SheetBuilder, too_far
from .guards import unguarded
from .problems import Unreadable
from .refusals import NOTHING_IN_IT

DELIMITERS = "\t,;"
_HINTS = {"tsv": "\t", "tab": "\t", "csv": ","}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAME = "Table"
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 200
_MOST_UNCLOSED = 20  # past these, quotation marks mean nothing in the file
_CHOICE = re.compile(r"\s*sep=([,;\t])\r?\n")  # what Excel puts first to say what parts the cells
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WRITTEN_BREAK = re.compile(r"\\n(?=(.?))")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decode(data: bytes) -> tuple[str, list[Note]]:
    """Return bytes as text, with a note where its encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding), []
    encoding = _utf_16_without_mark(data)
    if encoding:
        return _lenient(data, encoding), []
    for errors in ("strict", "surrogatepass"):
        try:
            return data.decode("utf-8", errors), []
        except UnicodeDecodeError:
            continue
    return _guessed(data)


def _lenient(data: bytes, encoding: str) -> str:
    """Keep broken halves of characters, to be noted later; replace all else that is wrong."""
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _utf_16_without_mark(data: bytes) -> str:
    """Tell UTF-16 that lost its mark by the zero byte of nearly every other character."""
    start = data[:4096]
    half = max(len(start) // 2, 1)
    if len(start) < 8:
        return ""
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _guessed(data: bytes) -> tuple[str, list[Note]]:
    damaged = data.decode("utf-8", "replace")
    wrong = damaged.count("\ufffd")
    right = sum(1 for character in damaged if character > "\x7f") - wrong
    if right > 2 * wrong:
        return damaged, [Note("text-damaged", None, "", "\ufffd")]
    # What Windows-1252 leaves undefined is a control character, to be taken out later.
    text = "".join(
        bytes([byte]).decode("cp1252", "replace") if byte not in _UNDEFINED else chr(byte)
        for byte in range(256)
    )
    guessed = data.decode("latin-1").translate(dict(enumerate(text)))
    found = "".join(dict.fromkeys(re.findall(r"[^\x00-\x9f]", guessed)))
    return guessed, [Note("encoding-guessed", None, "", found[:40])]


_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")


def is_noise(start: str) -> bool:
    """Say whether the start of a text holds more control characters than any text does."""
    return len(_NOISE.findall(start)) > max(60, len(start) // 20)


@dataclass
class _Record:
    """One row as parted, on its line of the file."""

    cells: list[str]
    is_quoted: bool


def read(text: str, hint: str = "", notes: list[Note] | None = None) -> list[Sheet]:
    """Return the one sheet of a text, or raise Unreadable where nothing parts it into cells."""
    text = text.removeprefix("\ufeff")
    if not text.strip(' \t\r\n,;"'):
        raise Unreadable(NOTHING_IN_IT.format(kind="file"))
    choice = _CHOICE.match(text)
    if choice:
        text, delimiter = text[choice.end() :], choice[1]
    else:
        delimiter = _delimiter(text, _HINTS.get(hint, ""))
    records = list(_records(text, delimiter))
    builder = SheetBuilder(_NAME, Budget())
    for note in notes or ():
        builder.note(note.kind, note.row, note.column, note.text)
    restore = _restored(records, builder)
    for number, record in enumerate(records, start=1):
        builder.add_row(number, map(restore, record.cells))
    return [builder.sheet()]


def _restored(records: list[_Record], builder: SheetBuilder) -> Callable[[str], str]:
    """Return what gives a cell its own text back: no guard, and its line breaks."""
    if not _writes_line_breaks(records):
        return unguarded
    builder.note("line-breaks-written")
    return lambda cell: unguarded(cell).replace("\\n", "\n")


def _writes_line_breaks(records: list[_Record]) -> bool:
    r"""Say whether the file writes a line break in a cell as \n, which C:\new does not."""
    if any(record.is_quoted for record in records):
        return False  # a file with quotation marks has no need to
    after = [
        found[1] for record in records for cell in record.cells if "\\" in cell
        for found in _WRITTEN_BREAK.finditer(cell)
    ]  # fmt: skip
    return bool(after) and sum(not letter.islower() for letter in after) * 2 > len(after)


def _delimiter(text: str, hinted: str) -> str:
    """Return what parts most rows into the same number of cells."""
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: (scores[delimiter], delimiter == hinted))
    if not scores[best]:
        raise Unreadable(
            "This file is plain text without columns, so no table can be read from it. Copy the "
            "table itself, with its cells, or send the workbook or document that it is in."
        )
    return best


def _score(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    for record in _records(sample, delimiter):
        if any(cell.strip() for cell in record.cells):
            widths[len(record.cells)] += 1
        if widths.total() >= _SAMPLE_ROWS:
            break
    parted = {width: count for width, count in widths.items() if width > 1}
    if not parted:
        return 0.0
    width = max(parted, key=lambda width: (parted[width], width))
    return parted[width] / widths.total() * (1 - 1 / width)


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """Yield the rows, empty ones too, so that each has the number a spreadsheet would give it."""
    reader = _Reader(text, delimiter)
    while not reader.is_at_end:
        if reader.count == MAX_ROWS and text[reader.place :].strip():
            raise Unreadable(too_far(_NAME, MAX_ROWS + 1, 1))
        yield reader.record()


class _Reader:
    """Parts a text into cells from its start to its end."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._ends = re.compile(f"{delimiter}|\\r\\n|\\r|\\n")
        # A quotation mark closes a cell where what parts cells, a line's end or the end follows.
        self._closes = re.compile(rf'"(?P<another>")?(?P<end>[ ]*(?:{delimiter}|\r|\n|\Z))?')
        self._delimiter = delimiter
        self._unclosed = 0
        self.place = self.count = 0

    @property
    def is_at_end(self) -> bool:
        return self.place >= len(self._text)

    def record(self) -> _Record:
        """Return the next row."""
        self.count += 1
        cells: list[str] = []
        is_quoted = False
        while True:
            cell = self._quoted_cell() if self._text.startswith('"', self.place) else None
            is_quoted = is_quoted or cell is not None
            cell = self._plain_cell() if cell is None else cell
            if len(cells) < MAX_COLUMNS or cell:  # what is empty out there may be without end
                cells.append(cell)
            if len(cells) > MAX_COLUMNS:
                raise Unreadable(too_far(_NAME, self.count, len(cells)))
            if not self._text.startswith(self._delimiter, self.place):
                break
            self.place += 1
        if found := _LINE_END.match(self._text, self.place):
            self.place = found.end()
        return _Record(cells, is_quoted)

    def _plain_cell(self) -> str:
        start = self.place
        found = self._ends.search(self._text, start)
        self.place = found.start() if found else len(self._text)
        return self._text[start : self.place]

    def _quoted_cell(self) -> str | None:
        """Return a cell in quotation marks, or None where its first mark is only a mark."""
        if self._unclosed > _MOST_UNCLOSED:
            return None
        parts: list[str] = []
        begins = at = self.place + 1
        is_wrong = False  # a mark stood alone within: then the cell must end on the same line
        while found := self._closes.search(self._text, at):
            if is_wrong and "\n" in self._text[at : found.start()]:
                break
            if found["another"] and not (found["end"] is not None and is_wrong):
                parts.append(self._text[begins : found.start() + 1])
                begins = at = found.start() + 2
            elif found["end"] is not None:
                parts.append(self._text[begins : found.start()])
                self.place = found.end("end") - (found["end"].strip(" ") != "")
                return "".join(parts)
            else:
                is_wrong, at = True, found.start() + 1
        self._unclosed += 1
        return None
