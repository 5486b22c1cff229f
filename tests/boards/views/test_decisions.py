"""The page on which a body's decision about an action is written down."""

import datetime as dt

import pytest

from actions import services
from actions.services import NotYet
from boards.decisions import decide
from boards.models import Decision
from improvement import history
from tests.actions.at_the_gates import make_walk
from tests.actions.views.test_steps import links_of, text_of
from tests.factories import (
    make_body,
    make_notice,
    make_oversight,
    make_seat,
    person_with_role,
)

pytestmark = pytest.mark.django_db
URL = "/notices/ce/actions/IN2/"
SAID = {"kind": "sign_off", "minute": "Minute 5: agreed", "decided_on": "2 December 2013"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def walk(notice):
    return make_walk(notice)


@pytest.fixture
def board(notice, walk):
    board = make_body(notice.council, name="Improvement Board")
    make_oversight(board, walk.action)
    make_seat(board, walk.decider, office="chair")
    return board


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Ada Admin")


def send(client, walk, board, **said):
    data = SAID | {"body": board.pk, "version": walk.now.version} | said
    return client.post(f"{URL}decision/", data)


def test_administrator_writes_down_that_the_board_signed_it_off(client, walk, board, admin):
    walk.is_awaiting()
    client.force_login(admin)

    assert f"{URL}decision/" in links_of(client.get(URL))
    response = send(client, walk, board)

    assert response.url == URL
    decision = Decision.objects.get()
    assert (decision.decided_by, decision.recorded_by) == (walk.decider, admin)
    assert (decision.decided_on, decision.stage_move.to_stage) == (
        dt.date(2013, 12, 2), "signed_off",
    )  # fmt: skip
    assert walk.now.stage == "signed_off"
    page = text_of(client.get(URL))
    assert "Signed off" in page
    assert "Improvement Board" in page
    assert "Minute 5: agreed" in page


def test_sign_off_of_what_has_no_progress_any_more_is_refused(client, walk, board, admin):
    walk.is_awaiting()
    item = walk.action.progress_items.get()
    item.is_withdrawn = True
    history.save_as(item, by=walk.lead, reason="Of another action")
    client.force_login(admin)

    response = send(client, walk, board)

    assert "No progress is recorded: say what was done." in text_of(response)
    assert "Minute 5: agreed" in text_of(response)
    assert walk.now.stage == "awaiting_sign_off"


def test_decision_sent_twice_is_one(client, walk, board, admin):
    walk.is_awaiting()
    client.force_login(admin)
    said = {"version": walk.now.version}

    send(client, walk, board, **said)
    again = send(client, walk, board, **said)

    assert again.status_code == 302
    assert Decision.objects.count() == 1


def test_chair_decides_without_anybody_s_hand(client, walk, board):
    walk.is_awaiting()
    client.force_login(walk.decider)

    assert f"{URL}decision/" in links_of(client.get(URL))
    send(client, walk, board, kind="return", minute="Show it in every team")

    decision = Decision.objects.get()
    assert (decision.decided_by, decision.recorded_by) == (walk.decider, walk.decider)
    assert walk.now.stage == "in_progress"


def test_member_of_the_board_who_does_not_chair_it_decides_nothing(client, notice, walk, board):
    member = person_with_role(notice, "board_member")
    make_seat(board, member)
    client.force_login(member)

    assert client.get(f"{URL}decision/").status_code == 403
    assert f"{URL}decision/" not in links_of(client.get(URL))


@pytest.mark.parametrize("change", ["informed", "ended", "left"])
def test_chair_of_a_body_that_does_not_decide_on_it_decides_nothing(client, walk, board, change):
    walk.is_awaiting()
    oversight, seat = board.oversights.get(), board.seats.get()
    if change == "informed":
        oversight.part = "is_informed"
    elif change == "ended":
        oversight.is_ended = True
    else:
        seat.until_on = dt.date(2013, 12, 1)
    with history.act(name="The test"):
        oversight.save()
        seat.save()
    client.force_login(walk.decider)

    assert client.get(f"{URL}decision/").status_code == 403
    with pytest.raises(NotYet):
        decide(
            action=walk.now, version=walk.now.version, body=board, kind="sign_off",
            decided_on=dt.date(2013, 12, 2), decided_by=walk.decider, by=walk.decider,
            minute="Agreed",
        )  # fmt: skip


def test_day_on_which_nobody_chaired_is_refused(client, walk, board, admin):
    walk.is_awaiting()
    client.force_login(admin)

    response = send(client, walk, board, decided_on="1 May 2013")

    assert "Improvement Board had no chair on 1 May 2013" in text_of(response)
    assert walk.now.stage == "awaiting_sign_off"


def test_chair_does_not_decide_for_a_day_on_which_another_chaired(client, notice, walk, board):
    walk.is_awaiting()
    before = person_with_role(notice, "board_member")
    make_seat(board, before, office="chair", from_on=dt.date(2013, 1, 1),
              until_on=dt.date(2013, 5, 31))  # fmt: skip
    client.force_login(walk.decider)

    response = send(client, walk, board, decided_on="1 May 2013")

    assert "You did not chair it on 1 May 2013" in text_of(response)


@pytest.mark.parametrize("who", ["lead", "checker"])
def test_administrator_who_leads_or_checked_cannot_write_it_down(client, notice, walk, board, who):
    walk.is_awaiting()
    person = getattr(walk, who)
    member = person.memberships.get()
    member.role = "administrator"
    with history.act(name="The test"):
        member.save()
    client.force_login(person)

    response = send(client, walk, board)

    assert "can’t decide on it." in text_of(response)
    assert walk.now.stage == "awaiting_sign_off"
    assert not Decision.objects.exists()


def test_chair_who_leads_the_action_cannot_be_the_decider(client, walk, board, admin):
    walk.is_awaiting()
    seat = board.seats.get()
    with history.act(name="The test"):
        seat.delete()
    make_seat(board, walk.lead, office="chair")
    client.force_login(admin)

    response = send(client, walk, board)

    assert "Whoever leads IN2 can’t decide on it." in text_of(response)
    assert walk.now.stage == "awaiting_sign_off"


def test_only_what_fits_the_stage_is_offered(client, walk, board, admin):
    client.force_login(admin)

    def offered():
        form = client.get(f"{URL}decision/").context["form"]
        return [value for value, _ in form.fields["kind"].choices]

    assert offered() == ["no_longer_required"]
    walk.is_awaiting()
    assert offered() == ["sign_off", "return", "no_longer_required"]
    walk.decides(services.sign_off)
    assert offered() == ["embed", "re_open"]


def test_action_that_no_body_oversees_says_so(client, walk, admin):
    client.force_login(admin)

    page = client.get(f"{URL}decision/")

    assert "No body oversees IN2 yet" in text_of(page)


@pytest.mark.parametrize("kind", ["sign_off", "return"])
def test_decision_of_a_day_before_it_was_asked_for_is_refused(client, walk, board, admin, kind):
    walk.is_awaiting()
    client.force_login(admin)

    response = send(client, walk, board, kind=kind, decided_on="14 November 2013")

    page = text_of(response)
    assert "It was sent for sign-off on 16 November 2013, after the day of this decision." in page
    assert "Minute 5: agreed" in page
    assert walk.now.stage == "awaiting_sign_off"
    assert not Decision.objects.exists()


def test_decision_of_the_future_and_without_a_minute_is_refused(client, walk, board, admin):
    walk.is_awaiting()
    client.force_login(admin)

    response = send(client, walk, board, decided_on="1 May 2099", minute="")

    assert "must be today or in the past" in text_of(response)
    assert "Write down what was decided, and why" in text_of(response)
