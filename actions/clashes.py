"""Two people edit one action: what each wrote, side by side, and nothing lost.

Pure. A form carries, beside each box, the value it was shown with (`base`). When the action has
moved on since, each part of the form is judged by itself: where only one of the two changed it,
that change stands; where both did, differently, it is a clash for a person to settle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Whose values a part of the form goes on with."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # a clash


@dataclass(frozen=True)
class Part:
    """One part of a form (the rating; one item) on its three sides, by field name.

    `base` is None where the form did not say what it was shown with.
    """

    base: Mapping[str, object] | None
    mine: Mapping[str, object]
    theirs: Mapping[str, object]

    @property
    def side(self) -> Side:
        if self.mine == self.theirs:
            return Side.THEIRS
        if self.base is None:
            return Side.BOTH
        if self.mine == self.base:
            return Side.THEIRS
        return Side.MINE if self.theirs == self.base else Side.BOTH
