"""Pictures of figures: values in, places out. A template writes them as SVG, with the same figures
as a table. Pure, and our own: what draws charts for Django writes styles into the picture, which
the policy of these pages forbids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINE_WIDTH, LINE_HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 120, 16, 40
LABEL_BELOW = 24  # from the axis to the words beneath it
NEAREST = 18  # between two words at the ends of lines
MOST_TICKS = 5
CELL_WIDTH, CELL_HEIGHT, CELL_LEFT, CELL_TOP = 46, 24, 72, 28
GAP = 2


@dataclass(frozen=True)
class Word:
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """One series: its corners, and its name at its end."""

    kind: str
    points: str
    dots: tuple[tuple[int, int], ...]
    name: Word


@dataclass(frozen=True)
class LineChart:
    width: int
    height: int
    left: int
    right: int
    lines: tuple[Line, ...]
    below: tuple[Word, ...]
    ticks: tuple[Word, ...]


def line_chart(
    labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]
) -> LineChart:
    """`series` are (kind, name, a number for each label), the highest first."""
    top = max([1, *(number for _, _, numbers in series for number in numbers)])
    step = _round_step(top)
    top = step * -(-top // step)
    right, base = LINE_WIDTH - RIGHT, LINE_HEIGHT - BOTTOM
    across = [_between(LEFT, right, place, len(labels) - 1) for place in range(len(labels))]

    def height_of(number):
        return round(base - (base - TOP) * number / top)

    lines, lowest = [], 0
    for kind, name, numbers in series:
        dots = tuple(zip(across, map(height_of, numbers), strict=True))
        said_at = max(dots[-1][1] + 5, lowest + NEAREST)  # so that no name hides another
        lowest = said_at
        points = " ".join(f"{x},{y}" for x, y in dots)
        lines.append(Line(kind, points, dots, Word(name, across[-1] + 10, said_at)))
    below = [Word(label, x, base + LABEL_BELOW) for label, x in zip(labels, across, strict=True)]
    ticks = [Word(f"{number:,}", LEFT - 8, height_of(number)) for number in range(0, top + 1, step)]
    return LineChart(LINE_WIDTH, LINE_HEIGHT, LEFT, right, tuple(lines), tuple(below), tuple(ticks))


def _round_step(top):
    """The least of 1, 2, 5, 10, 20 and so on that gives few enough ticks."""
    steps = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    return next(step for step in steps if top <= step * (MOST_TICKS - 1))


def _between(start, end, place, last):
    return round(start + (end - start) * place / last) if last else start


@dataclass(frozen=True)
class Cell:
    """One square; nothing is drawn where there was nothing to rate."""

    kind: str
    x: int
    y: int
    letter: Word


@dataclass(frozen=True)
class Grid:
    width: int
    height: int
    cell_width: int
    cell_height: int
    heads: tuple[Word, ...]
    names: tuple[Word, ...]
    cells: tuple[Cell, ...]


def grid(
    heads: Sequence[str], rows: Sequence[tuple[str, Sequence[tuple[str, str] | None]]]
) -> Grid:
    """`rows` are (name, for each head a (kind, letter) or None)."""
    middle = CELL_HEIGHT // 2 + 5
    cells = [
        Cell(
            kind=cell[0],
            x=_across(place),
            y=_down(row),
            letter=Word(cell[1], _across(place) + CELL_WIDTH // 2, _down(row) + middle),
        )
        for row, (_, found) in enumerate(rows)
        for place, cell in enumerate(found)
        if cell
    ]
    return Grid(
        width=_across(len(heads)),
        height=_down(len(rows)),
        cell_width=CELL_WIDTH,
        cell_height=CELL_HEIGHT,
        heads=tuple(
            Word(head, _across(place) + CELL_WIDTH // 2, CELL_TOP - 8)
            for place, head in enumerate(heads)
        ),
        names=tuple(
            Word(name, CELL_LEFT - 8, _down(row) + middle) for row, (name, _) in enumerate(rows)
        ),
        cells=tuple(cells),
    )


def _across(place):
    return CELL_LEFT + place * (CELL_WIDTH + GAP)


def _down(row):
    return CELL_TOP + row * (CELL_HEIGHT + GAP)


@dataclass(frozen=True)
class Bar:
    """One figure, and how far its bar reaches, of a hundred."""

    kind: str
    label: str
    number: int
    reach: int


def bars(figures: Sequence[tuple[str, str, int]]) -> list[Bar]:
    """`figures` are (kind, label, number); the longest bar is whole."""
    longest = max([1, *(number for _, _, number in figures)])
    return [Bar(*figure, round(100 * figure[2] / longest)) for figure in figures]
