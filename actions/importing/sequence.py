"""References mended from their neighbours: between IN9 and IN11 stands IN10, whatever is printed.

Nothing is proposed unless the neighbours leave exactly one answer.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from actions.references import canonical_ref

_LAST_NUMBER = re.compile(r"(?P<head>.*?)(?P<number>[0-9]+)")
# A single odd prefix or place tells of damage only where at least so many others agree.
_MANY = 3


@dataclass(frozen=True)
class Numbered:
    """A ref parted into what its neighbours share with it and the number that counts up."""

    head: str
    number: int

    @property
    def ref(self) -> str:
        return f"{self.head}{self.number}"


def numbered(ref: str) -> Numbered | None:
    """Part "IN10" into "IN" and 10, "1.12" into "1." and 12; None where no number comes last."""
    canonical = canonical_ref(ref)
    found = _LAST_NUMBER.fullmatch(canonical) if canonical else None
    return Numbered(found["head"], int(found["number"])) if found else None


def mend(printed: list[str]) -> dict[int, str]:
    """Return better refs by position, for those that are repeated, damaged or empty.

    Each stands in a gap of the sequence that has as many numbers free as there are doubtful rows
    in it, and, unless it is a repeat or empty, looks like the ref that belongs there.
    """
    refs = [canonical_ref(ref) or "" for ref in printed]
    counts = Counter(ref for ref in refs if ref)
    doubtful = _doubtful(refs, counts)
    taken = {ref for index, ref in enumerate(refs) if index not in doubtful}
    counts_up = _counts_up(refs, doubtful)
    mended: dict[int, str] = {}
    for run in _runs(sorted(doubtful)):
        expected = _expected(refs, run)
        for index, ref in zip(run, expected, strict=False):
            # Only where both ends are settled is a repeat, or nothing at all, enough.
            settled = (
                counts_up
                and _is_enclosed(run, refs, expected)
                and (not printed[index] or counts[refs[index]] > 1)
            )
            if ref == refs[index] or ref in taken:
                continue
            if settled or _looks_like(printed[index], ref):
                mended[index] = ref
    return _only_once(mended)


def _counts_up(refs: list[str], doubtful: set[int]) -> bool:
    """Say whether each ref is mostly the one before it and one more.

    The numbers of a report's paragraphs are not: there a free number between two shows nothing.
    """
    parts = [None if index in doubtful else numbered(ref) for index, ref in enumerate(refs)]
    steps = [
        two.number - one.number
        for one, two in pairwise(parts)
        if one and two and one.head == two.head
    ]
    return steps.count(1) * 2 >= len(steps)


def _is_enclosed(run: list[int], refs: list[str], expected: list[str]) -> bool:
    """Say whether a run has a neighbour after it, and before it one too or the number 1."""
    first = numbered(expected[0])
    return run[-1] + 1 < len(refs) and (run[0] > 0 or (first is not None and first.number == 1))


def _only_once(mended: dict[int, str]) -> dict[int, str]:
    counts = Counter(mended.values())
    return {index: ref for index, ref in mended.items() if counts[ref] == 1}


def _doubtful(refs: list[str], counts: Counter[str]) -> set[int]:
    """Return the positions of refs that are repeated, unreadable, or oddly prefixed or placed."""
    repeated = {index for index, ref in enumerate(refs) if not ref or counts[ref] > 1}
    parts = [numbered(ref) for ref in refs]
    heads = Counter(part.head for part in parts if part)
    usual, times = heads.most_common(1)[0] if heads else ("", 0)
    odd = {
        index
        for index, part in enumerate(parts)
        if part and times >= _MANY and heads[part.head] == 1 and _is_other(part.head, usual)
    }
    return repeated | odd | _out_of_order(parts, repeated | odd)


def _is_other(head: str, usual: str) -> bool:
    """Say whether a head is not the usual one, and not just another chapter's ("4.", "5.")."""
    return head != usual and _letters(head) != _letters(usual)


def _letters(head: str) -> str:
    return "".join(character for character in head if character.isalpha())


def _out_of_order(parts: list[Numbered | None], doubtful: set[int]) -> set[int]:
    """Return the one ref that breaks an order which all the others keep, if it is just one."""
    sure = [index for index, part in enumerate(parts) if part and index not in doubtful]
    falls = [pair for pair in pairwise(sure) if not _rises(list(pair), parts)]
    if not falls or len(sure) <= _MANY:
        return set()
    culprits = [suspect for suspect in falls[0] if _rises([i for i in sure if i != suspect], parts)]
    return set(culprits) if len(culprits) == 1 else set()


def _rises(indexes: list[int], parts: list[Numbered | None]) -> bool:
    found = [part for part in (parts[index] for index in indexes) if part]
    return all(one.head != two.head or one.number < two.number for one, two in pairwise(found))


def _runs(indexes: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _expected(refs: list[str], run: list[int]) -> list[str]:
    """Return the refs that belong in a run of doubtful rows, if its neighbours settle them."""
    before = numbered(refs[run[0] - 1]) if run[0] > 0 else None
    after = numbered(refs[run[-1] + 1]) if run[-1] + 1 < len(refs) else None
    near = before or after
    if near is None:
        return []
    first = before.number + 1 if before else near.number - len(run)
    if before and after and (before.head, first + len(run)) != (after.head, after.number):
        return []
    return [Numbered(near.head, first + step).ref for step in range(len(run))] if first >= 0 else []


def _looks_like(printed: str, ref: str) -> bool:
    """Say whether what is printed could be this ref with a character or two lost or misread."""
    squeezed = "".join(printed.upper().split())
    part = numbered(ref)
    if not squeezed or canonical_ref(printed) == ref:
        return bool(squeezed)
    if part and squeezed == str(part.number):
        return True
    misread = _same_number(printed, part) or _is_swapped(squeezed, ref.upper())
    return _is_within(squeezed, ref) or (misread and distance(squeezed, ref.upper()) == 1)


def _same_number(printed: str, part: Numbered | None) -> bool:
    """Say whether only the prefix is in doubt, or nothing of what is printed can be read."""
    read = numbered(printed)
    return read is None or (part is not None and read.number == part.number)


def _is_swapped(one: str, two: str) -> bool:
    return sorted(one) == sorted(two)


def _is_within(part: str, whole: str) -> bool:
    """Say whether `part` is `whole` with characters missing, most of them still there."""
    left = iter(whole.upper())
    return len(part) * 2 >= len(whole) and all(character in left for character in part)


def distance(one: str, two: str) -> int:
    """Return how many characters have to be changed, added, dropped or swapped with the next."""
    older: list[int] = []
    last = list(range(len(two) + 1))
    for row, a in enumerate(one, start=1):
        here = [row]
        for column, b in enumerate(two, start=1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (a != b))
            swapped = row > 1 and column > 1 and a == two[column - 2] and b == one[row - 2]
            here.append(min(cost, older[column - 2] + 1) if swapped else cost)
        older, last = last, here
    return last[-1]
