"""Carries mends out on the rows of a table, before they are read as actions.

No word gets lost here: each one is in the table afterwards, or among what is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .assembly import joined, starts_afresh
from .characters import fold, fold_lines
from .headings import LISTS, REF, Header
from .mended import Entry, Mended, RowNow, cell_of
from .mends import NAMES, OTHER_LIST, Kind, Mend
from .reading import LeftOut
from .table import Kind as LineKind
from .table import Line, lines_of
from .word_count import count_words
from .workbook import Row, Sheet

_NO_ROWS_TO_JOIN = (LineKind.HEADINGS, LineKind.SECTION)


class DoesNotFit(Exception):
    """A mend finds no longer what it is about; `message` says so."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def apply(table: Sheet, header: Header, mends: Sequence[Mend]) -> Mended:
    """Return the table with the mends carried out one after another, as far as they fit."""
    came = lines_of(table, header)
    bench = _Bench(table.name, header, came)
    unfit: dict[str, str] = {}
    for mend in mends:
        try:
            bench.carry_out(mend)
        except DoesNotFit as reason:
            unfit[mend.id] = reason.message
    return Mended(
        table=bench.table(table) if mends else table,
        came=came,
        rows=bench.rows,
        refs=bench.refs,
        left_out=bench.left_out,
        mends=mends,
        unfit=unfit,
        sources=bench.sources,
    )


