"""Queries that are written once say what they would say if they were written each time."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Member, NextStep
from improvement.written_once import AnyReader, Given, WrittenOnce, given_for
from tests.factories import make_action, make_member, make_next_step, make_user

pytestmark = pytest.mark.django_db

DAY = dt.date(2014, 3, 1)
GIVEN_DAY = Given("on", models.DateField())


def test_each_asking_has_its_own_values():
    steps = WrittenOnce(lambda: NextStep.objects.filter(action=Given("action")).order_by("pk"))
    actions = [make_action() for _ in range(2)]
    made = [[make_next_step(action, f"Step {n}") for n in range(2)] for action in actions]

    assert [steps.rows(action=action.pk) for action in actions] == made
    assert steps.rows(action=0) == []


def test_joins_annotations_slices_and_prefetches_come_as_from_a_queryset():
    action = make_action()
    make_next_step(action, "One", due_on=DAY)
    written = WrittenOnce(
        lambda: (
            Action.objects.filter(pk=Given("key"))
            .select_related("notice__council")
            .prefetch_related("next_steps")
            .annotate(
                has=Exists(
                    NextStep.objects.filter(
                        action=OuterRef("pk"), due_on__lte=Given("on", models.DateField())
                    )
                )
            )[:1]
        )
    )

    for on, has in [(DAY, True), (DAY - dt.timedelta(days=1), False)]:
        (found,) = written.rows(key=action.pk, on=on)
        with CaptureQueriesContext(connection) as queries:
            assert found.notice.council.name == action.notice.council.name
            assert [step.text for step in found.next_steps.all()] == ["One"]
        assert (found, found.has, len(queries)) == (action, has, 0)


def test_values_and_unions_are_read_as_their_columns_are():
    step = make_next_step(make_action(), "One", due_on=DAY)

    def make():
        one = NextStep.objects.order_by().filter(pk=Given("key")).values_list("text", "due_on")
        return one.union(one, all=True)

    values = WrittenOnce(make)

    assert values.rows(key=step.pk) == [("One", DAY)] * 2


def test_shapes_are_written_apart():
    action = make_action()
    step = make_next_step(action, "One")
    written = WrittenOnce(
        lambda is_open: NextStep.objects.filter(
            action=Given("action"), status__in=["open"] if is_open else []
        )
    )

    assert written.rows(True, action=action.pk) == [step]
    assert written.rows(False, action=action.pk) == []


def test_its_sql_is_written_once():
    made = []

    def make():
        made.append(1)
        return NextStep.objects.filter(action=Given("action"))

    written = WrittenOnce(make)
    for action in range(3):
        written.rows(action=action)

    assert len(made) == 1


def test_a_day_that_is_not_given_is_refused():
    written = WrittenOnce(lambda: NextStep.objects.filter(due_on__lt=DAY))

    with pytest.raises(TypeError, match="let it be Given"):
        written.rows()


def test_a_value_that_lacks_is_told():
    with pytest.raises(KeyError):
        WrittenOnce(lambda: NextStep.objects.filter(action=Given("action"))).rows()


def test_whoever_reads_is_asked_for_each_time():
    written = WrittenOnce(lambda: Action.objects.visible_to(AnyReader))
    action = make_action()
    member = make_member(action.notice, until_on=DAY)
    reader, stranger = member.user, make_user()

    assert written.rows(**given_for(reader, DAY)) == [action]
    assert written.rows(**given_for(reader, DAY + dt.timedelta(days=1))) == []
    assert written.rows(**given_for(stranger, DAY)) == []
    assert written.rows(**given_for(AnonymousUser(), DAY)) == []
    reader.is_active = False
    assert written.rows(**given_for(reader, DAY)) == []
    assert Member.objects.filter(pk=member.pk).exists()


def test_every_thread_asks_over_a_connection_of_its_own(shared_database):
    action = make_action()
    make_next_step(action, "One")
    written = WrittenOnce(lambda: NextStep.objects.filter(action=Given("action")))

    def ask(_):
        try:
            return [step.text for step in written.rows(action=action.pk)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(20))) == [["One"]] * 20
