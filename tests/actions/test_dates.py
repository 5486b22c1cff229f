import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.models import Action, DateChange
from actions.querysets_of_dates import is_shortly_before
from improvement import history
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db

MARCH, JUNE, JULY = dt.date(2027, 3, 31), dt.date(2027, 6, 30), dt.date(2027, 7, 31)


@pytest.fixture
def lead():
    return person_with_role(make_notice(), "officer", full_name="Lee Lead")


@pytest.fixture
def admin(lead):
    return person_with_role(lead.memberships.get().notice, "administrator", full_name="Ada Admin")


@pytest.fixture
def action(lead):
    return make_action(lead.memberships.get().notice, ref="IN2", lead=lead, due_on=MARCH)


def held(action):
    return Action.objects.get(pk=action.pk)


def ask(action, by, due_after=JUNE, reason="The budget is late"):
    return services.ask_to_move_date(action=action, due_after=due_after, reason=reason, by=by)


def agree(change, by):
    return services.agree_to_move_date(
        change=change, agreed_by="Improvement Board", decision_reason="Agreed once", by=by
    )


def codes(refused):
    return [one.code for one in refused.value.missing]


def test_date_moves_when_the_request_is_agreed_and_not_before(action, lead, admin):
    change = ask(action, lead)
    assert held(action).due_on == MARCH

    agree(change, admin)

    now, change = held(action), DateChange.objects.get()
    assert (now.due_on, now.original_due_on, now.version) == (JUNE, MARCH, 2)
    assert (change.status, change.days, change.agreed_by) == ("agreed", 91, "Improvement Board")
    assert (change.asked_by, change.decided_by) == (lead, admin)
    assert change.decided_on == timezone.localdate()
    version = now.history.latest("history_id")
    assert version.history_change_reason == "The budget is late. Agreed by: Improvement Board"


def test_refused_request_leaves_the_date(action, lead, admin):
    change = ask(action, lead)

    services.refuse_to_move_date(change=change, decision_reason="It can’t wait", by=admin)

    change.refresh_from_db()
    assert (change.status, change.decision_reason) == ("refused", "It can’t wait")
    assert held(action).due_on == MARCH


def test_one_request_waits_at_a_time_and_the_same_one_again_is_the_first(action, lead, admin):
    change = ask(action, lead)

    assert ask(action, lead) == change
    with pytest.raises(services.NotYet) as refused:
        ask(action, lead, due_after=JULY)
    assert codes(refused) == ["waits"]
    with pytest.raises(services.NotYet):
        ask(action, admin)


@pytest.mark.parametrize("verb", ["agree", "refuse"])
def test_nobody_decides_on_their_own_request_or_action(action, lead, admin, verb):
    def decide(change, by):
        if verb == "agree":
            return agree(change, by)
        return services.refuse_to_move_date(change=change, decision_reason="No", by=by)

    by_lead = ask(action, lead)
    with pytest.raises(services.NotYet) as refused:
        decide(by_lead, lead)
    assert codes(refused) == ["decided-by-lead"]
    services.take_back_request(change=by_lead, by=lead)
    by_admin = ask(action, admin, due_after=JULY)
    with pytest.raises(services.NotYet) as refused:
        decide(by_admin, admin)

    assert codes(refused) == ["decided-by-asker"]
    assert held(action).due_on == MARCH


def test_request_is_decided_once(action, lead, admin):
    change = ask(action, lead)
    agree(change, admin)

    for again in (
        lambda: agree(change, admin),
        lambda: services.refuse_to_move_date(change=change, decision_reason="No", by=admin),
        lambda: services.take_back_request(change=change, by=lead),
    ):
        with pytest.raises(services.NotYet) as refused:
            again()
        assert codes(refused) == ["decided"]


def test_only_who_asked_takes_the_request_back(action, lead, admin):
    change = ask(action, lead)

    with pytest.raises(services.NotYet) as refused:
        services.take_back_request(change=change, by=admin)
    assert codes(refused) == ["not-the-asker"]
    services.take_back_request(change=change, by=lead)

    assert DateChange.objects.get().status == "withdrawn"
    assert ask(action, lead, due_after=JULY).is_open


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"due_on": None, "original_due_on": None}, "no-date"),
        ({"due_on": JUNE}, "same-date"),
        ({"due_on": MARCH, "stage": "delivered"}, "over"),
        ({"due_on": MARCH, "is_withdrawn": True}, "over"),
    ],
)
def test_there_must_be_a_date_that_can_move(lead, said, code):
    action = make_action(lead.memberships.get().notice, lead=lead, **said)

    with pytest.raises(services.NotYet) as refused:
        ask(action, lead)

    assert codes(refused) == [code]


