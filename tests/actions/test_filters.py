"""The register narrowed by the words of an address."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actions.filters import RegisterFilter
from actions.narrowing import Tag
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_next_step,
    make_notice,
    make_oversight,
    make_reference,
    make_user,
)

pytestmark = pytest.mark.django_db


def narrowed(query, notice):
    found = RegisterFilter(QueryDict(query), notice=notice)
    return [action.ref for action in found.narrowed]


def errors(query, notice):
    return [
        text
        for texts in RegisterFilter(QueryDict(query), notice=notice).form.errors.values()
        for text in texts
    ]


@pytest.fixture
def notice():
    return make_notice()


def rated(notice, ref, rating, **kwargs):
    path = "A plan" if rating != "green" else ""
    return make_action(
        notice,
        ref=ref,
        delivery_rating=rating,
        rating_reason="A reason",
        path_to_green=path,
        **kwargs,
    )


def test_no_filter_shows_the_notice_and_nothing_of_another(notice):
    make_action(notice, ref="IN1")
    make_action(ref="IN2")

    assert narrowed("", notice) == ["IN1"]


def test_stages_add_up_and_ratings_narrow_them(notice):
    rated(notice, "IN1", "red", stage="in_progress")
    rated(notice, "IN2", "green", stage="in_progress")
    make_action(notice, ref="IN3", stage="signed_off")
    make_action(notice, ref="IN4", stage="not_started")

    assert narrowed("stage=in_progress&stage=signed_off", notice) == ["IN1", "IN2", "IN3"]
    assert narrowed("stage=in_progress&rating=red", notice) == ["IN1"]
    assert narrowed("rating=none&rating=green", notice) == ["IN2", "IN4"]
    assert narrowed("rating=blue", notice) == ["IN3"]
    assert narrowed("rating=blue&rating=red", notice) == ["IN1", "IN3"]


def test_lead_by_name_or_nobody(notice):
    ann = make_user(full_name="Ann")
    make_action(notice, ref="IN1", lead=ann)
    make_action(notice, ref="IN2")

    assert narrowed(f"lead={ann.pk}", notice) == ["IN1"]
    assert narrowed("lead=none", notice) == ["IN2"]


def test_the_lead_of_another_notice_is_no_choice_here(notice):
    stranger = make_user(full_name="Stranger")
    make_action(lead=stranger)

    assert errors(f"lead={stranger.pk}", notice) == [
        f"“{stranger.pk}” is not a lead of this register. Choose one in the list"
    ]


def test_body_that_oversees(notice):
    make_oversight(make_body(notice.council, slug="lscb"), make_action(notice, ref="IN1"))
    make_action(notice, ref="IN2")

    assert narrowed("body=lscb", notice) == ["IN1"]


def test_only_those_that_are_overdue_have_gaps_or_refer(notice):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    whole = {"lead": make_user(), "due_on": timezone.localdate()}
    make_next_step(rated(notice, "IN1", "green", **whole | {"due_on": yesterday}))
    target = rated(notice, "IN2", "green", **whole)
    make_next_step(target)
    make_reference(make_action(notice, ref="IN3", stage="no_longer_required"), target)
    make_action(notice, ref="IN4")

    assert narrowed("only=overdue", notice) == ["IN1"]
    assert narrowed("only=gaps", notice) == ["IN4"]
    assert narrowed("only=references", notice) == ["IN3"]
    assert narrowed("only=overdue&only=gaps", notice) == []


def test_changed_in_the_last_days(notice):
    with history.act(name="The test", at=timezone.now() - dt.timedelta(days=10)):
        make_action(notice, ref="IN1")
    make_action(notice, ref="IN2")

    assert narrowed("changed=7", notice) == ["IN2"]
    assert narrowed("changed=30", notice) == ["IN1", "IN2"]


def test_search_and_order(notice):
    make_action(notice, ref="IN1", wording="Plans", due_on=dt.date(2014, 2, 1))
    make_action(notice, ref="IN2", wording="Plans", due_on=dt.date(2014, 1, 1))
    make_action(notice, ref="IN3", wording="Audits")

    assert narrowed("q=plans&sort=due", notice) == ["IN2", "IN1"]
    assert narrowed("q=plans&sort=-ref", notice) == ["IN2", "IN1"]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("stage=bananas", "“bananas” is not a stage of this register. Choose one in the list"),
        ("stage=signed_off&stage=x", "“x” is not a stage of this register. Choose one in the list"),
        ("rating=pink", "“pink” is not a rating of this register. Choose one in the list"),
        ("only=x", "“x” is not a filter of this register. Choose one in the list"),
        ("lead=0", "“0” is not a lead of this register. Choose one in the list"),
        ("body=x", "“x” is not a body of this register. Choose one in the list"),
        ("changed=x", "“x” is not a number of days of this register. Choose one in the list"),
        ("sort=x", "The actions can’t be put in order by “x”. Choose the heading of a column"),
        ("q=" + "a+" * 11, "Search for up to 10 words at a time"),
        ("q=" + "a" * 201, "Search for 200 characters or fewer"),
        ("q=%00", "Null characters are not allowed."),
    ],
)
def test_what_means_nothing_is_said_and_shows_no_action(notice, query, error):
    make_action(notice)

    assert errors(query, notice) == [error]
    assert narrowed(query, notice) == []


def test_tags_say_what_is_on_and_lead_to_the_address_without_it(notice):
    found = RegisterFilter(
        QueryDict("q=core+groups&stage=in_progress&stage=x&only=gaps&sort=due&page=3"),
        notice=notice,
    )

    rest = "&sort=due"
    assert found.tags == [
        Tag("Says “core groups”", "?stage=in_progress&stage=x&only=gaps" + rest),
        Tag("Stage: In progress", "?q=core+groups&stage=x&only=gaps" + rest),
        Tag("Stage: “x”", "?q=core+groups&stage=in_progress&only=gaps" + rest),
        Tag("Has gaps", "?q=core+groups&stage=in_progress&stage=x" + rest),
    ]


def test_links_leave_out_what_a_form_sent_empty(notice):
    found = RegisterFilter(QueryDict("sort=&q=&only=gaps&lead="), notice=notice)

    assert found.tags == [Tag("Has gaps", "?")]
    assert found.headings["due"].url == "?sort=due&only=gaps"


def test_an_order_that_means_nothing_can_be_taken_off(notice):
    found = RegisterFilter(QueryDict("sort=moon&q=a"), notice=notice)

    assert Tag("Order: “moon”", "?q=a") in found.tags


def test_headings_turn_the_order_round_and_keep_the_filters(notice):
    headings = RegisterFilter(QueryDict("sort=due&rating=red&page=2"), notice=notice).headings

    assert headings["due"] == ("Due", "?sort=-due&rating=red", "ascending")
    assert headings["ref"] == ("Ref", "?sort=ref&rating=red", "")


def test_without_an_order_the_register_stands_by_reference(notice):
    headings = RegisterFilter(QueryDict(""), notice=notice).headings

    assert headings["ref"] == ("Ref", "?sort=-ref", "ascending")


NAMES = ["q", "stage", "rating", "only", "lead", "body", "changed", "sort", "page"]


class AnyAddress(TestCase):
    @given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=40)), max_size=6))
    def test_any_address_is_answered(self, pairs):
        """Whatever is typed after the question mark, there is a list, its tags and its links."""
        query = QueryDict(mutable=True)
        for name, value in pairs:
            query.appendlist(name, value)

        found = RegisterFilter(query, notice=make_notice())

        assert list(found.narrowed) == []
        assert len(found.tags) <= len(pairs)
        assert len(found.headings) == 5
