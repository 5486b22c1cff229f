"""What was typed stays to be copied where a form is refused by who sends it, or when."""

import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from actions import services
from actions.models import Member, ProgressItem
from improvement import history
from improvement.kept_text import MOST_LETTERS, MOST_TEXTS
from tests.actions.evidence_makers import make_evidence
from tests.actions.views.updating import shown_form
from tests.factories import make_action, make_contributor, make_notice, person_with_role
from tests.improvement.markup import parse

pytestmark = pytest.mark.django_db
Role = Member.Role
URL = "/notices/ce/actions/IN2/"
TYPED = "We met all of the partners.\n\nThey <b>agreed</b> & will come again."


@pytest.fixture
def action():
    notice = make_notice(slug="ce", title="The notice of nobody else")
    lead = person_with_role(notice, Role.OFFICER, full_name="Lee Lead")
    return make_action(notice, ref="IN2", lead=lead, wording="Wording of the register")


@pytest.fixture
def as_lead(client, action):
    client.force_login(action.lead)
    return client


def kept(response):
    """Label -> what stands in its box."""
    tree = parse(response.content)
    labels = {label.get("for"): "".join(label.itertext()) for label in tree.iter("label")}
    boxes = [box for box in tree.iter("textarea") if box.get("readonly") is not None]
    return {labels[box.get("id")]: "".join(box.itertext()).removeprefix("\n") for box in boxes}


def main_of(response):
    return " ".join("".join(parse(response.content).find(".//main").itertext()).split())


def links_of(response):
    return [link.get("href") for link in parse(response.content).find(".//main").iter("a")]


