"""Which actions hold some words, in which order, and where they are shown to hold them."""

import datetime as dt

import pytest
from django.db import connection

from actions import search
from actions.listing import rows_of
from actions.models import Evidence, NextStep
from actions.search import Finder
from improvement.history.moments import as_at, end_of
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_user,
    signed,
)

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


@pytest.fixture
def notice():
    return make_notice()


@signed
def make_evidence(action, **kwargs):
    day = dt.date(2013, 9, 2)
    defaults = {"number": 1, "kind": Evidence.Kind.AUDIT, "dated_on": day, "received_on": day}
    return Evidence.objects.create(action=action, added_by=make_user(), **defaults | kwargs)


def refs(said, notice):
    """The references found, the best match first."""
    found = search.found(said, notice)
    by_key = {row.pk: row.ref for row in rows_of(found)}
    return [by_key[key] for key in sorted(found, key=lambda key: (-found[key], by_key[key]))]


@pytest.mark.parametrize("words", ["in2", "IN 2", "IN02", "in 002"])
def test_a_reference_is_read_however_it_is_typed(notice, words):
    make_action(notice, ref="IN2")
    make_action(notice, ref="IN20")

    assert refs(words, notice) == ["IN2"]


def test_every_word_is_wanted_wherever_it_stands(notice):
    both = make_action(notice, ref="IN1", wording="Improve adoption")
    make_progress_item(both, "Tracker developed")
    make_action(notice, ref="IN2", wording="Improve adoption")
    stepped = make_action(notice, ref="IN3", wording="Adoption")
    make_next_step(stepped, "Roll out the tracker")

    assert refs("ADOPTION tracker", notice) == ["IN1", "IN3"]


def test_what_was_withdrawn_is_over_or_is_restricted_is_not_searched(notice):
    make_progress_item(make_action(notice), "Tracker developed", is_withdrawn=True)
    make_next_step(make_action(notice), "Buy a tracker", status=NextStep.Status.WITHDRAWN)
    make_evidence(make_action(notice), title="Tracker", is_restricted=True, was_restricted=True)
    make_evidence(make_action(notice), title="Tracker", is_withdrawn=True)
    make_action(wording="A tracker of another notice")

    assert refs("tracker", notice) == []


def test_evidence_is_searched_by_its_title(notice):
    make_evidence(make_action(notice, ref="IN1"), title="Audit of supervision")

    assert refs("supervision", notice) == ["IN1"]


def test_signs_of_the_database_are_taken_as_they_are(notice):
    make_action(notice, wording="Improve plans")
    make_action(notice, ref="IN2", wording="100% of plans_reviewed")

    assert refs("100% plans_", notice) == ["IN2"]


@pytest.mark.parametrize("said", ["&", "'", "\\", "a:*", "| !", "(((", "<->", "%", "_", "—", "é"])
def test_signs_alone_are_no_fault(notice, said):
    make_action(notice, wording="Improve plans")

    assert refs(said, notice) == []


@pytest.mark.parametrize(
    "said", ["safeg", "Safeguarding", "welf", "multi-agency", "children’s", "s47"]
)
def test_a_part_of_a_word_is_found_whatever_stands_beside_it(notice, said):
    make_action(notice, ref="IN1", wording="Multi-agency safeguarding/welfare of children’s S47s")
    make_action(notice, ref="IN2", wording="Other")

    assert refs(said, notice) == ["IN1"]


@on_postgresql
@pytest.mark.parametrize("said", ["plans", "planning", "planned"])
def test_other_forms_of_a_word_are_found(notice, said):
    make_action(notice, ref="IN1", wording="Review each plan")
    make_action(notice, ref="IN2", wording="Review each plant")

    assert refs(said, notice) == ["IN1"]


@on_postgresql
def test_the_indexes_are_made_of_what_is_asked(notice):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for place in search._PLACES:
            condition, values = search._holds(place.text, "plans")
            cursor.execute(f"EXPLAIN SELECT 1 FROM {place.table} WHERE {condition}", values)  # noqa: S608
            assert "_words" in "".join(line for (line,) in cursor.fetchall())


def test_the_best_match_is_known(notice):
    make_next_step(make_action(notice, ref="IN1"), "Buy a tracker")
    make_action(notice, ref="IN2", wording="Tracker of adoption")
    make_action(notice, ref="TRACKER", wording="Other")

    assert refs("tracker", notice) == ["TRACKER", "IN2", "IN1"]


@pytest.mark.django_db(transaction=True)
def test_the_past_is_searched_as_it_was(notice):
    then = end_of(dt.date(2013, 9, 1))
    make_action(notice, ref="IN1", wording="Trackers", at=then)
    make_action(notice, ref="IN2", wording="Trackers")

    with as_at(then):
        assert refs("tracker", notice) == ["IN1"]


# Where


def found(said, *actions):
    """{where: what it says} beside the row of each of these actions."""
    finder, rows = Finder(said), rows_of([action.pk for action in actions])
    finder.look_beyond(rows)
    return [finder.passages(row) for row in rows]


def test_what_was_looked_for_is_marked_and_the_rest_is_escaped():
    assert Finder("plan <b>").marked("Plans & <b>x</b>") == (
        "<mark>Plans</mark> &amp; <mark>&lt;b&gt;</mark>x&lt;/b&gt;"
    )
    assert Finder("").marked("a < b") == "a &lt; b"


def test_another_form_of_a_word_is_marked_whole():
    assert Finder("supervising").marked("Good supervision") == "Good <mark>supervision</mark>"


def test_what_a_row_does_not_show_is_told_with_its_place_and_date():
    action = make_action(wording="Improve plans")
    make_progress_item(action, "Tracker developed", achieved_on=dt.date(2013, 9, 3))
    make_progress_item(action, "Newest")
    make_next_step(action, "Soonest", due_on=dt.date(2014, 1, 1))
    make_next_step(action, "Review the portal", due_on=dt.date(2014, 1, 2))

    assert found("plans tracker portal", action) == [
        [
            ("Progress of 3 September 2013", "<mark>Tracker</mark> developed"),
            ("Next step due 2 January 2014", "Review the <mark>portal</mark>"),
        ]
    ]


def test_restricted_evidence_is_not_told():
    action = make_action()
    make_evidence(action, title="Secret tracker", is_restricted=True, was_restricted=True)

    assert found("tracker", action) == [[]]


def test_a_long_text_is_cut_round_what_was_found():
    action = make_action()
    make_progress_item(action, f"{'before ' * 40}tracker {'after ' * 40}")
    make_progress_item(action, "Newest")

    (((where, said),),) = found("tracker", action)

    assert where == "Progress"
    assert said.startswith("…")
    assert said.endswith("…")
    assert "before <mark>tracker</mark> after" in said
    assert len(said) < 200


def test_where_is_looked_up_only_for_what_rows_do_not_show(django_assert_num_queries):
    rows = rows_of([make_action(wording="Tracker").pk, make_action(wording="Tracker").pk])

    with django_assert_num_queries(0):
        Finder("tracker").look_beyond(rows)
    with django_assert_num_queries(1):
        Finder("portal").look_beyond(rows)
