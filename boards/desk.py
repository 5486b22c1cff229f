"""What lies on one person's desk: the actions they report on, and what is asked of them by when.

Of the home page, the mails and the calendar alike. A day is an argument.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from actions.models import (
    Action,
    Evidence,
    EvidenceCheck,
    Member,
    NextStep,
    Notice,
    StageMove,
)
from actions.querysets_of_answers import last_answered_at
from boards.models import Meeting

SOON = 28  # days, as the register counts them
SILENT_AFTER = 60  # days, where no body that oversees the action has met

# Notices that somebody still reports on; nobody is reminded of one that was lifted.
_RUNNING = [Notice.Status.OPEN, Notice.Status.REVISED]
_BACK = [StageMove.How.RETURNED, StageMove.How.RE_OPENED]
_NOT_ENOUGH = [EvidenceCheck.Opinion.IN_PART, EvidenceCheck.Opinion.INSUFFICIENT]


def actions_of(user, on: dt.date):
    """The actions that this person reports on, of every notice on which they still may."""
    writes = Member.objects.current(on).officers().filter(user=user, notice=OuterRef("notice"))
    return (
        Action.objects.standing()
        .reported_by(user)
        .filter(Exists(writes), notice__status__in=_RUNNING)
    )


def with_what_was_said(actions, on: dt.date):
    """Adds what `is_silent` asks: the last answer, the last change, the last meeting."""
    met = Meeting.objects.standing().filter(
        meets_on__lt=on,
        body__oversights__action=OuterRef("pk"),
        body__oversights__is_ended=False,
    )
    return actions.with_last_said().annotate(
        last_answered_at=last_answered_at(),
        met_on=Subquery(met.order_by("-meets_on").values("meets_on")[:1]),
    )


def with_last_move(actions):
    """Adds `last_move`, from stage to stage, which `came_back` asks: how, on which day, why."""
    moves = StageMove.objects.filter(action=OuterRef("pk")).order_by("-pk")
    move = JSONObject(how="how", on="moved_on", reason="reason")
    return actions.annotate(last_move=Subquery(moves.values(told=move)[:1]))


@dataclass(frozen=True)
class Ask:
    """A meeting for which updates are asked for, and the actions that were not answered yet."""

    meeting: Meeting
    actions: list[Action]


def asks(mine, actions: list[Action], on: dt.date) -> list[Ask]:
    """What is asked about these undelivered actions, with `last_answered_at`; the first due comes
    first. `mine` is the query that they came by. One query.
    """
    by_key = {action.pk: action for action in actions}
    oversees = Q(body__oversights__is_ended=False, body__oversights__action__in=mine.values("pk"))
    rows = Meeting.objects.asking(on).filter(oversees).select_related("body")
    rows = rows.annotate(action_key=F("body__oversights__action"))
    waiting, meetings = defaultdict(list), {}
    for row in rows.order_by("updates_due_on", "meets_on", "pk"):
        action = by_key.get(row.action_key)
        if action and not _is_answered(action, row):
            meetings.setdefault(row.pk, row)
            waiting[row.pk].append(action)
    return [
        Ask(meeting, sorted(waiting[key], key=lambda action: action.sort_key))
        for key, meeting in meetings.items()
    ]


def _is_answered(action, meeting):
    return action.last_answered_at is not None and action.last_answered_at >= meeting.asked_at


def steps_of(user, on: dt.date):
    """The open steps with a date that are theirs: as owner, or as lead where nobody owns them."""
    writes = Member.objects.current(on).officers()
    writes = writes.filter(user=user, notice=OuterRef("action__notice"))
    own = Q(owner=user) | Q(owner=None, action__lead=user)
    steps = NextStep.objects.open().filter(own, due_on__isnull=False, action__is_withdrawn=False)
    steps = steps.filter(Exists(writes), action__notice__status__in=_RUNNING)
    return steps.select_related("action__notice").order_by("due_on", "action__sort_key", "pk")


def evidence_not_enough(mine):
    """The evidence on these actions that was checked and is not enough as it now is."""
    held = Evidence.objects.standing().filter(action__in=mine.values("pk"))
    held = held.with_opinion().filter(opinion__in=_NOT_ENOUGH)
    return held.select_related("action__notice").order_by("action__sort_key", "number")


# How one action stands, on a day


def is_undelivered(action) -> bool:
    return action.stage in (Action.Stage.NOT_STARTED, Action.Stage.IN_PROGRESS)


def came_back(action) -> bool:
    """Whether the last that happened to its stage is that a body returned or re-opened it."""
    return action.last_move is not None and action.last_move["how"] in _BACK


def is_overdue(action, on: dt.date) -> bool:
    return is_undelivered(action) and action.due_on is not None and action.due_on < on


def is_due_soon(action, on: dt.date) -> bool:
    if not is_undelivered(action) or action.due_on is None:
        return False
    return 0 <= (action.due_on - on).days <= SOON


class Desk:
    """Everything that is asked of one person on a day, on all of their notices. Four queries, and
    one more where the evidence is asked for.
    """

    def __init__(self, user, on: dt.date):
        self.on = on
        self._mine = actions_of(user, on)
        open_ones = with_what_was_said(self._mine.undelivered(), on).select_related("notice")
        open_ones = with_last_move(open_ones)
        self.actions = list(open_ones.by_soonest_due())
        self.asks = asks(self._mine, self.actions, on)
        self.steps = list(steps_of(user, on))

    @property
    def dated(self) -> list[Action]:
        return [action for action in self.actions if action.due_on]

    @property
    def has_several_notices(self) -> bool:
        """Whether a reference alone would not say which action is meant."""
        held = [*self.actions, *(step.action for step in self.steps)]
        return len({action.notice_id for action in held}) > 1

    def evidence_not_enough(self) -> list[Evidence]:
        return list(evidence_not_enough(self._mine.undelivered()))
