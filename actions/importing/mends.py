"""What a person changes by hand in a file that is being checked: a list of mends, in order.

A mend moves, splits, joins or leaves out words of the file; none brings words in. It says which
words it is about, so that it still finds them, or plainly does not fit, when another mend is
undone. `workbench` carries mends out.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from .headings import NEXT_STEPS, PROGRESS, WORDING

NAMES = {WORDING: "action", PROGRESS: "progress", NEXT_STEPS: "next steps"}
OTHER_LIST = {PROGRESS: NEXT_STEPS, NEXT_STEPS: PROGRESS}
_SHOWN = 80


class Kind(StrEnum):
    """What a mend does."""

    SET_REF = "set-ref"
    MOVE_UP = "move-up"  # what a cell begins with goes to the end of the row above
    MOVE_DOWN = "move-down"  # what it ends with goes to the beginning of the row below
    SPLIT = "split"  # one item becomes two
    JOIN = "join"  # an item takes in the next one
    JOIN_UP = "join-up"  # the last item of the row above takes in this row's first
    SWITCH = "switch"  # an item goes from progress to next steps, or back
    LEAVE_OUT = "leave-out"
    JOIN_ROW = "join-row"  # all of the row goes on from the row above
    LEAVE_ROW_OUT = "leave-row-out"


@dataclass(frozen=True)
class Mend:
    """One mend. `words` are those it is about: the new reference; a stretch of running text; the
    items of a list; the two halves of an item that is split. `place` is where they stood then.
    """

    id: str
    kind: Kind
    row: int
    field: str = ""
    words: tuple[str, ...] = ()
    place: int = 0
    reason: str = ""
    by: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return this as JSON can hold it; `from_json` is the inverse."""
        return asdict(self) | {"words": list(self.words)}

    @property
    def says(self) -> str:
        """What it does, in a sentence."""
        return f"Row {self.row}{_says(self)}"


def from_json(data: dict[str, Any]) -> Mend:
    """Return the mend that `Mend.to_json` wrote."""
    return Mend(**data | {"kind": Kind(data["kind"]), "words": tuple(data["words"])})


def _says(mend: Mend) -> str:
    words = f"“{shortened(' '.join(mend.words))}”"
    other = NAMES.get(OTHER_LIST.get(mend.field, ""), "")
    said = {
        Kind.SET_REF: f": the reference is {' '.join(mend.words)}.",
        Kind.MOVE_UP: f" moved to the row above: {words}.",
        Kind.MOVE_DOWN: f" moved to the row below: {words}.",
        Kind.SPLIT: f" one item made into two: “{'” and “'.join(map(shortened, mend.words))}”.",
        Kind.JOIN: f" two items made into one: {words}.",
        Kind.JOIN_UP: f" goes on from the last item of the row above: {words}.",
        Kind.SWITCH: f" moved to the {other}: {words}.",
        Kind.LEAVE_OUT: f" left out: {words}. {mend.reason}",
        Kind.JOIN_ROW: ": joined to the row above.",
        Kind.LEAVE_ROW_OUT: f": left out. {mend.reason}",
    }[mend.kind]
    return f", {NAMES.get(mend.field, mend.field)},{said}" if mend.field else said


def shortened(text: str) -> str:
    """Return a text as it fits into a sentence: its beginning and its end."""
    if len(text) <= _SHOWN:
        return text
    half = _SHOWN // 2
    return f"{text[:half].rsplit(' ', 1)[0]} … {text[-half:].split(' ', 1)[-1]}"
