"""Each gap: what has it, and what does not."""

import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.continuing import lacks_review_date
from actions.gaps import BY_NAME, GAPS, count_gaps, lacking
from actions.importing.apply import NOT_SAID
from actions.models import Action, DateChange, Evidence, Member, NextStep, NoChange
from actions.querysets_of_gaps import goes_on
from improvement import history
from tests.actions.evidence_makers import make_evidence
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
GREEN = {"delivery_rating": "green", "rating_reason": "On track"}
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}
SIXTY = dt.timedelta(days=60)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def whole(today, notice):
    """What an action without gaps is made of, and how to make it."""
    lead = make_user()

    def make(ref, step=True, **said):
        action = make_action(notice, ref=ref, **{"lead": lead, "due_on": today, **GREEN} | said)
        if step:
            make_next_step(action, due_on=today)
        return action

    return make


def gaps_of(notice, today):
    """ref -> the gaps it has."""
    of = {}
    for gap in GAPS:
        for action in lacking(Action.objects.of(notice), gap.name, today):
            of.setdefault(action.ref, []).append(gap.name)
    return of


def test_whole_action_has_no_gap(notice, whole, today):
    whole("IN1")

    assert gaps_of(notice, today) == {}
    assert not lacking(Action.objects.all(), "gaps", today).exists()


def test_each_thing_that_an_action_itself_lacks(notice, whole, today):
    whole("IN1", lead=None)
    whole("IN2", due_on=None)
    whole("IN3", delivery_rating="", rating_reason="")
    whole("IN4", step=False)
    whole("IN5", **RED | {"path_to_green": NOT_SAID})
    whole("IN6", **RED)
    whole("IN7", wording="Improve the experience of")
    whole("IN8", wording="LSCB the frequency of audits")

    assert gaps_of(notice, today) == {
        "IN1": ["no-lead"],
        "IN2": ["no-date"],
        "IN3": ["no-rating"],
        "IN4": ["no-step"],
        "IN5": ["no-path"],
        "IN7": ["words-lost"],
        "IN8": ["words-lost"],
    }
    assert lacking(Action.objects.of(notice), "gaps", today).count() == 7


@pytest.mark.parametrize("stage", ["signed_off", "embedded", "no_longer_required"])
def test_what_is_over_lacks_nothing(notice, today, stage):
    action = make_action(notice, stage=stage, wording="Improve the")
    if stage != "no_longer_required":
        make_evidence(action)
    make_next_step(action, "Continue to the", due_on=today - SIXTY)
    make_reference(action, plan_ref="A2")

    assert gaps_of(notice, today) == {}


def test_what_items_and_references_lack(notice, whole, today):
    make_next_step(whole("IN1"), due_on=today - dt.timedelta(days=1))
    make_next_step(whole("IN2"), "Continue to monitor")
    make_next_step(whole("IN3"), "Monitor", kind=NextStep.Kind.ONGOING)
    make_next_step(whole("IN4"), "Continue to monitor", due_on=today)
    make_next_step(whole("IN5"), "Continue to the", status=NextStep.Status.DONE)
    make_progress_item(whole("IN6"), "Delivered by the Children's")
    make_progress_item(whole("IN7"), "Delivered by the Children's", is_withdrawn=True)
    make_reference(whole("IN8"), plan_ref="A4")

    assert gaps_of(notice, today) == {
        "IN1": ["step-late"],
        "IN2": ["no-review"],
        "IN3": ["no-review"],
        "IN6": ["words-lost"],
        "IN8": ["unresolved"],
    }


