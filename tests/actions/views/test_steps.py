"""The pages on which an action is declared delivered, sign-off asked for, impact rated."""

import pytest
from django.utils import timezone

from actions import services
from actions.models import Member
from improvement import history
from tests.actions.at_the_gates import DELIVERED_ON, make_walk
from tests.actions.views.updating import shown_form
from tests.factories import make_contributor, make_notice, make_progress_item, person_with_role
from tests.improvement.markup import form_values, parse

pytestmark = pytest.mark.django_db
Role = Member.Role
URL = "/notices/ce/actions/IN2/"


@pytest.fixture
def walk():
    return make_walk(make_notice(slug="ce"))


@pytest.fixture
def as_lead(client, walk):
    client.force_login(walk.lead)
    return client


def text_of(response):
    return " ".join(parse(response.content).itertext())


def links_of(response):
    main = parse(response.content).find(".//main")
    return [link.get("href") for link in main.iter("a")]


def send(client, page, walk, **said):
    return client.post(f"{URL}{page}/", {"version": walk.now.version} | said)


def test_deliver_page_says_what_is_missing_and_where_to_mend_it(as_lead):
    response = as_lead.get(f"{URL}deliver/")

    assert "No progress is recorded" in text_of(response)
    assert "There is no evidence" in text_of(response)
    assert {f"{URL}update/", f"{URL}evidence/add/"} <= set(links_of(response))
    assert b"delivered_on" not in response.content


def test_lead_declares_delivery(as_lead, walk):
    make_progress_item(walk.action)
    walk.adds_evidence()

    assert b"delivered_on" in as_lead.get(f"{URL}deliver/").content
    said = {"delivered_on": "1 November 2013", "reason": "In every team"}
    response = send(as_lead, "deliver", walk, **said)

    assert response.url == URL
    assert (walk.now.stage, walk.now.delivered_on) == ("delivered", DELIVERED_ON)
    assert "IN2 is declared delivered." in text_of(as_lead.get(URL))


def test_delivery_sent_twice_has_one_effect_and_says_so(as_lead, walk):
    make_progress_item(walk.action)
    walk.adds_evidence()
    said = {"version": 1, "delivered_on": "1 November 2013"}

    as_lead.post(f"{URL}deliver/", said)
    again = as_lead.post(f"{URL}deliver/", said, follow=True)

    assert "IN2 is delivered. It can be declared delivered only while" in text_of(again)
    assert walk.action.stage_moves.count() == 1


def test_delivery_to_come_is_refused_beside_its_box(as_lead, walk):
    make_progress_item(walk.action)
    walk.adds_evidence()

    response = send(as_lead, "deliver", walk, delivered_on="1 May 2099")

    assert "The date of delivery must be today or in the past." in text_of(response)
    assert walk.now.stage == "in_progress"


def test_delivery_on_what_somebody_changed_meanwhile_asks_again_and_loses_nothing(as_lead, walk):
    make_progress_item(walk.action)
    walk.adds_evidence()
    said = {"version": 0, "delivered_on": "1 November 2013", "reason": "My own words"}

    response = as_lead.post(f"{URL}deliver/", said)

    assert response.status_code == 409
    assert "Somebody else changed this too" in text_of(response)
    assert "My own words" in text_of(response)
    version = parse(response.content).find(".//input[@name='version']").get("value")
    assert as_lead.post(f"{URL}deliver/", said | {"version": version}).status_code == 302


def test_evidence_that_went_between_the_page_and_the_sending_is_told_and_the_words_stay(
    as_lead, walk
):
    make_progress_item(walk.action)
    piece = walk.adds_evidence()
    as_lead.get(f"{URL}deliver/")
    services.withdraw_evidence(evidence=piece, by=walk.lead, reason="Wrong")

    said = {"delivered_on": "1 November 2013", "reason": "My own words"}
    response = send(as_lead, "deliver", walk, **said)

    assert "There is no evidence" in text_of(response)
    assert "My own words" in text_of(response)


