"""What nobody can see is not shown again, in whatever box or sentence it was typed."""

import pytest
from django.test import override_settings
from django.urls import reverse

from actions.models import Member
from improvement.characters import CharactersMiddleware
from tests.factories import make_notice, person_with_role
from tests.improvement.markup import parse

pytestmark = pytest.mark.django_db

# NUL and other control characters, those of the second block, and what is no character.
UNSEEN = "\0\x01\x08\x0b\x1f\x7f\x80\x9f\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
KEPT = "Café £5 – “quoted” 😀 é\t√"


@pytest.fixture
def reader(client):
    client.force_login(person_with_role(make_notice(slug="ours"), Member.Role.ADMINISTRATOR))
    return client


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/notices/ours/", {"q": f"care{UNSEEN}{KEPT}"}),
        ("/notices/ours/", {"sort": f"care{UNSEEN}{KEPT}"}),
        ("/notices/ours/", {"as_at": f"care{UNSEEN}{KEPT}"}),
        ("/notices/ours/changes/", {"from": f"care{UNSEEN}{KEPT}"}),
        ("/notices/ours/changes/compare/", {"from": f"care{UNSEEN}{KEPT}", "to": "x"}),
    ],
)
def test_what_an_address_says_is_shown_again_without_them(reader, address, data):
    content = reader.get(address, data).content

    parse(content)
    assert not set(UNSEEN) & set(content.decode())
    assert "careCafé £5 –" in content.decode()


def test_a_form_that_is_shown_again_is_without_them(client):
    data = {"username": f"ada{UNSEEN}@example.org", "password": "wrong"}
    content = client.post(reverse("login"), data).content

    parse(content)
    assert "ada@example.org" in content.decode()


def test_length_that_is_said_is_that_of_what_is_sent(reader):
    for typed in ("care", f"care{UNSEEN}"):
        response = reader.get("/notices/ours/", {"q": typed})

        assert response.headers["Content-Length"] == str(len(response.content))


def test_without_it_they_would_be_there(reader, settings):
    name = f"{CharactersMiddleware.__module__}.{CharactersMiddleware.__name__}"
    without = [one for one in settings.MIDDLEWARE if one != name]

    with override_settings(MIDDLEWARE=without):
        content = (
            type(reader)().post(reverse("login"), {"username": "ada\x01", "password": "x"}).content
        )

    assert b"ada\x01" in content
