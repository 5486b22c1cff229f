import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from actions import people
from actions.models import Member
from improvement.models import User
from tests.factories import PASSWORD, make_member, make_notice, make_user, person_with_role

pytestmark = pytest.mark.django_db

TODAY = dt.date(2014, 2, 1)
YESTERDAY = dt.date(2014, 1, 31)
Role = Member.Role


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, Role.ADMINISTRATOR, full_name="Dee Admin")


def add(notice, admin, **more):
    said = {
        "email": "new@example.org",
        "full_name": "New Person",
        "role": Role.OFFICER,
        "on": TODAY,
        "reason": "Added",
    }
    return people.add_person(notice=notice, by=admin, **said | more)


def change(member, admin, **more):
    said = {"role": member.role, "until_on": member.until_on, "on": TODAY, "reason": "Changed"}
    people.change_member(member=member, by=admin, **said | more)


# Adding


def test_a_new_person_gets_an_account_without_a_password(notice, admin):
    member = add(notice, admin, job_title="Head of service", organisation="Testshire")

    user = member.user
    assert (user.full_name, user.job_title) == ("New Person", "Head of service")
    assert not user.has_usable_password()
    assert {row.history_user for row in (user.history.get(), member.history.get())} == {admin}


def test_an_account_that_exists_is_used_as_it_is(notice, admin):
    held = make_user("held@example.org", "Held Name")

    member = add(notice, admin, email="HELD@example.org", full_name="Another Name")

    assert member.user == held
    held.refresh_from_db()
    assert held.full_name == "Held Name"
    assert held.check_password(PASSWORD)


def test_adding_twice_writes_once(notice, admin):
    assert add(notice, admin) == add(notice, admin)

    assert Member.objects.get(user__email="new@example.org").history.count() == 1
    assert User.objects.named("new@example.org").get().history.count() == 1


def test_somebody_who_is_on_the_notice_in_another_way_is_left_as_they_are(notice, admin):
    add(notice, admin)

    with pytest.raises(people.AlreadyOn, match="New Person is already on this notice, as officer"):
        add(notice, admin, role=Role.ADMINISTRATOR)

    assert Member.objects.get(user__email="new@example.org").role == Role.OFFICER


def test_whoever_left_comes_back_to_the_same_membership(notice, admin):
    left = make_member(notice, Role.OFFICER, until_on=YESTERDAY)

    member = add(notice, admin, email=left.user.email, role=Role.OBSERVER)

    assert member.pk == left.pk
    assert (member.role, member.until_on) == (Role.OBSERVER, None)
    assert member.history.count() == 2


# The last administrator


def test_the_last_administrator_stays(notice, admin):
    member = admin.memberships.get()

    for what in [{"role": Role.OFFICER}, {"until_on": YESTERDAY}]:
        with pytest.raises(people.NobodyLeft) as nobody:
            change(member, admin, **what)
        assert nobody.value.day == YESTERDAY

    member.refresh_from_db()
    assert (member.role, member.until_on) == (Role.ADMINISTRATOR, None)
    assert member.history.count() == 1


def test_the_last_administrator_cannot_end_themselves(notice, admin):
    with pytest.raises(people.NobodyLeft):
        people.end_now(member=admin.memberships.get(), on=TODAY, by=admin)


def test_a_last_day_that_leaves_nobody_after_it_is_refused_with_the_day(notice, admin):
    until_on = dt.date(2014, 3, 31)

    with pytest.raises(people.NobodyLeft) as nobody:
        change(admin.memberships.get(), admin, until_on=until_on)

    assert nobody.value.day == until_on


