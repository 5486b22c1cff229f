"""What a digest says: all that is asked of somebody, overdue and due soon, and what came back."""

from __future__ import annotations

import datetime as dt

from actions.models import MailPreference
from boards.desk import Desk, is_due_soon, is_overdue
from boards.mails.lines import Section, Words

MONDAY, SATURDAY = 0, 5
STEPS_SOON = 7  # days


def is_wanted(preference: MailPreference, on: dt.date) -> bool:
    """Whether that is a day on which this person wants a digest: never at the weekend."""
    pace = MailPreference.Digest
    if preference.digest == pace.DAILY:
        return on.weekday() < SATURDAY
    return preference.digest == pace.WEEKLY and on.weekday() == MONDAY


def digest(desk: Desk) -> list[Section]:
    """Nothing at all where nothing is asked, due or overdue."""
    words, on = Words(desk), desk.on
    steps = [step for step in desk.steps if (step.due_on - on).days <= STEPS_SOON]
    found = [
        ("Updates asked for", [words.asked(ask, one) for ask in desk.asks for one in ask.actions]),
        ("Overdue", [words.due(one, on) for one in desk.dated if is_overdue(one, on)]),
        ("Evidence to add to", [words.evidence(one) for one in desk.evidence_not_enough()]),
        ("Due soon", [words.due(one, on) for one in desk.dated if is_due_soon(one, on)]),
        ("Next steps", [words.step(step, on) for step in steps]),
    ]
    return [Section(heading, lines) for heading, lines in found if lines]
