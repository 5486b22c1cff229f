"""The register as it stood: equal to copies taken at the time, whatever was done since."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from actions.models import Action, Contributor, CrossReference, NextStep, ProgressItem
from boards.models import Oversight
from improvement import history
from improvement.history import moments
from tests.factories import make_action, make_body, make_notice, make_user

pytestmark = pytest.mark.django_db

TABLES = [Action, ProgressItem, NextStep, CrossReference, Contributor, Oversight]


def copy_of_the_register():
    """Every row of every table that stands at its date, and of its history."""
    return {
        rows.__name__: sorted(map(repr, rows.objects.order_by().values()))
        for model in TABLES
        for rows in (model, model.history.model)
    }


@pytest.fixture
def change():
    """Do something as an act, and give the moment just after it."""

    def do(what):
        with history.act(name="The test", way="test", reason="For the test"):
            what()
        return timezone.now()

    return do


def test_each_moment_shows_what_was_there_then(change):
    taken = []

    def then(what):
        taken.append((change(what), copy_of_the_register()))

    notice = make_notice()
    action = make_action(notice, ref="IN1")
    item = ProgressItem(action=action, text="First")
    link = CrossReference(action=action, field="wording", words="See A2", plan_ref="A2")
    then(item.save)
    then(link.save)
    then(lambda: _set(item, text="First, reworded"))
    then(lambda: _set(action, stage="in_progress"))
    then(lambda: Oversight(action=action, body=make_body(notice.council)).save())
    then(link.delete)
    then(lambda: Contributor(action=action, user=make_user()).save())
    then(lambda: _set(item, is_withdrawn=True))
    then(lambda: _set(action, is_withdrawn=True))

    assert len({str(copy) for _, copy in taken}) == len(taken)
    for moment, copy in taken:
        with moments.as_at(moment):
            assert copy_of_the_register() == copy
    assert copy_of_the_register() == taken[-1][1]


def _set(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_before_anything_there_is_nothing():
    before = timezone.now()
    make_action()

    with moments.as_at(before):
        assert not Action.objects.exists()
        assert not Action.history.exists()


def test_past_can_not_be_written(change):
    action = make_action()

    with (
        pytest.raises(DatabaseError),
        moments.as_at(timezone.now()),
        history.act(name="The test", way="test"),
    ):
        action.save()


def test_views_are_gone_after_a_fault(change):
    action = make_action()
    before = timezone.now()
    change(lambda: _set(action, wording="Later"))

    def look():
        with moments.as_at(before):
            assert Action.objects.get().wording != "Later"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look()

    assert Action.objects.get().wording == "Later"
    assert moments.moment_shown() is None


def test_a_moment_within_a_moment_is_refused():
    with moments.as_at(timezone.now()), pytest.raises(RuntimeError), moments.as_at(timezone.now()):
        pass


def test_today_is_the_day_that_is_shown():
    with moments.as_at(moments.end_of(dt.date(2013, 12, 1))):
        assert moments.today() == dt.date(2013, 12, 1)
    assert moments.today() == timezone.localdate()


def test_number_of_queries_to_show_a_moment_is_fixed(django_assert_max_num_queries):
    with (
        django_assert_max_num_queries(40 if connection.vendor == "sqlite" else 5),
        moments.as_at(timezone.now()),
    ):
        pass
