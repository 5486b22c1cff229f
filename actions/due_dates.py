"""How a due date has moved, in words. Pure."""

import datetime as dt

from django.utils import formats

from actions.querysets import UNDELIVERED


def moved_in_words(times: int, original: dt.date | None, now: dt.date | None) -> str:
    """Such as “moved 3 times, 142 days”; where no move is on record, “was 1 May 2014”."""
    if original is None or now is None:
        return ""
    days = (now - original).days
    if not times:
        return f"was {formats.date_format(original)}" if days else ""
    return f"moved {'once' if times == 1 else f'{times} times'}, {_days(days)}"


def before_the_notice(day: dt.date | None, issued_on: dt.date | None) -> str:
    """Why nothing is due on that day, where it is before the notice was issued; else nothing."""
    if day is None or issued_on is None or day >= issued_on:
        return ""
    return f"The notice was issued on {formats.date_format(issued_on)}: nothing is due before it"


def _days(days):
    if not days:
        return "back to its first date"
    number = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return number if days > 0 else f"{number} earlier"


def overdue_against_the_original(action, on: dt.date) -> dt.date | None:
    """The original date where it has passed and the current one, later, has not."""
    if action.stage not in UNDELIVERED or action.original_due_on is None:
        return None
    is_past = action.original_due_on < on and (action.due_on is None or action.due_on >= on)
    return action.original_due_on if is_past else None