class _Bench:
    """The rows while they are mended. Each mend looks first, and then changes all or nothing."""

    def __init__(self, sheet: str, header: Header, came: list[Line]) -> None:
        self.rows = {line.number: _row_now(line, header) for line in came}
        self.refs: dict[int, str] = {}
        self.left_out: list[LeftOut] = []
        self._came_from: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._sheet = sheet
        self._columns = header.columns
        self._order = list(self.rows)
        self._touched: set[tuple[int, str]] = set()

    @property
    def sources(self) -> dict[int, set[int]]:
        """Return from which other rows each row has words."""
        found: dict[int, set[int]] = defaultdict(set)
        for (number, _), rows in self._came_from.items():
            found[number] |= rows - {number}
        return found

    def carry_out(self, mend: Mend) -> None:
        """Do what a mend says, or raise DoesNotFit and do nothing."""
        row = self.rows.get(mend.row)
        if row is None:
            raise DoesNotFit(f"There is no row {mend.row} in the table.")
        if mend.field and mend.field not in self._columns:
            raise DoesNotFit(f"The table has no column for {NAMES.get(mend.field, mend.field)}.")
        {
            Kind.SET_REF: self._set_ref,
            Kind.MOVE_UP: self._move_up,
            Kind.MOVE_DOWN: self._move_down,
            Kind.SPLIT: self._split,
            Kind.JOIN: self._join,
            Kind.JOIN_UP: self._join_up,
            Kind.SWITCH: self._switch,
            Kind.LEAVE_OUT: self._leave_out,
            Kind.JOIN_ROW: self._join_row,
            Kind.LEAVE_ROW_OUT: self._leave_row_out,
        }[mend.kind](row, mend)

    def table(self, table: Sheet) -> Sheet:
        """Return the sheet with the cells that were mended."""
        touched: dict[int, list[str]] = defaultdict(list)
        for number, name in self._touched:
            touched[number].append(name)
        rows = tuple(
            Row(row.number, self._cells(row, touched[row.number])) if row.number in touched else row
            for row in table.rows
        )
        return replace(table, rows=rows)

    def _cells(self, row: Row, names: list[str]) -> tuple[str, ...]:
        now = self.rows[row.number]
        cells = list(row.cells)
        for name in names:
            index = self._columns[name].index
            cells += [""] * (index + 1 - len(cells))
            cells[index] = cell_of(now.lists[name]) if name in LISTS else now.texts[name]
        return tuple(cells)

    def _set_ref(self, row: RowNow, mend: Mend) -> None:
        if row.is_empty:
            raise DoesNotFit(f"Nothing is left in row {row.number}.")
        self.refs[row.number] = mend.words[0]

    def _move_up(self, row: RowNow, mend: Mend) -> None:
        above = self._neighbour(row, -1)
        if mend.field in LISTS:
            taken = self._entries(row, mend, at_end=False)
            self._put(row, mend.field, row.lists[mend.field][len(taken) :])
            self._put(above, mend.field, above.lists[mend.field] + taken, _rows_of(taken))
        else:
            words, rest = _cut(row.texts[mend.field], mend, at_end=False)
            self._put(row, mend.field, rest)
            self._put(
                above,
                mend.field,
                joined(above.texts[mend.field], words),
                self._rows_of_text(row, mend.field),
            )

    def _move_down(self, row: RowNow, mend: Mend) -> None:
        below = self._neighbour(row, 1)
        if mend.field in LISTS:
            taken = self._entries(row, mend, at_end=True)
            self._put(row, mend.field, row.lists[mend.field][: -len(taken)])
            self._put(below, mend.field, taken + below.lists[mend.field], _rows_of(taken))
        else:
            words, rest = _cut(row.texts[mend.field], mend, at_end=True)
            self._put(row, mend.field, rest)
            self._put(
                below,
                mend.field,
                joined(words, below.texts[mend.field]),
                self._rows_of_text(row, mend.field),
            )

    def _split(self, row: RowNow, mend: Mend) -> None:
        entries = list(row.lists[mend.field])
        place = _place_of(entries, " ".join(mend.words), mend)
        first, second = mend.words
        whole = entries[place]
        entries[place : place + 1] = [
            replace(whole, text=first),
            Entry(second, True, whole.row),
        ]
        self._put(row, mend.field, entries)

    def _join(self, row: RowNow, mend: Mend) -> None:
        entries = list(row.lists[mend.field])
        first, second = mend.words
        for place in _near(mend.place, len(entries) - 1):
            if (entries[place].text, entries[place + 1].text) == (first, second):
                one = replace(entries[place], text=f"{first} {second}")
                entries[place : place + 2] = [one]
                self._put(row, mend.field, entries)
                return
        raise DoesNotFit(_GONE.format(row=row.number))

    def _join_up(self, row: RowNow, mend: Mend) -> None:
        above = self._neighbour(row, -1)
        entries, last = row.lists[mend.field], above.lists[mend.field]
        if not entries or (entries[0].text,) != mend.words:
            raise DoesNotFit(_GONE.format(row=row.number))
        if not last:
            raise DoesNotFit(f"Row {above.number} has no item to go on from.")
        one = replace(last[-1], text=f"{last[-1].text} {entries[0].text}")
        self._put(row, mend.field, entries[1:])
        self._put(above, mend.field, [*last[:-1], one], _rows_of(entries[:1]))

    def _switch(self, row: RowNow, mend: Mend) -> None:
        other = OTHER_LIST[mend.field]
        if other not in self._columns:
            raise DoesNotFit(f"The table has no column for {NAMES[other]}.")
        entries = list(row.lists[mend.field])
        moved = entries.pop(_place_of(entries, mend.words[0], mend))
        self._put(row, mend.field, entries)
        self._put(row, other, [*row.lists[other], replace(moved, marked=True)])

    def _leave_out(self, row: RowNow, mend: Mend) -> None:
        if mend.field in LISTS:
            entries = list(row.lists[mend.field])
            gone = entries.pop(_place_of(entries, mend.words[0], mend)).text
            self._put(row, mend.field, entries)
        else:
            gone, rest = _cut_within(row.texts[mend.field], mend)
            self._put(row, mend.field, rest)
        self._leave(row, mend.field, gone, f"Left out by hand: {mend.reason}")

    def _leave_row_out(self, row: RowNow, mend: Mend) -> None:
        if row.is_empty:
            raise DoesNotFit(f"Nothing is left in row {row.number}.")
        for name in self._columns:
            text = "\n".join(row.items(name)) if name in LISTS else row.texts[name]
            if text:
                self._leave(row, name, text, f"Row {row.number} is left out by hand: {mend.reason}")
                self._put(row, name, [] if name in LISTS else "")
        self.refs.pop(row.number, None)

    def _join_row(self, row: RowNow, mend: Mend) -> None:
        if row.is_empty:
            raise DoesNotFit(f"Nothing is left in row {row.number}.")
        above = self._neighbour(row, -1)
        self.refs.pop(row.number, None)
        if row.texts[REF]:
            reason = "Its row is joined to the row above by hand, so it is no reference."
            self._leave(row, REF, row.texts[REF], reason)
            self._put(row, REF, "")
        for name in self._columns:
            if name in LISTS and row.lists[name]:
                self._put(
                    above,
                    name,
                    _extended(above.lists[name], row.lists[name]),
                    _rows_of(row.lists[name]),
                )
                self._put(row, name, [])
            elif name not in LISTS and row.texts[name]:
                self._put(
                    above,
                    name,
                    joined(above.texts[name], row.texts[name]),
                    self._rows_of_text(row, name),
                )
                self._put(row, name, "")

    def _neighbour(self, row: RowNow, step: int) -> RowNow:
        """Return the next row up (-1) or down (1) that words can go to."""
        here = self._order.index(row.number)
        numbers = self._order[here + 1 :] if step > 0 else reversed(self._order[:here])
        for number in numbers:
            found = self.rows[number]
            if not found.is_empty and found.kind not in _NO_ROWS_TO_JOIN:
                return found
        side = "below" if step > 0 else "above"
        raise DoesNotFit(f"There is no row {side} row {row.number} that words can go to.")

    def _entries(self, row: RowNow, mend: Mend, *, at_end: bool) -> list[Entry]:
        """Return the items that a list begins or ends with, if they are those of the mend."""
        count = len(mend.words)
        found = row.lists[mend.field][-count:] if at_end else row.lists[mend.field][:count]
        if not count or tuple(entry.text for entry in found) != mend.words:
            raise DoesNotFit(_GONE.format(row=row.number))
        return [replace(entry, marked=True) for entry in found]

    def _put(
        self, row: RowNow, name: str, content: str | list[Entry], came_from: Iterable[int] = ()
    ) -> None:
        if isinstance(content, str):
            row.texts[name] = content
        else:
            row.lists[name] = content
        self._touched.add((row.number, name))
        self._came_from[row.number, name].update(came_from)

    def _rows_of_text(self, row: RowNow, name: str) -> set[int]:
        return {row.number, *self._came_from[row.number, name]}

    def _leave(self, row: RowNow, name: str, text: str, reason: str) -> None:
        letter = self._columns[name].letter
        words = count_words([text])
        self.left_out.append(LeftOut(self._sheet, row.number, letter, text, reason, True, words))


