"""The cells of a table of a Word document put in columns, whatever borders were dragged."""

from collections import Counter
from dataclasses import dataclass, field

from .pages import Remark, Table


@dataclass
class Cell:
    """One cell: where it stands on the table's grid, its lines, and what is to be said of it."""

    start: int
    span: int = 1
    merge: str = ""  # "restart" or "continue" where it is merged with those below or above
    lines: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    was_list: bool = False

    @property
    def end(self) -> int:
        return self.start + self.span

    def say(self, kind: str, text: str) -> None:
        self.said.setdefault(kind, []).append(text)


def laid_out(rows: list[list[Cell]]) -> Table:
    """Put cells in columns. Where borders were dragged, cells in one column begin at many places.

    A row with as many cells as most rows have is read in their order; in any other row, a cell
    belongs to the last column that begins no later than it does.
    """
    table = Table()
    counts = Counter(len(row) for row in rows)
    width = max(counts, key=lambda count: (counts[count], count), default=0)
    usual = next((row for row in rows if len(row) == width), [])
    starts = [cell.start for cell in usual]
    for number, row in enumerate(rows):
        texts: list[str] = []
        for order, cell in enumerate(row):
            column = order if len(row) == width else _column(cell, starts, len(texts))
            texts += [""] * (column + 1 - len(texts))
            texts[column] = "\n".join(cell.lines).strip("\n")
            across = 1 if len(row) == width else sum(cell.start <= s < cell.end for s in starts)
            table.remarks += _remarks(cell, number, column, max(across, 1), rows)
        table.rows.append(texts + [""] * (width - len(texts)))
    return table


def _column(cell: Cell, starts: list[int], taken: int) -> int:
    found = sum(1 for start in starts if start <= cell.start) - 1
    return max(found, taken)


def _remarks(
    cell: Cell, row: int, column: int, across: int, rows: list[list[Cell]]
) -> list[Remark]:
    found = [
        Remark(kind, row, column, text)
        for kind, texts in cell.said.items()
        for text in (texts if kind in {"comment", "footnote", "hyperlink"} else ["".join(texts)])
    ]
    down = _rows_down(cell, rows[row + 1 :]) if cell.merge == "restart" else 1
    if across > 1 or down > 1:
        found.append(Remark("merged-cells", row, column, f"{across} {down}"))
    return found


def _rows_down(cell: Cell, below: list[list[Cell]]) -> int:
    down = 1
    for row in below:
        if not any(each.start == cell.start and each.merge == "continue" for each in row):
            break
        down += 1
    return down
