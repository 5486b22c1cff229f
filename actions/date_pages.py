"""What a page shows of an action's due date: how it moved, and what is asked."""

from dataclasses import dataclass

from actions.due_dates import moved_in_words, overdue_against_the_original
from actions.models import DateChange
from actions.querysets_of_dates import is_shortly_before
from improvement.written_once import Given, WrittenOnce

_MOVES = WrittenOnce(
    lambda: (
        DateChange.objects.filter(action=Given("action"))
        .select_related("asked_by", "decided_by")
        .order_by("pk")
    )
)


@dataclass(frozen=True)
class Move:
    """One move, asked for, agreed, refused or taken back."""

    change: DateChange

    @property
    def days(self) -> str:
        days = self.change.days
        number = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
        return f"{number} {'later' if days > 0 else 'earlier'}"

    @property
    def days_before_meeting(self) -> int | None:
        """How many days before the next meeting it was asked for, where those are few."""
        change = self.change
        if not is_shortly_before(change.asked_on, change.meeting_on):
            return None
        return (change.meeting_on - change.asked_on).days


class DatePage:
    """One query, however often the date moved."""

    def __init__(self, action, on=None):
        self._action, self._on = action, on
        self.moves = [Move(change) for change in _MOVES.rows(action=action.pk)]

    @property
    def waiting(self) -> Move | None:
        return next((move for move in self.moves if move.change.is_open), None)

    @property
    def over(self) -> list[Move]:
        """Those that were decided or taken back."""
        return [move for move in self.moves if not move.change.is_open]

    @property
    def in_words(self) -> str:
        """Such as “moved 3 times, 142 days”."""
        times = sum(move.change.status == DateChange.Status.AGREED for move in self.moves)
        if not times:
            return ""
        return moved_in_words(times, self._action.original_due_on, self._action.due_on)

    @property
    def overdue_against(self):
        """The original date, where that alone has passed."""
        return self._on and overdue_against_the_original(self._action, self._on)
