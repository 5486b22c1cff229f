"""Heads that were kept outside the database, beside the chain as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from improvement.seals.faults import Fault
from improvement.seals.models import SHORT, Seal

_IN_THE_LOG = re.compile(rf"\bSeal (\d+): head ([0-9a-f]{{{SHORT},64}})\b")
_ALONE = re.compile(r"(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])")
_HEAD = re.compile(rf"[0-9a-f]{{{SHORT},64}}")


@dataclass(frozen=True)
class Head:
    """A head as it was noted, or its beginning, and the number of its seal where that was too."""

    digest: str
    number: int | None = None


def read_head(text: str) -> Head:
    """A head as a person types it. Raises ValueError."""
    digest = text.strip().lower()
    if not _HEAD.fullmatch(digest):
        raise ValueError(f"A head is {SHORT} to 64 of the characters 0-9 and a-f, not “{text}”")
    return Head(digest)


def read_heads(lines: Iterable[str]) -> Iterator[Head]:
    """The heads in lines of a log, or in a list of heads."""
    for line in lines:
        if in_the_log := _IN_THE_LOG.findall(line):
            yield from (Head(digest, int(number)) for number, digest in in_the_log)
        else:
            yield from map(Head, _ALONE.findall(line))


def faults(seals: Sequence[Seal], heads: Iterable[Head]) -> Iterator[Fault]:
    """The first of these heads, by the number of its seal, that the chain does not have."""
    by_number = {seal.number: seal.head for seal in seals}
    for head in sorted(heads, key=lambda head: head.number or 0):
        if head.number is None:
            if not any(known.startswith(head.digest) for known in by_number.values()):
                yield Fault(
                    f"No seal has the head {head.digest}. Where that head was printed or logged, "
                    "the end of the record was cut off since, or the record was sealed over again."
                )
                return
        elif head.number not in by_number:
            yield Fault(
                f"Seal {head.number}, whose head was {head.digest}, is not there: "
                "the end of the record was cut off.",
                seal=head.number,
            )
            return
        elif not by_number[head.number].startswith(head.digest):
            yield Fault(
                f"Seal {head.number} had the head {head.digest} and has another now: "
                "the record was altered and sealed over again.",
                seal=head.number,
            )
            return
