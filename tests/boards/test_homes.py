import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.models import Action, Member
from boards.homes import home_of
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_import,
    make_meeting,
    make_notice,
    make_oversight,
    make_reference,
    make_seat,
    person_with_role,
)

pytestmark = pytest.mark.django_db

Role = Member.Role
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Soon"}
GREEN = {"delivery_rating": "green", "rating_reason": "On time"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def board(notice):
    return make_body(notice.council, name="Improvement Board")


def long_ago(days=60):
    return history.act(name="x", at=timezone.now() - dt.timedelta(days=days))


def refs(actions):
    return [action.ref for action in actions]


def shown(user, notice, role, today):
    return home_of(user, notice, role, today).context


# Board member


def test_board_member_sees_what_their_bodies_oversee(notice, board, today):
    chair = person_with_role(notice, Role.BOARD_MEMBER)
    make_seat(board, chair)
    mine = make_action(notice, ref="IN1", **RED)
    make_oversight(board, mine)
    make_action(notice, ref="IN2", **RED)
    ended = make_action(notice, ref="IN3", **RED)
    make_oversight(board, ended, is_ended=True)

    home = shown(chair, notice, Role.BOARD_MEMBER, today)

    assert [body.name for body, _ in home["bodies"]] == ["Improvement Board"]
    assert home["counts"] is None
    assert refs(action for action, _ in home["off_track"].rows) == ["IN1"]
    assert home["added"] == 1


def test_board_member_without_a_seat_sees_the_whole_notice(notice, board, today):
    person = person_with_role(notice, Role.BOARD_MEMBER)
    make_seat(board, person, until_on=today - dt.timedelta(days=1))
    make_oversight(board, make_action(notice, ref="IN1", **RED))
    make_action(notice, ref="IN2", **RED)

    home = shown(person, notice, Role.BOARD_MEMBER, today)

    assert home["bodies"] == []
    assert home["counts"][0].number == 2
    assert refs(action for action, _ in home["off_track"].rows) == ["IN1", "IN2"]


def test_off_track_is_red_amber_and_overdue_worst_first(notice, today):
    person = person_with_role(notice, Role.BOARD_MEMBER)
    yesterday = today - dt.timedelta(days=1)
    make_action(notice, ref="IN1", **GREEN, due_on=yesterday)
    make_action(notice, ref="IN2", **RED | {"delivery_rating": "amber"})
    make_action(notice, ref="IN3", **RED)
    make_action(notice, ref="IN4", **GREEN, due_on=today)
    make_action(notice, ref="IN5", **RED, due_on=yesterday, stage=Action.Stage.DELIVERED)

    listed = shown(person, notice, Role.BOARD_MEMBER, today)["off_track"]

    assert [(action.ref, late) for action, late in listed.rows] == [
        ("IN3", False),
        ("IN2", False),
        ("IN1", True),
    ]
    assert not listed.has_more


def test_a_long_list_is_cut_and_says_so(notice, today):
    person = person_with_role(notice, Role.BOARD_MEMBER)
    for _ in range(11):
        make_action(notice, **RED)

    listed = shown(person, notice, Role.BOARD_MEMBER, today)["off_track"]

    assert len(listed.rows) == 10
    assert listed.has_more


# Administrator


def test_administrator_sees_what_waits_and_what_lacks(notice, board, today):
    admin = person_with_role(notice, Role.ADMINISTRATOR)
    checking = make_import(notice)
    applied = make_import(notice, status="applied", applied_at=timezone.now())
    lead = person_with_role(notice, Role.OFFICER)
    complete = make_action(notice, lead=lead, due_on=today, **GREEN)
    bare = make_action(notice, wording="Report to the Improvement Board")
    make_reference(complete, target=None, plan_ref="A2")
    make_reference(complete, target=bare)

    home = shown(admin, notice, Role.ADMINISTRATOR, today)

    assert home["checking"] == [checking]
    assert home["last_import"] == applied
    assert {gap.label: gap.number for gap in home["gaps"]} == {
        "No lead": 1,
        "No due date": 1,
        "Not rated": 1,
        "Nothing comes next": 2,
        "Has a reference that leads nowhere": 1,
    }
    assert home["waiting"] == 1
    assert home["asking"] is None
    assert home["people"] == 2


def test_administrator_sees_who_has_not_answered_for_the_meeting_that_asks_first(
    notice, board, today
):
    admin = person_with_role(notice, Role.ADMINISTRATOR)
    make_oversight(board, make_action(notice, ref="IN1"))
    make_oversight(board, make_action(notice, ref="IN2", stage="delivered"))
    later, first = (
        make_meeting(board, today + dt.timedelta(days=days), updates_due_on=today)
        for days in (9, 8)
    )
    later.updates_due_on = today + dt.timedelta(days=1)
    history.save_as(later, by=admin, reason="Later")

    asking = shown(admin, notice, Role.ADMINISTRATOR, today)["asking"]

    assert (asking, asking.unanswered) == (first, 1)


def test_board_member_sees_when_the_body_meets_next(notice, board, today):
    chair = person_with_role(notice, Role.BOARD_MEMBER)
    make_seat(board, chair)
    meets_on = today + dt.timedelta(days=5)
    make_meeting(board, meets_on)

    ((body, _),) = shown(chair, notice, Role.BOARD_MEMBER, today)["bodies"]

    assert body.meets_next_on == meets_on


# Dates asked for, whoever decides on them


def ask_for_a_date(notice, ref, by, **said):
    action = make_action(notice, ref=ref, due_on=dt.date(2027, 3, 31), **said)
    services.ask_to_move_date(
        action=action, due_after=dt.date(2027, 6, 30), reason="The budget is late", by=by
    )
    return action


def dates_shown(user, notice, role, today):
    return refs(move.change.action for move in shown(user, notice, role, today)["dates"]["rows"])


def test_administrator_sees_each_date_that_is_asked_for_but_by_themselves(notice, today):
    admin = person_with_role(notice, Role.ADMINISTRATOR)
    lead = person_with_role(notice, Role.OFFICER)
    ask_for_a_date(notice, "IN1", lead, lead=lead)
    ask_for_a_date(notice, "IN2", admin)
    ask_for_a_date(notice, "IN3", lead, lead=admin)
    ask_for_a_date(make_notice(), "IN4", lead)
    make_action(notice, ref="IN5", due_on=today)

    assert dates_shown(admin, notice, Role.ADMINISTRATOR, today) == ["IN1"]
    assert dates_shown(lead, notice, Role.OFFICER, today) == []


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.ASSURANCE_LEAD, Role.OFFICER])
def test_chair_sees_the_dates_asked_for_of_what_their_body_decides_on(notice, board, today, role):
    chair, lead = person_with_role(notice, role), person_with_role(notice, Role.OFFICER)
    make_seat(board, chair, office="chair")
    make_seat(make_body(notice.council), chair)
    make_oversight(board, ask_for_a_date(notice, "IN1", lead, lead=lead))
    make_oversight(board, ask_for_a_date(notice, "IN2", lead), part="is_informed")
    make_oversight(board, ask_for_a_date(notice, "IN3", lead), is_ended=True)
    make_oversight(board, ask_for_a_date(notice, "IN4", chair, lead=chair))
    ask_for_a_date(notice, "IN5", lead)

    assert dates_shown(chair, notice, role, today) == ["IN1"]


