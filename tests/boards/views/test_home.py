import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions import services
from actions.models import Member, ProgressItem, UpdateDraft
from improvement import history
from tests.boards.checked import make_checked
from tests.factories import (
    make_action,
    make_body,
    make_import,
    make_meeting,
    make_member,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_reference,
    make_seat,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db

RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Soon"}


def fill(notice, people, number):
    """So much of everything that each home shows."""
    today = timezone.localdate()
    for place in range(number):
        body = make_body(notice.council)
        make_meeting(body, today + dt.timedelta(days=9 + place), updates_due_on=today)
        make_meeting(body, today - dt.timedelta(days=9))
        make_import(notice)
        for user in people:
            make_seat(body, user, office="chair")
            asked = make_action(notice, due_on=today + dt.timedelta(days=30))
            make_oversight(body, asked)
            services.ask_to_move_date(
                action=asked, due_after=today + dt.timedelta(days=60), reason="Late", by=make_user()
            )
            action = make_action(
                notice,
                lead=user,
                wording=f"Report to {body.name} and to the Board",
                due_on=timezone.localdate() - dt.timedelta(days=1),
                **RED,
            )
            make_progress_item(action)
            make_reference(action, plan_ref="A2")
            make_oversight(body, action)
            make_next_step(action, due_on=today - dt.timedelta(days=1))
            make_checked(action, user, "insufficient")
            UpdateDraft.objects.create(action=action, user=user, boxes={}, saved_at=timezone.now())
            make_action(notice, stage="delivered")
            with history.act(by=make_user(), reason="Update"):
                ProgressItem(action=action, text="More was done").save()
                action.area = "Practice"
                action.save()


@pytest.mark.parametrize("role", Member.Role.values)
def test_home_takes_as_many_queries_for_three_as_for_one(client, role):
    taken = []
    for number in (1, 3):
        notice = make_notice()
        user = person_with_role(notice, role)
        fill(notice, [user], number)
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/")
        assert response.status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert taken[0] <= 12


def test_a_person_on_no_notice_is_told_whom_to_ask(client):
    client.force_login(make_user(full_name="New Person", email="new@example.org"))

    response = client.get("/")

    assert response.status_code == 200
    assert "You are not on any notice yet" in response.text
    assert "new@example.org" in response.text


def test_home_is_of_the_notice_that_is_chosen(client):
    user = make_user()
    first, second = (
        make_member(make_notice(title=title), Member.Role.OBSERVER, user=user).notice
        for title in ("First notice", "Second notice")
    )
    client.force_login(user)

    response = client.get("/", {"notice": second.slug})

    assert '<h1 class="govuk-heading-xl">Second notice</h1>' in response.text
    assert f"?notice={first.slug}" in response.text


def test_a_notice_that_is_not_theirs_is_not_found(client):
    other = make_notice()
    client.force_login(person_with_role(make_notice(), "observer"))

    assert client.get("/", {"notice": other.slug}).status_code == 404


def test_home_asks_for_a_login(client):
    response = client.get("/")

    assert response.status_code == 302
    assert response.url == "/login/?next=/"


def test_officer_without_an_action_is_told_whom_to_ask(client):
    client.force_login(person_with_role(make_notice(), "officer"))

    assert "No action is yours yet" in client.get("/").text


def test_officer_gets_a_link_to_update_each_action(client):
    notice = make_notice(slug="ce")
    user = person_with_role(notice, "officer")
    make_action(notice, ref="IN2", lead=user)
    client.force_login(user)

    assert 'href="/notices/ce/actions/IN2/update/"' in client.get("/").text


def test_what_people_wrote_is_escaped(client):
    notice = make_notice()
    user = person_with_role(notice, "observer")
    action = make_action(notice)
    with history.act(by=user, reason="Update"):
        ProgressItem(action=action, text="<script>alert(1)</script>").save()
        action.area = "Practice"
        action.save()
    client.force_login(user)

    text = client.get("/").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
