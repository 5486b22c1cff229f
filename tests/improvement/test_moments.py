"""The register as it stood: equal to copies taken at the time, whatever was done since."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from actions.models import Action, Contributor, CrossReference, NextStep, ProgressItem
from audits.privileges import privileges
from boards.models import Oversight
from improvement import history
from improvement.history import moments
from tests.factories import make_action, make_body, make_notice, make_user

pytestmark = pytest.mark.django_db

TABLES = [Action, ProgressItem, NextStep, CrossReference, Contributor, Oversight]


def copy_of_the_register():
    """Every row of every table that stands at its date, and of its history."""
    return {
        rows.__name__: sorted(map(repr, rows.objects.order_by().values()))
        for model in TABLES
        for rows in (model, model.history.model)
    }


@pytest.fixture
def change():
    """Do something as an act, and give the moment just after it."""

    def do(what):
        with history.act(name="The test", way="test", reason="For the test"):
            what()
        return timezone.now()

    return do


def test_each_moment_shows_what_was_there_then(change):
    taken = []

    def then(what):
        taken.append((change(what), copy_of_the_register()))

    notice = make_notice()
    action = make_action(notice, ref="IN1")
    item = ProgressItem(action=action, text="First")
    link = CrossReference(action=action, field="wording", words="See A2", plan_ref="A2")
    then(item.save)
    then(link.save)
    then(lambda: _set(item, text="First, reworded"))
    then(lambda: _set(action, stage="in_progress"))
    then(lambda: Oversight(action=action, body=make_body(notice.council)).save())
    then(link.delete)
    then(lambda: Contributor(action=action, user=make_user()).save())
    then(lambda: _set(item, is_withdrawn=True))
    then(lambda: _set(action, is_withdrawn=True))

    assert len({str(copy) for _, copy in taken}) == len(taken)
    for moment, copy in taken:
        with moments.as_at(moment):
            assert copy_of_the_register() == copy
    assert copy_of_the_register() == taken[-1][1]


def _set(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_before_anything_there_is_nothing():
    before = timezone.now()
    make_action()

    with moments.as_at(before):
        assert not Action.objects.exists()
        assert not Action.history.exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda action: action.save(),
        lambda action: Action.objects.update(wording="Else"),
        lambda action: Action.objects.filter(pk=action.pk)._raw_delete("default"),
        lambda action: ProgressItem(action=action, text="Done").save(),
        lambda action: connection.cursor().execute("UPDATE actions_action SET wording = 'Else'"),
        lambda action: connection.cursor().executemany(
            "UPDATE actions_action SET wording = %s", [["Else"], ["Other"]]
        ),
        lambda action: connection.cursor().execute(
            "WITH held AS (SELECT 1) DELETE FROM actions_action"
        ),
    ],
)
def test_past_can_not_be_written(write):
    action = make_action(wording="Improve")

    with (
        pytest.raises(DatabaseError, match="can only be read"),
        transaction.atomic(),
        history.act(name="The test", way="test"),
        moments.as_at(timezone.now()),
    ):
        write(action)

    assert Action.objects.get().wording == "Improve"


def test_what_has_no_past_can_be_written_meanwhile():
    with moments.as_at(timezone.now()):
        SessionStore().create()

    assert Session.objects.count() == 1


def test_queries_of_every_shape_read_the_past(change):
    """Joined, nested, united, counted, read piece by piece, and written by hand."""
    notice = make_notice()
    action = make_action(notice, ref="IN1", wording="Then")
    item = ProgressItem(action=action, text="Done then")
    then = change(item.save)
    change(lambda: (_set(action, wording="Now"), _set(item, text="Done now")))
    nested = Action.objects.filter(
        pk__in=ProgressItem.objects.filter(text="Done then").values("action")
    )

    with moments.as_at(then):
        assert nested.get().wording == "Then"
        assert ProgressItem.objects.select_related("action").get().action.wording == "Then"
        assert Action.objects.filter(wording="Now").count() == 0
        assert {one.wording for one in nested.order_by().union(Action.objects.order_by())} == {
            "Then"
        }
        assert [one.wording for one in Action.objects.iterator(chunk_size=1)] == ["Then"]
        assert Action.objects.raw("SELECT * FROM actions_action")[0].wording == "Then"
        assert Action.objects.filter(wording__contains="%").count() == 0
        assert Action.objects.annotate(items=Count("progress_items")).get().items == 1


def test_today_is_read_again_after_a_fault(change):
    action = make_action()
    before = timezone.now()
    change(lambda: _set(action, wording="Later"))

    def look():
        with moments.as_at(before):
            assert Action.objects.get().wording != "Later"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look()

    assert Action.objects.get().wording == "Later"
    assert moments.moment_shown() is None


def test_a_moment_within_a_moment_is_refused():
    with moments.as_at(timezone.now()), pytest.raises(RuntimeError), moments.as_at(timezone.now()):
        pass


def test_today_is_the_day_that_is_shown():
    with moments.as_at(moments.end_of(dt.date(2013, 12, 1))):
        assert moments.today() == dt.date(2013, 12, 1)
    assert moments.today() == timezone.localdate()


def test_to_show_a_moment_asks_nothing_by_itself(django_assert_num_queries):
    with django_assert_num_queries(0), moments.as_at(timezone.now()):
        pass


@pytest.mark.parametrize("model", [Action, ProgressItem, NextStep])
def test_what_stays_is_never_deleted(model):
    """Twin of the next: of these no row need be looked for among those that went."""
    assert model.rows_stay
    assert "DELETE" not in privileges(model)


def test_rows_that_are_deleted_are_looked_for_among_those_that_went(change, monkeypatch):
    action = make_action()
    link = CrossReference(action=action, field="wording", words="See A2", plan_ref="A2")
    before = change(link.save)
    change(link.delete)

    def held():
        moments._definitions.cache_clear()
        with moments.as_at(before):
            return CrossReference.objects.count()

    assert held() == 1
    monkeypatch.setattr(CrossReference, "rows_stay", True)
    assert held() == 0
    monkeypatch.undo()
    moments._definitions.cache_clear()


def test_what_never_changes_is_the_same_in_every_version(two_councils):
    for model in filter(lambda one: one.never_changes, moments._models()):
        names = model.never_changes
        held = {key: values for key, *values in model.objects.values_list("pk", *names)}
        versions = model.history.values_list("id", *names)

        assert len(versions) > len(held) > 0
        assert [one for one in versions if held[one[0]] != list(one[1:])] == []