def test_member_who_is_not_the_chair_sees_no_dates_asked_for(notice, board, today):
    member = person_with_role(notice, Role.BOARD_MEMBER)
    make_seat(board, member)
    make_oversight(board, ask_for_a_date(notice, "IN1", person_with_role(notice, Role.OFFICER)))

    assert dates_shown(member, notice, Role.BOARD_MEMBER, today) == []


# Assurance lead, observer


def test_assurance_lead_sees_what_is_delivered_and_to_be_checked(notice, today):
    person = person_with_role(notice, Role.ASSURANCE_LEAD)
    for ref, stage in [("IN1", "delivered"), ("IN2", "awaiting_sign_off"), ("IN3", "in_progress")]:
        make_action(notice, ref=ref, stage=stage)

    home = shown(person, notice, Role.ASSURANCE_LEAD, today)

    assert refs(action for action, _ in home["to_check"].rows) == ["IN1", "IN2"]
    assert [stage.number for stage in home["stages"]] == [1, 1, 1]


def test_observer_sees_a_summary_of_this_notice_alone(notice, today):
    person = person_with_role(notice, Role.OBSERVER)
    make_action(notice, **RED)
    make_action(**RED)

    home = shown(person, notice, Role.OBSERVER, today)

    assert home["counts"][0].number == 1
    assert home["added"] == 1
