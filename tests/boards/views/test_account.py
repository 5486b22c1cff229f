"""The page on which somebody chooses their mails."""

import pytest

from actions.models import MailPreference
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    person = make_user()
    client.force_login(person)
    return person


def test_what_is_chosen_is_kept_with_a_version(client, user):
    client.post("/account/mail/", {"digest": "daily"})

    held = MailPreference.objects.get(user=user)
    assert (held.digest, held.wants_reminders) == ("daily", False)
    assert held.history.get().history_user == user
    shown = client.get("/account/mail/").context["form"]
    assert (shown["digest"].value(), shown["wants_reminders"].value()) == ("daily", False)


def test_choosing_what_stands_already_leaves_no_version(client, user):
    for _ in range(2):
        client.post("/account/mail/", {"digest": "weekly", "wants_reminders": "on"})
    assert not MailPreference.objects.exists()

    for _ in range(2):
        client.post("/account/mail/", {"digest": "never", "wants_reminders": "on"})
    assert MailPreference.objects.get().history.count() == 1


def test_looking_keeps_nothing(client, user):
    assert "Every Monday" in client.get("/account/mail/").text
    assert not MailPreference.objects.exists()


def test_nothing_chosen_is_an_error(client, user):
    response = client.post("/account/mail/", {})

    assert response.status_code == 200
    assert "There is a problem" in response.text
