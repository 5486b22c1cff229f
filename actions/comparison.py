"""What changed in a notice's register between two moments, as values.

The register's actions are read as they stood at both moments; of the progress items and next steps
those that have a version between the two. The same queries, however much changed, and plain rows
of the columns that a person reads: thousands of actions may have changed in a month.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict, namedtuple
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils import timezone

from actions.models import Action, NextStep, NoChange, ProgressItem
from actions.moves import ActionMove, Unchanged, action_move
from actions.querysets import UNDELIVERED
from improvement.history.moments import as_at
from improvement.models import User

_OF_AN_ACTION = (
    *("id", "ref", "sort_key", "is_withdrawn", "stage", "delivery_rating", "due_on", "lead_id"),
    *("wording", "area", "rating_reason", "path_to_green"),
)
_NEWEST_FIRST = (F("history_date").desc(), F("history_id").desc())
_OF_AN_ITEM = ("id", "action_id", "position", "text")
_OF_PROGRESS = (*_OF_AN_ITEM, "achieved_on", "is_withdrawn")
_OF_A_STEP = (*_OF_AN_ITEM, "due_on", "status")


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

    def count_actions(self, how: str) -> int:
        """How many actions were added, withdrawn or put back."""
        return self._counted["", how]

    def count_moved(self, what: str, way: str = "") -> int:
        """In how many actions this fact moved this way."""
        return self._counted[what, way]

    def count_items(self, of: str, how: str) -> int:
        """How many progress items ("progress") or next steps ("steps") fared so."""
        return self._counted[of, how]

    @cached_property
    def _counted(self):
        counted = Counter()
        for action in self.actions:
            counted["", action.how] += 1
            counted.update((move.what, move.way) for move in action.moves)
            counted.update(("progress", item.how) for item in action.progress)
            counted.update(("steps", item.how) for item in action.steps)
        return counted


def compare(notice, start: dt.datetime, end: dt.datetime) -> Comparison:
    """What changed in this notice's register after `start`, up to and with `end`.

    Raises ValueError where the end is before the start.
    """
    if end < start:
        raise ValueError("The end is before the start.")
    held, holds = (_register(notice, moment) for moment in (start, end))
    progress = _items(ProgressItem, _OF_PROGRESS, notice, start, end)
    steps = _items(NextStep, _OF_A_STEP, notice, start, end)
    answers = _answers(notice, start, end)
    pairs = {key: (held.get(key), row) for key, row in holds.items()}
    reasons = _reasons_for_dates(pairs, start, end)
    names = _names(pairs)
    moves = [
        action_move(
            *pair,
            progress.get(key, ()),
            steps.get(key, ()),
            reasons=reasons[key],
            names=names,
            answers=answers.get(key, ()),
        )
        for key, pair in pairs.items()
        if pair[0] != pair[1] or key in progress or key in steps or key in answers
    ]
    moves = tuple(move for move in moves if move is not None)
    spoken = {move.pk for move in moves if move.has_said_something}
    silent = tuple(
        (row.ref, row.wording)
        for key, row in holds.items()
        if row.stage in UNDELIVERED and not row.is_withdrawn and key not in spoken
    )
    return Comparison(start, end, _standing(held), _standing(holds), moves, silent)


# Reading both ends


def _register(notice, moment):
    """key -> row of each action of the notice as it stood, in order; the withdrawn ones too."""
    with as_at(moment):
        actions = Action.objects.filter(notice=notice).order_by("sort_key", "pk")
        overdue = actions.with_overdue(timezone.localdate(moment))
        rows = overdue.values_list(*_OF_AN_ACTION, "is_overdue", named=True)
        return {row.id: row for row in rows}


def _items(model, columns, notice, start, end):
    """action's key -> (row at the start or None, row at the end or None) of each of its items that
    has a version between, in order; a version that says "deleted" is None too.
    """
    row = namedtuple("Row", [*columns, "history_type"])
    versions = model.history.model.objects.order_by()
    between = versions.filter(
        history_date__gt=start,
        history_date__lte=end,
        action_id__in=Action.objects.filter(notice=notice).order_by().values("pk"),
    )
    last = between.annotate(place=Window(RowNumber(), partition_by="id", order_by=_NEWEST_FIRST))
    holds = map(row._make, last.filter(place=1).values_list(*row._fields))
    # All columns of the newest version before, found once: as JSON, since a subquery gives but one.
    before = versions.filter(id=OuterRef("pk"), history_date__lte=start).order_by(*_NEWEST_FIRST)
    before = before.values(row=JSONObject(**{name: name for name in row._fields}))[:1]
    changed = model._base_manager.filter(pk__in=between.values("id")).order_by()
    held = (
        row(**_with_dates(found))
        for found in changed.values_list(Subquery(before), flat=True)
        if found
    )
    return _paired(held, holds)


def _with_dates(found):
    """Dates are texts in JSON."""
    for name in ("achieved_on", "due_on"):
        if found.get(name):
            found[name] = dt.date.fromisoformat(found[name])
    return found


def _paired(held, holds):
    """The rows of both ends beside one another, by the action that they are of."""
    held, holds = (
        {row.id: row for row in rows if row.history_type != "-"} for rows in (held, holds)
    )
    found = defaultdict(list)
    pairs = ((held.get(key), holds.get(key)) for key in held.keys() | holds.keys())
    for before, after in sorted(pairs, key=_place):
        found[(after or before).action_id].append((before, after))
    return found


def _place(pair):
    row = pair[1] or pair[0]
    return row.position, row.id


def _answers(notice, start, end):
    """action's key -> the answers given between that nothing had changed, oldest first."""
    versions = NoChange.history.filter(
        action__notice_id=notice.pk,
        history_type="+",
        history_date__gt=start,
        history_date__lte=end,
    ).order_by("history_date", "history_id")
    answers = defaultdict(list)
    told = versions.values_list("action_id", "history_user_name", "said_on", "since_on", "note")
    for key, *said in told:
        answers[key].append(Unchanged(*said))
    return answers


def _reasons_for_dates(pairs, start, end):
    """action's key -> the reasons given each time its due date was moved, oldest first."""
    dues = {
        key: before.due_on
        for key, (before, after) in pairs.items()
        if before and before.due_on != after.due_on
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


def _names(pairs):
    """Who led an action at either end, where that is not the same: key -> name."""
    people = {
        lead
        for before, after in pairs.values()
        if before and before.lead_id != after.lead_id
        for lead in (before.lead_id, after.lead_id)
    }
    return dict(User.objects.filter(pk__in=people - {None}).values_list("pk", "full_name"))


def _standing(register):
    """The counts of those that were not withdrawn."""
    rows = [row for row in register.values() if not row.is_withdrawn]
    return Standing(
        total=len(rows),
        by_stage=dict(Counter(row.stage for row in rows)),
        by_rating=dict(Counter(row.delivery_rating for row in rows)),
        overdue=sum(bool(row.is_overdue) for row in rows),  # unknown without a due date
    )
