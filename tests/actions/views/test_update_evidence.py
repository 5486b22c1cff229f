import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import EvidenceFile, HeldFile, UpdateDraft
from tests.actions.views.updating import URL, sent_back, shown_form, text_of
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SAID = {"evidence-0-kind": "audit", "evidence-0-dated_on": "27 March 2014"}


@pytest.fixture
def lead():
    return person_with_role(make_notice(slug="ce"), "officer", full_name="Lee Lead")


@pytest.fixture
def action(lead):
    return make_action(lead.memberships.get().notice, ref="IN2", lead=lead)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def pdf(content=PDF):
    return {"evidence-0-file": SimpleUploadedFile("audit.pdf", content)}


def kept_files(action):
    return [file.filename for file in EvidenceFile.objects.filter(evidence__action=action)]


def test_file_becomes_evidence_in_the_act_of_the_update(as_lead, action):
    as_lead.post(URL, shown_form(action) | SAID | pdf() | {"new-progress-0-text": "Audited"})

    evidence = action.evidence.get()
    assert (evidence.title, evidence.kind, evidence.dated_on) == (
        "audit",
        "audit",
        dt.date(2014, 3, 27),
    )
    assert kept_files(action) == ["audit.pdf"]
    acts = {row.history.first().history_act for row in (action, evidence)}
    assert acts == {action.progress_items.get().history.first().history_act}
    assert not HeldFile.objects.exists()


def test_link_needs_a_title(as_lead, action):
    link = {"evidence-0-link": "https://example.org/audit"} | SAID

    refused = as_lead.post(URL, shown_form(action) | link)
    as_lead.post(URL, sent_back(refused) | {"evidence-0-title": "The audit"})

    assert "Enter a title for the link" in text_of(refused)
    assert action.evidence.get().link == "https://example.org/audit"


@pytest.mark.parametrize(
    "detour",
    [{"new-progress-0-achieved_on": "31 Feb"}, {"more": "progress"}, {"draft": "1"}],
    ids=["error", "more rows", "draft"],
)
def test_file_is_kept_while_the_page_is_put_right(as_lead, action, detour):
    back = as_lead.post(URL, shown_form(action) | SAID | pdf() | detour, follow=True)

    as_lead.post(URL, sent_back(back) | {"new-progress-0-achieved_on": ""})

    assert "audit.pdf" in text_of(back)
    assert "is kept with this page" in text_of(back)
    assert kept_files(action) == ["audit.pdf"]


def test_file_is_kept_through_a_clash(as_lead, action):
    item = make_progress_item(action, "Written")
    box, why = f"progress-{item.pk}-text", {"why-reason": "Clearer"}
    stale = shown_form(action)
    as_lead.post(URL, shown_form(action) | why | {box: "Agreed"})

    clash = as_lead.post(URL, stale | why | SAID | pdf() | {box: "Launched"})
    as_lead.post(URL, sent_back(clash))

    assert clash.status_code == 409
    assert "is kept with this page" in text_of(clash)
    assert kept_files(action) == ["audit.pdf"]


def test_file_is_taken_off_the_page(as_lead, action, django_capture_on_commit_callbacks):
    back = as_lead.post(URL, shown_form(action) | SAID | pdf() | {"more": "steps"})
    (name,) = [held.file.name for held in HeldFile.objects.all()]

    with django_capture_on_commit_callbacks(execute=True):
        again = as_lead.post(URL, sent_back(back) | {"evidence-0-take_off": "on", "more": "steps"})

    assert "is kept with this page" not in text_of(again)
    assert not HeldFile.objects.exists()
    assert not default_storage.exists(name)


def test_file_goes_with_a_draft_that_is_thrown_away(as_lead, action):
    as_lead.post(URL, shown_form(action) | SAID | pdf() | {"draft": "1"})

    as_lead.post(URL, {"throw_away": "1"})

    assert not UpdateDraft.objects.exists()
    assert not HeldFile.objects.exists()