def test_lead_asks_for_sign_off_once_all_is_checked(as_lead, walk):
    make_progress_item(walk.action)
    piece = walk.adds_evidence()
    walk.delivers()

    refused = as_lead.get(f"{URL}sign-off/")
    assert "“Terms of reference” has not been checked by assurance." in text_of(refused)
    assert f"{URL}evidence/{piece.number}/" in links_of(refused)
    walk.checks(piece)
    send(as_lead, "sign-off", walk, reason="For September")

    assert walk.now.stage == "awaiting_sign_off"


def test_lead_who_withdrew_all_progress_and_brought_other_evidence_is_asked_again(as_lead, walk):
    walk.is_delivered()
    item, piece = walk.action.progress_items.get(), walk.action.evidence.get()
    withdrawn = {f"progress-{item.pk}-is_withdrawn": "on", "why-reason": "Of another action"}
    as_lead.post(f"{URL}update/", shown_form(walk.action) | withdrawn)
    as_lead.post(f"{URL}evidence/{piece.number}/withdraw/", {"reason": "Of another year"})
    walk.checks(walk.adds_evidence("Minutes"))

    page = as_lead.get(f"{URL}sign-off/")
    sent = send(as_lead, "sign-off", walk, reason="For September")

    for response in (page, sent):
        assert "No progress is recorded: say what was done." in text_of(response)
        assert f"{URL}update/" in links_of(response)
    assert "For September" in text_of(sent)
    assert walk.now.stage == "delivered"


def test_lead_takes_it_back_with_a_reason(as_lead, walk):
    walk.is_awaiting()

    assert "Say why you take it back" in text_of(send(as_lead, "take-back", walk))
    response = send(as_lead, "take-back", walk, reason="One more piece")

    assert response.status_code == 302
    assert walk.now.stage == "delivered"


def test_assurance_rates_the_impact_and_the_action_says_so(client, walk):
    client.force_login(walk.checker)

    assert "Say why you give this rating" in text_of(send(client, "impact", walk, rating="some"))
    send(client, "impact", walk, rating="some", because="Two audits show it")

    page = text_of(client.get(URL))
    assert "Some evidence" in page
    assert "Two audits show it" in page


def test_links_beside_the_heading_are_those_of_the_stage(as_lead, walk):
    def offered():
        names = ("deliver", "sign-off", "take-back")
        return [name for name in names if f"{URL}{name}/" in links_of(as_lead.get(URL))]

    assert offered() == ["deliver"]
    walk.is_delivered()
    assert offered() == ["sign-off", "take-back"]
    walk.asks()
    assert offered() == ["take-back"]


def test_action_tells_how_it_came_to_its_stage(client, walk):
    walk.is_awaiting()
    walk.decides(services.return_action, reason="Show it in every team")
    client.force_login(person_with_role(walk.action.notice, Role.OBSERVER))

    page = text_of(client.get(URL))

    for words in ["Declared delivered", "Delivered on 1 November 2013", "Asked for sign-off"]:
        assert words in page
    assert "Returned" in page
    assert "Show it in every team" in page
    assert "Di Decider" in page


def test_delivered_action_whose_evidence_is_withdrawn_says_what_is_missing(client, walk):
    walk.is_delivered()
    services.withdraw_evidence(evidence=walk.action.evidence.get(), by=walk.lead, reason="Old")
    client.force_login(person_with_role(walk.action.notice, Role.OBSERVER))

    response = client.get(URL)

    assert "IN2 is delivered, but this is now missing:" in text_of(response)
    assert "There is no evidence" in text_of(response)
    assert f"{URL}evidence/add/" not in links_of(response)
    client.force_login(walk.lead)
    assert f"{URL}evidence/add/" in links_of(client.get(URL))


def test_observer_learns_no_title_of_restricted_evidence_from_what_is_missing(client, walk):
    walk.is_awaiting()
    walk.adds_evidence("Serious case review", is_restricted=True)
    client.force_login(person_with_role(walk.action.notice, Role.OBSERVER))

    page = text_of(client.get(URL))

    assert "Evidence 2 has not been checked by assurance." in page
    assert "Serious case review" not in page


