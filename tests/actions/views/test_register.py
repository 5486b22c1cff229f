"""The notices of a person and the register of one, as pages."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import services
from actions.models import DateChange, Member
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
Role = Member.Role
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}


@pytest.fixture
def notice():
    return make_notice(title="Testshire improvement notice")


@pytest.fixture
def reader(client, notice):
    """A client logged in as an observer of the notice."""
    client.force_login(person_with_role(notice, Role.OBSERVER))
    return client


def page(client, notice, query=""):
    response = client.get(f"{notice.get_absolute_url()}{query}")
    return response, response.content.decode()


def full_row(notice, ref, lead=None):
    action = make_action(
        notice,
        ref=ref,
        lead=lead or make_user(),
        due_on=dt.date(2013, 9, 18),
        delivery_rating="amber",
        rating_reason="Slow",
        path_to_green="Hire",
    )
    make_progress_item(action, achieved_on=dt.date(2013, 9, 1))
    make_next_step(action, due_on=dt.date(2014, 1, 1))
    make_oversight(make_body(notice.council), action)
    make_reference(action, make_action(notice), field="wording")
    return action


def test_a_stranger_gets_404_and_whoever_is_not_logged_in_the_login(client, notice):
    make_action(notice)
    names = ["register", "print"]

    for name in names:
        assert client.get(reverse(f"actions:{name}", args=[notice.slug])).status_code == 302
    client.force_login(person_with_role(make_notice(), Role.ADMINISTRATOR))
    for name in names:
        assert client.get(reverse(f"actions:{name}", args=[notice.slug])).status_code == 404


@pytest.mark.parametrize("role", Role.values)
def test_every_role_reads_the_register(client, notice, role):
    make_action(notice, ref="IN7")
    client.force_login(person_with_role(notice, role))

    response, html = page(client, notice)

    assert response.status_code == 200
    assert ">IN7</a>" in html


def test_how_the_actions_stand_is_drawn_above_them(reader, notice):
    for rating in ("red", "red", "green"):
        make_action(
            notice,
            stage="in_progress",
            delivery_rating=rating,
            rating_reason="As it is",
            path_to_green="More workers",
        )

    response, html = page(reader, notice)

    drawn = {
        heading: {bar.label: bar.number for bar in bars if bar.number}
        for heading, bars in response.context["bars"]
    }
    assert drawn == {"Stage": {"In progress": 3}, "Rating": {"Red": 2, "Green": 1}}
    assert html.index("Show this as charts") < html.index("<caption")
    assert '<rect class="app-colour--red" width="100"' in html


def test_a_row_shows_what_a_board_member_asks(reader, notice):
    action = make_action(
        notice,
        ref="IN2",
        wording="Improve child protection plans",
        stage="in_progress",
        lead=make_user(full_name="Ann Lead"),
        due_on=dt.date(2013, 9, 18),
        original_due_on=dt.date(2013, 8, 1),
        delivery_rating="amber",
        rating_reason="Slow",
        path_to_green="Hire",
    )
    make_progress_item(action, "Older")
    make_progress_item(action, "New S47 training", achieved_on=dt.date(2013, 9, 2))
    make_next_step(action, "Undated")
    make_next_step(action, "Review the model", due_on=dt.date(2014, 1, 5))

    _, html = page(reader, notice)

    for words in [
        "Improve child protection plans",
        "New S47 training",
        "2 September 2013",
        "Review the model",
        "5 January 2014",
        "In progress",
        "Amber",
        "Ann Lead",
        "18 September 2013",
        "was 1 August 2013",
        "Overdue",
    ]:
        assert words in html
    assert "Older" not in html
    assert "Undated" not in html


def move(action, due_on):
    with history.act(name="The test"):
        DateChange.objects.create(
            action=action,
            due_before=action.due_on,
            due_after=due_on,
            reason="Late",
            status="agreed",
            agreed_by="The board",
            asked_on=action.due_on,
            decided_on=action.due_on,
        )
        action.due_on = due_on
        action.save()


def test_a_row_says_how_often_and_how_far_its_date_moved(reader, notice):
    today = timezone.localdate()
    action = make_action(notice, due_on=today - dt.timedelta(days=9))
    other = make_action(notice, due_on=today + dt.timedelta(days=1))
    for days in (0, 20, 133):
        move(action, today + dt.timedelta(days=days))
    move(other, today + dt.timedelta(days=2))

    _, html = page(reader, notice)

    assert "moved 3 times, 142 days" in html
    assert "moved once, 1 day<" in html
    assert html.count("overdue against its original date of") == 1
    assert ">Overdue<" not in html.rpartition("<tbody")[2]
    for query in ("?only=moved", "?only=original"):
        rows = page(reader, notice, query)[0].context["page_obj"].object_list
        assert [row.ref for row in rows] == [action.ref]


def test_a_request_that_is_not_agreed_counts_as_no_move(reader, notice):
    action = make_action(notice, due_on=dt.date(2030, 1, 1))
    services.ask_to_move_date(
        action=action, due_after=dt.date(2030, 2, 1), reason="Late", by=make_user()
    )

    assert "moved once" not in page(reader, notice)[1]


def test_what_is_signed_off_is_shown_as_blue_whatever_it_was_rated(reader, notice):
    make_action(
        notice,
        stage="signed_off",
        delivery_rating="red",
        rating_reason="Late",
        path_to_green="Hire",
    )

    _, html = page(reader, notice)

    assert "app-tag--blue" in html.rpartition("<tbody")[2]
    assert "app-tag--red" not in html.rpartition("<tbody")[2]


def test_nothing_of_another_notice_is_shown(reader, notice):
    make_action(notice, ref="IN1")
    elsewhere = make_action(ref="XX9", wording="Secret wording", lead=make_user(full_name="Zed"))
    make_progress_item(elsewhere, "Secret progress")
    make_oversight(make_body(name="Secret board"), elsewhere)

    _, html = page(reader, notice)

    assert "IN1" in html
    for secret in ("XX9", "Secret", "Zed"):
        assert secret not in html


def test_counts_lead_to_what_they_count_and_the_key_is_printed(reader, notice):
    make_action(notice, stage="in_progress")
    make_action(notice, stage="signed_off")
    make_action(
        notice, stage="in_progress", delivery_rating="green", rating_reason="Everything is done"
    )

    response, html = page(reader, notice)

    shown = [*response.context["stages"], *response.context["ratings"]]
    assert [(tally.value, tally.number) for tally in shown] == [
        ("in_progress", 2),
        ("signed_off", 1),
        ("green", 1),
        ("blue", 1),
        ("none", 1),
    ]
    for query, number in [
        ("?stage=in_progress", 2),
        ("?rating=none", 1),
        ("?rating=green", 1),
        ("?rating=blue", 1),
    ]:
        assert f'href="{query}"' in html
        assert page(reader, notice, query)[0].context["page_obj"].paginator.count == number
    assert 'aria-label="Key to the ratings"' in html


def test_what_changed_lately_is_one_line_that_leads_to_it(reader, notice):
    with history.act(name="The test", at=timezone.now() - dt.timedelta(days=40)):
        make_action(notice, ref="IN1")
    make_action(notice, ref="IN2")

    _, html = page(reader, notice)

    assert '<a class="govuk-link" href="?changed=30">1 action added or changed' in html
    assert ">IN1<" not in page(reader, notice, "?changed=30")[1]


def test_filters_that_are_on_are_shown_as_tags_that_take_them_off(reader, notice):
    make_action(notice, ref="IN1", stage="in_progress", wording="Plans")

    _, html = page(reader, notice, "?stage=in_progress&q=plans&sort=-due")

    assert 'href="?q=plans&amp;sort=-due"' in html
    assert "Stage: In progress" in html
    assert "Says “plans”" in html
    assert 'aria-sort="descending"' in html
    assert "Clear all" in html


def test_what_means_nothing_is_said_kindly_and_shows_no_action(reader, notice):
    make_action(notice, ref="IN1")

    response, html = page(reader, notice, "?stage=bananas&sort=moon&page=zzz")

    assert response.status_code == 200
    assert "“bananas” is not a stage of this register" in html
    assert "can’t be put in order by “moon”" in html
    assert ">IN1<" not in html


def test_a_search_puts_the_best_match_first_and_says_where_it_is(reader, notice):
    older = make_action(notice, ref="IN1", wording="Plans")
    make_progress_item(older, "Tracker developed", achieved_on=dt.date(2013, 9, 3))
    make_progress_item(older, "Newest")
    make_action(notice, ref="IN2", wording="A tracker")

    response, html = page(reader, notice, "?q=tracker")
    ordered, _ = page(reader, notice, "?q=tracker&sort=ref")

    assert [row.ref for row in response.context["page_obj"]] == ["IN2", "IN1"]
    assert [row.ref for row in ordered.context["page_obj"]] == ["IN1", "IN2"]
    assert "All 2 actions, the best match first" in html
    assert "A <mark>tracker</mark>" in html
    assert "Progress of 3 September 2013: <mark>Tracker</mark> developed" in html


def test_nothing_matches(reader, notice):
    make_action(notice, ref="IN1")

    _, html = page(reader, notice, "?q=nowhere")

    assert "No actions match" in html


def test_an_empty_register_leads_an_administrator_and_nobody_else_to_the_import(client, notice):
    link = reverse("actions:imports", args=[notice.slug])
    for role, is_led in [(Role.ADMINISTRATOR, True), (Role.OFFICER, False)]:
        client.force_login(person_with_role(notice, role))
        _, html = page(client, notice)

        assert "There are no actions in this register yet" in html
        assert (f'class="govuk-button" href="{link}"' in html) is is_led


def test_pages_hold_fifty_and_a_page_too_far_is_the_last(reader, notice):
    for number in range(51):
        make_action(notice, ref=f"IN{number}")

    first, _ = page(reader, notice)
    last, html = page(reader, notice, "?page=99&sort=ref")

    assert [len(response.context["page_obj"]) for response in (first, last)] == [50, 1]
    assert ">IN50</a>" in html


def test_hostile_text_is_shown_as_text(reader, notice):
    make_action(notice, wording="<script>alert(1)</script>", lead=make_user(full_name="<b>Ann</b>"))

    _, html = page(reader, notice, "?q=%3Cscript%3E")

    assert "<script>alert" not in html
    assert "<b>Ann" not in html
    assert "<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("query", ["", "?sort=-rating&stage=not_started&rating=amber&only=gaps"])
def test_the_register_takes_as_many_queries_for_many_rows_as_for_one(
    reader, notice, query, django_assert_max_num_queries
):
    full_row(notice, "IN901")
    with django_assert_max_num_queries(12) as one:
        page(reader, notice, query)
    for number in (902, 903):
        full_row(notice, f"IN{number}")

    with django_assert_max_num_queries(12) as three:
        page(reader, notice, query)

    assert len(three) == len(one)


def test_the_register_takes_no_more_queries_filtered_by_lead_and_body(
    client, notice, django_assert_max_num_queries
):
    lead = make_user()
    action = full_row(notice, "IN901", lead=lead)
    body = action.oversights.get().body
    client.force_login(person_with_role(notice, Role.ADMINISTRATOR))

    with django_assert_max_num_queries(12):
        response, html = page(
            client, notice, f"?lead={lead.pk}&body={body.slug}&changed=30&q=plans"
        )

    assert response.context["page_obj"].paginator.count == 1
    assert f"Overseen by: {body.called}" in html


def test_the_printed_notice_has_all_four_columns_whole(reader, notice):
    action = make_action(notice, ref="IN1", wording="Improve plans")
    make_progress_item(action, "First")
    make_progress_item(action, "Second")
    make_next_step(action, "Third")
    make_action(notice, ref="IN2", wording="Audit")

    html = reader.get(reverse("actions:print", args=[notice.slug])).content.decode()
    only_one = reader.get(reverse("actions:print", args=[notice.slug]) + "?q=audit")

    for words in ("Improve plans", "<li>First</li><li>Second</li>", "<li>Third</li>", "IN2"):
        assert words in html
    assert ">IN1<" not in only_one.content.decode()
    assert "Says “audit”" in only_one.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_printed_notice_takes_as_many_queries_for_many_rows(
    reader, notice, rows, django_assert_num_queries
):
    for number in range(rows):
        full_row(notice, f"IN9{number}")

    with django_assert_num_queries(8):
        reader.get(reverse("actions:print", args=[notice.slug]))


def test_notices_lists_those_of_this_person_alone(reader, notice):
    make_action(notice)
    make_notice(title="Somebody else’s notice")

    html = reader.get(reverse("actions:notices")).content.decode()

    assert "Testshire improvement notice" in html
    assert "1 action." in html
    assert "Somebody else" not in html


def test_notices_says_so_where_there_are_none(client):
    client.force_login(make_user())

    assert "You have no role on any notice yet" in client.get("/notices/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_notices_takes_as_many_queries_for_many_as_for_one(
    client, number, django_assert_num_queries
):
    user = person_with_role(make_notice(), Role.OBSERVER)
    for _ in range(number - 1):
        from_another = make_notice()
        make_action(from_another)
    client.force_login(user)

    with django_assert_num_queries(4):
        client.get(reverse("actions:notices"))


def test_a_text_of_a_row_is_shown_and_never_run(reader, notice):
    bad = "<script>alert(1)</script> & {x}"
    action = make_action(notice, wording=bad, lead=make_user(full_name="A <b>Lead</b>"))
    make_progress_item(action, text=bad)
    make_next_step(action, text=bad, due_on=dt.date(2014, 1, 1))

    _, shown = page(reader, notice)

    assert "<script>alert" not in shown
    assert "<b>Lead" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {x}") == 3


def test_the_fields_of_the_filter_are_those_that_were_asked_for(reader, notice):
    make_action(notice, lead=make_user(full_name="Ann First"), **RED)

    _, plain = page(reader, notice)
    _, narrowed = page(reader, notice, "?rating=red")
    make_action(notice, lead=make_user(full_name="Ben Second"))
    _, later = page(reader, notice)

    shown = [plain, narrowed, later]
    ticked = re.compile(r'<input[^>]*value="red"[^>]* checked')
    assert [bool(ticked.search(one)) for one in shown] == [False, True, False]
    assert ["Ben Second</option>" in one for one in shown] == [False, False, True]