def test_one_of_two_administrators_may_go(notice, admin):
    other = make_member(notice, Role.ADMINISTRATOR)

    people.end_now(member=other, on=TODAY, by=admin)

    other.refresh_from_db()
    assert other.until_on == YESTERDAY
    assert other.history.latest().history_change_reason == "Ended"


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.ADMINISTRATOR, "until_on": YESTERDAY},
        {"role": Role.OFFICER},
    ],
)
def test_those_who_left_or_have_another_role_are_no_administrators(notice, admin, other):
    make_member(notice, **other)

    with pytest.raises(people.NobodyLeft):
        people.end_now(member=admin.memberships.get(), on=TODAY, by=admin)


def test_an_administrator_of_another_notice_or_a_closed_account_does_not_count(notice, admin):
    make_member(make_notice(), Role.ADMINISTRATOR)
    make_member(notice, Role.ADMINISTRATOR, user=make_user(is_active=False))

    with pytest.raises(people.NobodyLeft):
        people.end_now(member=admin.memberships.get(), on=TODAY, by=admin)


def test_a_last_day_may_be_put_off_though_nobody_else_administers(notice, admin):
    member = make_member(make_notice(), Role.ADMINISTRATOR, until_on=dt.date(2014, 3, 31))

    change(member, admin, until_on=dt.date(2014, 5, 31))

    member.refresh_from_db()
    assert member.until_on == dt.date(2014, 5, 31)


def test_a_change_to_what_is_so_already_writes_nothing(notice, admin):
    change(admin.memberships.get(), admin)

    assert admin.memberships.get().history.count() == 1


# The mail and the command


def test_the_link_sets_the_first_password_once(notice, admin, client):
    member = add(notice, admin)
    people.welcome(member=member, base_url="https://register.example/")

    (message,) = mail.outbox
    assert message.to == ["new@example.org"]
    assert "Testshire improvement notice" in message.subject
    assert "https://register.example/notices/ce/" in message.body
    link = re.search(r"https://register\.example(/reset-password/\S+/)\n", message.body)[1]

    response = client.get(link, follow=True)
    chosen = {"new_password1": "quite a long secret", "new_password2": "quite a long secret"}
    client.post(response.request["PATH_INFO"], chosen)

    member.user.refresh_from_db()
    assert member.user.check_password("quite a long secret")
    assert "This link no longer works" in client.get(link, follow=True).text


def test_somebody_with_a_password_gets_no_link_to_set_one(notice, admin):
    held = make_user("held@example.org")

    people.welcome(member=add(notice, admin, email=held.email), base_url="https://r.example")

    assert "with the password that you already have" in mail.outbox[0].body
    assert "/reset-password/" not in mail.outbox[0].body


def command(*more, email="boss@example.org", notice="ce", role="administrator"):
    call_command("add_person", email, *more, "--notice", notice, "--role", role)


def test_the_command_adds_the_first_administrator_and_prints_a_link(notice, capsys):
    command("--name", "The Boss", "--until", "2099-03-31", "--base-url", "https://r.example")

    member = notice.members.get()
    assert (member.user.full_name, member.role) == ("The Boss", Role.ADMINISTRATOR)
    assert member.until_on == dt.date(2099, 3, 31)
    assert member.history.get().history_user_name == "add_person"
    assert "https://r.example/reset-password/" in capsys.readouterr().out

    command("--name", "The Boss", "--until", "2099-03-31")
    assert Member.history.count() == 1


@pytest.mark.parametrize(
    ("said", "more", "sentence"),
    [
        ({}, [], "Nobody has the address boss@example.org yet: give their --name."),
        ({"email": "boss"}, ["--name", "B"], "“boss” is not an email address."),
        ({"notice": "no"}, ["--name", "B"], "There is no notice “no”. There are: ce."),
        ({}, ["--name", "B", "--until", "soon"], "“soon” is not a date. Write it as 2027-03-31."),
        ({}, ["--name", "B", "--until", "2014-01-01"], "The last day must be today or later."),
        ({}, ["--name", "B", "--base-url", "x"], "“x” is not an address of a web site."),
    ],
)
def test_the_command_says_what_is_wrong(notice, said, more, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)):
        command(*more, **said)

    assert Member.objects.count() == 0
