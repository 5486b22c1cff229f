import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from boards.models import Naming, Oversight, Seat
from boards.services import Decision, decide, seat, set_oversight
from improvement import history
from tests.factories import make_action, make_body, make_notice, make_oversight, make_user

pytestmark = pytest.mark.django_db

SAID = {"reason": "Named in the words of the action"}


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def admin():
    return make_user(full_name="Dee Admin")


@pytest.fixture
def body(notice):
    return make_body(notice.council, name="LSCB")


@pytest.fixture
def action(notice):
    return make_action(notice, ref="IN2")


def parts_of(action):
    return [(one.body.name, one.part, one.is_ended) for one in action.oversights.all()]


def test_accepting_makes_the_oversight_and_signs_both_rows(action, body, admin):
    new = decide(decisions=[Decision(action, "LSCB", body, "assures")], by=admin, **SAID)

    assert new == 1
    assert parts_of(action) == [("LSCB", "assures", False)]
    rows = [Oversight.history.get(), Naming.history.get()]
    assert {row.history_user for row in rows} == {admin}
    assert {row.history_change_reason for row in rows} == {SAID["reason"]}
    assert len({row.history_act for row in rows}) == 1


def test_refusing_is_remembered_and_makes_no_oversight(action, body, admin):
    decide(decisions=[Decision(action, "LSCB", body)], by=admin, **SAID)

    assert parts_of(action) == []
    naming = Naming.objects.get()
    assert (naming.words, naming.body, naming.is_accepted) == ("LSCB", body, False)


def test_the_same_decisions_twice_are_one(action, body, admin):
    said = {"decisions": [Decision(action, "LSCB", body, "assures")], "by": admin, **SAID}

    assert [decide(**said), decide(**said)] == [1, 0]
    assert Oversight.history.count() == Naming.history.count() == 1


def test_what_was_decided_first_stands(action, body, admin):
    decide(decisions=[Decision(action, "LSCB", body, "assures")], by=admin, **SAID)

    decide(decisions=[Decision(action, "LSCB", body)], by=admin, **SAID)

    assert parts_of(action) == [("LSCB", "assures", False)]


def test_another_name_of_a_body_that_oversees_already_leaves_its_part(action, body, admin):
    make_oversight(body, action, part="holds_to_account")

    decide(decisions=[Decision(action, "Board", body, "is_informed")], by=admin, **SAID)

    assert parts_of(action) == [("LSCB", "holds_to_account", False)]


def test_decisions_are_all_or_none(action, body, admin):
    wrong = Decision(make_action(), "LSCB", body, "no such part")

    with pytest.raises(IntegrityError), transaction.atomic():
        decide(decisions=[Decision(action, "LSCB", body, "assures"), wrong], by=admin, **SAID)

    assert Naming.objects.count() == Oversight.objects.count() == 0
    assert Naming.history.count() == Oversight.history.count() == 0


def test_set_oversight_writes_only_what_changes(notice, body, admin):
    new, kept, changed, ended = (make_action(notice) for _ in range(4))
    for action in (kept, changed, ended):
        make_oversight(body, action, part="assures")
    before = Oversight.history.count()

    number = set_oversight(
        body=body,
        parts={new: "assures", kept: "assures", changed: "is_informed", ended: ""},
        by=admin,
        reason="Chosen by hand",
    )

    assert number == 3
    assert Oversight.history.count() == before + 3
    assert parts_of(new) == parts_of(kept) == [("LSCB", "assures", False)]
    assert parts_of(changed) == [("LSCB", "is_informed", False)]
    assert parts_of(ended) == [("LSCB", "assures", True)]


def test_an_ended_oversight_is_taken_up_again(action, body, admin):
    make_oversight(body, action, part="assures", is_ended=True)

    set_oversight(body=body, parts={action: "is_informed"}, by=admin, reason="Again")

    assert parts_of(action) == [("LSCB", "is_informed", False)]


def test_a_seat_asked_for_twice_is_given_once(body, admin):
    user = make_user()
    said = {"office": "chair", "from_on": dt.date(2014, 1, 1), "until_on": None}

    for _ in range(2):
        seat(body=body, user=user, by=admin, reason="Given a seat", **said)

    assert Seat.objects.count() == Seat.history.count() == 1


def test_nothing_is_written_without_a_name(action, body):
    with pytest.raises(history.NobodyNamed), transaction.atomic():
        Oversight(body=body, action=action).save()
