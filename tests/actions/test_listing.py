"""The rows of the register."""

import datetime as dt

import pytest

from actions.listing import rows_of
from actions.models import Action, DateChange, NextStep
from actions.templatetags.register_rows import register_rows
from improvement.history.moments import as_at, end_of
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_user,
    signed,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2013, 12, 1)
DAY = dt.timedelta(days=1)


@signed
def make_date_change(action, status):
    asked = status == DateChange.Status.ASKED
    decided = (
        {} if asked else {"decided_on": TODAY, "decided_by": make_user(), "agreed_by": "Board"}
    )
    return DateChange.objects.create(
        action=action,
        due_before=TODAY,
        due_after=TODAY + DAY,
        reason="Late",
        status=status,
        asked_by=make_user(),
        asked_on=TODAY,
        **decided,
    )


def test_a_row_holds_what_was_written_last_and_what_falls_due_first():
    action = make_action(
        ref="IN2", wording="Plans", lead=make_user(full_name="Ann"), due_on=TODAY, stage="delivered"
    )
    make_progress_item(action, "Trained", achieved_on=TODAY - DAY)
    make_next_step(action, "Review", due_on=TODAY + DAY)

    (row,) = rows_of([action.pk])

    assert row == (
        action.pk,
        "IN2",
        "Plans",
        "delivered",
        "",
        TODAY,
        TODAY,
        "Ann",
        "Trained",
        TODAY - DAY,
        "Review",
        TODAY + DAY,
        0,
    )


def test_a_row_counts_the_moves_that_were_agreed():
    action = make_action(due_on=TODAY)
    for status in (DateChange.Status.AGREED, DateChange.Status.AGREED, DateChange.Status.ASKED):
        make_date_change(action, status)

    (row,) = rows_of([action.pk])

    assert row.times_moved == 2


@pytest.mark.parametrize(("stage", "shown"), [("in_progress", "green"), ("signed_off", "blue")])
def test_what_is_signed_off_is_shown_as_blue(stage, shown):
    action = make_action(stage=stage, delivery_rating="green", rating_reason="Done")

    assert rows_of([action.pk])[0].rating_shown == shown


def test_the_rows_are_those_asked_for_in_the_order_asked_for():
    first, second, _ = make_action(), make_action(), make_action()

    assert [row.pk for row in rows_of([second.pk, first.pk])] == [second.pk, first.pk]
    assert rows_of([]) == []


def test_newest_progress_and_the_step_due_first_are_what_the_querysets_say():
    action, undated, bare = make_action(), make_action(), make_action()
    for text, extra in [("First", {}), ("Second", {}), ("Third", {"is_withdrawn": True})]:
        make_progress_item(action, text, **extra)
    make_next_step(action, "No date")
    make_next_step(action, "Later", due_on=dt.date(2014, 2, 1))
    make_next_step(action, "Sooner", due_on=dt.date(2014, 1, 1))
    make_next_step(action, "Same day", due_on=dt.date(2014, 1, 1))
    make_next_step(action, "Over", due_on=dt.date(2013, 1, 1), status=NextStep.Status.DONE)
    make_next_step(undated, "One", status=NextStep.Status.CARRIED_FORWARD)
    make_next_step(undated, "Two")

    found = [(row.progress, row.step) for row in rows_of([action.pk, undated.pk, bare.pk])]

    assert found == [("Second", "Sooner"), (None, "One"), (None, None)]
    for one, (progress, step) in zip([action, undated, bare], found, strict=True):
        newest = one.progress_items.shown().newest_first().first()
        soonest = one.next_steps.open().by_soonest_due().first()
        assert (newest and newest.text, soonest and soonest.text) == (progress, step)


@pytest.mark.parametrize("stage", ["not_started", "in_progress", "delivered", "signed_off"])
@pytest.mark.parametrize("due_on", [None, TODAY - DAY, TODAY])
def test_a_row_is_overdue_when_its_action_is(stage, due_on):
    action = make_action(stage=stage, due_on=due_on)

    (row,) = rows_of([action.pk])

    assert row.is_overdue(TODAY) is Action.objects.overdue(TODAY).exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_of_the_past_is_as_it_was():
    at = end_of(dt.date(2013, 9, 1))
    action = make_action(wording="Plans", due_on=TODAY, at=at)
    make_progress_item(action, "Then", achieved_on=dt.date(2013, 8, 1), at=at)
    make_next_step(action, "Next", due_on=TODAY, at=at)
    make_progress_item(action, "Since")

    with as_at(at):
        (row,) = rows_of([action.pk])

    assert (row.progress, row.achieved_on, row.due_on, row.step_due_on) == (
        "Then",
        dt.date(2013, 8, 1),
        TODAY,
        TODAY,
    )


@pytest.mark.parametrize("ref", ["IN2", "IN 2", "12/13", "A&B", "é~1"])
def test_each_row_leads_to_its_action_whatever_its_reference(client, ref):
    notice = make_notice()
    action = make_action(notice, ref=ref)

    html = register_rows(rows_of([action.pk]), notice, TODAY)

    assert f'href="{action.get_absolute_url()}"'.replace("&", "&amp;") in html


@pytest.mark.parametrize("rows", [1, 30])
def test_rows_take_one_query_however_many(rows, django_assert_num_queries):
    notice = make_notice()
    keys = [make_action(notice, lead=make_user()).pk for _ in range(rows)]

    with django_assert_num_queries(1):
        rows_of(keys)
