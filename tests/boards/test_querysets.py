import datetime as dt

import pytest

from actions.models import Action
from boards.models import Body, Oversight, Seat
from tests.factories import (
    make_action,
    make_body,
    make_council,
    make_notice,
    make_oversight,
    make_seat,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2014, 2, 1)


def test_bodies_are_visible_to_those_on_any_notice_of_their_council():
    notice = make_notice()
    mine = make_body(notice.council)
    make_body()  # of another council
    person = person_with_role(notice, "observer")

    assert list(Body.objects.visible_to(person)) == [mine]
    assert list(Body.objects.visible_to(make_user())) == []


def test_seating_is_by_the_day():
    body, user = make_body(), make_user()
    make_seat(body, user, from_on=dt.date(2014, 1, 1), until_on=TODAY)

    assert list(Body.objects.seating(user, TODAY)) == [body]
    assert list(Body.objects.seating(user, dt.date(2014, 2, 2))) == []
    assert list(Body.objects.seating(user, dt.date(2013, 12, 31))) == []
    assert list(Body.objects.seating(make_user(), TODAY)) == []


def test_counts_leave_out_past_seats_ended_oversight_and_other_notices():
    notice = make_notice()
    body = make_body(notice.council)
    for until_on in [None, dt.date(2014, 1, 31)]:
        make_seat(body, make_user(), until_on=until_on)
    make_oversight(body, make_action(notice))
    make_oversight(body, make_action(notice), is_ended=True)
    make_oversight(body, make_action(make_notice(council=notice.council)))

    (counted,) = Body.objects.with_counts(notice, TODAY)

    assert (counted.seats_now, counted.actions_overseen) == (1, 1)


def test_counts_of_seats_and_actions_do_not_multiply():
    notice = make_notice()
    body = make_body(notice.council)
    for _ in range(3):
        make_seat(body, make_user())
        make_oversight(body, make_action(notice))

    (counted,) = Body.objects.with_counts(notice, TODAY)

    assert (counted.seats_now, counted.actions_overseen) == (3, 3)


def test_overseeing_names_the_bodies_of_an_action():
    action = make_action()
    council = action.notice.council
    body, over = make_body(council), make_body(council)
    make_oversight(body, action)
    make_oversight(over, action, is_ended=True)

    assert list(Body.objects.overseeing(action)) == [body]


def test_seats_come_chair_first():
    body = make_body()
    for office, name in [
        ("in_attendance", "Ann"),
        ("member", "Zoe"),
        ("secretary", "Bea"),
        ("chair", "Yan"),
        ("member", "Cat"),
    ]:
        make_seat(body, make_user(full_name=name), office=office)

    names = [seat.user.full_name for seat in Seat.objects.chair_first().select_related("user")]
    assert names == ["Yan", "Cat", "Zoe", "Bea", "Ann"]


def test_seats_past_and_to_come_are_not_current():
    body = make_body()
    past = make_seat(body, make_user(), until_on=dt.date(2014, 1, 31))
    current = make_seat(body, make_user(), until_on=TODAY)
    to_come = make_seat(body, make_user(), from_on=dt.date(2014, 2, 2))

    assert list(Seat.objects.past(TODAY)) == [past]
    assert list(Seat.objects.current(TODAY)) == [current]
    assert list(Seat.objects.to_come(TODAY)) == [to_come]
    assert [seat.is_current(TODAY) for seat in (past, current, to_come)] == [False, True, False]


def test_oversight_is_visible_where_its_action_is():
    notice = make_notice()
    seen = make_oversight(make_body(notice.council), make_action(notice))
    make_oversight(make_body(), make_action())

    assert list(Oversight.objects.visible_to(person_with_role(notice, "observer"))) == [seen]


def test_listing_is_in_the_registers_order_and_marks_what_is_overdue():
    council = make_council()
    notice = make_notice(council=council)
    body = make_body(council)
    late = {"due_on": dt.date(2014, 1, 31)}
    for ref, more in [
        ("IN10", {"stage": Action.Stage.DELIVERED} | late),
        ("IN2", late),
        ("IN3", {}),
        ("IN1", {"due_on": TODAY}),
    ]:
        make_oversight(body, make_action(notice, ref=ref, **more))

    listed = Oversight.objects.for_listing(TODAY)

    assert [(one.action.ref, bool(one.is_overdue)) for one in listed] == [
        ("IN1", False),
        ("IN2", True),
        ("IN3", False),
        ("IN10", False),
    ]