def test_whoever_is_logged_out_meanwhile_keeps_what_they_typed(as_lead, action):
    said = shown_form(action) | {"new-progress-0-text": TYPED.replace("\n", "\r\n")}
    as_lead.logout()

    response = as_lead.post(f"{URL}update/", said)

    assert response.status_code == 403
    assert "nothing was saved" in main_of(response)
    assert kept(response) == {"1. New progress text": TYPED}
    assert f"/login/?next={URL}update/" in links_of(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert not ProgressItem.objects.exists()


def test_whoever_is_logged_out_sees_nothing_of_the_register(as_lead, action):
    as_lead.logout()

    html = as_lead.post(f"{URL}update/", {"text": "Of my own"}).content.decode()

    assert "Of my own" in html
    assert not any(said in html for said in (action.wording, action.notice.title, "Lee Lead"))


def test_whoever_is_logged_out_and_typed_nothing_is_sent_to_log_in(as_lead, action):
    as_lead.logout()

    assert as_lead.get(f"{URL}update/").url == f"/login/?next={URL}update/"
    assert as_lead.post(f"{URL}update/", shown_form(action)).url == f"/login/?next={URL}update/"
    assert as_lead.post("/logout/").status_code == 302


def test_contributor_removed_meanwhile_keeps_what_they_typed(client, action):
    contributor = person_with_role(action.notice, Role.OFFICER)
    link = make_contributor(action, contributor)
    client.force_login(contributor)
    said = shown_form(action) | {"new-progress-0-text": TYPED}
    with history.act(by=action.lead, reason="Moved on"):
        link.delete()

    response = client.post(f"{URL}update/", said)

    assert response.status_code == 403
    assert kept(response) == {"1. New progress text": TYPED}
    assert "You do not lead IN2 or contribute to it." in main_of(response)
    assert "Nothing was changed" in main_of(response)
    assert URL in links_of(response)


def test_whoever_lost_their_role_meanwhile_keeps_what_they_typed(as_lead, action):
    said = shown_form(action) | {"new-progress-0-text": TYPED}
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    member = action.lead.memberships.get()
    member.until_on = yesterday
    history.save_as(member, by=action.lead, reason="Left")

    response = as_lead.post(f"{URL}update/", said)

    assert response.status_code == 404
    assert kept(response) == {"1. New progress text": TYPED}
    assert action.notice.title not in response.content.decode()


def test_form_open_too_long_shows_what_was_typed(action):
    client = Client(enforce_csrf_checks=True)
    client.force_login(action.lead)
    said = shown_form(action) | {"new-progress-0-text": TYPED, "csrfmiddlewaretoken": "x" * 64}

    response = client.post(f"{URL}update/", said)

    assert response.status_code == 403
    assert "open too long" in main_of(response)
    assert kept(response) == {"1. New progress text": TYPED}
    assert f"{URL}update/" in links_of(response)


def test_files_have_to_be_chosen_again(as_lead):
    as_lead.logout()
    file = SimpleUploadedFile("plan.txt", b"A plan")

    response = as_lead.post(f"{URL}evidence/add/", {"file": file, "title": "One"})

    assert response.status_code == 403
    assert "choose them again" in main_of(response)
    assert kept(response) == {}


def test_keys_and_passwords_are_not_shown(as_lead):
    as_lead.logout()
    said = {
        "csrfmiddlewaretoken": "secret of a kind",
        "seen": "version 9",
        "shown": "one two",
        "form-form_id": "one two",
        "new_password1": "correct horse battery",
        "Password": "correct horse battery",
        "kind": "audit",
        "link": "https://www.example.org/paper",
        "reason": "Agreed by all",
    }

    response = as_lead.post(f"{URL}update/", said)

    assert kept(response) == {"1. Link": said["link"], "2. Reason": said["reason"]}
    assert "horse" not in response.content.decode()


def test_hostile_post_is_escaped_and_bounded(as_lead):
    as_lead.logout()
    name = '"><script>alert(1)</script>' * 20
    attack = "</textarea><script>alert(1)</script> \x00 \x08 \u202e & more"
    said = {name: attack, "long": "word " * MOST_LETTERS}
    said |= {f"n{number}-text": "two words" for number in range(MOST_TEXTS + 5)}

    response = as_lead.post(f"{URL}update/", said)

    html = response.content.decode()
    assert response.status_code == 403
    assert "<script>" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "too long to be shown whole" in html
    assert len(kept(response)) <= MOST_TEXTS
    assert sum(map(len, kept(response).values())) <= MOST_LETTERS
    assert len(html) < 2 * MOST_LETTERS
    assert max(map(len, kept(response))) < 80


def test_many_texts_are_bounded(as_lead):
    as_lead.logout()
    said = {f"n{number}-text": "two words" for number in range(MOST_TEXTS + 5)}

    response = as_lead.post(f"{URL}update/", said)

    assert len(kept(response)) == MOST_TEXTS
    assert "too long to be shown whole" in main_of(response)


def test_decision_on_a_date_that_came_too_late_keeps_its_reason(client, action):
    ada, ben = (person_with_role(action.notice, Role.ADMINISTRATOR) for _ in "ab")
    action.due_on = action.original_due_on = timezone.localdate() + dt.timedelta(days=30)
    history.save_as(action, by=ada, reason="Known now")
    change = services.ask_to_move_date(
        action=action,
        due_after=action.due_on + dt.timedelta(days=30),
        reason="Late",
        by=action.lead,
    )
    services.refuse_to_move_date(change=change, by=ada, decision_reason="It cannot wait")
    client.force_login(ben)
    said = {"change": change.pk, "decision": "refuse", "decision_reason": "Not before June"}

    response = client.post(f"{URL}date/decide/", said)

    assert response.status_code == 409
    assert "decided or taken back already" in main_of(response)
    assert kept(response) == {"1. Decision reason": "Not before June"}
    change.refresh_from_db()
    assert change.decision_reason == "It cannot wait"


def test_evidence_withdrawn_meanwhile_keeps_the_reason(as_lead, action):
    evidence = make_evidence(action, action.lead, title="Audit of plans")
    services.withdraw_evidence(evidence=evidence, by=action.lead, reason="Of another year")

    response = as_lead.post(f"{URL}evidence/1/withdraw/", {"reason": "It is the wrong one"})

    assert response.status_code == 403
    assert "“Audit of plans” was withdrawn" in main_of(response)
    assert "Your role" not in main_of(response)
    assert kept(response) == {"1. Reason": "It is the wrong one"}
    assert f"{URL}evidence/1/" in links_of(response)


def test_session_that_ran_out_is_like_one_that_ended(as_lead, action):
    said = shown_form(action) | {"new-progress-0-text": TYPED}
    as_lead.session.flush()
    as_lead.cookies[django_settings.SESSION_COOKIE_NAME] = "gone"

    assert list(kept(as_lead.post(f"{URL}update/", said)).values()) == [TYPED]
