"""The rows of the register: fifty actions, each with its newest progress and the step due first.

One statement, written out: made from querysets it cost ten times what running it does. That it
picks what `newest_first` and `by_soonest_due` pick is held by a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from actions.querysets import SIGNED_OFF, UNDELIVERED

_ROWS = """
    SELECT action.id, action.ref, action.wording, action.stage, action.delivery_rating,
        action.due_on, action.original_due_on, lead.full_name,
        progress.text, progress.achieved_on, step.text, step.due_on,
        (SELECT COUNT(*) FROM actions_datechange moved
            WHERE moved.action_id = action.id AND moved.status = 'agreed')
    FROM actions_action action
    LEFT JOIN improvement_user lead ON lead.id = action.lead_id
    LEFT JOIN actions_progressitem progress ON progress.id = (
        SELECT one.id FROM actions_progressitem one
        WHERE one.action_id = action.id AND NOT one.is_withdrawn
        ORDER BY one.position DESC, one.id DESC LIMIT 1)
    LEFT JOIN actions_nextstep step ON step.id = (
        SELECT one.id FROM actions_nextstep one
        WHERE one.action_id = action.id AND one.status IN ('open', 'carried_forward')
        ORDER BY one.due_on IS NULL, one.due_on, one.position, one.id LIMIT 1)
    WHERE action.id IN ({})
"""


class Row(NamedTuple):
    """One action as the register shows it."""

    pk: int
    ref: str
    wording: str
    stage: str
    rating: str
    due_on: dt.date | None
    original_due_on: dt.date | None
    lead: str | None
    progress: str | None  # what was written down last
    achieved_on: dt.date | None
    step: str | None  # what falls due first
    step_due_on: dt.date | None
    times_moved: int  # how many moves of the due date were agreed

    @property
    def rating_shown(self) -> str:
        """As pages show it: blue once it is signed off, which nobody sets."""
        return "blue" if self.stage in SIGNED_OFF else self.rating

    def is_overdue(self, on: dt.date) -> bool:
        return self.due_on is not None and self.due_on < on and self.stage in UNDELIVERED


def rows_of(keys: Iterable[int]) -> list[Row]:
    """A row for each of these keys, in their order. One query."""
    keys = list(keys)
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(", ".join(["%s"] * len(keys))), keys)
        found = {row.pk: row for row in map(_row, cursor.fetchall())}
    return [found[key] for key in keys if key in found]


def _row(values):
    row = Row(*values)
    return row._replace(
        due_on=_day(row.due_on),
        original_due_on=_day(row.original_due_on),
        achieved_on=_day(row.achieved_on),
        step_due_on=_day(row.step_due_on),
    )


def _day(value):
    """SQLite gives a date that comes through a view as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
