"""The home of an officer: what is asked of them, and their own actions, the most pressing first."""

import datetime as dt

import pytest
from django.utils import timezone

from actions.models import (
    Action,
    DateChange,
    LastLook,
    NextStep,
    ProgressItem,
    StageMove,
    UpdateDraft,
)
from boards.officer_home import officer_home
from improvement import history
from tests.boards.checked import make_checked as evidence
from tests.factories import (
    make_action,
    make_body,
    make_contributor,
    make_meeting,
    make_next_step,
    make_notice,
    make_oversight,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Soon"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def officer(notice):
    return person_with_role(notice, "officer")


@pytest.fixture
def board(notice):
    return make_body(notice.council, name="Improvement Board", slug="ib")


def ago(days):
    return timezone.now() - days * DAY


def refs(actions):
    return [action.ref for action in actions]


def own(notice, officer, ref, **said):
    return make_action(notice, ref=ref, lead=officer, **said)


def by_page(user, at=None):
    return history.act(by=user, reason="Update", way="page", at=at)


def says(action, at=None):
    with by_page(action.lead, at):
        ProgressItem(action=action, text="Launched").save()


# My actions


def test_what_presses_comes_first_each_action_once_with_its_reasons(notice, officer, today):
    own(notice, officer, "IN1")
    own(notice, officer, "IN2", **RED | {"delivery_rating": "amber"})
    own(notice, officer, "IN3", at=ago(70))
    own(notice, officer, "IN4", due_on=today + 2 * DAY)
    own(notice, officer, "IN5", due_on=today - DAY, at=ago(70), **RED)
    own(notice, officer, "IN6", stage="delivered")
    make_contributor(make_action(notice, ref="IN7", due_on=today), officer)
    make_action(notice, ref="IN8", due_on=today)

    home = officer_home(officer, notice, today)

    said = {one.action.ref: one.reasons for one in home["pressing"]}
    assert list(said) == ["IN5", "IN7", "IN4", "IN3", "IN2"]
    assert [reason.split(" ")[0] for reason in said["IN5"]] == ["overdue", "nothing", "off"]
    assert said["IN4"][0].startswith("due in 2 days, on ")
    assert said["IN7"][0].startswith("due today, on ")
    assert said["IN2"] == ("at risk",)
    assert said["IN3"] == ("nothing said for 60 days",)
    assert refs(home["calm"]) == ["IN1"]
    assert refs(home["done"]) == ["IN6"]
    assert home["total"] == 7


def test_due_soon_is_28_days_and_no_more(notice, officer, today):
    own(notice, officer, "IN1", due_on=today + 28 * DAY)
    own(notice, officer, "IN2", due_on=today + 29 * DAY)

    assert [one.action.ref for one in officer_home(officer, notice, today)["pressing"]] == ["IN1"]


def test_stale_is_nothing_said_since_a_body_that_oversees_it_met(notice, officer, board, today):
    make_meeting(board, today - 10 * DAY)
    make_meeting(board, today - 2 * DAY, is_cancelled=True)
    make_meeting(make_body(notice.council), today - DAY)
    silent, spoken = (own(notice, officer, ref, at=ago(90)) for ref in ("IN1", "IN2"))
    for action in (silent, spoken):
        make_oversight(board, action)
    says(silent, at=ago(11))
    says(spoken, at=ago(9))

    home = officer_home(officer, notice, today)

    assert [(one.action.ref, len(one.reasons)) for one in home["pressing"]] == [("IN1", 1)]
    assert home["pressing"][0].reasons[0].startswith("nothing said since the meeting of ")


def test_a_long_list_is_cut_and_the_rest_is_named(notice, officer, today):
    for number in range(1, 13):
        own(notice, officer, f"IN{number}", due_on=today)

    home = officer_home(officer, notice, today)

    assert len(home["pressing"]) == 10
    assert refs(home["more_pressing"]) == ["IN11", "IN12"]


def test_steps_past_their_date_are_those_i_own_or_lead(notice, officer, today):
    mine, other = own(notice, officer, "IN1"), make_action(notice, ref="IN2")
    late = {"due_on": today - DAY}
    led = make_next_step(mine, **late)
    owned = make_next_step(other, owner=officer, **late)
    make_next_step(mine, owner=make_user(), **late)
    make_next_step(mine, due_on=today)
    make_next_step(mine, **late, status=NextStep.Status.DONE)
    make_next_step(other, **late)

    assert officer_home(officer, notice, today)["steps"] == [led, owned]


# Asked of me


def test_updates_are_asked_until_they_are_given(notice, officer, board, today):
    meeting = make_meeting(board, today + 9 * DAY, updates_due_on=today + 2 * DAY, asked_at=ago(3))
    for ref in ("IN1", "IN2", "IN10"):
        make_oversight(board, own(notice, officer, ref, at=ago(30)))
    own(notice, officer, "IN4")
    says(Action.objects.get(ref="IN1"))

    (ask,) = officer_home(officer, notice, today)["asked"].updates

    assert ask.meeting == meeting
    assert refs(ask.actions) == ["IN2", "IN10"]


def test_nothing_is_asked_for_a_meeting_that_is_over_or_cancelled(notice, officer, board, today):
    make_oversight(board, own(notice, officer, "IN1"))
    make_meeting(board, today - DAY, updates_due_on=today - DAY)
    make_meeting(board, today + DAY, updates_due_on=today, is_cancelled=True)

    assert not officer_home(officer, notice, today)["asked"]


def moved(action, how, to, on):
    move = StageMove(action=action, how=how, from_stage="delivered", to_stage=to, moved_on=on)
    move.reason = "Not in every team"
    with history.act(name="Board", reason="Decided"):
        move.save()


def test_what_a_board_returned_is_asked_until_it_moves_on(notice, officer, today):
    action = own(notice, officer, "IN1", stage="in_progress")
    moved(action, StageMove.How.RETURNED, "in_progress", today - DAY)

    (line,) = officer_home(officer, notice, today)["asked"].returned
    assert line == (action, "returned", today - DAY, "Not in every team")

    moved(action, StageMove.How.FORWARD, "not_started", today)
    assert not officer_home(officer, notice, today)["asked"]


def test_evidence_that_is_not_enough_comes_back(notice, officer, today):
    action = own(notice, officer, "IN1")
    in_part = evidence(action, officer, "sufficient", "in_part")
    insufficient = evidence(action, officer, "insufficient")
    evidence(action, officer, "insufficient", "sufficient")
    evidence(action, officer)
    evidence(make_action(notice), officer, "insufficient")

    assert officer_home(officer, notice, today)["asked"].evidence == [in_part, insufficient]


def decided(action, officer, status, at):
    change = DateChange(
        action=action,
        due_before=dt.date(2014, 1, 1),
        due_after=dt.date(2014, 3, 1),
        reason="Recruitment",
        asked_by=officer,
        asked_on=dt.date(2013, 9, 1),
    )
    with history.act(name="Admin", reason="x", at=at):
        change.save()
        change.status, change.decided_on = status, dt.date(2013, 9, 2)
        change.agreed_by, change.decision_reason = "Improvement Board", "As asked"
        change.save()


def test_decisions_on_my_dates_are_told_until_i_have_read_them(notice, officer, today):
    action = own(notice, officer, "IN1")
    decided(action, officer, "refused", ago(2))
    decided(own(notice, officer, "IN2"), make_user(), "agreed", ago(2))

    def told():
        return officer_home(officer, notice, today)["asked"].decisions

    assert told() == [(action, "refused", dt.date(2014, 3, 1), "As asked")]
    LastLook.objects.create(notice=notice, user=officer, looked_at=ago(3))
    assert len(told()) == 1
    LastLook.objects.update(looked_at=ago(1))
    assert told() == []


def test_a_draft_that_was_not_sent_is_shown_to_its_author_alone(notice, officer, today):
    action = own(notice, officer, "IN1")
    UpdateDraft.objects.create(action=action, user=make_user(), boxes={}, saved_at=ago(1))
    assert not officer_home(officer, notice, today)["asked"]

    UpdateDraft.objects.create(action=action, user=officer, boxes={}, saved_at=ago(1))
    assert officer_home(officer, notice, today)["asked"].drafts == [action]


# What others changed


def changes(action, by, at=None):
    with by_page(by, at):
        ProgressItem(action=action, text="More").save()
        action.area = f"{action.area}x"
        action.save()


def test_what_others_changed_is_told_until_it_is_read(client, notice, officer, today):
    action, other = own(notice, officer, "IN1"), make_user(full_name="Olive Other")
    changes(action, other)
    changes(action, officer)
    changes(make_action(notice), other)
    client.force_login(officer)

    before = officer_home(officer, notice, today)
    assert [one.who for one in before["changed"]] == ["Olive Other"]

    response = client.post("/notices/ce/read/", {"up_to": before["read_up_to"]})

    assert response.url == "/?notice=ce"
    assert officer_home(officer, notice, today)["changed"] == []
    changes(action, other)
    assert len(officer_home(officer, notice, today)["changed"]) == 1


def test_reading_goes_no_further_than_the_page_did(client, notice, officer, today):
    action = own(notice, officer, "IN1")
    shown_at = officer_home(officer, notice, today)["read_up_to"]
    changes(action, make_user())
    client.force_login(officer)

    client.post("/notices/ce/read/", {"up_to": shown_at})

    assert len(officer_home(officer, notice, today)["changed"]) == 1


def test_an_older_page_never_takes_reading_back(client, notice, officer):
    client.force_login(officer)
    for days in (1, 5):
        client.post("/notices/ce/read/", {"up_to": ago(days).isoformat()})

    assert timezone.localdate(LastLook.objects.get().looked_at) == timezone.localdate(ago(1))


@pytest.mark.parametrize(
    "up_to", [None, "", "yesterday", "2013-02-30T10:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_reading_up_to_no_moment_keeps_nothing(client, notice, officer, up_to):
    client.force_login(officer)

    response = client.post("/notices/ce/read/", {} if up_to is None else {"up_to": up_to})

    assert response.status_code == 302
    assert not LastLook.objects.exists()


def test_nobody_reads_ahead(client, notice, officer):
    client.force_login(officer)
    client.post("/notices/ce/read/", {"up_to": "2099-01-01T00:00:00+00:00"})

    assert LastLook.objects.get().looked_at <= timezone.now()


def test_looking_at_the_page_keeps_nothing(client, notice, officer):
    own(notice, officer, "IN1")
    client.force_login(officer)

    assert client.get("/").status_code == 200
    assert not LastLook.objects.exists()


def test_a_stranger_reads_nothing(client, notice):
    client.force_login(person_with_role(make_notice(), "officer"))

    assert client.post("/notices/ce/read/").status_code == 404
