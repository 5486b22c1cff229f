import datetime as dt

import pytest
from django.http import QueryDict

from actions.filters import RegisterFilter
from actions.models import Action
from boards.tallies import body_counts, register_counts, stage_counts
from tests.factories import make_action, make_body, make_notice, make_oversight

pytestmark = pytest.mark.django_db

TODAY = dt.date(2014, 2, 1)
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Soon"}


@pytest.fixture
def notice():
    notice = make_notice()
    make_action(notice, **RED, due_on=dt.date(2014, 1, 31))
    make_action(notice, delivery_rating="green", rating_reason="On time")
    make_action(notice, stage=Action.Stage.DELIVERED, due_on=dt.date(2014, 1, 31))
    make_action(**RED)  # of another notice
    return notice


def as_pairs(counts):
    return {count.label: count.number for count in counts}


def test_counts_are_those_of_the_notice(notice):
    assert as_pairs(register_counts(notice, TODAY)) == {
        "Actions": 3,
        "Overdue": 1,
        "Red": 1,
        "Amber": 0,
        "Green": 1,
        "Blue: signed off": 0,
        "Not rated": 1,
    }


def test_what_is_signed_off_counts_as_blue_and_as_no_other_rating():
    notice = make_notice()
    make_action(notice, **RED, stage=Action.Stage.SIGNED_OFF)
    make_action(notice, stage=Action.Stage.EMBEDDED)

    numbers = as_pairs(register_counts(notice, TODAY))

    assert (numbers["Blue: signed off"], numbers["Red"], numbers["Not rated"]) == (2, 0, 0)


def test_each_link_leads_to_as_many_as_it_says(notice):
    today = dt.date.today()  # noqa: DTZ011 - the register asks the clock too
    counts = [*register_counts(notice, today), *stage_counts(notice)]
    for count in counts:
        query = QueryDict(count.url.partition("?")[2])
        assert RegisterFilter(query, notice=notice).narrowed.count() == count.number, count.label


def test_counts_of_a_body_are_of_what_it_oversees_here(notice):
    body, idle = make_body(notice.council), make_body(notice.council)
    red, green, _ = notice.actions.all()
    make_oversight(body, red)
    make_oversight(body, green, is_ended=True)

    counts = body_counts([body, idle], notice, TODAY)

    assert as_pairs(counts[body])["Actions"] == as_pairs(counts[body])["Red"] == 1
    assert as_pairs(counts[body])["Green"] == 0
    assert as_pairs(counts[idle])["Actions"] == 0
    assert f"body={body.slug}" in counts[body][0].url


def test_stages_that_none_is_at_are_left_out(notice):
    assert as_pairs(stage_counts(notice)) == {"Not started": 2, "Delivered": 1}
