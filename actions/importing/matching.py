"""Which item of a file is which item of the register. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol

ALIKE = 0.6  # how much of its words a reworded item shares with what it was


class Held(Protocol):
    """What is matched: a text of the register, and as the last import wrote it."""

    text: str
    base: str | None
    is_closed: bool


def match(held: Sequence[Held], read: Sequence[str]) -> list[int | None]:
    """For each text of the file the place of the held text that it is, or None if it is new.

    The same text first (as it stands, then as it was imported), one to one and in order; of what is
    left over the most alike: a reworded item stays the same item and keeps its history.
    """
    found: list[int | None] = [None] * len(read)
    if not held:
        return found
    free = set(range(len(held)))
    for text_of in (lambda one: one.text, lambda one: one.base):
        places = defaultdict(deque)
        for place in sorted(free):
            places[text_of(held[place])].append(place)
        for at, text in enumerate(read):
            if found[at] is None and places[text]:
                found[at] = places[text].popleft()
                free.discard(found[at])
    for _, at, place in _by_likeness(held, read, found, free):
        if found[at] is None and place in free:
            found[at] = place
            free.discard(place)
    return found


def _by_likeness(held, read, found, free):
    scored = [
        (likeness(held[place].text, text), at, place)
        for at, text in enumerate(read)
        if found[at] is None
        for place in sorted(free)
        if not held[place].is_closed
    ]
    enough = [score for score in scored if score[0] >= ALIKE]
    return sorted(enough, key=lambda score: (-score[0], score[1]))


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, in order: 0 to 1."""
    return SequenceMatcher(None, one.lower().split(), other.lower().split()).ratio()


def out_of_order(places: Sequence[int]) -> set[int]:
    """Indexes of the fewest that must move for the rest to stand in rising order."""
    tails: list[int] = []  # of the shortest-ended rising run of each length, an index
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left([places[tail] for tail in tails], place)
        before.append(tails[length - 1] if length else -1)
        tails[length : length + 1] = [at]
    stay, at = set(), tails[-1] if tails else -1
    while at >= 0:
        stay.add(at)
        at = before[at]
    return set(range(len(places))) - stay
