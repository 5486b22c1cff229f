import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.models import Action, StageMove
from improvement import history
from tests.actions.at_the_gates import ASKED_ON, DELIVERED_ON, make_walk
from tests.factories import make_progress_item

pytestmark = pytest.mark.django_db


def codes(refused):
    return [one.code for one in refused.value.missing]


def moves(walk):
    """In the order in which they were recorded."""
    made = walk.action.stage_moves.order_by("pk")
    return [(move.how, move.from_stage, move.to_stage) for move in made]


def test_action_walks_from_progress_to_embedded():
    walk = make_walk().is_signed_off()
    walk.decides(services.embed, on=dt.date(2014, 6, 2))

    assert walk.now.stage == "embedded"
    assert walk.now.delivered_on == DELIVERED_ON
    assert moves(walk) == [
        ("forward", "in_progress", "delivered"),
        ("forward", "delivered", "awaiting_sign_off"),
        ("forward", "awaiting_sign_off", "signed_off"),
        ("forward", "signed_off", "embedded"),
    ]
    assert walk.action.stage_moves.get(to_stage="signed_off").moved_by == walk.decider
    assert walk.action.stage_moves.get(to_stage="signed_off").moved_on == dt.date(2013, 12, 2)


def test_each_step_is_signed_and_moves_the_version_on():
    walk = make_walk().is_delivered()

    version = walk.now.history.latest("history_id")
    move = StageMove.history.get()
    assert (version.stage, version.history_user) == ("delivered", walk.lead)
    assert version.history_act == move.history_act
    assert walk.now.version == 2


def test_delivery_is_refused_whole_and_writes_nothing():
    walk = make_walk()

    with pytest.raises(services.NotYet) as refused:
        walk.delivers()

    assert codes(refused) == ["progress", "evidence"]
    assert (walk.now.stage, walk.now.version, walk.now.delivered_on) == ("in_progress", 1, None)
    assert not StageMove.objects.exists()


def test_only_the_lead_declares_asks_and_takes_back():
    walk = make_walk()
    make_progress_item(walk.action)
    walk.checks(walk.adds_evidence())

    with pytest.raises(services.NotYet) as refused:
        walk.delivers(by=walk.decider)
    assert codes(refused) == ["not-the-lead"]
    walk.delivers()
    with pytest.raises(services.NotYet):
        walk.asks(by=walk.decider)
    with pytest.raises(services.NotYet):
        walk.step(services.take_back, by=walk.decider, reason="x")


def test_withdrawn_progress_and_evidence_do_not_count():
    walk = make_walk()
    make_progress_item(walk.action, is_withdrawn=True)
    services.withdraw_evidence(evidence=walk.adds_evidence(), by=walk.lead, reason="Wrong")

    with pytest.raises(services.NotYet) as refused:
        walk.delivers()

    assert codes(refused) == ["progress", "evidence"]


def test_delivery_of_tomorrow_is_refused():
    walk = make_walk()
    make_progress_item(walk.action)
    walk.adds_evidence()

    with pytest.raises(services.NotYet) as refused:
        walk.delivers(delivered_on=timezone.localdate() + dt.timedelta(days=2))

    assert codes(refused) == ["date-to-come"]


def test_step_begun_before_somebody_elses_change_is_refused():
    walk = make_walk()
    make_progress_item(walk.action)
    walk.adds_evidence()

    with pytest.raises(services.EditClash):
        services.declare_delivered(
            action=walk.action, version=7, delivered_on=DELIVERED_ON, by=walk.lead
        )

    assert walk.now.stage == "in_progress"


def test_evidence_that_is_not_checked_stops_the_asking():
    walk = make_walk()
    make_progress_item(walk.action)
    piece = walk.adds_evidence()
    walk.delivers()

    with pytest.raises(services.NotYet) as refused:
        walk.asks()
    assert codes(refused) == ["unchecked"]
    walk.checks(piece, "in_part")
    with pytest.raises(services.NotYet) as refused:
        walk.asks()
    assert codes(refused) == ["none-sufficient"]
    walk.checks(piece, "sufficient")
    walk.asks()

    assert walk.now.stage == "awaiting_sign_off"


def test_progress_that_was_withdrawn_since_stops_the_asking_and_the_sign_off():
    """The database keeps the date of delivery, so that cannot go."""
    walk = make_walk().is_delivered()
    item = walk.action.progress_items.get()

    change(item, is_withdrawn=True)
    with pytest.raises(services.NotYet) as refused:
        walk.asks()
    assert codes(refused) == ["progress"]
    change(item, is_withdrawn=False)
    walk.asks()
    change(item, is_withdrawn=True)
    with pytest.raises(services.NotYet) as refused:
        walk.decides(services.sign_off)

    assert codes(refused) == ["progress"]
    assert walk.now.stage == "awaiting_sign_off"


def change(row, **said):
    for name, value in said.items():
        setattr(row, name, value)
    history.save_as(row, by=row.action.lead, reason="Changed")


def test_check_by_somebody_who_leads_by_now_does_not_count():
    walk = make_walk().is_delivered()
    action = walk.now
    services.set_details(
        action=action,
        version=action.version,
        lead=walk.checker,
        contributors=[],
        by=walk.decider,
        reason="The lead left",
    )

    with pytest.raises(services.NotYet) as refused:
        walk.asks(by=walk.checker)

    assert codes(refused) == ["checked-by-own"]


def test_sign_off_by_the_lead_or_the_checker_is_refused():
    walk = make_walk().is_awaiting()

    for person, code in [(walk.lead, "decided-by-lead"), (walk.checker, "decided-by-checker")]:
        for who in ({"decided_by": person}, {"by": person}):
            with pytest.raises(services.NotYet) as refused:
                walk.decides(services.sign_off, **who)
            assert codes(refused) == [code]
    assert walk.now.stage == "awaiting_sign_off"


