"""Moving a due date: asked for by one person, with a reason; agreed or refused by another.

The first date is the original, for good. From then on a date moves only through here, or through
an import that a person confirmed, and each move leaves its row.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from actions.due_dates import before_the_notice
from actions.gates import Missing, NotYet
from actions.models import Action, DateChange
from actions.querysets import UNDELIVERED
from actions.services import clashes
from improvement import history

Status = DateChange.Status


@transaction.atomic
def ask_to_move_date(*, action: Action, due_after: dt.date, reason: str, by) -> DateChange:
    """Ask for another due date. Asked twice by the same person for the same day: once.

    Raises NotYet where there is nothing to move, or another request waits.
    """
    action = _held(action)
    waiting = action.date_changes.open().first()
    if waiting and (waiting.asked_by_id, waiting.due_after) == (by.pk, due_after):
        return waiting
    _refuse([*_cannot_move(action, due_after), *_waits(action, waiting)])
    with history.act(by=by, reason=reason):
        change = DateChange(
            action=action,
            due_before=action.due_on,
            due_after=due_after,
            reason=reason,
            asked_by=by,
            asked_on=_today(),
            meeting_on=_next_meeting(action),
        )
        change.save()
    return change


@transaction.atomic
def agree_to_move_date(
    *, change: DateChange, agreed_by: str, by, decision_reason: str = ""
) -> DateChange:
    """Move the date as it was asked. `agreed_by` says in words who agreed. Raises NotYet."""
    change, action = _open(change, by)
    _refuse(_cannot_move(action, change.due_after))
    with history.act(by=by, reason=because(change.reason, agreed_by)):
        # It may have been moved since by a file: what is kept is what really changed.
        change.due_before = action.due_on
        _settle(change, Status.AGREED, by, decision_reason, agreed_by)
        _move(action, change.due_after)
    return change


@transaction.atomic
def refuse_to_move_date(*, change: DateChange, by, decision_reason: str) -> DateChange:
    """The date stays. Raises NotYet where it is one's own request."""
    change, _ = _open(change, by)
    with history.act(by=by, reason=decision_reason):
        _settle(change, Status.REFUSED, by, decision_reason)
    return change


@transaction.atomic
def take_back_request(*, change: DateChange, by) -> DateChange:
    """Whoever asked takes the request back, as long as nobody decided it. Raises NotYet."""
    change, action = _held_change(change)
    if not change.is_open:
        raise NotYet([_is_decided(action)])
    if change.asked_by_id != by.pk:
        raise NotYet([Missing("not-the-asker", "Only whoever asked can take the request back.")])
    with history.act(by=by, reason="Request taken back"):
        change.status = Status.WITHDRAWN
        change.save()
    return change


@transaction.atomic
def move_date_agreed(
    *, action: Action, version: int, due_after: dt.date, agreed_by: str, by, reason: str
) -> DateChange:
    """Record in one go a move that a named body has agreed. Raises NotYet, EditClash."""
    clashes.claim(action, version)
    action.refresh_from_db()
    waiting = action.date_changes.open().first()
    _refuse([*_is_own(action, by), *_cannot_move(action, due_after), *_waits(action, waiting)])
    with history.act(by=by, reason=because(reason, agreed_by)):
        change = record_move(action, due_after, agreed_by=agreed_by, by=by, reason=reason)
        action.save()
    return change


def record_move(action, due_after, *, agreed_by, by, reason) -> DateChange:
    """Keep a move that is agreed, and put the date in the action, which the caller saves."""
    change = DateChange(
        action=action,
        due_before=action.due_on,
        due_after=due_after,
        reason=reason,
        asked_by=by,
        asked_on=_today(),
        meeting_on=_next_meeting(action),
    )
    _settle(change, Status.AGREED, by, "", agreed_by)
    action.due_on = due_after
    return change


def _next_meeting(action):
    """The next meeting of a body that oversees it, as planned by now."""
    return action.oversights.next_meetings(_today()).get(action.pk)


def _held(action):
    """The action as it is, held until the transaction ends."""
    rows = Action.objects.select_for_update(of=["self"]).select_related("notice")
    return rows.get(pk=action.pk)


def _held_change(change):
    """The request as it is, and its action, which is held first, as everywhere."""
    action = _held(change.action)
    change = DateChange.objects.select_for_update(of=["self"]).get(pk=change.pk)
    change.action = action
    return change, action


def _open(change, by):
    """A request that this person may decide."""
    change, action = _held_change(change)
    if not change.is_open:
        raise NotYet([_is_decided(action)])
    _refuse(_is_own(action, by, change))
    return change, action


def _is_own(action, by, change=None):
    if action.lead_id == by.pk:
        yield Missing("decided-by-lead", f"Whoever leads {action.ref} can’t decide on its date.")
    elif change and change.asked_by_id == by.pk:
        yield Missing("decided-by-asker", "Whoever asked for the date can’t decide on it.")


def _is_decided(action):
    return Missing(
        "decided",
        "This request was decided or taken back already.",
        "actions:detail",
        (action.notice.slug, action.ref),
    )


def _waits(action, waiting):
    if waiting:
        yield Missing(
            "waits",
            f"A change of the due date of {action.ref} waits to be decided already.",
            "actions:date_decide",
            (action.notice.slug, action.ref),
        )


def _cannot_move(action, due_after):
    at = {"page": "actions:detail", "args": (action.notice.slug, action.ref)}
    if action.is_withdrawn or action.stage not in UNDELIVERED:
        stage = "withdrawn" if action.is_withdrawn else action.get_stage_display().lower()
        yield Missing("over", f"{action.ref} is {stage}: its due date no longer moves.", **at)
    elif action.due_on is None:
        yield Missing("no-date", f"{action.ref} has no due date that could be moved.", **at)
    elif action.due_on == due_after:
        yield Missing("same-date", f"{action.ref} is due on that day already.", **at)
    elif early := before_the_notice(due_after, action.notice.issued_on):
        yield Missing("date-before-notice", f"{early}.", **at)


def _refuse(missing):
    if missing := list(missing):
        raise NotYet(missing)


def because(reason, agreed_by):
    return f"{reason.rstrip('.')}. Agreed by: {agreed_by}"


def _settle(change, status, by, decision_reason, agreed_by=""):
    change.status = status
    change.decided_by, change.decided_on = by, _today()
    change.agreed_by, change.decision_reason = agreed_by, decision_reason
    change.save()


def _move(action, due_on):
    clashes.claim(action, action.version)
    action.due_on = due_on
    action.save()


def _today():
    return timezone.localdate(history.current_act().moment)
