"""The words that people say of actions, as queries."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from actions.models import Action, CrossReference, Member, Notice
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_contributor,
    make_member,
    make_notice,
    make_oversight,
    make_reference,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2013, 9, 18)


def refs(actions):
    return [action.ref for action in actions]


def test_visible_to_shows_a_member_the_actions_of_that_notice_alone():
    member = make_member()
    mine = make_action(member.notice)
    make_action()

    assert list(Action.objects.visible_to(member.user)) == [mine]


def test_visible_to_shows_nothing_after_the_last_day():
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    member = make_member(until_on=yesterday)
    make_action(member.notice)

    assert list(Action.objects.visible_to(member.user)) == []
    assert list(Notice.objects.visible_to(member.user)) == []


def test_visible_to_shows_everything_on_the_last_day_itself():
    member = make_member(until_on=timezone.localdate())
    action = make_action(member.notice)

    assert list(Action.objects.visible_to(member.user)) == [action]


def test_visible_to_shows_nothing_to_somebody_deactivated():
    member = make_member(user=make_user(is_active=False))
    make_action(member.notice)

    assert list(Action.objects.visible_to(member.user)) == []


def test_overdue_excludes_actions_due_today_and_those_delivered():
    late = make_action(due_on=dt.date(2013, 9, 17))
    make_action(due_on=TODAY)
    make_action(due_on=dt.date(2013, 9, 17), stage=Action.Stage.DELIVERED)
    make_action()

    assert list(Action.objects.overdue(TODAY)) == [late]


def test_with_overdue_says_the_same_of_each_action():
    for due_on, stage in [
        (dt.date(2013, 9, 17), "in_progress"),
        (dt.date(2013, 9, 17), "signed_off"),
        (TODAY, "in_progress"),
        (None, "not_started"),
    ]:
        make_action(due_on=due_on, stage=stage)

    found = {action.pk for action in Action.objects.with_overdue(TODAY) if action.is_overdue}

    assert found == set(Action.objects.overdue(TODAY).values_list("pk", flat=True))
    assert len(found) == 1


def test_due_soon_counts_from_today_to_the_last_day():
    for day in (dt.date(2013, 9, 17), TODAY, dt.date(2013, 10, 16), dt.date(2013, 10, 17)):
        make_action(ref=f"D{day.month}{day.day}", due_on=day)

    assert refs(Action.objects.due_soon(TODAY)) == ["D918", "D1016"]


def test_reported_by_finds_the_lead_and_the_contributor_once_each():
    person = make_user()
    led = make_action(ref="IN1", lead=person)
    make_contributor(led, person)
    helped = make_action(ref="IN2")
    make_contributor(helped, person)
    make_contributor(make_action(ref="IN3"), make_user())

    assert refs(Action.objects.reported_by(person)) == ["IN1", "IN2"]


def test_leads_are_named_once_and_by_name():
    notice = make_notice()
    ann, bob = make_user(full_name="Ann"), make_user(full_name="Bob")
    for lead in (bob, ann, bob, None):
        make_action(notice, lead=lead)

    assert list(Action.objects.leads()) == [(ann.pk, "Ann"), (bob.pk, "Bob")]


def test_overseen_by_leaves_out_what_has_ended_and_what_another_council_has():
    notice = make_notice()
    board = make_body(notice.council, slug="board")
    kept, ended = make_action(notice), make_action(notice)
    make_oversight(board, kept)
    make_oversight(board, ended, is_ended=True)
    elsewhere = make_action(notice)
    make_oversight(make_body(slug="board"), elsewhere)

    assert list(Action.objects.overseen_by("board")) == [kept]


def test_changed_since_sees_a_change_of_an_item_through_its_action():
    with history.act(name="The test", at=timezone.now() - dt.timedelta(days=60)):
        action, _ = make_action(), make_action()
    since = timezone.now() - dt.timedelta(days=30)
    before = list(Action.objects.changed_since(since))
    with history.act(name="The test"):
        action.version += 1
        action.save()

    assert before == []
    assert list(Action.objects.changed_since(since)) == [action]


def test_refs_sort_as_people_count():
    notice = make_notice()
    for ref in ("IN10", "IN2", "IN1"):
        make_action(notice, ref=ref)

    assert refs(Action.objects.in_order("ref")) == ["IN1", "IN2", "IN10"]
    assert refs(Action.objects.in_order("-ref")) == ["IN10", "IN2", "IN1"]


def test_what_is_not_said_comes_last_either_way():
    notice = make_notice()
    make_action(notice, ref="IN1")
    make_action(notice, ref="IN2", due_on=dt.date(2014, 2, 1), lead=make_user(full_name="Bob"))
    make_action(notice, ref="IN3", due_on=dt.date(2014, 1, 1), lead=make_user(full_name="Ann"))

    assert refs(Action.objects.in_order("due")) == ["IN3", "IN2", "IN1"]
    assert refs(Action.objects.in_order("-due")) == ["IN2", "IN3", "IN1"]
    assert refs(Action.objects.in_order("lead")) == ["IN3", "IN2", "IN1"]
    assert refs(Action.objects.in_order("-lead")) == ["IN2", "IN3", "IN1"]


def test_stages_sort_as_they_follow_each_other_and_the_worst_rating_comes_first():
    notice = make_notice()
    signed_off = make_action(notice, ref="IN1", stage="signed_off")
    started = make_action(
        notice,
        ref="IN2",
        stage="in_progress",
        delivery_rating="red",
        rating_reason="Late",
        path_to_green="Hire",
    )
    green = make_action(
        notice, ref="IN3", stage="not_started", delivery_rating="green", rating_reason="Fine"
    )

    assert list(Action.objects.in_order("stage")) == [green, started, signed_off]
    assert list(Action.objects.in_order("rating")) == [started, green, signed_off]


def test_every_stage_and_rating_has_a_place_in_the_order():
    notice = make_notice()
    for number, stage in enumerate(Action.Stage.values, start=1):
        make_action(notice, ref=f"IN{number}", stage=stage)

    assert [row.stage for row in Action.objects.in_order("stage")] == Action.Stage.values


def test_counts_by_stage_and_rating_add_up():
    make_action(stage="in_progress")
    make_action(stage="in_progress", delivery_rating="green", rating_reason="Fine")
    make_action(stage="signed_off")

    assert Action.objects.count_by_stage() == {"in_progress": 2, "signed_off": 1}
    assert Action.objects.count_by_rating() == {"": 2, "green": 1}
    assert Action.objects.count_by_stage_and_rating() == {
        ("in_progress", ""): 1,
        ("in_progress", "green"): 1,
        ("signed_off", ""): 1,
    }


def test_neighbours_are_those_before_and_after_in_the_notice():
    notice = make_notice()
    for ref in ("IN1", "IN2", "IN10"):
        make_action(notice, ref=ref)
    make_action(ref="IN3")

    found = Action.objects.filter(notice=notice).with_neighbours()

    assert [(row.previous_ref, row.next_ref) for row in found] == [
        (None, "IN2"),
        ("IN1", "IN10"),
        ("IN2", None),
    ]


def test_around_follows_chains_and_circles_and_finds_who_relies_on_an_action():
    notice = make_notice()
    one, two, three, four, apart = (make_action(notice, ref=f"IN{n}") for n in range(1, 6))
    chain = [
        make_reference(one, two),
        make_reference(two, three),
        make_reference(three, one),
        make_reference(four, one),
    ]
    make_reference(apart, four)

    assert sorted(CrossReference.objects.around(one.pk), key=lambda made: made.pk) == chain


def test_around_ends_where_a_chain_is_too_long():
    notice = make_notice()
    actions = [make_action(notice, ref=f"IN{n}") for n in range(1, 10)]
    made = [make_reference(a, b) for a, b in itertools.pairwise(actions)]

    assert list(CrossReference.objects.around(actions[0].pk)) == made[:6]


def test_references_say_which_end_a_person_sees():
    member = make_member(role=Member.Role.OBSERVER)
    mine, hidden = make_action(member.notice), make_action()
    make_reference(mine, hidden)

    found = CrossReference.objects.with_what_is_visible_to(member.user).get()

    assert (found.sees_source, found.sees_target) == (True, False)


def test_notices_count_their_own_actions():
    notice, empty = make_notice(), make_notice()
    make_action(notice)
    make_action(notice)

    counts = {row.pk: row.action_count for row in Notice.objects.with_action_count()}

    assert counts == {notice.pk: 2, empty.pk: 0}
