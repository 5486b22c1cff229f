"""How actions stood at the ends of months, from their versions."""

import datetime as dt

import pytest

from actions.months import course_of
from improvement import history
from tests.factories import make_action, make_notice

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 3, 20)
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}


def at(year, month, day):
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)


def change(action, moment, **said):
    with history.act(name="The test", at=moment):
        for name, value in said.items():
            setattr(action, name, value)
        action.save()


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def lived(notice):
    """Two actions that came in January: one signed off in March, one withdrawn in February."""
    one = make_action(notice, ref="IN1", at=at(2026, 1, 10), **RED)
    two = make_action(notice, ref="IN2", at=at(2026, 1, 31))
    change(one, at(2026, 2, 28), stage="delivered", delivered_on=dt.date(2026, 2, 28))
    change(two, at(2026, 2, 10), is_withdrawn=True)
    change(one, at(2026, 3, 5), stage="signed_off")
    change(one, at(2026, 3, 21), stage="in_progress", delivered_on=None)  # after the day asked for


def test_each_month_counts_what_stood_at_its_end(notice, lived):
    months = course_of(notice, ON).months

    assert [(one.label, one.total, one.delivered, one.signed_off) for one in months] == [
        ("Jan 26", 2, 0, 0),
        ("Feb 26", 1, 1, 0),
        ("Mar 26", 1, 1, 1),
    ]


def test_each_action_that_still_stands_has_its_rating_at_each_end(notice, lived):
    rows = course_of(notice, ON).actions

    assert [(ref, [one.shown for one in of]) for ref, of in rows] == [
        ("IN1", ["red", "red", "blue"])
    ]


def test_there_are_twelve_months_at_most_and_one_where_nothing_is(notice):
    assert [month.total for month in course_of(notice, ON).months] == [0]

    make_action(notice, at=at(2024, 1, 1))

    months = course_of(notice, ON).months
    assert [month.day for month in months[:2]] == [dt.date(2025, 4, 30), dt.date(2025, 5, 31)]
    assert len(months) == 12
    assert months[-1].day == ON


def test_it_takes_one_query(notice, lived, django_assert_num_queries):
    with django_assert_num_queries(1):
        course_of(notice, ON)
