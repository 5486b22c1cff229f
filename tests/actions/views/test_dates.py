"""The pages on which a due date is asked to move, and what was decided is said."""

import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.models import Action, DateChange
from improvement import history
from tests.actions.views.test_steps import links_of, text_of
from tests.factories import (
    make_action,
    make_body,
    make_notice,
    make_oversight,
    make_seat,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
URL = "/notices/ce/actions/IN2/"
MARCH = dt.date(2027, 3, 31)


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def lead(notice):
    return person_with_role(notice, "officer", full_name="Lee Lead")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Ada Admin")


@pytest.fixture
def action(notice, lead):
    return make_action(notice, ref="IN2", lead=lead, due_on=MARCH)


def now():
    return Action.objects.get()


def ask(action, by):
    return services.ask_to_move_date(
        action=action, due_after=dt.date(2027, 6, 30), reason="The budget is late", by=by
    )


def test_lead_asks_and_the_date_stays(client, lead, action):
    client.force_login(lead)

    page = client.get(f"{URL}date/")
    assert "31 March 2027" in text_of(page)
    assert b"agreed_by" not in page.content
    response = client.post(f"{URL}date/", {"due_after": "30 June 2027", "reason": "Late"})

    assert response.status_code == 302
    assert now().due_on == MARCH
    page = text_of(client.get(URL))
    assert "Another due date is asked for" in page
    assert "Lee Lead asked on" in page
    assert "91 days later" in page


def test_who_may_set_a_date_is_told_that_there_is_none_and_where_to_set_it(client, notice, admin):
    make_action(notice, ref="IN2")
    client.force_login(admin)

    page = client.get(f"{URL}date/")

    assert page.status_code == 403
    assert "IN2 has no due date, so there is none to move." in text_of(page)
    assert "Your role" not in text_of(page)
    assert links_of(page) == [f"{URL}details/", URL, "/"]


def test_lead_is_told_that_there_is_no_date_and_others_that_it_is_not_theirs(client, notice, lead):
    make_action(notice, ref="IN2", lead=lead)
    make_action(notice, ref="IN3", due_on=MARCH)
    client.force_login(lead)

    page = client.get(f"{URL}date/")
    assert "IN2 has no due date" in text_of(page)
    assert links_of(page) == [URL, "/"]
    page = client.get("/notices/ce/actions/IN3/date/")
    assert page.status_code == 403
    assert "Only whoever leads IN3 can ask to move its due date." in text_of(page)


def test_date_of_an_action_that_is_signed_off_shows_why_and_no_form(client, notice, admin):
    make_action(notice, ref="IN2", due_on=MARCH, stage="signed_off")
    client.force_login(admin)

    page = client.get(f"{URL}date/")

    assert page.status_code == 200
    assert "IN2 is signed off: its due date no longer moves." in text_of(page)
    assert b"due_after" not in page.content


def test_role_that_asks_for_no_date_is_told_that_it_is_the_role(client, notice, action):
    client.force_login(person_with_role(notice, "observer"))

    assert "Your role on this notice does not allow it." in text_of(client.get(f"{URL}date/"))


def test_administrator_who_leads_is_told_that_somebody_else_decides(client, notice, admin):
    make_action(notice, ref="IN2", lead=admin, due_on=MARCH)
    client.force_login(admin)

    page = client.get(f"{URL}date/decide/")

    assert "You lead IN2. Somebody else has to say" in text_of(page)


def test_lead_cannot_say_that_it_is_agreed(client, lead, action):
    client.force_login(lead)

    client.post(f"{URL}date/", {"due_after": "30 June 2027", "reason": "Late", "agreed_by": "Me"})

    assert now().due_on == MARCH
    assert DateChange.objects.get().is_open


@pytest.mark.parametrize("page", ["date", "details"])
def test_date_before_the_notice_was_issued_is_refused_in_a_sentence(client, admin, page):
    notice = make_notice(slug="cf", issued_on=dt.date(2013, 9, 18))
    due = {"due_on": MARCH} if page == "date" else {}
    action = make_action(notice, ref="IN2", **due)
    client.force_login(person_with_role(notice, "administrator"))
    day = {"date": "due_after", "details": "due_on"}[page]

    response = client.post(
        f"/notices/cf/actions/IN2/{page}/",
        {day: "1 January 1990", "reason": "The clock was wrong", "version": "1"},
    )

    said = text_of(response)
    assert "The notice was issued on 18 September 2013: nothing is due before it" in said
    assert b"The clock was wrong" in response.content
    assert b"1 January 1990" in response.content
    action.refresh_from_db()
    assert action.due_on == due.get("due_on")


def test_second_request_is_refused_and_shows_the_first(client, lead, admin, action):
    ask(action, lead)
    client.force_login(admin)

    response = client.post(
        f"{URL}date/", {"due_after": "1 July 2027", "reason": "Longer", "version": "1"}
    )

    assert "waits to be decided already" in text_of(response)
    assert f"{URL}date/decide/" in links_of(response)
    assert DateChange.objects.count() == 1


def test_administrator_records_an_agreed_move_in_one_go(client, admin, action):
    client.force_login(admin)
    said = {"due_after": "30 June 2027", "reason": "Late", "agreed_by": "Improvement Board"}

    stale = client.post(f"{URL}date/", said)
    assert stale.status_code == 409
    assert "Late" in text_of(stale)
    client.post(f"{URL}date/", said | {"version": "1"})

    assert now().due_on == dt.date(2027, 6, 30)
    page = text_of(client.get(URL))
    assert "Moved once, 91 days" in page
    assert "Agreed: Improvement Board" in page


def test_administrator_agrees(client, lead, admin, action):
    change = ask(action, lead)
    client.force_login(admin)

    assert "Say who agreed it" in text_of(
        client.post(f"{URL}date/decide/", {"change": change.pk, "decision": "agree"})
    )
    said = {"change": change.pk, "decision": "agree", "agreed_by": "Improvement Board"}
    assert client.post(f"{URL}date/decide/", said).status_code == 302
    again = client.post(f"{URL}date/decide/", said, follow=True)

    assert "decided or taken back already" in text_of(again)
    assert now().due_on == dt.date(2027, 6, 30)
    assert now().version == 2


def test_administrator_refuses_with_a_reason(client, lead, admin, action):
    change = ask(action, lead)
    client.force_login(admin)
    said = {"change": change.pk, "decision": "refuse"}

    assert "Say why the date stays" in text_of(client.post(f"{URL}date/decide/", said))
    client.post(f"{URL}date/decide/", said | {"decision_reason": "It can’t wait"})

    assert now().due_on == MARCH
    assert "It can’t wait" in text_of(client.get(URL))


def test_own_request_is_decided_by_somebody_else(client, admin, action):
    change = ask(action, admin)
    client.force_login(admin)

    page = client.get(f"{URL}date/decide/")
    assert "somebody else has to say what was decided" in text_of(page)
    response = client.post(
        f"{URL}date/decide/", {"change": change.pk, "decision": "agree", "agreed_by": "Me"}
    )

    assert "Whoever asked for the date can’t decide on it." in text_of(response)
    assert now().due_on == MARCH


def test_administrator_who_leads_decides_nothing(client, notice, admin):
    make_action(notice, ref="IN2", lead=admin, due_on=MARCH)
    client.force_login(admin)

    assert client.get(f"{URL}date/decide/").status_code == 403
    client.post(
        f"{URL}date/",
        {"due_after": "30 June 2027", "reason": "Late", "agreed_by": "Me", "version": "1"},
    )
    assert now().due_on == MARCH


def test_chair_of_a_body_that_oversees_it_decides(client, notice, lead, action):
    change, chair = ask(action, lead), person_with_role(notice, "board_member")
    board = make_body(notice.council, name="Improvement Board")
    make_oversight(board, action)
    make_seat(board, chair, office="chair")
    client.force_login(chair)

    home = client.get("/")
    assert "Dates asked for" in text_of(home)
    assert "IN2: due on 30 June 2027 instead of 31 March 2027" in text_of(home)
    assert f"{URL}date/decide/" in links_of(home)
    assert f"{URL}date/decide/" in links_of(client.get(URL))
    client.post(
        f"{URL}date/decide/",
        {"change": change.pk, "decision": "agree", "agreed_by": "Improvement Board, minute 4"},
    )

    change.refresh_from_db()
    assert (change.status, change.decided_by) == ("agreed", chair)
    assert now().due_on == dt.date(2027, 6, 30)
    assert "Dates asked for" not in text_of(client.get("/"))


@pytest.mark.parametrize("who", ["member", "informed", "ended", "left", "lead", "asker"])
def test_nobody_else_of_a_body_decides(client, notice, lead, action, who):
    chair = person_with_role(notice, "board_member")
    board, today = make_body(notice.council), timezone.localdate()
    part = "is_informed" if who == "informed" else "assures"
    make_oversight(board, action, part=part, is_ended=who == "ended")
    yesterday = {"until_on": today - dt.timedelta(days=1)}
    person = lead if who == "lead" else chair
    office = "member" if who == "member" else "chair"
    make_seat(board, person, office=office, **(yesterday if who == "left" else {}))
    change = ask(action, chair if who == "asker" else lead)
    client.force_login(person)

    page = client.get(f"{URL}date/decide/")
    client.post(f"{URL}date/decide/", {"change": change.pk, "decision": "agree", "agreed_by": "Me"})

    assert page.status_code == (200 if who == "asker" else 403)
    assert now().due_on == MARCH
    assert "Dates asked for" not in text_of(client.get("/"))


def test_register_finds_what_a_new_date_is_asked_for(client, notice, lead, admin, action):
    make_action(notice, ref="IN3", due_on=MARCH)
    before = timezone.now()
    change = ask(action, lead)
    client.force_login(admin)

    def found(**when):
        page = client.get("/notices/ce/", {"only": "date-asked", **when})
        assert "A new date is asked for" in text_of(page)
        return [ref for ref in ("IN2", "IN3") if f"/actions/{ref}/" in page.content.decode()]

    assert found() == ["IN2"]
    assert found(as_at=before.isoformat()) == []
    services.refuse_to_move_date(change=change, decision_reason="It can’t wait", by=admin)
    assert found() == []


def test_request_is_taken_back_by_who_asked(client, lead, action):
    ask(action, lead)
    client.force_login(lead)

    for _ in range(2):
        assert client.post(f"{URL}date/", {"take-back": "1"}).status_code == 302

    assert DateChange.objects.get().status == "withdrawn"


def test_request_of_another_action_is_not_decided_here(client, notice, lead, admin, action):
    change = ask(make_action(notice, ref="IN3", lead=lead, due_on=MARCH), lead)
    client.force_login(admin)

    response = client.post(
        f"{URL}date/decide/", {"change": change.pk, "decision": "agree", "agreed_by": "x"}
    )

    assert "No change of this date waits" in text_of(response)
    change.refresh_from_db()
    assert change.is_open


@pytest.mark.parametrize(
    ("days", "words"),
    [(4, "Asked 4 days before the meeting of"), (0, "Asked on the day of the meeting"), (11, "")],
)
def test_move_asked_for_shortly_before_a_meeting_is_marked(
    client, notice, lead, action, days, words
):
    body = make_body(notice.council)
    make_oversight(body, action)
    with history.act(name="The test"):
        body.meetings.create(meets_on=timezone.localdate() + dt.timedelta(days=days))
    ask(action, lead)
    client.force_login(lead)

    page = " ".join(text_of(client.get(URL)).split())

    assert words in page
    assert words or "before the meeting" not in page


def meet(body, days):
    with history.act(name="The test"):
        return body.meetings.create(meets_on=timezone.localdate() + dt.timedelta(days=days))


def test_mark_is_what_was_planned_when_it_was_asked(client, notice, lead, admin, action):
    """A meeting that is planned or cancelled later neither marks a request nor clears it."""
    body = make_body(notice.council)
    make_oversight(body, action)
    client.force_login(lead)
    services.refuse_to_move_date(change=ask(action, lead), decision_reason="No", by=admin)
    meeting = meet(body, 4)

    assert "before the meeting" not in text_of(client.get(URL))
    ask(action, lead)
    with history.act(name="The test"):
        meeting.is_cancelled = True
        meeting.save()

    assert text_of(client.get(URL)).count("Asked 4 days before the meeting") == 1


def test_mark_is_of_the_first_meeting_of_a_body_that_oversees_it(notice, lead, action):
    body, ended, other = (make_body(notice.council) for _ in range(3))
    make_oversight(body, action)
    make_oversight(ended, action, is_ended=True)
    for of, days in [(body, 9), (body, 7), (body, -1), (ended, 2), (other, 3)]:
        meet(of, days)
    with history.act(name="The test"):
        body.meetings.create(
            meets_on=timezone.localdate() + dt.timedelta(days=5), is_cancelled=True
        )

    assert ask(action, lead).meeting_on == timezone.localdate() + dt.timedelta(days=7)


def test_move_that_is_agreed_at_once_keeps_the_next_meeting(notice, admin, action):
    body = make_body(notice.council)
    make_oversight(body, action)
    meeting = meet(body, 3)

    change = services.move_date_agreed(
        action=action, version=1, due_after=dt.date(2027, 6, 30), agreed_by="Board", by=admin,
        reason="Late",
    )  # fmt: skip

    assert change.meeting_on == meeting.meets_on


def test_overdue_against_the_original_date_is_said_where_the_new_one_is_not_yet_past(
    client, notice, lead
):
    today = timezone.localdate()
    action = make_action(notice, ref="IN2", lead=lead, due_on=today - dt.timedelta(days=3))
    services.move_date_agreed(
        action=action, version=1, due_after=today + dt.timedelta(days=30), agreed_by="The board",
        by=make_user(), reason="Late",
    )  # fmt: skip
    client.force_login(lead)

    assert "Overdue against its original date of" in text_of(client.get(URL))


def test_details_show_a_date_that_is_set_and_lead_to_its_move(client, admin, action):
    client.force_login(admin)

    page = client.get(f"{URL}details/")

    assert b'name="due_on"' not in page.content
    assert f"{URL}date/" in links_of(page)
    client.post(
        f"{URL}details/",
        {"lead": action.lead_id, "due_on": "30 June 2027", "version": "1", "reason": "x"},
    )
    assert now().due_on == MARCH


def test_request_that_waits_is_told_once(client, lead, action):
    ask(action, lead)
    client.force_login(lead)

    page = text_of(client.get(URL))

    assert page.count("The budget is late") == 1
    assert "How the due date moved" not in page
