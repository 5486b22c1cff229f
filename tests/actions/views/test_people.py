import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.models import Member
from improvement import history
from improvement.models import User
from tests.factories import make_member, make_notice, make_user, person_with_role

pytestmark = pytest.mark.django_db

URL = "/notices/ce/people/"
SAID = {"email": "new@example.org", "full_name": "New Person", "role": "officer"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Dee Admin", email="d@example.org")


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


@pytest.mark.parametrize("role", ["officer", "assurance_lead", "board_member", "observer"])
def test_everybody_reads_the_list_and_only_administrators_change_it(client, notice, admin, role):
    client.force_login(person_with_role(notice, role))
    one = f"{URL}{admin.memberships.get().pk}/"

    text = client.get(URL).text
    assert "Dee Admin" in text
    assert "d@example.org" not in text
    assert "Add a person" not in text
    for url in (f"{URL}add/", one):
        assert client.get(url).status_code == 403
        assert client.post(url, SAID).status_code == 403
    assert User.objects.named("new@example.org").count() == 0


def test_the_pages_do_not_exist_for_strangers(client, notice, admin):
    client.force_login(person_with_role(make_notice(), "administrator"))

    for url in (URL, f"{URL}add/", f"{URL}{admin.memberships.get().pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{URL}add/", SAID).status_code == 404


def test_a_member_of_another_notice_is_not_found_on_this_one(as_admin):
    other = make_member(make_notice())

    assert as_admin.get(f"{URL}{other.pk}/").status_code == 404
    assert as_admin.post(f"{URL}{other.pk}/", {"end": "now"}).status_code == 404


def test_those_whose_role_has_ended_come_last_and_say_so(as_admin, notice):
    make_member(
        notice, user=make_user(full_name="Al Gone"), until_on=timezone.localdate() - dt.timedelta(1)
    )

    text = as_admin.get(URL).text

    assert text.index("Dee Admin", text.index("<h1")) < text.index("Al Gone")
    assert text.count("Ended") == 1


def test_the_list_takes_as_many_queries_for_three_as_for_one(as_admin, notice):
    taken = []
    for number in (1, 2):
        for _ in range(number):
            make_member(notice)
        with CaptureQueriesContext(connection) as queries:
            as_admin.get(URL)
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert taken[0] <= 12


def test_adding_somebody_new_sends_a_link(as_admin, admin, notice):
    response = as_admin.post(f"{URL}add/", SAID | {"until_on": "31 March 2099"}, follow=True)

    member = notice.members.get(user__email="new@example.org")
    assert (member.role, member.until_on) == ("officer", dt.date(2099, 3, 31))
    assert member.history.get().history_user == admin
    assert "New Person is on the notice. An email is on its way" in response.text
    assert "http://testserver/reset-password/" in mail.outbox[0].body


def test_adding_twice_is_adding_once(as_admin, notice):
    for _ in range(2):
        assert as_admin.post(f"{URL}add/", SAID).status_code == 302

    assert notice.members.filter(user__email="new@example.org").count() == 1
    assert Member.history.filter(user__email="new@example.org").count() == 1


def test_adding_somebody_who_has_another_role_says_so(as_admin, notice):
    as_admin.post(f"{URL}add/", SAID)

    response = as_admin.post(f"{URL}add/", SAID | {"role": "administrator"})

    assert "New Person is already on this notice, as officer" in response.text
    assert notice.members.get(user__email="new@example.org").role == "officer"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"email": ""}, "Enter their email address"),
        ({"full_name": "  "}, "Enter their full name"),
        ({"role": ""}, "Choose what they may do"),
        ({"until_on": "1 January 2014"}, "The last day must be today or later"),
        ({"email": "gone@example.org"}, "The account with this email address is closed"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(as_admin, notice, said, sentence):
    make_user("gone@example.org", is_active=False)

    response = as_admin.post(f"{URL}add/", SAID | said)

    assert sentence in response.text
    assert notice.members.count() == 1
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_is_said_and_the_person_stays(as_admin, notice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = as_admin.post(f"{URL}add/", SAID, follow=True)

    assert "the email could not be sent" in response.text
    assert notice.members.filter(user__email="new@example.org").exists()


# One person


def shown(member, **more):
    version = member.history.order_by("-history_id").first().history_id
    return {"role": member.role, "until_on": "", "seen": version} | more


def test_changing_a_role_is_signed(as_admin, admin, notice):
    member = make_member(notice, "officer")

    as_admin.post(f"{URL}{member.pk}/", shown(member, role="observer", until_on="31/3/2099"))

    member.refresh_from_db()
    assert (member.role, member.until_on) == ("observer", dt.date(2099, 3, 31))
    assert member.history.latest().history_user == admin


def test_ending_a_role_shuts_the_person_out_at_once(as_admin, client, notice):
    member = make_member(notice, "officer")

    as_admin.post(f"{URL}{member.pk}/", shown(member) | {"end": "now"})

    client.force_login(member.user)
    assert client.get(URL).status_code == 404


def test_the_last_administrator_is_told_why_they_stay(as_admin, admin):
    member = admin.memberships.get()

    for said in [{"end": "now"}, {"role": "observer"}]:
        response = as_admin.post(f"{URL}{member.pk}/", shown(member, **said))
        assert "This notice would be left without an administrator" in response.text
    response = as_admin.post(f"{URL}{member.pk}/", shown(member, until_on="31 March 2099"))
    assert "without an administrator after 31 March 2099" in response.text

    member.refresh_from_db()
    assert (member.role, member.until_on) == ("administrator", None)


def test_a_stale_form_never_overwrites(as_admin, notice):
    member = make_member(notice, "officer")
    said = shown(member, role="observer")
    with history.act(name="Somebody else"):
        member.role = "assurance_lead"
        member.save()

    response = as_admin.post(f"{URL}{member.pk}/", said)

    member.refresh_from_db()
    assert member.role == "assurance_lead"
    assert "Somebody changed this" in response.text


@pytest.mark.parametrize("number", ["0", "-9", "999", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest(as_admin, number):
    response = as_admin.get(URL, {"page": number})

    assert response.status_code == 200
    assert response.context["page_obj"].number == 1
