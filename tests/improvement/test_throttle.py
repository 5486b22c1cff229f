"""Guessing is slowed, per account and per address."""

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import reverse

from improvement.accounts.forms import postman
from improvement.accounts.throttle import client_address
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

WRONG = "wrong"
PAT, SAM = "pat@example.org", "sam@example.org"


@pytest.fixture(autouse=True)
def low_limits(settings):
    settings.AXES_FAILURE_LIMIT = 3
    settings.LOGIN_FAILURES_PER_ADDRESS = 12


def attempt(email, password=WRONG, address="192.0.2.1"):
    return Client(REMOTE_ADDR=address).post(
        reverse("login"), {"username": email, "password": password}
    )


def guess(email, times=3, **more):
    for _ in range(times):
        answer = attempt(email, **more)
    return answer


def test_account_is_closed_to_the_right_password_too():
    make_user(PAT)

    guess(PAT)

    assert attempt(PAT, PASSWORD).status_code == 429
    assert attempt(PAT, PASSWORD, address="192.0.2.2").status_code == 429


def test_without_the_guard_guessing_goes_on(settings):
    settings.AXES_ENABLED = False
    make_user(PAT)

    assert guess(PAT, 30).status_code == 200
    assert attempt(PAT, PASSWORD).status_code == 302


def test_two_mistakes_are_forgiven():
    make_user(PAT)
    guess(PAT, 2)

    assert attempt(PAT, PASSWORD).status_code == 302
    assert guess(PAT, 2).status_code == 200
    assert attempt(PAT, PASSWORD).status_code == 302


def test_others_behind_the_same_address_may_log_in():
    make_user(PAT)
    make_user(SAM)

    guess(PAT)

    assert attempt(SAM, PASSWORD).status_code == 302


def test_address_that_tries_many_accounts_is_closed():
    make_user(SAM)
    for number in range(6):
        guess(f"person{number}@example.org", 2)

    assert attempt(SAM, PASSWORD).status_code == 429
    assert attempt(SAM, PASSWORD, address="192.0.2.2").status_code == 302


def test_an_account_of_ones_own_does_not_open_the_address_again():
    make_user(PAT)
    make_user(SAM)
    for number in range(5):
        guess(f"person{number}@example.org", 2)
    guess(SAM, 1)

    attempt(PAT, PASSWORD)
    guess(SAM, 1)

    assert attempt(SAM, PASSWORD).status_code == 429


def test_case_of_the_address_makes_no_new_account():
    make_user(PAT)

    for typed in [PAT, PAT.upper(), f" {PAT.title()} "]:
        attempt(typed)

    assert attempt(PAT, PASSWORD).status_code == 429


def test_browser_name_makes_no_new_account():
    make_user(PAT)

    for number in range(3):
        Client(HTTP_USER_AGENT=f"guess/{number}").post(
            reverse("login"), {"username": PAT, "password": "wrong"}
        )

    assert attempt(PAT, PASSWORD).status_code == 429


def test_answer_is_the_same_for_an_account_that_is_not_there():
    make_user(PAT)

    known, unknown = guess(PAT, 4), guess("nobody@example.org", 4)

    assert known.status_code == unknown.status_code == 429
    assert known.content == unknown.content
    assert "Wait 15 minutes" in known.content.decode()
    assert known["Retry-After"] == "900"


def test_first_refusal_comes_at_the_same_attempt():
    make_user(PAT)

    assert [attempt(PAT).status_code for _ in range(4)] == [
        attempt("nobody@example.org").status_code for _ in range(4)
    ]


def test_account_opens_again_after_a_quarter_of_an_hour():
    make_user(PAT)
    guess(PAT, 5)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=15))

    assert attempt(PAT, PASSWORD).status_code == 302


def test_mailed_link_opens_the_account(client):
    make_user(PAT)
    guess(PAT)
    client.post(reverse("password_reset"), {"email": PAT})
    postman.submit(int).result()
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    new = "a longer battery"

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})

    assert attempt(PAT, new).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "not an address", "192.0.2.1"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_address_is_trusted_as_far_as_our_own_proxies(settings, proxies, forwarded, seen):
    settings.PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded}
    )

    assert client_address(request) == seen


def test_invented_forwarding_does_not_dodge_the_limit(settings):
    make_user(PAT)

    for number in range(3):
        Client(headers={"X-Forwarded-For": f"203.0.113.{number}"}).post(
            reverse("login"), {"username": PAT, "password": "wrong"}
        )

    assert attempt(PAT, PASSWORD).status_code == 429
