"""The references of a notice as a picture: the actions down the side, a line for each reference.

Pure: actions and pairs in, points and paths out. A template writes them as SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NODES, MOST_LINES = 60, 150  # beyond that nobody can read it
LONGEST_LABEL = 12
ROW, MARGIN, LETTER = 28, 16, 10
SHORTEST_REACH, LONGEST_REACH, REACH_A_ROW = 22, 150, 12
BEND = 4 / 3  # a curve with both handles so far out comes three quarters of the way
ARROW = 5


@dataclass(frozen=True)
class Node:
    """An action in the picture. `kind` is "own", "elsewhere" (in another plan) or "nowhere"."""

    key: str
    label: str
    kind: str = "own"


@dataclass(frozen=True)
class Point:
    label: str
    kind: str
    x: int
    y: int
    label_x: int

    @property
    def label_y(self) -> int:
        return self.y + ARROW


@dataclass(frozen=True)
class Line:
    """A curve from the action that refers to the one it refers to, and its arrow."""

    path: str
    arrows: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    points: Sequence[Point]
    lines: Sequence[Line]


def draw(nodes: Sequence[Node], pairs: Sequence[tuple[str, str]]) -> Map | None:
    """Draw the nodes in this order; `pairs` are (the key of who refers, the key of to whom).

    Gives None where there is nothing to draw, or more than can be read.
    """
    if not pairs or len(nodes) > MOST_NODES or len(set(pairs)) > MOST_LINES:
        return None
    labels = {node.key: _short(node.label) for node in nodes}
    x = MARGIN + LETTER * max(map(len, labels.values())) + MARGIN
    points = {
        node.key: Point(labels[node.key], node.kind, x, MARGIN + ROW * row, x - MARGIN)
        for row, node in enumerate(nodes)
    }
    both_ways = {frozenset(pair) for pair in pairs if pair[::-1] in pairs}
    drawn = {frozenset(pair): pair for pair in pairs}
    lines = [
        _line(points[start], points[end], frozenset((start, end)) in both_ways)
        for start, end in drawn.values()
    ]
    return Map(
        width=x + LONGEST_REACH + MARGIN,
        height=2 * MARGIN + ROW * (len(nodes) - 1),
        points=list(points.values()),
        lines=lines,
    )


def _line(start: Point, end: Point, both_ways: bool) -> Line:
    rows = abs(start.y - end.y) // ROW
    reach = min(LONGEST_REACH, SHORTEST_REACH + REACH_A_ROW * (rows - 1))
    out = round(start.x + reach * BEND)
    begins, ends = start.x + ARROW, end.x + ARROW
    path = f"M{begins} {start.y}C{out} {start.y} {out} {end.y} {ends} {end.y}"
    arrows = (_arrow(end), _arrow(start)) if both_ways else (_arrow(end),)
    return Line(path, arrows, end.kind)


def _arrow(at: Point) -> str:
    x = at.x + ARROW
    return f"{x},{at.y} {x + 2 * ARROW},{at.y - ARROW} {x + 2 * ARROW},{at.y + ARROW}"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
