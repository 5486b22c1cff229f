import datetime as dt

import pytest
from django.utils import timezone

from actions.models import Action, NextStep, ProgressItem
from boards.recent import added, recent
from improvement import history
from tests.factories import make_action, make_notice, make_user

pytestmark = pytest.mark.django_db

SINCE = dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2013, 12, 1, tzinfo=dt.UTC)


@pytest.fixture
def officer():
    return make_user(full_name="Olu Officer")


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def action(notice):
    with history.act(at=LONG_AGO, name="x"):
        return make_action(notice, ref="IN2")


def change(action, by, day, *, rows=(), **fields):
    with history.act(by=by, reason="Update", at=dt.datetime(2014, 1, day, 12, tzinfo=dt.UTC)):
        for name, value in fields.items():
            setattr(action, name, value)
        for row in rows:
            row.action = action
            row.save()
        action.save()


def told(notice):
    actions = Action.objects.filter(notice=notice)
    return [
        (line.who, [action.ref for action in line.actions], line.said)
        for line in recent(actions, SINCE)
    ]


def test_an_update_is_told_in_its_own_words(notice, action, officer):
    rated = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Soon"}
    rows = [ProgressItem(text="Standards launched"), NextStep(text="Audit them")]

    change(action, officer, 2, rows=rows, stage="in_progress", **rated)

    assert told(notice) == [
        (
            "Olu Officer",
            ["IN2"],
            ("now in progress", "rated Red", "done: “Standards launched”", "next: “Audit them”"),
        )
    ]


def test_each_change_is_told_against_the_one_before(notice, action, officer):
    amber = {"delivery_rating": "amber", "rating_reason": "Late", "path_to_green": "Soon"}
    date = {"due_on": dt.date(2014, 3, 31), "original_due_on": dt.date(2014, 3, 31)}
    change(action, officer, 2, **amber, **date)
    change(action, officer, 3, delivery_rating="green", due_on=dt.date(2014, 4, 30))
    change(action, officer, 4, delivery_rating="", rating_reason="", due_on=None)

    assert [said for _, _, said in told(notice)] == [
        ("no longer rated (was Green)", "due date taken away"),
        ("rated Green (was Amber)", "due date moved from 31 March 2014 to 30 April 2014"),
        ("rated Amber", "due date set to 31 March 2014"),
    ]


def test_many_items_are_told_by_number(notice, action, officer):
    rows = [ProgressItem(text=f"Item {number}") for number in range(4)]

    change(action, officer, 2, rows=rows)

    ((_, _, said),) = told(notice)
    assert said == ("done: “Item 0”", "done: “Item 1”", "2 more progress items added")


def test_items_that_were_changed_are_counted(notice, action, officer):
    item = ProgressItem(text="Item")
    change(action, officer, 2, rows=[item])
    item.text = "Item, corrected"
    change(action, officer, 3, rows=[item])

    assert told(notice)[0][2] == ("1 progress item changed",)


def test_an_act_on_many_actions_is_one_line(notice, officer):
    with history.act(at=LONG_AGO, name="x"):
        actions = [make_action(notice, ref=f"IN{number}") for number in range(1, 6)]
    with history.act(by=officer, at=dt.datetime(2014, 1, 9, tzinfo=dt.UTC)):
        for action in actions:
            action.area = "Practice"
            action.save()

    ((who, refs, said),) = told(notice)

    assert who == "Olu Officer"
    assert sorted(refs) == ["IN1", "IN2", "IN3", "IN4", "IN5"]
    assert said == ("changed together",)


def test_what_is_older_or_of_another_notice_is_left_out(notice, action, officer):
    change(make_action(ref="IN9"), officer, 5, area="Elsewhere")
    with history.act(by=officer, at=LONG_AGO):
        action.save()

    assert told(notice) == []


def test_new_actions_are_counted_apart(notice):
    make_action(notice)
    make_action(notice)
    make_action()
    actions = Action.objects.filter(notice=notice)

    assert added(actions, timezone.now() - dt.timedelta(days=1)) == 2
    assert added(actions, timezone.now() + dt.timedelta(days=1)) == 0
    assert recent(actions, SINCE) == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(notice, officer, number, django_assert_num_queries):
    for place in range(number):
        action = make_action(notice, ref=f"IN{place}")
        change(action, officer, 2 + place, rows=[ProgressItem(text="Done")])

    with django_assert_num_queries(3):
        assert len(recent(Action.objects.filter(notice=notice), SINCE)) == number
