"""The calendar that a program reads by a secret address, and the page that makes the address."""

import datetime as dt
import hashlib
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from actions.models import CalendarFeed, Member
from boards import services
from improvement import history
from improvement.models import User
from tests.factories import (
    make_action,
    make_body,
    make_meeting,
    make_member,
    make_next_step,
    make_notice,
    make_oversight,
    make_user,
    person_with_role,
)
from tests.two_councils import MARK

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DUE = dt.date(2026, 9, 14)


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def officer(notice):
    return person_with_role(notice, "officer")


def address_of(user):
    return f"/calendar/{services.make_calendar_address(user=user)}.ics"


def read(path):
    """The calendar's days by what they say."""
    response = Client().get(path)
    assert response.status_code == 200
    return {str(event["summary"]): event for event in Calendar.from_ical(response.content).events}


def test_calendar_holds_due_dates_steps_and_updates_asked_for(notice, officer, settings):
    settings.SITE_URL = "https://register.example"
    today = timezone.localdate()
    board = make_body(notice.council)
    first = make_action(notice, ref="IN1", lead=officer, due_on=DUE)
    make_oversight(board, first)
    make_oversight(board, make_action(notice, ref="IN2", lead=officer))
    step = make_next_step(first, due_on=DUE + DAY)
    make_meeting(board, today + 9 * DAY, updates_due_on=today + 2 * DAY)

    days = read(address_of(officer))

    assert {said: event.start for said, event in days.items()} == {
        "IN1 is due": DUE,
        "Updates are due: IN1 and IN2": today + 2 * DAY,
        "A next step of IN1 is due": DUE + DAY,
    }
    due = days["IN1 is due"]
    assert (due.end, str(due["uid"])) == (DUE + DAY, f"action-{first.pk}@register.example")
    assert due["url"] == "https://register.example/notices/ce/actions/IN1/update/"
    assert str(days["A next step of IN1 is due"]["uid"]).startswith(f"step-{step.pk}@")


def test_names_stay_while_dates_move_and_what_is_over_vanishes(notice, officer):
    path = address_of(officer)
    board = make_body(notice.council)
    meeting = make_meeting(
        board, timezone.localdate() + 9 * DAY, updates_due_on=timezone.localdate()
    )
    action = make_action(notice, ref="IN1", lead=officer, due_on=DUE)
    make_oversight(board, action)
    before = read(path)
    assert len(before) == 2

    action.due_on = DUE + DAY
    history.save_as(action, by=officer, reason="Moved")
    meeting.is_cancelled = True
    history.save_as(meeting, by=officer, reason="Cancelled")
    (after,) = read(path).values()

    assert after["uid"] == before["IN1 is due"]["uid"]
    assert after.start == DUE + DAY

    action.stage, action.delivered_on = "delivered", DUE
    history.save_as(action, by=officer, reason="Delivered")
    assert read(path) == {}


def test_references_of_several_notices_are_told_apart(notice, officer):
    other = make_notice(slug="ofsted")
    make_member(other, "officer", user=officer)
    for place in (notice, other):
        make_action(place, ref="IN1", lead=officer, due_on=DUE)

    assert set(read(address_of(officer))) == {"IN1 (ce) is due", "IN1 (ofsted) is due"}


def test_who_left_reads_an_empty_calendar(notice, officer):
    make_action(notice, lead=officer, due_on=DUE)
    path = address_of(officer)
    member = Member.objects.get(user=officer)
    member.until_on = timezone.localdate() - DAY
    history.save_as(member, by=officer, reason="Left")

    assert read(path) == {}


def test_who_cannot_log_in_has_no_calendar(officer):
    path = address_of(officer)
    officer.is_active = False
    history.save_as(officer, by=officer, reason="Closed")

    assert Client().get(path).status_code == 404


def test_the_answer_is_kept_nowhere_and_sets_no_cookie(officer):
    response = Client().get(address_of(officer))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


@pytest.mark.parametrize("secret", ["x", "%00", "\udcff", "x" * 5000, "../../admin", "é"])
def test_no_other_address_reads_anything(client, officer, secret):
    address_of(officer)
    encoded = secret.encode("utf-8", "surrogateescape").decode("latin-1")

    assert client.get(f"/calendar/{encoded}.ics").status_code == 404


def test_a_wrong_address_costs_one_query(client, officer):
    with CaptureQueriesContext(connection) as queries:
        client.get("/calendar/wrong.ics")

    assert len(queries) == 1


def test_reading_takes_as_many_queries_for_three_as_for_one(notice, officer):
    taken, path = [], address_of(officer)
    for number in (1, 3):
        for _ in range(number):
            action = make_action(notice, lead=officer, due_on=DUE)
            make_next_step(action, due_on=DUE)
            board = make_body(notice.council)
            make_oversight(board, action)
            today = timezone.localdate()
            make_meeting(board, today + DAY, updates_due_on=today)
        with CaptureQueriesContext(connection) as queries:
            assert len(read(path)) > 2
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 6


# The page


def make(client):
    client.post("/account/calendar/", {"do": "make"})
    page = client.get("/account/calendar/").text
    return re.search(r"http://testserver(/calendar/[\w-]{43}\.ics)", page)[1]


def test_an_address_is_shown_once_and_only_its_digest_is_kept(client, officer):
    client.force_login(officer)

    path = make(client)

    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert feed.secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in client.get("/account/calendar/").text
    assert secret not in str(dict(client.session))
    assert read(path) == {}


def test_a_new_address_ends_the_one_before(client, officer):
    client.force_login(officer)
    first, second = make(client), make(client)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert CalendarFeed.objects.filter(is_withdrawn=False).count() == 1


def test_an_address_is_withdrawn_for_good(client, officer):
    client.force_login(officer)
    path = make(client)

    for _ in range(2):
        client.post("/account/calendar/", {"do": "withdraw"})

    assert Client().get(path).status_code == 404
    assert CalendarFeed.objects.get().history.count() == 2
    assert "Make an address" in client.get("/account/calendar/").text


def test_nobody_changes_the_calendar_of_another(client, officer):
    path = address_of(officer)
    client.force_login(make_user())
    for do in ("make", "withdraw"):
        client.post("/account/calendar/", {"do": do})

    assert Client().get(path).status_code == 200


def test_nothing_that_anybody_wrote_stands_in_a_calendar(two_councils):
    person = User.objects.get(pk=two_councils.people["stranger"])

    text = Client().get(address_of(person)).content.decode().replace("\r\n ", "")

    assert "IN1 is due" in text
    assert not any(said in text for said in (MARK, "script", "WWWW", person.full_name))
