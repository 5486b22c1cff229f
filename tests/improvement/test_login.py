"""Logging in and out, and passwords."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.urls import reverse

from improvement import history
from improvement.accounts import DEMO_PASSWORD, demo_logins
from improvement.accounts.forms import postman
from improvement.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    """Counts the work that a log-in costs, since its time would tell whether an account exists."""

    runs = 0

    def encode(self, password, salt):
        type(self).runs += 1
        return super().encode(password, salt)


def log_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": email, "password": password} | more)


def mailed():
    """What was posted, once the postman has been."""
    postman.submit(int).result()
    return mail.outbox


def without_tokens(response, *typed):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for word in typed:
        text = text.replace(word, "")
    return text


def deactivate(user):
    user.is_active = False
    history.save_as(user, by=user, reason="Left")


@pytest.mark.parametrize("typed", ["pat@example.org", "PAT@Example.ORG", "  pat@example.org "])
def test_email_is_read_in_any_case(client, typed):
    make_user("Pat@example.org")

    response = log_in(client, typed)

    assert (response.status_code, response.url) == (302, "/")


def test_wrong_unknown_and_deactivated_get_the_same_answer(client):
    make_user("pat@example.org")
    deactivate(make_user("gone@example.org"))

    answers = [
        log_in(client, "pat@example.org", "wrong"),
        log_in(client, "nobody@example.org"),
        log_in(client, "gone@example.org"),
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert "is not right" in answers[0].content.decode()
    emails = ["pat@example.org", "nobody@example.org", "gone@example.org"]
    assert len({without_tokens(answer, *emails) for answer in answers}) == 1


@pytest.mark.parametrize("email", ["pat@example.org", "nobody@example.org", "gone@example.org"])
def test_every_failure_costs_the_same_work(client, settings, email):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_user("pat@example.org")
    deactivate(make_user("gone@example.org"))
    CountingHasher.runs = 0

    log_in(client, email, "wrong")

    assert CountingHasher.runs == 1


def test_login_gives_a_new_session(client):
    make_user("pat@example.org")
    client.get(reverse("login"))
    client.session["before"] = True
    session = client.session
    session.save()
    before = session.session_key

    log_in(client, "pat@example.org")

    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/sample/?a=1", "/sample/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        (r"/\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_leads_only_within(client, wanted, given):
    make_user("pat@example.org")

    assert log_in(client, "pat@example.org", next=wanted).url == given


def test_pages_want_a_login_first(client):
    assert client.get("/sample/").url == "/login/?next=/sample/"


def test_logout_is_a_post(client):
    client.force_login(make_user())

    assert client.get(reverse("logout")).status_code == 405
    assert client.get("/").status_code == 200
    assert client.post(reverse("logout")).url == reverse("login")
    assert client.get("/").status_code == 302


def test_deactivation_ends_a_session(client):
    user = make_user()
    client.force_login(user)

    deactivate(user)

    assert client.get("/").status_code == 302


def test_password_change_is_recorded_and_ends_other_sessions(client, django_user_model):
    user = make_user("pat@example.org")
    other = client.__class__()
    other.force_login(user)
    client.force_login(user)
    new = "a longer battery staple"

    response = client.post(
        reverse("password_change"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        follow=True,
    )

    assert "Your password is changed" in response.content.decode()
    assert other.get("/").status_code == 302
    version = user.history.latest()
    assert (version.history_user, version.history_change_reason) == (user, "Changed the password")
    assert not hasattr(version, "password")


def test_password_change_wants_the_old_one(client):
    user = make_user()
    client.force_login(user)
    new = {"new_password1": "a longer battery", "new_password2": "a longer battery"}

    response = client.post(reverse("password_change"), {"old_password": "wrong"} | new)

    user.refresh_from_db()
    assert response.status_code == 200
    assert user.check_password(PASSWORD)


def test_reset_answers_the_same_for_known_and_unknown(client):
    make_user("pat@example.org")
    deactivate(make_user("gone@example.org"))

    pages = [
        client.post(reverse("password_reset"), {"email": email}, follow=True)
        for email in ["PAT@example.org", "nobody@example.org", "gone@example.org"]
    ]

    assert len({without_tokens(page) for page in pages}) == 1
    assert [(message.to, message.content_subtype) for message in mailed()] == [
        (["pat@example.org"], "plain")
    ]


def test_reset_link_sets_a_password_once(client):
    user = make_user("pat@example.org", password=None)
    client.post(reverse("password_reset"), {"email": "pat@example.org"})
    (message,) = mailed()
    assert message.subject == "Set your password for the Improvement register"
    link = re.search(r"http://testserver(/\S+)", message.body).group(1)
    new = {"new_password1": "a longer battery", "new_password2": "a longer battery"}

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], new)

    version = user.history.latest()
    assert version.history_user == user
    assert version.history_change_reason == "Set a new password by a mailed link"
    assert log_in(client, "pat@example.org", "a longer battery").status_code == 302
    client.post(reverse("logout"))
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_reset_mails_at_most_once_a_minute(client):
    make_user("pat@example.org")

    for _ in range(3):
        client.post(reverse("password_reset"), {"email": "pat@example.org"})

    assert len(mailed()) == 1


def test_demonstration_logins_are_shown_in_a_demonstration_only(client, settings):
    made_up = make_user("chair@demo.example", "Dame Example", organisation="Testshire")
    make_user("real@testshire.example", "Real Person", organisation="Testshire")

    settings.DEMO = True
    shown = client.get(reverse("login")).content.decode()
    assert list(demo_logins()) == [made_up]
    assert "chair@demo.example" in shown
    assert DEMO_PASSWORD in shown
    assert "real@testshire.example" not in shown

    settings.DEMO = False
    hidden = client.get(reverse("login")).content.decode()
    assert list(demo_logins()) == []
    assert "demo.example" not in hidden
    assert DEMO_PASSWORD not in hidden


def test_people_are_found_whatever_the_case():
    user = make_user("Pat@Example.org")

    assert User.objects.get_by_natural_key("pat@example.org") == user


def test_endless_email_address_is_refused_with_a_sentence(client):
    response = client.post("/login/", {"username": "x" * 100_000, "password": "y"})

    assert "Email address must be 254 characters or fewer" in response.text