@pytest.mark.parametrize("stage", ["awaiting_sign_off", "signed_off", "embedded"])
def test_what_was_taken_on_without_evidence_lacks_it_all_the_same(notice, whole, today, stage):
    """As an import brings it, or as it was before that was refused."""
    action = whole("IN1", step=False, stage=stage)
    gone = make_evidence(action, title="Terms", link="https://a.example")
    gone.is_withdrawn = True
    history.save_as(gone, by=gone.added_by, reason="Withdrawn")

    assert gaps_of(notice, today) == {"IN1": ["unevidenced"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CONTINUE monitoring", True),
        ("Regularly review the terms", True),
        ("Ongoing audit of cases", True),
        ("On-going audit of cases", True),
        ("Partners continue to present their audits", True),
        ("Review the terms regularly agreed", False),
        ("Discontinue to the end", False),
        ("Decide on ongoing work", False),
        ("Continue to monitor", True),
    ],
)
def test_step_that_says_that_it_goes_on_has_no_review_date(notice, whole, today, text, expected):
    step = make_next_step(whole("IN1"), text)

    assert gaps_of(notice, today) == ({"IN1": ["no-review"]} if expected else {})
    assert goes_on(step) is expected
    assert lacks_review_date(step) is expected


def test_delivered_without_evidence_until_some_stands(notice, whole, today):
    action = whole("IN1", step=False, stage="delivered")

    assert gaps_of(notice, today) == {"IN1": ["unevidenced"]}

    services.add_evidence(
        action=action,
        title="Audit",
        kind=Evidence.Kind.AUDIT,
        dated_on=today,
        link="https://a.example",
        by=action.lead,
        reason="Added",
    )

    assert gaps_of(notice, today) == {}


def test_date_that_moved_twice(notice, whole, today):
    once, twice = whole("IN1"), whole("IN2")
    for action, status in [(once, "agreed"), (once, "refused"), (twice, "agreed")]:
        _moved(action, today, status)
    assert gaps_of(notice, today) == {}

    _moved(twice, today, "agreed")

    assert gaps_of(notice, today) == {"IN2": ["moved"]}


def _moved(action, today, status):
    with history.act(name="The test"):
        DateChange(
            action=action,
            due_before=today,
            due_after=today + SIXTY,
            reason="More time",
            status=status,
            asked_by=action.lead,
            asked_on=today,
            decided_by=None if status == "asked" else make_user(),
            decided_on=today,
            agreed_by="The Board" if status == "agreed" else "",
            decision_reason="" if status == "agreed" else "No",
        ).save()


def test_silent_until_somebody_answers(notice, today):
    begun = timezone.now() - SIXTY - dt.timedelta(days=2)
    said = {"lead": make_user(), "due_on": today, "at": begun, **GREEN}
    actions = {ref: make_action(notice, ref=ref, **said) for ref in ("IN1", "IN2", "IN3", "IN4")}
    for action in actions.values():
        make_next_step(action, due_on=today, at=begun)
    make_action(notice, ref="IN5", **said | {"at": timezone.now()})  # not there for long
    make_next_step(Action.objects.get(ref="IN5"), due_on=today)

    assert [*gaps_of(notice, today)] == ["IN1", "IN2", "IN3", "IN4"]

    make_progress_item(actions["IN2"], at=timezone.now() - dt.timedelta(days=50))
    with history.act(name="The test"):
        NoChange(
            action=actions["IN3"],
            since_on=today,
            said_by=actions["IN3"].lead,
            said_on=today,
        ).save()
    with history.act(by=actions["IN4"].lead):
        actions["IN4"].rating_reason = "Still on track"
        actions["IN4"].save()

    assert gaps_of(notice, today) == {"IN1": ["silent"]}


def test_counts_are_of_the_same_actions(notice, whole, today, django_assert_num_queries):
    whole("IN1", lead=None, **RED | {"path_to_green": NOT_SAID})
    whole("IN2", lead=None, wording="Improve the")
    whole("IN3")

    with django_assert_num_queries(1):
        counts = count_gaps(Action.objects.of(notice), today)

    assert {gap.name: number for gap, number in counts.items() if number} == {
        "no-lead": 2,
        "no-path": 1,
        "words-lost": 1,
    }
    assert [*counts] == [*BY_NAME.values()]


def test_as_administrator_of_an_import_nobody_is_silent(notice, today):
    """What came in today was not there to be spoken of."""
    person_with_role(notice, Member.Role.ADMINISTRATOR)
    make_action(notice, ref="IN1")

    assert "silent" not in gaps_of(notice, today)["IN1"]
