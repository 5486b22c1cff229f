"""How the actions of a notice stand, as bars: above the register and on the page of charts."""

from __future__ import annotations

from collections.abc import Mapping

from actions.models import Action
from actions.querysets import SIGNED_OFF
from improvement.gds.charts import Bar, bars

# As a picture calls them: blue once signed off, which nobody sets.
RATINGS = {
    "red": "Red",
    "amber": "Amber",
    "green": "Green",
    "blue": "Signed off",
    "": "Not rated",
}


def how_they_stand(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, list[Bar]]]:
    """(heading, bars) by stage and by rating, from how many there are of each (stage, rating)."""
    return [("Stage", _stages(counts)), ("Rating", _ratings(counts))]


def _stages(counts):
    return bars(
        [
            ("stage", label, sum(n for (stage, _), n in counts.items() if stage == value))
            for value, label in Action.Stage.choices
        ]
    )


def _ratings(counts):
    numbers = dict.fromkeys(RATINGS, 0)
    for (stage, rating), number in counts.items():
        numbers["blue" if stage in SIGNED_OFF else rating] += number
    return bars([(kind or "none", RATINGS[kind], number) for kind, number in numbers.items()])
