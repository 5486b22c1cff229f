"""What a reading of a file comes to: actions as values, and what was left out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from .headings import Column
from .layout import NAMES, Layout, to_json
from .problems import Problem
from .word_count import Words

if TYPE_CHECKING:
    from .mended import Mended


@dataclass
class Item:
    """One progress item or next step, and the row it began on."""

    text: str
    row: int


@dataclass(frozen=True)
class ReadReference:
    """A reference an action makes: to an action of this file, or to one of a plan not in it.

    `field` is wording, progress or next_steps; `item` counts from 0 and is None for the wording.
    """

    field: str
    item: int | None
    words: str
    target: str | None
    plan: str | None


@dataclass(frozen=True)
class Detail:
    """One thing that a column of its own says: as printed, what it comes to, and its row."""

    printed: str = ""
    value: date | str | None = None
    row: int = 0


@dataclass(frozen=True)
class Details:
    """What is said of an action beside its wording and lists; `Detail()` where nothing is.

    `due` comes to a date; `rating` to "red", "amber" or "green"; `status` to "not_started" or
    "in_progress"; the others to their text.
    """

    lead: Detail = Detail()
    due: Detail = Detail()
    rating: Detail = Detail()
    status: Detail = Detail()
    area: Detail = Detail()
    body: Detail = Detail()

    @property
    def printed(self) -> list[str]:
        """The texts that are taken, as printed."""
        said = (self.lead, self.due, self.rating, self.status, self.area, self.body)
        return [detail.printed for detail in said if detail.printed]


@dataclass
class ReadAction:
    """One action as it will be held; `printed` is its source rows' cells as they came."""

    ref: str
    source_ref: str
    wording: str
    progress: tuple[Item, ...]
    next_steps: tuple[Item, ...]
    references: tuple[ReadReference, ...]
    sheet: str
    row: int
    rows: tuple[int, ...]
    printed: tuple[tuple[str, ...], ...]
    details: Details = Details()


@dataclass(frozen=True)
class LeftOut:
    """Words of the file that no action takes in, and why.

    `needs_attention` is False for what belongs to no action by its nature, such as the title.
    """

    sheet: str
    row: int
    column: str
    text: str
    reason: str
    needs_attention: bool = True
    words: int = 0


@dataclass(frozen=True)
class HowRead:
    """How a file was read, as its import keeps it once it is confirmed."""

    layout: Mapping[str, Any]  # see `layout.to_json`
    columns: Sequence[Mapping[str, str]]  # letter, heading, and what it was read as, or ""
    unfit_mends: Mapping[str, str]  # mend id -> why it did not apply


@dataclass
class Reading:
    """Everything a file says, given the decisions made so far."""

    actions: list[ReadAction]
    problems: list[Problem]
    left_out: list[LeftOut]
    words: Words
    title: str
    sheet: str
    columns: dict[str, Column] = field(default_factory=dict)
    mended: Mended | None = None  # the table as it was mended by hand
    layout: Layout | None = None  # where the table was found or said to be
    unread: tuple[Column, ...] = ()  # columns that no field was read from

    @property
    def how(self) -> HowRead:
        """How the file was read, to be kept with its import."""
        read_as = {column: NAMES[name] for name, column in self.columns.items()}
        columns = sorted([*read_as, *self.unread], key=lambda column: column.index)
        with_words = {left.column for left in self.left_out if left.sheet == self.sheet}
        return HowRead(
            layout=to_json(self.layout),
            columns=[
                {
                    "letter": column.letter,
                    "heading": column.heading,
                    "read_as": read_as.get(column, ""),
                }
                for column in columns
                if column.heading or column in read_as or column.letter in with_words
            ],
            unfit_mends=dict(self.mended.unfit) if self.mended else {},
        )
