"""The account of words: each one in the file is kept, or is listed as left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from .bullets import without_bullets


@dataclass(frozen=True)
class Words:
    """Where a file's words went. `total` is counted apart, from the file's own cells."""

    kept: int
    left_out: int
    total: int


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs without white space that hold a letter or a digit."""
    return [
        word
        for word in without_bullets(text).split()
        if word.isalnum() or any(map(str.isalnum, word))
    ]


def count_words(texts: Iterable[str]) -> int:
    """Return how many words the texts hold."""
    return sum(len(words_of(text)) for text in texts)
