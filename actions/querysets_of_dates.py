"""What people say of the moves of due dates, as queries."""

import datetime as dt

from django.db import models

# A move asked for this shortly before a meeting is marked: people "update their due dates shortly
# before our meetings so that the cards are no longer discussed" (wekan issue 6081).
SHORTLY_BEFORE = 10  # days


class DateChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status="asked")

    def to_decide_on(self, notice, *, but_by):
        """Those of the notice that wait, but for what this person asked or leads: nobody decides
        on their own.
        """
        waiting = self.open().filter(action__notice=notice, action__is_withdrawn=False)
        return waiting.exclude(asked_by=but_by).exclude(action__lead=but_by)

    def agreed(self):
        return self.filter(status="agreed")


def is_shortly_before(asked_on: dt.date, meeting_on: dt.date | None) -> bool:
    """Whether a move was asked for so late that the meeting may no longer look at the action."""
    return meeting_on is not None and 0 <= (meeting_on - asked_on).days <= SHORTLY_BEFORE
