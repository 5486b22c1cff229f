"""The arithmetic of seals: heads, digests of blocks, and the marks by which a row is found."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

_MARK = struct.Struct(">q8s")  # the key of a row, and the beginning of its digest


@dataclass(frozen=True)
class Block:
    """Rows of one table, digested together: those above `after`, up to `last`."""

    table: str
    columns: str
    after: int | None
    last: int
    count: int
    digest: str
    marks: bytes

    def __bytes__(self):
        # The marks follow from what is digested, and are compared with it.
        said = (self.table, self.columns, self.after, self.last, self.count, self.digest)
        return "\n".join(map(str, said)).encode()


@dataclass
class Gathering:
    """Gathers the digests of rows, by rising key, until they make a block."""

    marks: bytearray = field(default_factory=bytearray)
    count: int = 0

    def __post_init__(self):
        self._all = sha256()

    def add(self, key: int, digest: bytes):
        self._all.update(digest)
        self.marks += _MARK.pack(key, digest[:8])
        self.count += 1

    @property
    def digest(self) -> str:
        return self._all.hexdigest()


def head_of(number: int, made_at: dt.datetime, previous: str, blocks: Iterable[Block]) -> str:
    """The head of a seal: the digest of the head before, and of all that this seal covers."""
    moment = made_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    head = sha256(f"{number}\n{moment}\n{previous}\n".encode())
    for block in blocks:
        # Each by its digest, so that no block can pass for two.
        head.update(sha256(bytes(block)).digest())
    return head.hexdigest()


def read_marks(marks: bytes) -> dict[int, bytes]:
    """key -> the beginning of its row's digest. What is cut short at the end is left out."""
    whole = len(marks) - len(marks) % _MARK.size
    return dict(_MARK.iter_unpack(marks[:whole]))


GONE, ADDED, CHANGED = "gone", "added", "changed"


def differences(sealed: bytes, found: bytes) -> Iterator[tuple[int, str]]:
    """(key, what became of it) of each row whose mark is not as it was sealed, by rising key."""
    before, now = read_marks(sealed), read_marks(found)
    for key in sorted(before.keys() | now.keys()):
        if key not in now:
            yield key, GONE
        elif key not in before:
            yield key, ADDED
        elif before[key] != now[key]:
            yield key, CHANGED
