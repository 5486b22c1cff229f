"""Old and new words of a text, told apart word by word. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

SAME, OLD, NEW = "same", "old", "new"
# Below this likeness two texts are shown whole, one after the other: patches would only confuse.
LEAST_ALIKE = 0.4
MOST_WORDS = 2000  # comparing longer texts word by word would take too long
LONGEST_KEPT = 1000  # characters: of these a process keeps 5,000 comparisons, some megabytes
_PIECES = re.compile(r"\S+\s*|\s+")


def word_differences(before: str, after: str) -> list[tuple[str, str]]:
    """[("same" | "old" | "new", words)]: less the old ones they read as `after`, less the new ones
    as `before`, but for white space, which is as it is in `after`.
    """
    if before == after:
        return [(SAME, after)] if after else []
    is_short = len(before) + len(after) <= LONGEST_KEPT
    return list((_kept if is_short else _compared)(before, after))


def _compared(before, after):
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return _whole(before, after)
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    if matcher.ratio() < LEAST_ALIKE:
        return _whole(before, after)
    pieces = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            pieces.append((SAME, "".join(new[j1:j2])))
            continue
        pieces += [(OLD, "".join(old[i1:i2])), (NEW, "".join(new[j1:j2]))]
    return [(kind, words) for kind, words in pieces if words]


# A history is read again and again: the same words are compared once.
_kept = lru_cache(5000)(_compared)


def _whole(before, after):
    return [(kind, text) for kind, text in [(OLD, before), (NEW, after)] if text]
