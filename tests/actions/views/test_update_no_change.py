import datetime as dt

import pytest
from django.utils import timezone

from actions.models import Action
from tests.actions.views.updating import URL, sent_back, shown_form, text_of
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

pytestmark = pytest.mark.django_db

NOTHING = {"no_change": "1"}


@pytest.fixture
def lead():
    return person_with_role(make_notice(slug="ce"), "officer", full_name="Lee Lead")


@pytest.fixture
def long_ago():
    return timezone.now() - dt.timedelta(days=60)


@pytest.fixture
def action(lead, long_ago):
    notice = lead.memberships.get().notice
    action = make_action(notice, ref="IN2", lead=lead, stage="in_progress", at=long_ago)
    make_progress_item(action, "Standards written", at=long_ago)
    return action


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def test_nothing_has_changed_is_an_answer(as_lead, action, lead, long_ago):
    since = timezone.localdate() - dt.timedelta(days=30)
    assert action in Action.objects.stale(timezone.now() - dt.timedelta(days=30))

    as_lead.post(URL, shown_form(action) | NOTHING | {"nothing-note": "The judge is away"})

    answer = action.no_changes.get()
    assert (answer.since_on, answer.said_on) == (
        timezone.localdate(long_ago),
        timezone.localdate(),
    )
    assert (answer.said_by, answer.note) == (lead, "The judge is away")
    assert not Action.objects.stale(timezone.now() - dt.timedelta(days=30)).exists()
    assert since > answer.since_on
    page = text_of(as_lead.get("/notices/ce/actions/IN2/"))
    assert "Lee Lead said that nothing had changed since" in page
    assert "The judge is away" in page
    assert "The judge is away" in text_of(as_lead.get("/notices/ce/actions/IN2/history/"))


def test_page_says_what_was_said_last_and_when(as_lead, action, long_ago):
    page = text_of(as_lead.get(URL))

    day = timezone.localdate(long_ago)
    assert f"Last said on {day.day} {day:%B %Y}, by The test" in page
    assert f"Nothing has changed since {day.day} {day:%B %Y}" in page
    assert "Standards written" in page


def test_answer_that_is_sent_twice_is_given_once(as_lead, action):
    sent = shown_form(action) | NOTHING
    as_lead.post(URL, sent)

    response = as_lead.post(URL, sent, follow=True)

    assert "Your answer is saved" in text_of(response)
    assert action.no_changes.count() == 1


def test_something_that_was_typed_is_no_answer_that_nothing_changed(as_lead, action):
    response = as_lead.post(
        URL, shown_form(action) | NOTHING | {"new-progress-0-text": "Standards launched"}
    )

    assert "You changed something else on this page" in text_of(response)
    assert "Standards launched" in text_of(response)
    assert not action.no_changes.exists()


def test_note_that_the_wrong_button_would_lose_is_pointed_out(as_lead, action):
    response = as_lead.post(URL, shown_form(action) | {"nothing-note": "The judge is away"})

    assert "This box goes with the answer that nothing has changed" in text_of(response)
    assert "The judge is away" in text_of(response)


def test_answer_after_somebody_else_spoke_asks_to_look_first(as_lead, action):
    stale = shown_form(action) | NOTHING
    as_lead.post(URL, shown_form(action) | {"new-progress-0-text": "Standards launched"})

    response = as_lead.post(URL, stale)

    assert "Lee Lead saved this action while you had the page open" in text_of(response)
    assert not action.no_changes.exists()


def test_action_of_which_nothing_was_said_has_nothing_to_be_unchanged(as_lead, lead):
    make_action(lead.memberships.get().notice, ref="IN3", lead=lead)

    page = text_of(as_lead.get("/notices/ce/actions/IN3/update/"))

    assert "Nothing has been said of IN3 yet" in page
    assert "Nothing has changed" not in page


def test_rating_that_was_given_is_something_said(as_lead, action):
    as_lead.post(
        URL,
        shown_form(action) | {"rating-delivery_rating": "green", "rating-rating_reason": "On time"},
    )

    assert "by Lee Lead" in text_of(as_lead.get(URL))
    assert sent_back(as_lead.get(URL))["rating-delivery_rating"] == "green"
