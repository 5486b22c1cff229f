"""The addresses on which the steps of an action are taken, and its dates moved."""

from __future__ import annotations

import datetime as dt

from actions import services
from actions.models import Action
from tests.actions.at_the_gates import Walk
from tests.audits.writing import Cases
from tests.factories import make_body, make_oversight, make_seat

cases = Cases()
writes = cases.of
MARCH, JUNE = dt.date(2027, 3, 31), dt.date(2027, 6, 30)


def _walk(world, **said):
    return Walk(
        action=world.action(stage="in_progress", **said),
        lead=world.lead,
        checker=world.person("assurance_lead", "Cy Checker"),
        decider=world.person("board_member", "Di Decider"),
    )


def _by_lead(world, path, **said):
    return world.sends(f"actions/IN2/{path}/", client=world.browser_of(world.lead), **said)


@writes("actions:deliver", by="Lee Lead")
def action_is_declared_delivered(world):
    walk = _walk(world).is_delivered()
    walk.step(services.take_back, by=world.lead, reason="Too early")
    return _by_lead(world, "deliver", delivered_on="1 November 2013")


@writes("actions:sign_off", by="Lee Lead")
def sign_off_is_asked_for(world):
    _walk(world).is_delivered()
    return _by_lead(world, "sign-off", reason="For the next meeting")


@writes("actions:take_back", by="Lee Lead")
def what_was_asked_is_taken_back(world):
    _walk(world).is_awaiting()
    return _by_lead(world, "take-back", reason="One more piece to come")


@writes("actions:impact", by="Cy Checker")
def impact_is_rated(world):
    walk = _walk(world)
    client = world.browser_of(walk.checker)
    return world.sends("actions/IN2/impact/", client=client, rating="some", because="Two audits")


@writes("boards:decision")
def minute_of_a_decision_is_written_down(world):
    return world.sends("actions/IN2/decision/", **_decided(world))


@writes("boards:decision", by="Di Decider")
def chair_decides(world):
    said = _decided(world) | {"kind": "return"}
    chair = Action.objects.get().oversights.get().body.seats.get().user
    return world.sends("actions/IN2/decision/", client=world.browser_of(chair), **said)


def _decided(world):
    walk = _walk(world).is_awaiting()
    body = make_body(world.notice.council, slug="ib")
    make_oversight(body, walk.action)
    make_seat(body, walk.decider, office="chair")
    minute = {"kind": "sign_off", "minute": "Agreed", "decided_on": "2 December 2013"}
    return minute | {"body": body.pk}


@writes("actions:date", by="Lee Lead")
def another_date_is_asked_for(world):
    world.action(due_on=MARCH)
    return _by_lead(world, "date", due_after="30 June 2027", reason="The budget is late")


@writes("actions:date")
def date_that_is_agreed_is_moved(world):
    world.action(due_on=MARCH)
    said = {"due_after": "30 June 2027", "reason": "Late", "agreed_by": "Improvement Board"}
    return world.sends("actions/IN2/date/", **said)


@writes("actions:date", by="Lee Lead")
def request_is_taken_back(world):
    _asked(world)
    lead = world.browser_of(world.lead)
    return world.posts("actions/IN2/date/", client=lead, **{"take-back": "1"})


@writes("actions:date_decide")
def request_is_agreed(world):
    _asked(world)
    said = {"decision": "agree", "agreed_by": "Improvement Board"}
    return world.sends("actions/IN2/date/decide/", **said)


@writes("actions:date_decide")
def request_is_refused(world):
    _asked(world)
    said = {"decision": "refuse", "decision_reason": "It can’t wait"}
    return world.sends("actions/IN2/date/decide/", **said)


def _asked(world):
    return services.ask_to_move_date(
        action=world.action(due_on=MARCH), due_after=JUNE, reason="Late", by=world.lead
    )
