"""How many actions changed lately: the number is kept, and never behind what was written."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.lately import changed_lately, since_when
from improvement import history
from improvement.history.moments import as_at
from tests.factories import make_action, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice()


def queries_of(ask):
    with CaptureQueriesContext(connection) as queries:
        found = ask()
    return found, len(queries)


def test_days_are_whole_days():
    assert timezone.localdate(since_when(7)) == timezone.localdate() - dt.timedelta(days=7)
    assert timezone.localtime(since_when(7)).time() == dt.time.max


def test_number_is_counted_once_until_something_is_written(notice):
    action = make_action(notice)
    make_action()  # of another notice

    assert queries_of(lambda: changed_lately(notice, 30)) == (1, 2)
    assert queries_of(lambda: changed_lately(notice, 30)) == (1, 1)

    other = make_action(notice)
    assert queries_of(lambda: changed_lately(notice, 30)) == (2, 2)
    with history.act(name="Somebody", reason="No longer needed"):
        action.is_withdrawn = True
        action.save()
    assert changed_lately(notice, 30) == 1
    assert other.pk


def test_number_as_at_a_moment_is_counted_each_time(notice):
    make_action(notice)
    before = timezone.now()
    make_action(notice)
    assert changed_lately(notice, 30) == 2

    for _ in range(2):
        with as_at(before):
            assert changed_lately(notice, 30) == 1


def test_what_changed_before_those_days_is_not_counted(notice, monkeypatch):
    make_action(notice)
    day = timezone.localdate() + dt.timedelta(days=30)
    monkeypatch.setattr("actions.lately.today", lambda: day)

    assert changed_lately(notice, 30) == 0
    assert changed_lately(notice, 31) == 1