_GONE = "Row {row} no longer has these words there."


def _row_now(line: Line, header: Header) -> RowNow:
    def cell(name: str) -> str:
        index = header.columns[name].index
        return line.cells[index] if index < len(line.cells) else ""

    running = [name for name in header.columns if name not in LISTS]
    return RowNow(
        number=line.number,
        kind=line.kind,
        texts={
            name: fold(cell(name)) if name == REF else fold_lines(cell(name)) for name in running
        },
        lists={
            name: [Entry(p.text, p.marked, line.number) for p in line.pieces[name]]
            for name in LISTS
        },
    )


def _extended(above: list[Entry], below: list[Entry]) -> list[Entry]:
    """Put a row's items after those above; text before its first bullet goes on from the last."""
    first, *rest = below
    if above and not first.marked and not starts_afresh(above[-1].text, first.text):
        one = replace(above[-1], text=f"{above[-1].text} {first.text}")
        return [*above[:-1], one, *rest]
    return [*above, first, *rest]


def _rows_of(entries: Iterable[Entry]) -> set[int]:
    return {entry.row for entry in entries}


def _cut(text: str, mend: Mend, *, at_end: bool) -> tuple[str, str]:
    """Return the words of a mend that a text begins or ends with, and the rest of it."""
    (words,) = mend.words
    fits = text.endswith(words) if at_end else text.startswith(words)
    place = len(text) - len(words) if at_end else len(words)
    if not words or not fits or not _between_words(text, place):
        raise DoesNotFit(_GONE.format(row=mend.row))
    return words, fold_lines(text[:place] if at_end else text[place:])


def _cut_within(text: str, mend: Mend) -> tuple[str, str]:
    """Return the words of a mend, wherever in a text they stand, and the text without them."""
    (words,) = mend.words
    starts = [
        found.start()
        for found in re.finditer(re.escape(words), text)
        if _between_words(text, found.start()) and _between_words(text, found.end())
    ]
    if not words or not starts:
        raise DoesNotFit(_GONE.format(row=mend.row))
    start = min(starts, key=lambda place: abs(place - mend.place))
    before, after = text[:start], text[start + len(words) :]
    if "\n" in before[-1:] + after[:1]:
        return words, fold_lines(f"{before}\n{after}")
    return words, fold_lines(f"{before} {after}")


def _between_words(text: str, place: int) -> bool:
    return place in (0, len(text)) or text[place - 1].isspace() or text[place].isspace()


def _place_of(entries: list[Entry], text: str, mend: Mend) -> int:
    """Return where an item stands now: in its old place, or else the nearest one that is it."""
    for place in _near(mend.place, len(entries)):
        if entries[place].text == text:
            return place
    raise DoesNotFit(_GONE.format(row=mend.row))


def _near(place: int, count: int) -> list[int]:
    return sorted(range(count), key=lambda other: abs(other - place))
