"""All references of a notice, on one page."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import DeclinedReference, Member
from improvement import history
from tests.factories import (
    make_action,
    make_contributor,
    make_member,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    person_with_role,
)

pytestmark = pytest.mark.django_db
Role = Member.Role


@pytest.fixture
def notice():
    return make_notice(ref_prefix="IN")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Role.OBSERVER))
    return client


def html_of(client, notice, **query):
    response = client.get(reverse("actions:notice_references", args=[notice.slug]), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def labels_of_the_map(html):
    return re.findall(r'class="app-map__label"[^>]*>([^<]*)<', html)


def refer(action, target=None, words="See IN2", **kwargs):
    item = make_progress_item(action, words, at=kwargs.get("at"))
    said = {"words": words, "field": "progress", "progress_item": item}
    return make_reference(action, target, **said | kwargs)


def decline(action, words="IN3", ref="IN3"):
    with history.act(name="The test"):
        DeclinedReference(action=action, words=words, ref=ref).save()


def some_of_each(notice):
    two, four = make_action(notice, ref="IN2"), make_action(notice, ref="IN4")
    refer(four, two)
    refer(two, words="See action plan A4", plan_ref="A4")
    make_next_step(four, "Report it, as under IN2")
    make_action(notice, ref="IN3", wording="Form IN2 and IN4 again")
    decline(make_action(notice, ref="IN5"))
    return two


def test_every_reference_stands_in_order_with_its_words_and_where_it_leads(reader, notice):
    two = some_of_each(notice)

    html = html_of(reader, notice)

    rows = html[html.index("<tbody") :]
    assert rows.index(">IN2</a>") < rows.index("“See action plan A4”") < rows.index("“See IN2”")
    assert "A4<span" in rows
    assert f'data-label="Refers to"> <a class="govuk-link" href="{two.get_absolute_url()}"' in rows
    numbers = [
        '<span class="app-counts__number">2</span> references',
        '<span class="app-counts__number">1</span> leads nowhere',
        '<span class="app-counts__number">3</span> look like references',
        '<span class="app-counts__number">1</span> said to be none',
    ]
    for number in numbers:
        assert number in html


def test_those_that_lead_nowhere_stand_by_themselves(reader, notice):
    some_of_each(notice)

    html = html_of(reader, notice, show="unresolved")

    assert "“See action plan A4”" in html
    assert "“See IN2”" not in html


def test_what_waits_for_an_answer_stands_in_its_context(reader, notice):
    some_of_each(notice)

    html = html_of(reader, notice, show="waiting")

    assert "IN3</a>, wording: “Form <strong>IN2</strong> and IN4 again”" in html
    assert "IN4</a>, next steps: “Report it, <strong>as under IN2</strong>”" in html
    assert "Answer" not in html


def test_what_was_said_to_be_none_stands_by_itself(reader, notice):
    some_of_each(notice)

    assert "IN5</a>: “IN3” is not IN3" in html_of(reader, notice, show="declined")


def test_whoever_may_answer_is_led_there(client, notice):
    make_action(notice, ref="IN1")
    mine, other = (make_action(notice, ref=ref, wording="See IN1") for ref in ("IN2", "IN3"))
    helper = person_with_role(notice, Role.OFFICER)
    make_contributor(mine, helper)
    client.force_login(helper)

    html = html_of(client, notice, show="waiting")

    assert reverse("actions:references", args=[notice.slug, mine.ref]) in html
    assert reverse("actions:references", args=[notice.slug, other.ref]) not in html


def test_a_plan_that_this_person_does_not_read_stays_unnamed(client, notice):
    plan = make_notice(council=notice.council, title="Secret plan")
    target = make_action(plan, ref="A4")
    refer(make_action(notice, ref="IN2"), target, words="See action plan A4")
    reads_both = person_with_role(notice, Role.OBSERVER)
    make_member(plan, user=reads_both)
    reads_one = person_with_role(notice, Role.OBSERVER)

    client.force_login(reads_one)
    one = html_of(client, notice)
    client.force_login(reads_both)
    both = html_of(client, notice)

    assert "Secret plan" not in one
    assert plan.slug not in one
    assert "Another plan" in one
    assert labels_of_the_map(one) == ["IN2", "Another plan"]
    assert one.count("app-map__line ") == 1
    assert "A4<" not in one
    assert "A4</a> of Secret plan" in both
    assert "app-map__point--elsewhere" in both


def test_the_picture_tells_not_even_how_many_are_in_a_plan_of_others(reader, notice):
    plan = make_notice(council=notice.council, title="Secret plan")
    two, three = make_action(notice, ref="IN2"), make_action(notice, ref="IN3")
    for source, ref in [(two, "A4"), (two, "A5"), (three, "A4")]:
        target = plan.actions.filter(ref=ref).first() or make_action(plan, ref=ref)
        refer(source, target, words="See the other plan")

    html = html_of(reader, notice)

    assert labels_of_the_map(html) == ["IN2", "IN3", "Another plan"]
    assert html.count("app-map__line ") == 2
    assert html.count("app-map__line--elsewhere") == 2


def test_the_picture_draws_a_line_for_each_pair_and_names_what_it_is(reader, notice):
    some_of_each(notice)

    html = html_of(reader, notice)

    assert '<title id="map-title">Which action refers to which</title>' in html
    assert html.count("app-map__line ") == 2
    assert html.count("app-map__line--nowhere") == 1
    assert "style=" not in html


def test_a_circle_of_three_is_drawn(reader, notice):
    actions = [make_action(notice, ref=f"IN{number}") for number in (1, 2, 3)]
    for number, action in enumerate(actions):
        refer(action, actions[(number + 1) % 3])

    html = html_of(reader, notice)

    assert html.count("app-map__line ") == 3
    assert html.count("app-map__point ") == 3


def test_too_many_to_be_drawn_are_told_and_stand_in_the_table(reader, notice):
    target = make_action(notice, ref="IN1")
    for number in range(2, 63):
        refer(make_action(notice, ref=f"IN{number}"), target)

    html = html_of(reader, notice)

    assert "too many to be drawn" in html
    assert "app-map__point" not in html
    assert html.count('data-label="Words"') == 61


def test_a_notice_without_references_says_so(reader, notice):
    html = html_of(reader, notice)

    assert "No action of this notice refers to another." in html
    assert "Every reference leads to an action." in html_of(reader, notice, show="unresolved")
    assert "There is nothing to ask" in html_of(reader, notice, show="waiting")
    assert "Nobody has said" in html_of(reader, notice, show="declined")
    assert "No action of this notice" in html_of(reader, notice, show="nonsense")


def test_as_at_a_day_it_shows_what_stood_then_and_asks_nothing(reader, notice):
    then = timezone.now() - dt.timedelta(days=30)
    two, four = (make_action(notice, ref=ref, at=then) for ref in ("IN2", "IN4"))
    refer(four, two, words="See IN2", at=then)
    refer(two, four, words="See IN4 since")

    html = html_of(reader, notice, as_at=(then + dt.timedelta(days=1)).date().isoformat())

    assert "“See IN2”" in html
    assert "“See IN4 since”" not in html
    assert "look like references" not in html


def test_a_stranger_finds_nothing(client, notice):
    client.force_login(person_with_role(make_notice(), Role.ADMINISTRATOR))

    response = client.get(reverse("actions:notice_references", args=[notice.slug]))

    assert response.status_code == 404


@pytest.mark.parametrize("show", ["all", "unresolved", "waiting", "declined"])
def test_the_page_takes_as_many_queries_for_many_as_for_one(
    client, show, django_assert_max_num_queries
):
    def fill(number):
        notice = make_notice(ref_prefix="IN")
        officer = person_with_role(notice, Role.OFFICER)
        for place in range(number):
            two, four = (
                make_action(notice, ref=f"IN2{place}"),
                make_action(notice, ref=f"IN4{place}"),
            )
            refer(four, two)
            refer(two, words="See action plan A4", plan_ref="A4")
            make_action(notice, ref=f"IN3{place}", wording=f"Form IN2{place}", lead=officer)
            decline(four)
        return notice, officer

    counted = []
    for number in (1, 3):
        notice, officer = fill(number)
        client.force_login(officer)
        with django_assert_max_num_queries(14) as captured:
            html_of(client, notice, show=show)
        counted.append(len(captured))

    assert counted[0] == counted[1], counted
