"""The account of words: each one in the file is kept, or is listed as left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import filterfalse

from .bullets import without_bullets


@dataclass(frozen=True)
class Words:
    """Where a file's words went. `total` is counted apart, from the file's own cells."""

    kept: int
    left_out: int
    total: int


def count_words(texts: Iterable[str]) -> int:
    """Return how many words the texts hold: runs without white space with a letter or a digit."""
    return sum(map(_count, texts))


def _count(text: str) -> int:
    # Every bullet lies outside ASCII. What is all letters and digits is told without a loop.
    runs = (text if text.isascii() else without_bullets(text)).split()
    others = filterfalse(str.isalnum, runs)
    return len(runs) - sum(not any(map(str.isalnum, run)) for run in others)
