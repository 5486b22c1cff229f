"""Writes about bodies that touch several rows or carry a reason. Each is one transaction."""

import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction

from actions.models import Action, CalendarFeed, LastLook
from boards.models import Body, Meeting, Naming, Oversight, Seat
from boards.proposals import BARE
from improvement import history
from improvement.models import User


@dataclass(frozen=True)
class Decision:
    """What a person says about words in an action: which body, if any, and its part, if any.

    Without a body the words name none; with a body and no part, it does not oversee the action.
    """

    action: Action
    words: str
    body: Body | None = None
    part: str = ""


@transaction.atomic
def decide(*, decisions, by, reason) -> int:
    """Write these decisions, and say how many were new. What was decided before stays as it is."""
    new = 0
    with history.act(by=by, reason=reason):
        for decision in decisions:
            if _is_written(decision):
                new += 1
                if decision.part and not _is_in_force(decision):
                    _oversee(decision.body, decision.action, decision.part)
    return new


def _is_written(decision) -> bool:
    """Keep the decision, unless there is one already."""
    said = {"body": decision.body, "is_accepted": bool(decision.part)}
    held, is_new = Naming.objects.get_or_create(
        action=decision.action, words=decision.words, defaults=said
    )
    # Words that named no body held may be a body's name by now: that is another question.
    if is_new or held.body or decision.body is None or decision.words == BARE:
        return is_new
    held.body, held.is_accepted = said["body"], said["is_accepted"]
    held.save()
    return True


@transaction.atomic
def set_oversight(*, body, parts, by, reason) -> int:
    """Say what the body has to do with each of these actions; returns how many changed.

    `parts` is action -> part; an empty part ends its oversight. Other actions stay as they are.
    """
    with history.act(by=by, reason=reason):
        return sum(
            _oversee(body, action, part) if part else _end(body, action)
            for action, part in parts.items()
        )


def _is_in_force(decision):
    """Whether the body oversees the action already, by other words of it: its part then stays."""
    held = Oversight.objects.in_force()
    return held.filter(body=decision.body, action=decision.action).exists()


def _oversee(body, action, part) -> bool:
    held, is_new = Oversight.objects.get_or_create(
        body=body, action=action, defaults={"part": part}
    )
    if is_new or (held.part == part and not held.is_ended):
        return is_new
    held.part, held.is_ended = part, False
    held.save()
    return True


def _end(body, action) -> bool:
    held = Oversight.objects.in_force().filter(body=body, action=action).first()
    if held is None:
        return False
    held.is_ended = True
    held.save()
    return True


@transaction.atomic
def seat(*, body, user, office, from_on, until_on, by, reason) -> Seat:
    """Give a person a seat, once: sent twice, it is the same seat."""
    with history.act(by=by, reason=reason):
        taken, _ = Seat.objects.get_or_create(
            body=body, user=user, office=office, from_on=from_on, defaults={"until_on": until_on}
        )
        return taken


@transaction.atomic
def plan_meeting(*, body, meets_on, updates_due_on, by, reason) -> Meeting:
    """Write down a meeting, once: sent twice, it is the same meeting."""
    held = Meeting.objects.filter(body=body, meets_on=meets_on).first()
    if held is not None:
        return held
    meeting = Meeting(body=body, meets_on=meets_on, updates_due_on=updates_due_on)
    return save_meeting(meeting=meeting, by=by, reason=reason)


@transaction.atomic
def save_meeting(*, meeting, by, reason) -> Meeting:
    """Write a meeting as it now is. From when updates are asked for is kept: another day by which
    they are due asks nobody anew, and whoever answered has answered.
    """
    with history.act(by=by, reason=reason) as said:
        if meeting.updates_due_on is None:
            meeting.asked_at = None
        elif meeting.asked_at is None:
            meeting.asked_at = said.moment
        meeting.save()
        return meeting


@transaction.atomic
def have_read(*, notice, up_to, by) -> LastLook:
    """Keep up to when somebody has read what changed. A reader's bookmark is no act; it never
    goes back, as an older page would have it.
    """
    look, is_new = LastLook.objects.select_for_update().get_or_create(
        notice=notice, user=by, defaults={"looked_at": up_to}
    )
    if not is_new and look.looked_at < up_to:
        look.looked_at = up_to
        look.save()
    return look


@transaction.atomic
def make_calendar_address(*, user) -> str:
    """Make the secret of a new address of somebody's calendar, in place of the one before. Only
    its digest is kept, so this is the only time that it is known.
    """
    secret = secrets.token_urlsafe(32)
    with history.act(by=user, reason="Calendar address made") as made:
        _withdraw_addresses(user)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        CalendarFeed(user=user, secret_sha256=digest, made_at=made.moment).save()
    return secret


@transaction.atomic
def withdraw_calendar_address(*, user):
    """End the address of somebody's calendar, if there is one."""
    with history.act(by=user, reason="Calendar address withdrawn"):
        _withdraw_addresses(user)


def _withdraw_addresses(user):
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two at once take turns
    for feed in CalendarFeed.objects.filter(user=user, is_withdrawn=False):
        feed.is_withdrawn = True
        feed.save()
