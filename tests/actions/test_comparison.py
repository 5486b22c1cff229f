"""What changed between two days, told of each action."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.comparison import compare
from actions.models import NoChange
from actions.moves import Unchanged
from improvement import history
from tests.factories import make_action, make_next_step, make_notice, make_progress_item, make_user

pytestmark = pytest.mark.django_db

DAY = [dt.datetime(2013, 11, day, 12, tzinfo=dt.UTC) for day in range(1, 29)]
DELIVERED = {"stage": "delivered", "delivered_on": dt.date(2013, 11, 2)}


def at(day, reason="Agreed"):
    return history.act(name="The test", way="test", reason=reason, at=DAY[day])


def save(day, row, reason="Agreed", **values):
    for name, value in values.items():
        setattr(row, name, value)
    with at(day, reason):
        row.save()


@pytest.fixture
def notice():
    return make_notice()


def only(found):
    (action,) = found.actions
    return action


def test_facts_that_moved_say_which_way_and_why(notice):
    lead = make_user(full_name="Ada Lead")
    action = make_action(
        notice, ref="IN1", due_on=dt.date(2013, 12, 1), stage="in_progress", at=DAY[1]
    )
    rated = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}
    save(2, action, **rated)
    save(4, action, "Staff left", due_on=dt.date(2014, 1, 1))
    save(5, action, "Snow", due_on=dt.date(2014, 1, 11), lead=lead)
    save(6, action, delivery_rating="amber", wording="Improve more", **DELIVERED)

    moved = only(compare(notice, DAY[3], DAY[7]))

    due, rating, stage = (moved.move_of(what) for what in ("Due date", "Rating", "Stage"))
    assert (due.before, due.after) == (dt.date(2013, 12, 1), dt.date(2014, 1, 11))
    assert (due.way, due.days, due.reasons) == ("later", 41, ("Staff left", "Snow"))
    assert (rating.before, rating.after, rating.way) == ("Red", "Amber", "better")
    assert (stage.before, stage.after, stage.way) == ("In progress", "Delivered", "forward")
    assert moved.move_of("Lead").after == "Ada Lead"
    assert moved.move_of("Wording").after == "Improve more"
    assert {move.what for move in moved.moves} == {
        *("Due date", "Rating", "Stage", "Lead", "Wording")
    }


def test_the_other_way_round(notice):
    action = make_action(
        notice, due_on=dt.date(2014, 1, 11), delivery_rating="green", **DELIVERED,
        rating_reason="Good", at=DAY[1],
    )  # fmt: skip
    save(
        3, action, due_on=dt.date(2014, 1, 10), stage="in_progress", delivered_on=None,
        delivery_rating="red", path_to_green="Hire",
    )  # fmt: skip

    moved = only(compare(notice, DAY[2], DAY[4]))

    ways = [moved.move_of(what).way for what in ("Due date", "Rating", "Stage")]
    assert ways == ["earlier", "worse", "back"]
    assert moved.move_of("Due date").days == 1


def test_dates_of_items_are_dates_at_both_ends(notice):
    action = make_action(notice, at=DAY[1])
    item = make_progress_item(action, at=DAY[1], achieved_on=dt.date(2013, 11, 1))
    save(3, item, achieved_on=dt.date(2013, 11, 2))

    (dated,) = only(compare(notice, DAY[2], DAY[4])).progress

    assert (dated.how, dated.date_before, dated.date_after) == (
        "dated",
        dt.date(2013, 11, 1),
        dt.date(2013, 11, 2),
    )


def test_what_moved_and_came_back_is_no_change(notice):
    action = make_action(notice, wording="Improve", at=DAY[1])
    save(3, action, wording="Otherwise")
    save(4, action, wording="Improve")

    assert compare(notice, DAY[2], DAY[5]).actions == ()


@pytest.mark.parametrize(
    ("values", "how"),
    [
        ({"status": "done"}, "done"),
        ({"status": "carried_forward"}, "carried forward"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"text": "Otherwise"}, "reworded"),
        ({"due_on": dt.date(2014, 2, 1)}, "dated"),
    ],
)
def test_each_fate_of_a_step(notice, values, how):
    action = make_action(notice, at=DAY[1])
    step = make_next_step(action, at=DAY[1])
    save(3, step, **values)

    (fate,) = only(compare(notice, DAY[2], DAY[4])).steps

    assert fate.how == how


def test_actions_come_go_and_come_back(notice):
    action = make_action(notice, ref="IN1", at=DAY[2])
    save(4, action, is_withdrawn=True)
    save(6, action, is_withdrawn=False)

    hows = [only(compare(notice, DAY[day], DAY[day + 2])).how for day in (1, 3, 5)]

    assert hows == ["added", "withdrawn", "put back"]
    assert compare(notice, DAY[1], DAY[5]).actions == ()


def test_both_ends_are_counted_and_silence_is_named(notice):
    quiet = make_action(notice, ref="IN1", wording="Quiet", due_on=dt.date(2013, 11, 5), at=DAY[1])
    loud = make_action(notice, ref="IN2", wording="Loud", at=DAY[1])
    make_progress_item(loud, at=DAY[6])
    make_action(notice, ref="IN3", stage="signed_off", at=DAY[1])
    make_action(ref="IN9", at=DAY[6])  # of another notice

    found = compare(notice, DAY[2], DAY[7])

    assert (found.before.total, found.after.total) == (3, 3)
    assert found.after.by_stage == {"not_started": 2, "signed_off": 1}
    assert (found.before.overdue, found.after.overdue) == (0, 1)
    assert found.silent == ((quiet.ref, "Quiet"),)
    assert [action.ref for action in found.actions] == ["IN2"]


def test_the_end_may_not_come_before_the_start(notice):
    with pytest.raises(ValueError, match="before the start"):
        compare(notice, DAY[5], DAY[4])


def test_number_of_queries_is_the_same_for_many_actions(notice):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            compare(notice, DAY[1], DAY[5])
        return len(asked)

    def one_more():
        action = make_action(notice, at=DAY[2])
        make_progress_item(action, at=DAY[3])
        make_next_step(action, at=DAY[3])

    one_more()
    with_one = queries()
    one_more()
    one_more()

    assert queries() == with_one


def test_answer_that_nothing_had_changed_is_told_and_breaks_the_silence(notice):
    with at(0):
        action, silent = make_action(notice, ref="IN1"), make_action(notice, ref="IN2")
    officer = make_user(full_name="Olu Officer")
    with history.act(by=officer, reason="Nothing has changed", at=DAY[5]):
        NoChange.objects.create(
            action=action,
            since_on=dt.date(2013, 11, 1),
            said_on=dt.date(2013, 11, 6),
            said_by=officer,
            note="The judge is away",
        )

    found = compare(notice, DAY[1], DAY[10])

    answer = Unchanged(
        "Olu Officer", dt.date(2013, 11, 6), dt.date(2013, 11, 1), "The judge is away"
    )
    assert only(found).answers == (answer,)
    assert found.silent == ((silent.ref, silent.wording),)
    assert compare(notice, DAY[6], DAY[10]).actions == ()
