"""The meetings of a body, and who has answered before one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, F, Q, Value, When

from actions.models import Action
from actions.querysets_of_answers import answered_between, last_answered_at
from boards.models import Meeting
from improvement.history.moments import end_of

MOST_SHOWN = 100  # eight years of meetings each month


@dataclass(frozen=True)
class Meetings:
    """The meetings of a body: those to come, the next first, and those that are over."""

    to_come: list[Meeting]
    past: list[Meeting]

    @property
    def next(self) -> Meeting | None:
        return next((one for one in self.to_come if not one.is_cancelled), None)


def meetings_of(body, on: dt.date) -> Meetings:
    """One query, however often it met."""
    found = list(body.meetings.order_by("-meets_on")[:MOST_SHOWN])
    found.sort(key=lambda meeting: meeting.meets_on)
    return Meetings(
        to_come=[one for one in found if one.meets_on >= on],
        past=[one for one in reversed(found) if one.meets_on < on],
    )


class Asked:
    """The actions of a notice of which an update was asked for a meeting, and which have one.

    An answer counts until the end of the day of the meeting.
    """

    def __init__(self, meeting, notice):
        self.meeting = meeting
        self._actions = (
            Action.objects.of(notice)
            .undelivered()
            .filter(oversights__body=meeting.body, oversights__is_ended=False)
        )
        self._answered = answered_between(meeting.asked_at, end_of(meeting.meets_on))

    def counts(self) -> dict[str, int]:
        """How many were answered and how many not, in one query."""
        said = Case(
            When(self._answered, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        actions = self._actions.order_by().annotate(is_answered=said)
        return actions.aggregate(
            answered=Count("pk", filter=Q(is_answered=True)),
            unanswered=Count("pk", filter=Q(is_answered=False)),
        )

    def listed(self, *, answered: bool):
        """Those that were answered, or those that were not, by the name of their lead."""
        some = self._actions.filter(self._answered if answered else ~self._answered)
        some = some.select_related("lead", "notice").annotate(last_answered_at=last_answered_at())
        return some.order_by(F("lead__full_name").asc(nulls_first=True), "sort_key", "pk")
