"""What changed in a notice's register between two moments, as values.

Read from the versions alone: for each action, progress item and next step that has a version
between the two, how it stood at each of them. The same queries, however much changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from actions.models import Action, NextStep, ProgressItem
from actions.moves import ActionMove, action_move
from improvement.history.moments import as_at
from improvement.models import User


@dataclass(frozen=True)
class Standing:
    """How the register stood at one moment: its actions by stage and rating, and the overdue."""

    total: int
    by_stage: dict[str, int]
    by_rating: dict[str, int]
    overdue: int


@dataclass(frozen=True)
class Comparison:
    """What changed after `start`, up to and with `end`."""

    start: dt.datetime
    end: dt.datetime
    before: Standing
    after: Standing
    actions: tuple[ActionMove, ...]
    # Undelivered at both ends, with no progress, step, stage or rating between: (ref, wording).
    silent: tuple[tuple[str, str], ...] = field(default=())

    def with_how(self, how: str) -> list[ActionMove]:
        """The actions that were added, withdrawn or put back."""
        return [action for action in self.actions if action.how == how]

    def moved(self, what: str, way: str | None = None) -> list[ActionMove]:
        """The actions in which this fact moved, whichever way or this way."""
        return [
            action
            for action in self.actions
            if (move := action.move_of(what)) and way in (None, move.way)
        ]

    def count_items(self, of: str, how: str) -> int:
        """How many progress items ("progress") or next steps ("steps") fared so."""
        return sum(item.how == how for action in self.actions for item in getattr(action, of))


def compare(notice, start: dt.datetime, end: dt.datetime) -> Comparison:
    """What changed in this notice's register after `start`, up to and with `end`.

    Raises ValueError where the end is before the start.
    """
    if end < start:
        raise ValueError("The end is before the start.")
    actions = _both_ends(Action, {"notice_id": notice.pk}, start, end)
    mine = {"action_id__in": Action.objects.filter(notice=notice).order_by().values("pk")}
    progress = _by_action(_both_ends(ProgressItem, mine, start, end))
    steps = _by_action(_both_ends(NextStep, mine, start, end))
    keys = {*actions} | {*progress} | {*steps}
    with as_at(start):
        before = _standing(notice, start)
    with as_at(end):
        after = _standing(notice, end)
        rest = Action.objects.in_bulk(keys - {*actions})  # only items of theirs changed
        undelivered = Action.objects.of(notice).undelivered().order_by("sort_key", "pk")
        undelivered = list(undelivered.values_list("pk", "ref", "wording"))
    reasons = _reasons_for_dates(actions, start, end)
    names = _names(actions)
    pairs = {key: actions.get(key) or [rest[key], rest[key]] for key in keys}
    moves = [
        action_move(*pairs[key], progress[key], steps[key], reasons=reasons[key], names=names)
        for key in sorted(keys, key=lambda key: _order(pairs[key]))
    ]
    moves = tuple(move for move in moves if move is not None)
    spoken = {move.pk for move in moves if move.has_said_something}
    silent = tuple((ref, wording) for pk, ref, wording in undelivered if pk not in spoken)
    return Comparison(start, end, before, after, moves, silent)


# Reading both ends


def _both_ends(model, mine, start, end):
    """key -> (version at the start or None, version at the end or None) of each row that has a
    version between; a version that says "deleted" is None too.
    """
    versions = model.history.model.objects.order_by()
    between = versions.filter(history_date__gt=start, history_date__lte=end, **mine)
    changed = model._base_manager.filter(pk__in=between.values("id"))
    pairs = defaultdict(lambda: [None, None])
    for place, moment in enumerate((start, end)):
        newest = (
            versions.filter(id=OuterRef("pk"), history_date__lte=moment)
            .order_by("-history_date", "-history_id")
            .values("history_id")[:1]
        )
        wanted = changed.annotate(newest=Subquery(newest)).values("newest")
        for version in versions.filter(history_id__in=wanted).exclude(history_type="-"):
            pairs[version.id][place] = version
    return dict(pairs)


def _by_action(pairs):
    found = defaultdict(list)
    for before, after in sorted(pairs.values(), key=_place):
        found[(after or before).action_id].append((before, after))
    return found


def _place(pair):
    row = pair[1] or pair[0]
    return row.position, row.id


def _order(pair):
    row = pair[1] or pair[0]
    return row.sort_key, row.id


def _reasons_for_dates(actions, start, end):
    """action's key -> the reasons given each time its due date was moved, oldest first."""
    dues = {
        key: before.due_on
        for key, (before, after) in actions.items()
        if before and after and before.due_on != after.due_on
    }
    versions = Action.history.model.objects.filter(
        id__in=dues, history_date__gt=start, history_date__lte=end
    ).order_by("history_date", "history_id")
    reasons = defaultdict(list)
    for key, due, reason in versions.values_list("id", "due_on", "history_change_reason"):
        if due != dues[key] and reason:
            reasons[key].append(reason)
        dues[key] = due
    return reasons


def _names(actions):
    people = {row.lead_id for pair in actions.values() for row in pair if row and row.lead_id}
    return dict(User.objects.filter(pk__in=people).values_list("pk", "full_name"))


def _standing(notice, moment):
    """The counts as at the moment that is being shown."""
    held = Action.objects.of(notice)
    pairs = held.count_by_stage_and_rating()
    overdue = held.overdue(timezone.localdate(moment)).count()
    by_stage, by_rating = defaultdict(int), defaultdict(int)
    for (stage, rating), number in pairs.items():
        by_stage[stage] += number
        by_rating[rating] += number
    return Standing(sum(pairs.values()), dict(by_stage), dict(by_rating), overdue)
