"""Views of the register that somebody keeps under a name: their own, or shared."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from actions import services
from actions.filters import RegisterFilter
from actions.models import Member, SavedView
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db
Role = Member.Role
PATH = "/notices/ce/views/"


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def somebody(notice):
    return person_with_role(notice, Role.OBSERVER, full_name="Olive Observer")


@pytest.fixture
def browser(client, somebody):
    client.force_login(somebody)
    return client


def kept(notice, by, name="Overdue", shared=False, query="only=overdue"):
    return services.save_view(notice=notice, name=name, query=query, is_shared=shared, by=by)


def names(response):
    return [view.name for view in response.context["views"]]


def test_what_is_kept_narrows_and_orders_and_is_nothing_else(notice):
    asked = QueryDict("page=3&as_at=2026-01-01&sort=-due&stage=delivered&stage=x&q=&other=1")

    kept = RegisterFilter(asked, notice=notice).address_kept

    assert kept == "stage=delivered&stage=x&sort=-due"


def test_view_is_saved_under_a_name_and_opens_again(browser, notice, somebody):
    make_action(notice)
    register = browser.get("/notices/ce/?only=overdue&sort=-due&page=2").content.decode()
    assert f'href="{PATH}?only=overdue&amp;sort=-due"' in register

    query = browser.get(f"{PATH}?only=overdue&sort=-due").context["form"]["query"].value()
    response = browser.post(PATH, {"name": "Late ones", "query": query})

    assert response.url == "/notices/ce/?only=overdue&sort=-due"
    view = SavedView.objects.get()
    assert (view.user, view.name, view.is_shared) == (somebody, "Late ones", False)
    page = browser.get(response.url).content.decode()
    assert (
        '<a class="govuk-link" href="/notices/ce/?only=overdue&amp;sort=-due" aria-current' in page
    )


def test_one_sees_ones_own_and_what_is_shared(browser, notice, somebody):
    make_action(notice)
    other = person_with_role(notice, Role.OFFICER)
    kept(notice, somebody, "Mine")
    kept(notice, other, "Theirs")
    kept(notice, other, "Shared", shared=True)
    stranger = person_with_role(make_notice(slug="other"), Role.OFFICER)
    kept(stranger.memberships.get().notice, stranger, "Elsewhere", shared=True)

    assert names(browser.get("/notices/ce/")) == ["Mine", "Shared"]
    listed = browser.get(PATH).context["views"]
    assert [(view.name, may) for view, may in listed] == [("Mine", True), ("Shared", False)]


def test_saving_twice_has_one_effect_and_the_same_name_replaces(browser, notice):
    said = {"name": "Late", "query": "only=overdue"}

    browser.post(PATH, said)
    browser.post(PATH, said)
    assert SavedView.objects.get().history.count() == 1

    browser.post(PATH, said | {"query": "only=overdue&page=2&rating=red", "is_shared": "on"})

    view = SavedView.objects.get()
    assert (view.query, view.is_shared) == ("rating=red&only=overdue", True)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": "", "query": "only=overdue"}, "Give this view a name"),
        ({"name": "x", "query": ""}, "Narrow the register first"),
        ({"name": "x", "query": "stage=finished"}, "Narrow the register first"),
        ({"name": "x" * 81, "query": "only=overdue"}, "80"),
    ],
)
def test_what_can_not_be_saved_says_why(browser, said, error):
    assert error in browser.post(PATH, said).content.decode()
    assert not SavedView.objects.exists()


def test_view_is_removed_by_its_owner_and_a_shared_one_by_an_administrator(
    browser, client, notice, somebody
):
    mine, shared = kept(notice, somebody, "Mine"), kept(notice, somebody, "Shared", shared=True)
    officer = person_with_role(notice, Role.OFFICER)
    admin = person_with_role(notice, Role.ADMINISTRATOR)
    got = {}
    for person in (officer, admin):
        client.force_login(person)
        got[person] = [
            client.post(f"{PATH}{view.pk}/remove/").status_code for view in (mine, shared)
        ]
    client.force_login(somebody)
    got[somebody] = client.post(f"{PATH}{mine.pk}/remove/").status_code

    assert got == {officer: [404, 403], admin: [404, 302], somebody: 302}
    assert not SavedView.objects.of(notice).exists()
    kept(notice, somebody, "Mine")  # the name is free again


def test_past_offers_no_views(browser, notice, somebody):
    make_action(notice, at=timezone.now() - dt.timedelta(days=9))
    kept(notice, somebody)
    day = timezone.localdate() - dt.timedelta(days=2)

    assert "Saved views" not in browser.get(f"/notices/ce/?as_at={day}").content.decode()


def test_register_takes_as_many_queries_for_one_view_as_for_three(
    browser, notice, somebody, django_assert_num_queries, django_assert_max_num_queries
):
    make_action(notice)
    kept(notice, somebody, "One")
    browser.get("/notices/ce/")  # what is counted once for each thing written
    with django_assert_max_num_queries(12) as one:
        browser.get("/notices/ce/")
    kept(notice, somebody, "Two")
    kept(notice, somebody, "Three")

    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/notices/ce/")


@pytest.mark.parametrize("name", ["\u202e", "\u200b \u00ad", "\u3164", "\u0301"])
def test_view_needs_a_name_that_can_be_seen(browser, notice, name):
    response = browser.post(PATH, {"name": name, "query": "only=overdue"})

    assert response.status_code == 200
    assert "It has nothing in it that can be seen" in response.content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["é", "逾期", "👩\u200d🏫", "!", "\u202eLate"])
def test_view_may_have_any_name_that_can_be_seen(browser, notice, name):
    assert browser.post(PATH, {"name": name, "query": "only=overdue"}).status_code == 302


@pytest.mark.parametrize("path", [f"{PATH}1/remove/", "/notices/ce/read/"])
def test_address_of_a_button_says_what_it_is(browser, path):
    response = browser.get(path)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "It only does what a button on another page asks for." in response.content.decode()
