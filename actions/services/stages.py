"""How an action comes from stage to stage: each step has its gate, and leaves a row of its own.

The lead declares and asks; a body decides. What stood before a return or a re-opening stays in the
rows of `StageMove`, and the checks of evidence stay as they were.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from actions import gates
from actions.gate_facts import facts_of
from actions.gates import Missing, NotYet
from actions.models import Action, StageMove
from actions.querysets import SIGNED_OFF, UNDELIVERED
from actions.services import clashes
from improvement import history

Stage, How = Action.Stage, StageMove.How
# What may be declared to be required no longer: what is signed off is re-opened first.
_OPEN = (*UNDELIVERED, Stage.DELIVERED, Stage.AWAITING_SIGN_OFF)
_CLOSED = (*SIGNED_OFF, Stage.NO_LONGER_REQUIRED)


# The lead's word


@transaction.atomic
def declare_delivered(
    *, action: Action, version: int, delivered_on: dt.date, by, reason: str = ""
) -> StageMove:
    """The lead says that the action is delivered, and on which day. Raises NotYet, EditClash."""
    with history.act(by=by, reason=reason or "Declared delivered"):
        facts = _claimed(action, version)
        _refuse_unless_led_by(by, facts)
        _refuse([*gates.to_deliver(facts), *gates.to_date(delivered_on, _today(), facts)])
        action.delivered_on = delivered_on
        return _move(action, Stage.DELIVERED, by=by, reason=reason)


@transaction.atomic
def ask_for_sign_off(*, action: Action, version: int, by, reason: str = "") -> StageMove:
    """The lead asks the bodies that oversee the action to sign it off. Raises NotYet, EditClash."""
    with history.act(by=by, reason=reason or "Asked for sign-off"):
        facts = _claimed(action, version)
        _refuse_unless_led_by(by, facts)
        _refuse(gates.to_ask(facts))
        return _move(action, Stage.AWAITING_SIGN_OFF, by=by, reason=reason)


@transaction.atomic
def take_back(*, action: Action, version: int, by, reason: str) -> StageMove:
    """The lead takes back the last word, before anybody decided: what was asked, or declared."""
    with history.act(by=by, reason=reason):
        facts = _claimed(action, version)
        _refuse_unless_led_by(by, facts)
        _refuse(gates.to_take_back(facts))
        was_asked = action.stage == Stage.AWAITING_SIGN_OFF
        to = Stage.DELIVERED if was_asked else Stage.IN_PROGRESS
        return _move(action, to, how=How.TAKEN_BACK, by=by, reason=reason)


# What a body decides. `by` records it, `decided_by` is whose word it is, `on` the day of it.


@transaction.atomic
def sign_off(*, action, version, decided_by, by, on, reason: str) -> StageMove:
    """Raises NotYet, also where who leads, declared or checked would decide; EditClash."""
    with history.act(by=by, reason=reason):
        facts = _claimed(action, version)
        days = gates.decided(on, _today(), action.delivered_on, facts.last_step)
        _refuse([*gates.to_sign_off(facts, decided_by.pk, by.pk), *days])
        return _move(action, Stage.SIGNED_OFF, by=decided_by, reason=reason, on=on)


@transaction.atomic
def return_action(*, action, version, decided_by, by, on, reason: str) -> StageMove:
    """Back to its lead, with the body's reason. The date of delivery stays in the move."""
    with history.act(by=by, reason=reason):
        _decided(action, version, [Stage.AWAITING_SIGN_OFF], "returned", decided_by, by, on)
        return _move(
            action, Stage.IN_PROGRESS, how=How.RETURNED, by=decided_by, reason=reason, on=on
        )


@transaction.atomic
def re_open(*, action, version, decided_by, by, on, reason: str) -> StageMove:
    with history.act(by=by, reason=reason):
        _decided(action, version, _CLOSED, "re-opened", decided_by, by, on)
        return _move(
            action, Stage.IN_PROGRESS, how=How.RE_OPENED, by=decided_by, reason=reason, on=on
        )


@transaction.atomic
def embed(*, action, version, decided_by, by, on, reason: str) -> StageMove:
    """It was tested again after it was signed off, and has held."""
    with history.act(by=by, reason=reason):
        _decided(action, version, [Stage.SIGNED_OFF], "called embedded", decided_by, by, on)
        return _move(action, Stage.EMBEDDED, by=decided_by, reason=reason, on=on)


@transaction.atomic
def no_longer_required(*, action, version, decided_by, by, on, reason: str) -> StageMove:
    with history.act(by=by, reason=reason):
        _decided(action, version, _OPEN, "called no longer required", decided_by, by, on)
        return _move(action, Stage.NO_LONGER_REQUIRED, by=decided_by, reason=reason, on=on)


# What they share


def _claimed(action, version):
    """The facts as they stand while nobody else can change the action."""
    clashes.claim(action, version)
    action.refresh_from_db()
    return facts_of(action)


def _decided(action, version, stages, done, decided_by, by, on):
    facts = _claimed(action, version)
    people = [decided_by.pk, by.pk]
    days = gates.decided(on, _today(), action.delivered_on, facts.last_step)
    _refuse([*gates.to_leave(facts, stages, done, *people), *days])


def _refuse(missing):
    if missing := list(missing):
        raise NotYet(missing)


def _refuse_unless_led_by(by, facts):
    if facts.lead is not None and facts.lead != by.pk:
        raise NotYet([Missing("not-the-lead", f"Only whoever leads {facts.ref} can say this.")])


def _today():
    return timezone.localdate(history.current_act().moment)


def _move(action, to, *, by, reason, how=How.FORWARD, on=None):
    move = StageMove(
        action=action,
        how=how,
        from_stage=action.stage,
        to_stage=to,
        moved_on=on or _today(),
        moved_by=by,
        reason=reason,
        delivered_on=action.delivered_on,
    )
    action.stage = to
    if to in (Stage.IN_PROGRESS, Stage.NO_LONGER_REQUIRED):
        action.delivered_on = None
    action.save()
    move.save()
    return move
