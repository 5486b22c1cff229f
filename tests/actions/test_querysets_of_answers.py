"""What counts as an answer of an action's officers."""

import datetime as dt

import pytest
from django.utils import timezone

from actions.models import Action, NextStep, NoChange, ProgressItem
from actions.querysets_of_answers import answered_between, last_answered_at
from improvement import history
from tests.factories import (
    make_action,
    make_contributor,
    make_next_step,
    make_notice,
    make_progress_item,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
AMBER = {"delivery_rating": "amber", "rating_reason": "Late", "path_to_green": "Hire"}


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def lead(notice):
    return person_with_role(notice, "officer")


@pytest.fixture
def action(notice, lead):
    """An action with an item and a step, all of a month ago."""
    long_ago = timezone.now() - dt.timedelta(days=30)
    made = make_action(notice, ref="IN1", lead=lead, at=long_ago)
    make_progress_item(made, at=long_ago)
    make_next_step(made, at=long_ago)
    return made


def progress(action, by):
    ProgressItem(action=action, text="Launched").save()


def step(action, by):
    NextStep(action=action, text="Review").save()


def step_done(action, by):
    held = action.next_steps.get()
    held.status = NextStep.Status.DONE
    held.save()


def no_change(action, by):
    on = timezone.localdate()
    NoChange(action=action, since_on=on, said_on=on, said_by=by).save()


def rating(action, by):
    for name, value in AMBER.items():
        setattr(action, name, value)
    action.save()


def area(action, by):
    action.area = "Practice"
    action.save()


def is_answered(action, since=None):
    since = since or timezone.now() - dt.timedelta(days=1)
    return Action.objects.filter(answered_between(since), pk=action.pk).exists()


def say(what, action, by, way="page"):
    with history.act(by=by, reason="Said", way=way):
        what(action, by)


@pytest.mark.parametrize("what", [progress, step, step_done, no_change, rating])
def test_what_the_lead_says_is_an_answer(action, lead, what):
    assert not is_answered(action)

    say(what, action, lead)

    assert is_answered(action)
    assert not is_answered(action, since=timezone.now())


@pytest.mark.parametrize("what", [progress, step, no_change, rating])
def test_what_a_contributor_says_is_an_answer(action, what):
    helper = make_user()
    make_contributor(action, helper)

    say(what, action, helper)

    assert is_answered(action)


@pytest.mark.parametrize("what", [progress, rating])
@pytest.mark.parametrize("way", ["import 3", "undo of import 3"])
def test_what_a_file_brought_is_no_answer(action, lead, what, way):
    say(what, action, lead, way=way)

    assert not is_answered(action)


def test_items_that_the_administrator_writes_for_the_lead_are_an_answer(action, notice):
    say(progress, action, person_with_role(notice, "administrator"))

    assert is_answered(action)


@pytest.mark.parametrize("what", [rating, area])
def test_what_somebody_else_sets_is_no_answer(action, notice, what):
    say(what, action, person_with_role(notice, "administrator"))

    assert not is_answered(action)


def test_what_the_lead_changes_beside_the_rating_is_no_answer(action, lead):
    say(area, action, lead)

    assert not is_answered(action)


def test_what_is_said_of_another_action_is_no_answer(action, notice, lead):
    say(progress, make_action(notice, lead=lead), lead)

    assert not is_answered(action)


def test_an_answer_after_the_end_does_not_count(action, lead):
    since, until = (timezone.now() - dt.timedelta(days=days) for days in (9, 5))
    with history.act(by=lead, reason="Late", at=until + dt.timedelta(hours=1)):
        progress(action, lead)

    assert not Action.objects.filter(answered_between(since, until)).exists()
    assert is_answered(action, since)


def test_last_answer_is_the_newest_of_all_kinds(action, lead):
    moments = [timezone.now() - dt.timedelta(days=days) for days in (20, 10, 3)]
    for moment, what in zip(moments, [no_change, rating, step], strict=True):
        with history.act(by=lead, reason="Said", at=moment):
            what(action, lead)
    with history.act(by=lead, reason="Later", at=timezone.now() - dt.timedelta(days=1)):
        area(action, lead)

    held = Action.objects.annotate(last_answered_at=last_answered_at()).get(pk=action.pk)

    assert held.last_answered_at == moments[-1]


def test_last_answer_is_none_where_nobody_ever_said_anything(notice):
    action = make_action(notice)

    held = Action.objects.annotate(last_answered_at=last_answered_at()).get(pk=action.pk)

    assert held.last_answered_at is None
