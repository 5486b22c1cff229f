import pytest

from actions.models import Action
from boards import waiting
from boards.models import Naming
from boards.services import Decision, decide
from tests.factories import (
    make_action,
    make_body,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def lscb(notice):
    return make_body(notice.council, name="Safeguarding Children Board", short_name="LSCB")


def words_waiting(notice):
    found = waiting.proposals(notice, Action.objects.filter(notice=notice))
    return [(one.action.ref, [finding.words for finding in one.findings]) for one in found]


def test_wording_progress_and_open_steps_are_read(notice, lscb):
    in_wording = make_action(notice, ref="IN1", wording="Report to LSCB")
    assert in_wording.wording
    in_progress = make_action(notice, ref="IN2")
    make_progress_item(in_progress, "LSCB informed")
    in_step = make_action(notice, ref="IN3")
    make_next_step(in_step, "Inform the LSCB")
    gone = make_action(notice, ref="IN4")
    make_progress_item(gone, "LSCB informed", is_withdrawn=True)
    make_next_step(gone, "Inform the LSCB", status="done")

    assert words_waiting(notice) == [("IN1", ["LSCB"]), ("IN2", ["LSCB"]), ("IN3", ["LSCB"])]


def test_bodies_of_another_council_are_not_held_here(notice):
    make_body(name="Improvement Board")
    make_action(notice, ref="IN1", wording="Report to the Improvement Board")

    ((_, [words]),) = words_waiting(notice)

    assert words == "Improvement Board"  # named, but not held
    assert waiting.count_waiting(notice) == 1


@pytest.mark.parametrize("part", ["assures", ""])
def test_what_was_decided_is_not_asked_again(notice, lscb, part):
    action = make_action(notice, wording="Report to LSCB and to the Board")

    said = {"by": make_user(), "reason": "Decided"}
    decide(decisions=[Decision(action, "LSCB", lscb, part), Decision(action, "Board")], **said)

    assert words_waiting(notice) == []


def test_another_name_of_a_body_that_was_decided_is_not_asked(notice, lscb):
    action = make_action(notice, wording="Report to LSCB")
    decide(decisions=[Decision(action, "LSCB", lscb)], by=make_user(), reason="No")

    make_progress_item(action, "Safeguarding Children Board informed")

    assert words_waiting(notice) == []


def test_oversight_that_exists_or_was_ended_is_not_proposed(notice, lscb):
    for is_ended in (False, True):
        action = make_action(notice, wording="Report to LSCB")
        make_oversight(lscb, action, is_ended=is_ended)

    assert words_waiting(notice) == []


def test_a_name_left_for_good_is_asked_about_once_it_is_a_body(notice):
    action = make_action(notice, ref="IN1", wording="Inform the Policy Development Group")
    said = {"by": make_user(), "reason": "Not one of ours"}
    decide(decisions=[Decision(action, "Policy Development Group")], **said)
    assert words_waiting(notice) == []

    body = make_body(notice.council, name="Policy Development Group")
    assert words_waiting(notice) == [("IN1", ["Policy Development Group"])]

    said = {"by": make_user(), "reason": "It is one of ours"}
    assert decide(decisions=[Decision(action, body.name, body, "assures")], **said) == 1
    assert words_waiting(notice) == []
    assert Naming.objects.get().body == body


def test_a_large_notice_is_not_read_whole_to_count(notice, lscb, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_READ_TO_COUNT", 1)
    make_action(notice, wording="Report to LSCB")
    assert waiting.count_waiting(notice) == 1

    make_action(notice, wording="Report to LSCB")
    assert waiting.count_waiting(notice) is None


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(notice, lscb, number, django_assert_num_queries):
    for _ in range(number):
        make_progress_item(make_action(notice), "LSCB informed")

    with django_assert_num_queries(4):
        assert len(words_waiting(notice)) == number