def test_no_date_moves_to_a_day_before_the_notice_was_issued(lead, admin):
    issued = dt.date(2013, 9, 18)
    action = make_action(make_notice(issued_on=issued), lead=lead, due_on=MARCH)
    before = issued - dt.timedelta(days=1)

    with pytest.raises(services.NotYet) as asked:
        ask(action, lead, due_after=before)
    with pytest.raises(services.NotYet) as agreed:
        services.move_date_agreed(
            action=action, version=1, due_after=before, agreed_by="Board", by=admin, reason="Early"
        )
    with history.act(name="The test"):
        waits = DateChange.objects.create(
            action=action, due_before=MARCH, due_after=before, reason="Of old", asked_by=lead,
            asked_on=issued,
        )  # fmt: skip
    with pytest.raises(services.NotYet) as decided:
        agree(waits, admin)

    for refused in (asked, agreed, decided):
        assert codes(refused) == ["date-before-notice"]
        assert "The notice was issued on 18 September 2013: nothing is due before it." in str(
            refused.value
        )
    services.refuse_to_move_date(change=waits, decision_reason="It is absurd", by=admin)
    assert ask(action, lead, due_after=issued).is_open
    assert held(action).due_on == MARCH


def test_first_date_is_not_before_the_notice_was_issued(lead, admin):
    action = make_action(make_notice(issued_on=dt.date(2013, 9, 18)), lead=lead)

    def set_date(due_on):
        services.set_details(
            action=action, version=1, contributors=[], due_on=due_on, by=admin, reason="Set"
        )

    with pytest.raises(services.NotYet) as refused:
        set_date(dt.date(1990, 1, 1))
    assert codes(refused) == ["date-before-notice"]
    assert held(action).due_on is None
    set_date(dt.date(2013, 9, 18))

    assert held(action).due_on == dt.date(2013, 9, 18)


def test_agreed_move_is_recorded_in_one_go_but_not_by_the_lead(action, lead, admin):
    said = {"due_after": JUNE, "agreed_by": "Improvement Board", "reason": "Minute 4"}

    with pytest.raises(services.NotYet) as refused:
        services.move_date_agreed(action=action, version=1, by=lead, **said)
    assert codes(refused) == ["decided-by-lead"]
    with pytest.raises(services.EditClash):
        services.move_date_agreed(action=held(action), version=7, by=admin, **said)
    services.move_date_agreed(action=held(action), version=1, by=admin, **said)

    change = DateChange.objects.get()
    assert (held(action).due_on, change.status, change.asked_by) == (JUNE, "agreed", admin)


def test_request_agreed_after_the_date_moved_says_what_really_changed(action, lead, admin):
    change = ask(action, lead)
    moved = held(action)
    moved.due_on = JULY
    history.save_as(moved, by=admin, reason="A file moved it")

    agree(change, admin)

    change.refresh_from_db()
    assert (change.due_before, change.due_after) == (JULY, JUNE)


def test_details_set_the_first_date_and_never_move_it(lead, admin):
    action = make_action(lead.memberships.get().notice, lead=lead)
    said = {"lead": lead, "contributors": [], "by": admin, "reason": "Known now"}

    services.set_details(action=action, version=1, due_on=MARCH, **said)
    services.set_details(action=held(action), version=2, due_on=MARCH, area="Practice", **said)
    for other in (JUNE, None):
        with pytest.raises(services.NotYet) as refused:
            services.set_details(action=held(action), version=3, due_on=other, **said)
        assert codes(refused) == ["date-is-set"]

    now = held(action)
    assert (now.due_on, now.original_due_on, now.version) == (MARCH, MARCH, 3)


@pytest.mark.parametrize(
    ("days", "expected"), [(None, False), (-1, False), (0, True), (10, True), (11, False)]
)
def test_move_asked_for_within_ten_days_of_a_meeting_is_marked(days, expected):
    meeting = None if days is None else MARCH + dt.timedelta(days=days)

    assert is_shortly_before(MARCH, meeting) is expected
