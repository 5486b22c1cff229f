"""Meetings, whom they ask for an update, and who has answered."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.models import ProgressItem
from boards import services
from boards.meetings import Asked, meetings_of
from boards.models import Body, Meeting
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_meeting,
    make_notice,
    make_oversight,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def board(notice):
    return make_body(notice.council, name="Improvement Board", slug="ib")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator")


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


def asks(board, today, **said):
    """A meeting in three weeks which has asked for updates since five days ago."""
    defaults = {"updates_due_on": today + 14 * DAY, "asked_at": timezone.now() - 5 * DAY}
    return make_meeting(board, today + 21 * DAY, **defaults | said)


def overseen(board, notice, **said):
    """An action that the body oversees, as old as the hills."""
    action = make_action(notice, **said, at=timezone.now() - 90 * DAY)
    make_oversight(board, action)
    return action


def answer(action, at=None):
    with history.act(by=action.lead, name="Somebody", reason="Update", at=at):
        ProgressItem(action=action, text="Done").save()


def refs(actions):
    return [action.ref for action in actions]


# Whom a meeting asks


def test_asks_about_each_undelivered_action_that_the_body_oversees(notice, board, today):
    meeting = asks(board, today)
    overseen(board, notice, ref="IN1")
    overseen(board, notice, ref="IN2", stage="delivered")
    overseen(board, notice, ref="IN3", is_withdrawn=True)
    make_action(notice, ref="IN4")
    make_oversight(board, make_action(notice, ref="IN5"), is_ended=True)
    overseen(board, make_notice(council=notice.council), ref="IN6")
    answer(overseen(board, notice, ref="IN7", lead=make_user()))

    asked = Asked(meeting, notice)

    assert asked.counts() == {"answered": 1, "unanswered": 1}
    assert refs(asked.listed(answered=False)) == ["IN1"]
    assert refs(asked.listed(answered=True)) == ["IN7"]
    held = Meeting.objects.with_unanswered(notice).get()
    assert held.unanswered == 1


def test_an_answer_before_it_was_asked_or_after_the_meeting_does_not_count(notice, board, today):
    over = make_meeting(
        board, today - 10 * DAY, updates_due_on=today - 20 * DAY, asked_at=timezone.now() - 30 * DAY
    )
    lead = make_user()
    early, in_time, late = (overseen(board, notice, ref=f"IN{n}", lead=lead) for n in (1, 2, 3))
    for action, days in [(early, 40), (in_time, 15), (late, 2)]:
        answer(action, at=timezone.now() - days * DAY)

    assert refs(Asked(over, notice).listed(answered=True)) == ["IN2"]


def test_those_that_nobody_leads_come_first_then_by_the_name_of_the_lead(notice, board, today):
    meeting = asks(board, today)
    for ref, name in [("IN1", "Zoe"), ("IN2", "Ann"), ("IN3", None)]:
        lead = make_user(full_name=name) if name else None
        overseen(board, notice, ref=ref, lead=lead)

    assert refs(Asked(meeting, notice).listed(answered=False)) == ["IN3", "IN2", "IN1"]


# Asking


def test_asks_from_when_the_day_was_first_set(board, admin, today):
    planned = services.plan_meeting(
        body=board, meets_on=today + 30 * DAY, updates_due_on=None, by=admin, reason="Planned"
    )
    assert planned.asked_at is None

    planned.updates_due_on = today + 20 * DAY
    services.save_meeting(meeting=planned, by=admin, reason="Asked")
    first = planned.asked_at
    planned.updates_due_on = today + 22 * DAY
    services.save_meeting(meeting=planned, by=admin, reason="Later")

    assert first is not None
    assert Meeting.objects.get().asked_at == first


def test_asks_anew_after_it_asked_nobody(board, admin, today):
    meeting = asks(board, today)
    before, day = meeting.asked_at, meeting.updates_due_on
    for due_on in (None, day):
        meeting.updates_due_on = due_on
        services.save_meeting(meeting=meeting, by=admin, reason="Changed")

    assert Meeting.objects.get().asked_at > before


def test_asking_ends_with_the_day_of_the_meeting(board, today):
    held_today = make_meeting(board, today, updates_due_on=today - DAY)
    make_meeting(board, today - DAY, updates_due_on=today - DAY)
    make_meeting(board, today + DAY)
    make_meeting(board, today + 2 * DAY, updates_due_on=today, is_cancelled=True)

    assert list(Meeting.objects.asking(today)) == [held_today]


def test_next_meeting_is_the_first_to_come_that_is_not_cancelled(board, today):
    make_meeting(board, today - DAY)
    make_meeting(board, today + DAY, is_cancelled=True)
    wanted = make_meeting(board, today + 5 * DAY)
    make_meeting(board, today + 9 * DAY)

    found = meetings_of(board, today)

    assert found.next == wanted
    assert [one.meets_on for one in found.to_come] == [today + n * DAY for n in (1, 5, 9)]
    assert [one.meets_on for one in found.past] == [today - DAY]
    assert Body.objects.with_next_meeting(today).get().meets_next_on == wanted.meets_on


# Pages


def test_administrator_adds_a_meeting_that_asks(as_admin, board, today):
    meets_on = today + 30 * DAY
    said = {"meets_on": meets_on.strftime("%d/%m/%Y"), "updates_due_on": today.isoformat()}

    for _ in range(2):  # sent twice, it is one meeting
        response = as_admin.post("/notices/ce/bodies/ib/meetings/add/", said)
        assert response.url == f"/notices/ce/bodies/ib/meetings/{meets_on.isoformat()}/"

    meeting = Meeting.objects.get()
    assert (meeting.meets_on, meeting.updates_due_on) == (meets_on, today)
    assert meeting.history.count() == 1
    assert "Updates asked for by" in as_admin.get("/notices/ce/bodies/ib/").text


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"meets_on": ""}, "Enter"),
        ({"meets_on": "1 May 2099", "updates_due_on": "2 May 2099"}, "on or before the day"),
        ({"meets_on": "3 May 2099"}, "already has a meeting on that day"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(as_admin, board, said, error):
    make_meeting(board, dt.date(2099, 5, 3), is_cancelled=True)

    response = as_admin.post("/notices/ce/bodies/ib/meetings/add/", said)

    assert response.status_code == 200
    assert error in response.text
    assert Meeting.objects.count() == 1


def test_a_meeting_is_cancelled_and_stays(as_admin, board, today, notice):
    meeting = asks(board, today)
    overseen(board, notice, ref="IN1")
    path = f"/notices/ce/bodies/ib/meetings/{meeting.meets_on.isoformat()}/"
    seen = as_admin.get(f"{path}edit/").context["form"].initial["seen"]
    said = {"meets_on": meeting.meets_on, "updates_due_on": meeting.updates_due_on, "seen": seen}

    as_admin.post(f"{path}edit/", said | {"is_cancelled": "on"})

    page = as_admin.get(path)
    assert "This meeting is cancelled" in page.text
    assert "IN1" not in page.text
    assert meeting.history.first().history_change_reason == "Meeting cancelled"


def test_saving_a_meeting_unchanged_leaves_no_version(as_admin, board, today):
    meeting = asks(board, today)
    path = f"/notices/ce/bodies/ib/meetings/{meeting.meets_on.isoformat()}/edit/"
    seen = as_admin.get(path).context["form"].initial["seen"]
    said = {"meets_on": meeting.meets_on, "updates_due_on": meeting.updates_due_on, "seen": seen}

    as_admin.post(path, said)

    assert meeting.history.count() == 1


def test_a_stale_form_does_not_write_over_a_meeting(as_admin, board, today):
    meeting = asks(board, today)
    path = f"/notices/ce/bodies/ib/meetings/{meeting.meets_on.isoformat()}/edit/"

    response = as_admin.post(path, {"meets_on": today.isoformat(), "seen": "0"})

    assert response.status_code == 200
    assert Meeting.objects.get().meets_on == meeting.meets_on


@pytest.mark.parametrize("day", ["2099-05-04", "2099-02-30", "x", "20990503"])
def test_a_day_without_a_meeting_is_not_found(as_admin, board, day):
    make_meeting(board, dt.date(2099, 5, 3))

    for path in (day, f"{day}/edit"):
        assert as_admin.get(f"/notices/ce/bodies/ib/meetings/{path}/").status_code == 404


@pytest.mark.parametrize("role", ["officer", "assurance_lead", "board_member", "observer"])
def test_everybody_reads_a_meeting_and_only_administrators_change_it(client, notice, board, role):
    make_meeting(board, dt.date(2099, 5, 3))
    client.force_login(person_with_role(notice, role))

    assert client.get("/notices/ce/bodies/ib/meetings/2099-05-03/").status_code == 200
    for path in ("add", "2099-05-03/edit"):
        for ask in (client.get, client.post):
            assert ask(f"/notices/ce/bodies/ib/meetings/{path}/").status_code == 403


def test_a_meeting_of_another_body_is_not_found(as_admin, notice, board):
    make_meeting(make_body(notice.council, slug="other"), dt.date(2099, 5, 3))

    assert as_admin.get("/notices/ce/bodies/ib/meetings/2099-05-03/").status_code == 404


def test_pages_take_as_many_queries_for_three_as_for_one(as_admin, notice, board, today):
    taken = []
    for number in (1, 3):
        for _ in range(number):
            meeting = asks(board, today + (Meeting.objects.count()) * DAY)
            overseen(board, notice, lead=person_with_role(notice, "officer"))
            answer(overseen(board, notice, lead=person_with_role(notice, "officer")))
        for path in ("", f"meetings/{meeting.meets_on.isoformat()}/"):
            with CaptureQueriesContext(connection) as queries:
                assert as_admin.get(f"/notices/ce/bodies/ib/{path}").status_code == 200
            taken.append(len(queries))

    assert taken[:2] == taken[2:]
    assert max(taken) <= 12
