"""The home of an officer: what is asked of them, their actions, and what others changed of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from actions.models import Action, DateChange, LastLook, StageMove, UpdateDraft
from boards.desk import (
    SILENT_AFTER,
    Ask,
    asks,
    came_back,
    evidence_not_enough,
    is_due_soon,
    is_overdue,
    is_undelivered,
    steps_of,
    with_last_move,
    with_what_was_said,
)
from boards.recent import recent

LOOKS_BACK = 30  # days, for who never said how far they have read
MOST_SHOWN = 10
MOST_NAMED = 60  # of those that are only named


@dataclass(frozen=True)
class Pressing:
    """One of my actions, and in words why it wants something of me; the worst first."""

    action: Action
    reasons: tuple[str, ...]


def officer_home(user, notice, today: dt.date) -> dict:
    """What the page shows, in eight queries, however many actions there are."""
    look = LastLook.objects.filter(notice=notice, user=user).first()
    since = look.looked_at if look else _midnight(today) - dt.timedelta(days=LOOKS_BACK)
    mine = Action.objects.of(notice).reported_by(user)
    actions = list(_with_what_came_back(mine, user, since, today).by_soonest_due())
    if not actions:
        return {"total": 0}
    open_ones = [action for action in actions if is_undelivered(action)]
    pressing, calm = _by_what_presses(open_ones, today)
    steps = steps_of(user, today).filter(action__notice=notice, due_on__lt=today)
    changed = recent(mine, since, but_by=user, held=actions)
    return {
        "total": len(actions),
        "today": today,
        "asked": AskedOfMe.of(mine, actions, today),
        "pressing": pressing[:MOST_SHOWN],
        "more_pressing": [one.action for one in pressing[MOST_SHOWN:]][:MOST_NAMED],
        "calm": calm[:MOST_NAMED],
        "done": [action for action in actions if not is_undelivered(action)][:MOST_NAMED],
        "steps": list(steps[: MOST_SHOWN + 1]),
        "most_shown": MOST_SHOWN,
        "changed": changed,
        "changed_since": since,
        "has_looked": look is not None,
        "read_up_to": timezone.now().isoformat(),
    }


def _midnight(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _with_what_came_back(mine, user, since, today):
    """Adds, to what was said, the draft, the last move of stage and the last decision on a date."""
    drafts = UpdateDraft.objects.filter(action=OuterRef("pk"), user=user)
    decisions = DateChange.history.filter(
        action=OuterRef("pk"),
        asked_by=user,
        status__in=[DateChange.Status.AGREED, DateChange.Status.REFUSED],
        history_date__gt=since,
    ).order_by("-history_id")
    decision = JSONObject(status="status", due="due_after", reason="decision_reason")
    said = with_what_was_said(mine.select_related("notice"), today)
    return with_last_move(said).annotate(
        draft_at=Subquery(drafts.values("saved_at")[:1]),
        decision=Subquery(decisions.values(told=decision)[:1]),
    )


# What is asked of me


@dataclass(frozen=True)
class AskedOfMe:
    """What waits for an answer of this person. Each line is (action, what to say beside it)."""

    updates: list[Ask]
    returned: list
    evidence: list
    decisions: list
    drafts: list

    def __bool__(self):
        parts = [self.updates, self.returned, self.evidence, self.decisions, self.drafts]
        return any(parts)

    @classmethod
    def of(cls, mine, actions, today):
        open_ones = [action for action in actions if is_undelivered(action)]
        return cls(
            updates=asks(mine, open_ones, today),
            returned=[_returned(action) for action in open_ones if came_back(action)],
            evidence=list(evidence_not_enough(mine.exclude(stage__in=_OVER))[:MOST_SHOWN]),
            decisions=[_decided(action) for action in actions if action.decision][:MOST_SHOWN],
            drafts=[action for action in actions if action.draft_at][:MOST_SHOWN],
        )


_OVER = [Action.Stage.SIGNED_OFF, Action.Stage.EMBEDDED, Action.Stage.NO_LONGER_REQUIRED]


def _returned(action):
    word = StageMove.How(action.last_move["how"]).label.lower()
    return action, word, parse_date(action.last_move["on"]), action.last_move["reason"]


def _decided(action):
    decision = action.decision
    word = DateChange.Status(decision["status"]).label.lower()
    return action, word, parse_date(decision["due"]), decision["reason"]


# My actions


def _by_what_presses(actions, today) -> tuple[list[Pressing], list[Action]]:
    """(those that want something, the worst first; the others), each with the soonest due first."""
    ranked, calm = [], []
    for place, action in enumerate(actions):
        why = _why(action, today)
        if why:
            ranked.append((min(why), place, Pressing(action, tuple(why.values()))))
        else:
            calm.append(action)
    return [pressing for *_, pressing in sorted(ranked, key=lambda one: one[:2])], calm


# As the key of the ratings says it.
_AMISS = {Action.Rating.RED: "off track", Action.Rating.AMBER: "at risk"}


def _why(action, today) -> dict[int, str]:
    """How bad, from 0 -> in words; what is not so is not there."""
    why = {}
    if is_overdue(action, today):
        why[0] = f"overdue since {date_format(action.due_on)}"
    elif is_due_soon(action, today):
        why[1] = f"due {_in_days((action.due_on - today).days)}, on {date_format(action.due_on)}"
    if silence := _silence(action, today):
        why[2] = silence
    if action.delivery_rating in _AMISS:
        why[3] = _AMISS[action.delivery_rating]
    return why


def _in_days(days):
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _silence(action, today) -> str:
    """In words, since when nothing was said; nothing where something was."""
    said = action.last_answered_at or action.last_said_at
    spoken_on = timezone.localdate(said) if said else None
    if action.met_on:
        silent = spoken_on is None or spoken_on < action.met_on
        return f"nothing said since the meeting of {date_format(action.met_on)}" if silent else ""
    silent = spoken_on is None or (today - spoken_on).days > SILENT_AFTER
    return f"nothing said for {SILENT_AFTER} days" if silent else ""
