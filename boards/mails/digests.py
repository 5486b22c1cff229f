"""What a digest says: all that is asked of somebody, overdue and due soon, and what came back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from actions.models import MailPreference
from boards.desk import Desk, came_back, is_due_soon, is_overdue
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
        Section("Updates asked for", _asked(desk, words), "update asked for"),
        Section(
            "Sent back to you", [words.came_back(one) for one in desk.actions if came_back(one)]
        ),
        Section("Overdue", [words.due(one, on) for one in desk.dated if is_overdue(one, on)]),
        Section(
            "Evidence to add to",
            [words.evidence(one) for one in desk.evidence_not_enough()],
            "piece of evidence to add to",
            "pieces of evidence to add to",
        ),
        Section("Due soon", [words.due(one, on) for one in desk.dated if is_due_soon(one, on)]),
        Section("Next steps", [words.step(step, on) for step in steps], "next step"),
    ]
    return [section for section in found if section.lines]


def _asked(desk, words):
    """One line for each action, however many meetings ask about it."""
    of_each = defaultdict(list)
    for ask in desk.asks:
        for action in ask.actions:
            of_each[action].append(ask)
    return [words.asked_at_once(action, asks) for action, asks in of_each.items()]