def test_without_the_gate_the_lead_could_sign_off(monkeypatch):
    """The fault that the gate guards against."""
    walk = make_walk().is_awaiting()
    monkeypatch.setattr("actions.gates.nobody_judges_their_own", lambda facts, people: [])

    walk.decides(services.sign_off, decided_by=walk.lead, by=walk.lead)

    assert walk.now.stage == "signed_off"


def test_returned_action_keeps_what_stood_before():
    walk = make_walk().is_awaiting()

    walk.decides(services.return_action, reason="Show it in every locality")

    assert (walk.now.stage, walk.now.delivered_on) == ("in_progress", None)
    returned = walk.action.stage_moves.get(how="returned")
    assert (returned.from_stage, returned.delivered_on) == ("awaiting_sign_off", DELIVERED_ON)
    assert returned.reason == "Show it in every locality"
    assert walk.action.evidence.get().checks.count() == 1


def test_signed_off_action_is_re_opened():
    walk = make_walk().is_signed_off()

    walk.decides(services.re_open, on=dt.date(2014, 3, 3), reason="It did not hold")

    assert walk.now.stage == "in_progress"
    assert walk.action.stage_moves.get(how="re_opened").delivered_on == DELIVERED_ON


def test_lead_takes_back_the_asking_and_then_the_delivery():
    walk = make_walk().is_awaiting()

    walk.step(services.take_back, by=walk.lead, reason="One more piece to come")
    assert (walk.now.stage, walk.now.delivered_on) == ("delivered", DELIVERED_ON)
    walk.step(services.take_back, by=walk.lead, reason="Not yet in every team")

    assert (walk.now.stage, walk.now.delivered_on) == ("in_progress", None)
    assert [how for how, *_ in moves(walk)] == ["forward", "forward", "taken_back", "taken_back"]


@pytest.mark.parametrize("stage", ["not_started", "in_progress", "signed_off", "embedded"])
def test_only_what_awaits_sign_off_is_signed_off_or_returned(stage):
    delivered = {"delivered_on": DELIVERED_ON} if stage in ("signed_off", "embedded") else {}
    walk = make_walk(stage=stage, **delivered)

    for verb in (services.sign_off, services.return_action):
        with pytest.raises(services.NotYet) as refused:
            walk.decides(verb)
        assert "stage" in codes(refused)


def test_no_longer_required_is_decided_and_can_be_re_opened():
    walk = make_walk().is_delivered()

    walk.decides(services.no_longer_required, reason="Taken into the new plan")
    assert (walk.now.stage, walk.now.delivered_on) == ("no_longer_required", None)
    walk.decides(services.re_open, on=dt.date(2014, 1, 6), reason="The new plan was dropped")

    assert walk.now.stage == "in_progress"


def test_no_signed_off_action_is_called_no_longer_required():
    walk = make_walk().is_signed_off()

    with pytest.raises(services.NotYet):
        walk.decides(services.no_longer_required)


def test_nothing_is_decided_of_a_day_to_come():
    walk = make_walk().is_awaiting()

    with pytest.raises(services.NotYet) as refused:
        walk.decides(services.return_action, on=timezone.localdate() + dt.timedelta(days=2))

    assert codes(refused) == ["decided-to-come"]


@pytest.mark.parametrize("verb", ["sign_off", "return_action", "no_longer_required"])
def test_nothing_is_decided_on_a_day_before_it_was_asked_for(verb):
    walk, verb = make_walk().is_awaiting(), getattr(services, verb)

    with pytest.raises(services.NotYet) as refused:
        walk.decides(verb, on=ASKED_ON - dt.timedelta(days=2))
    assert codes(refused) == ["decided-before-step"]
    assert "sent for sign-off on 16 November 2013" in str(refused.value)
    assert walk.now.stage == "awaiting_sign_off"
    walk.decides(verb, on=ASKED_ON)

    assert walk.now.stage != "awaiting_sign_off"


@pytest.mark.parametrize("verb", ["embed", "re_open"])
def test_nothing_is_decided_on_a_day_before_the_sign_off(verb):
    walk, verb = make_walk().is_signed_off(), getattr(services, verb)

    with pytest.raises(services.NotYet) as refused:
        walk.decides(verb, on=dt.date(2013, 12, 1))
    assert "It was signed off on 2 December 2013" in str(refused.value)
    walk.decides(verb, on=dt.date(2013, 12, 2))

    assert walk.now.stage != "signed_off"


def test_what_was_returned_is_not_called_off_before_that():
    walk = make_walk().is_awaiting()
    walk.decides(services.return_action)

    with pytest.raises(services.NotYet) as refused:
        walk.decides(services.no_longer_required, on=dt.date(2013, 12, 1))

    assert "It was returned on 2 December 2013" in str(refused.value)


def test_withdrawn_action_takes_no_step():
    walk = make_walk(is_withdrawn=True)

    with pytest.raises(services.NotYet) as refused:
        walk.delivers()

    assert "withdrawn" in codes(refused)


def test_impact_is_rated_by_somebody_who_does_not_report_on_the_action():
    walk = make_walk()

    with pytest.raises(services.NotYet):
        walk.step(services.rate_impact, rating="good", because="I say so", by=walk.lead)
    walk.step(services.rate_impact, rating="some", because="Two audits", by=walk.checker)
    action = walk.now
    assert (action.impact_rating, action.impact_reason) == ("some", "Two audits")
    walk.step(services.rate_impact, rating="", because="Measured wrongly", by=walk.checker)

    assert (walk.now.impact_rating, walk.now.impact_reason) == ("", "")
    assert Action.history.latest("history_id").history_change_reason == "Measured wrongly"
