"""A table that was mended by hand: its rows as they are now, and where their words came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .bullets import pieces
from .headings import NEXT_STEPS, PROGRESS
from .mends import Mend
from .reading import LeftOut, ReadAction
from .table import Kind as LineKind
from .table import Line
from .workbook import Sheet


@dataclass(frozen=True)
class Entry:
    """One item of a list: whether a bullet stood before it, and the row it came from."""

    text: str
    marked: bool
    row: int


@dataclass
class RowNow:
    """One row of the table as the mends so far have made it."""

    number: int
    kind: LineKind
    texts: dict[str, str]
    lists: dict[str, list[Entry]]

    @property
    def is_empty(self) -> bool:
        return not any(self.texts.values()) and not any(self.lists.values())

    def items(self, name: str) -> list[str]:
        """Return the items of a list as text."""
        return [entry.text for entry in self.lists[name]]


@dataclass
class Mended:
    """A table with its mends carried out, and what became of each of them."""

    table: Sheet
    came: list[Line]  # the rows before any mend
    rows: dict[int, RowNow]  # the rows as they are now; some may have nothing left
    refs: Mapping[int, str] = field(default_factory=dict)  # given by hand, by row
    left_out: list[LeftOut] = field(default_factory=list)
    mends: Sequence[Mend] = ()
    unfit: Mapping[str, str] = field(default_factory=dict)  # mend id -> why it does not apply
    # row -> the rows that words were moved into it from
    sources: Mapping[int, set[int]] = field(default_factory=dict)

    @property
    def outcomes(self) -> list[tuple[Mend, str]]:
        """Each mend, and why it does not apply, or ""."""
        return [(mend, self.unfit.get(mend.id, "")) for mend in self.mends]

    def about(self, row: int) -> list[tuple[Mend, str]]:
        """Return the mends of a row and of those that words were moved into it from."""
        rows = {row, *self.sources.get(row, ())}
        return [(mend, why) for mend, why in self.outcomes if mend.row in rows]

    def traced(self, actions: list[ReadAction]) -> list[ReadAction]:
        """Return actions with the rows that their words came from, cells as they came."""
        if not self.mends:
            return actions
        cells = {line.number: line.cells for line in self.came}
        moved = {
            (row.number, name, entry.text): entry.row
            for row in self.rows.values()
            for name in row.lists
            for entry in row.lists[name]
            if entry.row != row.number
        }
        for action in actions:
            for name, items in ((PROGRESS, action.progress), (NEXT_STEPS, action.next_steps)):
                for item in items:
                    item.row = moved.get((item.row, name, item.text), item.row)
            moved_in = [self.sources.get(row, ()) for row in action.rows]
            action.rows = tuple(sorted({*action.rows}.union(*moved_in)))
            action.printed = tuple(cells[row] for row in action.rows)
        return actions


def cell_of(entries: Sequence[Entry]) -> str:
    """Return the cell text that reads back as these items."""
    texts = [entry.text for entry in entries]
    if not texts:
        return ""
    marked = [f"• {text}" for text in texts]
    if entries[0].marked:
        return "\n".join(marked)
    # Text before the first bullet may go on from the row above, so no bullet is put there.
    plain = "\n".join([texts[0], *marked[1:]])
    first, *rest = pieces(plain)
    same = not first.marked and [p.text for p in (first, *rest)] == [e.text for e in entries]
    return plain if same else "\n".join(marked)
