"""The page of charts: the figures of the register, drawn and as tables."""

import datetime as dt

import pytest
from django.utils import timezone

from actions.models import Member
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Member.Role.BOARD_MEMBER))
    return client


def test_bars_count_every_action_once(reader, notice):
    make_action(notice, **RED)
    make_action(notice, stage="signed_off", **RED)
    make_action(notice, stage="delivered")

    stages, ratings = (
        {bar.label: bar.number for bar in figures if bar.number}
        for _, figures in reader.get("/notices/ce/charts/").context["bars"]
    )

    assert stages == {"Not started": 1, "Delivered": 1, "Signed off": 1}
    assert ratings == {"Red": 1, "Signed off": 1, "Not rated": 1}


def test_picture_and_table_say_the_same_without_a_style(reader, notice):
    make_action(notice, ref="IN1", **RED)

    html = reader.get("/notices/ce/charts/").content.decode()

    assert 'class="app-chart__letter app-chart__letter--red"' in html
    assert "1 actions, of which 0 delivered" in html
    assert " style=" not in html
    assert html.count("<title ") == html.count("<desc ") == 2


def test_past_is_drawn_as_it_stood(reader, notice):
    make_action(notice, at=timezone.now() - dt.timedelta(days=40))
    make_action(notice)
    day = timezone.localdate() - dt.timedelta(days=10)

    months = reader.get(f"/notices/ce/charts/?as_at={day}").context["months"]

    assert (months[-1].day, months[-1].total) == (day, 1)


def test_queries_are_as_many_for_one_action_as_for_thirty(
    reader, notice, django_assert_num_queries, django_assert_max_num_queries
):
    make_action(notice)
    with django_assert_max_num_queries(12) as one:
        reader.get("/notices/ce/charts/")
    for _ in range(29):
        make_action(notice)

    with django_assert_num_queries(len(one.captured_queries)):
        page = reader.get("/notices/ce/charts/")
    assert len(page.context["rows"]) == 25
    assert len(reader.get("/notices/ce/charts/?page=2").context["rows"]) == 5


def test_notice_without_actions_says_so(reader, notice):
    assert "nothing to draw" in reader.get("/notices/ce/charts/").content.decode()