def test_observer_is_not_told_that_all_evidence_is_missing_where_it_is_restricted(client, walk):
    make_progress_item(walk.action)
    walk.checks(walk.adds_evidence(is_restricted=True))
    walk.delivers()
    client.force_login(person_with_role(walk.action.notice, Role.OBSERVER))

    assert "now missing" not in text_of(client.get(URL))


def test_signed_off_action_is_shown_as_blue_and_rated_no_more(client, walk):
    walk.is_signed_off()
    client.force_login(walk.lead)

    assert b"app-tag--blue" in client.get(URL).content
    update = client.get(f"{URL}update/")
    assert "IN2 is signed off, so it is rated no more." in text_of(update)
    assert b"rating-delivery_rating" not in update.content


def test_rating_of_a_signed_off_action_is_not_changed_by_a_page_left_open(as_lead, walk):
    update = as_lead.get(f"{URL}update/")
    said = form_values(parse(update.content), ["new-progress-0-text"])
    walk.is_signed_off()

    as_lead.post(
        f"{URL}update/",
        said | {"rating-delivery_rating": "red", "rating-rating_reason": "x",
                "rating-path_to_green": "y", "new-progress-0-text": "Done since"},
    )  # fmt: skip

    assert walk.now.delivery_rating == ""
    assert walk.action.progress_items.filter(text="Done since").exists()


@pytest.mark.parametrize("page", ["deliver", "sign-off", "take-back"])
def test_administrator_does_not_speak_for_the_lead(client, walk, page):
    client.force_login(person_with_role(walk.action.notice, Role.ADMINISTRATOR))

    assert client.get(f"{URL}{page}/").status_code == 403


def test_past_day_offers_no_step(as_lead, walk):
    walk.is_delivered()

    page = as_lead.get(f"{URL}?as_at={timezone.localdate().isoformat()}")

    assert f"{URL}sign-off/" not in links_of(page)
    assert "Declared delivered" in text_of(page)


def test_administrator_who_leads_declares_asks_and_takes_back(client, walk):
    ada = person_with_role(walk.action.notice, Role.ADMINISTRATOR)
    action = walk.now
    action.lead = ada
    history.save_as(action, by=ada, reason="Ada leads it now")
    make_progress_item(walk.action)
    piece = walk.adds_evidence()
    client.force_login(ada)

    assert f"{URL}deliver/" in links_of(client.get(URL))
    send(client, "deliver", walk, delivered_on="1 November 2013")
    assert walk.now.stage == "delivered"
    walk.checks(piece)
    send(client, "sign-off", walk)
    assert walk.now.stage == "awaiting_sign_off"
    send(client, "take-back", walk, reason="Too early")
    assert walk.now.stage == "delivered"


@pytest.mark.parametrize(
    ("role", "page", "why"),
    [
        (Role.ADMINISTRATOR, "deliver", "Only whoever leads IN2 can do this."),
        (Role.OFFICER, "sign-off", "Only whoever leads IN2 can do this."),
        (Role.OBSERVER, "deliver", "Your role on this notice does not allow it."),
        (Role.OFFICER, "update", "You do not lead IN2 or contribute to it."),
        (Role.OFFICER, "impact", "Your role on this notice does not allow it."),
    ],
)
def test_refusal_says_the_true_reason(client, walk, role, page, why):
    client.force_login(person_with_role(walk.action.notice, role))

    response = client.get(f"{URL}{page}/")

    assert response.status_code == 403
    assert why in text_of(response)
    is_the_role = why.startswith("Your role")
    assert ("ask the person who runs the register" in text_of(response)) is is_the_role


def test_assurance_lead_who_contributes_is_told_that_somebody_else_rates(client, walk):
    make_contributor(walk.action, walk.checker)
    client.force_login(walk.checker)

    assert "Somebody else has to rate its impact." in text_of(client.get(f"{URL}impact/"))