def test_form_with_a_file_that_is_sent_twice_adds_it_once(as_lead, action):
    sent = shown_form(action) | SAID | {"new-progress-0-text": "Audited"}

    as_lead.post(URL, sent | pdf())
    as_lead.post(URL, sent | pdf())

    assert kept_files(action) == ["audit.pdf"]
    assert action.progress_items.count() == 1
    assert not HeldFile.objects.exists()


def test_page_with_a_kept_file_that_is_sent_twice_adds_it_once(as_lead, action):
    back = as_lead.post(URL, shown_form(action) | SAID | pdf() | {"more": "steps"})
    sent = sent_back(back)

    responses = [as_lead.post(URL, sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert kept_files(action) == ["audit.pdf"]


def test_file_of_somebody_else_is_no_file_of_mine(as_lead, action):
    held = HeldFile.objects.create(
        action=action,
        user=person_with_role(action.notice, "administrator"),
        file="evidence/x",
        filename="theirs.pdf",
        size=1,
        media_type="application/pdf",
        sha256="0" * 64,
        brought_at=dt.datetime.now(dt.UTC),
    )

    response = as_lead.post(URL, shown_form(action) | SAID | {"evidence-0-held": str(held.token)})

    assert "This file is no longer kept with the page. Select it again" in text_of(response)
    assert "theirs.pdf" not in text_of(response)
    assert HeldFile.objects.filter(pk=held.pk).exists()


def test_a_file_and_a_link_in_one_row_are_refused_and_both_stay(as_lead, action):
    link = {"evidence-0-link": "https://example.org/audit", "evidence-0-title": "The audit"}

    refused = as_lead.post(URL, shown_form(action) | SAID | link | pdf())
    brought = action.evidence.count()
    again = as_lead.post(URL, sent_back(refused))
    kept = as_lead.post(URL, sent_back(again) | {"evidence-0-link": ""})

    for response in (refused, again):
        page = text_of(response)
        assert "Bring a file or a link, not both. Leave the link empty to keep the file" in page
        assert 'value="https://example.org/audit"' in page
        assert "is kept with this page" in page
    assert brought == 0
    assert kept.status_code == 302
    assert kept_files(action) == ["audit.pdf"]


def test_the_file_beside_a_link_can_be_taken_off(as_lead, action):
    link = {"evidence-0-link": "https://example.org/audit", "evidence-0-title": "The audit"}
    refused = as_lead.post(URL, shown_form(action) | SAID | link | pdf())

    as_lead.post(URL, sent_back(refused) | {"evidence-0-take_off": "on"})

    assert action.evidence.get().link == "https://example.org/audit"
    assert kept_files(action) == []


@pytest.mark.parametrize("detour", [{"more": "progress"}, {"draft": "1"}])
def test_a_link_beside_a_file_stays_while_the_page_is_put_off(as_lead, action, detour):
    link = {"evidence-0-link": "https://example.org/audit"}

    back = as_lead.post(URL, shown_form(action) | SAID | link | pdf() | detour, follow=True)

    assert 'value="https://example.org/audit"' in text_of(back)
    assert "is kept with this page" in text_of(back)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"evidence-0-dated_on": "27 March 2014"}, "Select what kind of evidence it is"),
        ({"evidence-0-kind": "audit"}, "Enter the date that the evidence is of"),
        (SAID | {"evidence-0-dated_on": "1 March 2099"}, "must be today or in the past"),
    ],
)
def test_evidence_needs_a_kind_and_a_date(as_lead, action, said, sentence):
    response = as_lead.post(URL, shown_form(action) | said | pdf())

    assert sentence in text_of(response)
    assert not action.evidence.exists()


def test_evidence_that_is_only_described_is_asked_for(as_lead, action):
    response = as_lead.post(URL, shown_form(action) | {"evidence-0-title": "The audit"})

    assert "Select a file, or enter a link" in text_of(response)


def test_file_that_is_refused_says_why(as_lead, action):
    file = {"evidence-0-file": SimpleUploadedFile("run.exe", b"MZ")}

    response = as_lead.post(URL, shown_form(action) | SAID | file | {"new-progress-0-text": "x"})

    assert "Programs are not taken." in text_of(response)
    assert not action.progress_items.exists()
