"""When the bodies met, and meet next. All made up: the notice gives no day of a meeting."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planned:
    """A meeting so many days from the day of loading; a negative one has passed.

    `updates_due_in` is None where nobody is asked; else they are asked from `asked` days ago.
    """

    body: str
    meets_in: int
    asked: int
    updates_due_in: int | None = None


# In the order in which they were written down.
MEETINGS = [
    Planned("improvement-board", -44, asked=55),
    Planned("lscb", -31, asked=50),
    Planned("improvement-board", -14, asked=28, updates_due_in=-21),
    Planned("improvement-board", 16, asked=5, updates_due_in=9),
    Planned("lscb", 25, asked=2, updates_due_in=18),
]
