"""A cell that holds a list, split into its items; items joined into a cell, the exact inverse.

`split(join(items)) == items` for every list of clean items: white space folded, not empty, no
control characters, and none of the characters that are always a bullet.
"""

import re
from dataclasses import dataclass

from .characters import clean, fold

# Always a bullet, wherever it stands. U+F000 to U+F0FF is where Word keeps the signs of the Symbol
# and Wingdings fonts; text pasted from Word brings them along.
ALWAYS = "•◦▪‣⁃"
_ALWAYS = re.compile(f"[{ALWAYS}\uf000-\uf0ff]")
# A bullet only at the start of a line: elsewhere these are dashes, sums, decimal points or numbers.
_AT_START = re.compile(
    r"\s*(?:[·∙●○■□◆◇►▶➢➤❖⦁]\s*"
    r"|[-–—*](?:\s+|$)"
    r"|o(?:\t\s*|\s{2,})"  # Word's second level
    r"|\(?(?:[0-9]{1,2}|[A-Za-z]|[ivx]{1,5})\)(?:\s+|$)"
    r"|[0-9]{1,2}\.(?:\s+|$))"
)
_MIDDLE = "a an and as at by for from in into is of on or that the their to which with"
_MIDDLE_WORDS = frozenset(_MIDDLE.split())


@dataclass(frozen=True)
class Piece:
    """A run of text in a cell, and whether a bullet stood before it."""

    text: str
    marked: bool


def pieces(cell: str) -> list[Piece]:
    """Return the items of a cell in order; those before the first bullet are not marked."""
    found: list[Piece] = []
    after_gap = False
    for line in _lines(cell):
        if line is None:
            after_gap = True
            continue
        if found and not line.marked and _carries_on(found, line.text, after_gap):
            last = found.pop()
            found.append(Piece(fold(f"{last.text} {line.text}"), last.marked))
        else:
            found.append(line)
        after_gap = False
    return [piece for piece in found if piece.text]


def split(cell: str) -> list[str]:
    """Return the items of a cell, their bullets taken off and their white space folded."""
    return [piece.text for piece in pieces(cell)]


def each_line(text: str) -> list[str]:
    """Return an item for each line that is not empty, whatever it begins with; never joins two."""
    return [line.text for line in _lines(text) if line and line.text]


def join(items: list[str] | tuple[str, ...]) -> str:
    """Return the cell text that reads back as these items."""
    if len(items) == 1 and split(items[0]) == [items[0]]:
        return items[0]
    return "\n".join(f"• {item}" for item in items)


def clean_item(text: str) -> str:
    """Return typed text as one clean item, or "" if it holds none; use `split` for several."""
    return fold(_ALWAYS.sub(" ", clean(text)))


def without_bullets(text: str) -> str:
    """Return text with a space for each character that is always a bullet."""
    return _ALWAYS.sub(" ", text)


def starts_with_mark(text: str) -> bool:
    """Say whether a text begins as a list item does."""
    return bool(_ALWAYS.match(text.lstrip()) or _AT_START.match(text))


def _lines(cell: str) -> list[Piece | None]:
    """Return each line, parted at inline bullets as well; None for an empty line."""
    found: list[Piece | None] = []
    for line in clean(cell).split("\n"):
        if not line.strip():
            found.append(None)
            continue
        first, *rest = _ALWAYS.split(line)
        mark = _AT_START.match(first)
        if mark:
            found.append(Piece(fold(first[mark.end() :]), True))
        elif first.strip():
            found.append(Piece(fold(first), False))
        # One mark only comes off, so that an item may itself begin with "- " or "1. ".
        found.extend(Piece(fold(text), True) for text in rest)
    return found


def _carries_on(found: list[Piece], text: str, after_gap: bool) -> bool:
    """Say whether a line without a bullet belongs to the piece before it."""
    last = found[-1]
    if last.marked:
        return not after_gap or not last.text
    if after_gap:
        return False
    return carries_on_sentence(last.text, text)


def carries_on_sentence(before: str, after: str) -> bool:
    """Say whether `after` plainly goes on with the sentence that `before` leaves open."""
    if after[:1].islower():
        return True
    last_word = before.rsplit(" ", 1)[-1].lower()
    return before.endswith((",", "-", "–")) or last_word in _MIDDLE_WORDS
