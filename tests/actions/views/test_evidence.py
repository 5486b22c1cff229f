"""The pages of evidence: bringing it, reading it, downloading it, checking it."""

import datetime as dt
import logging
import re

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actions import services
from actions.models import Evidence, HeldFile, Member
from actions.views import evidence as views
from improvement import history
from improvement.uploads import BoundedUploadHandler
from tests.actions.evidence_makers import DAY, WORDS, make_check, make_evidence, make_version
from tests.actions.hostile_evidence import REFUSED, TAKEN
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    person_with_role,
)
from tests.improvement.markup import form_values, parse

pytestmark = pytest.mark.django_db
Role = Member.Role
TOMORROW = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
SAID = {"title": "Audit of plans", "kind": "audit", "dated_on": "18 September 2013"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def lead(notice):
    return person_with_role(notice, Role.OFFICER, full_name="Lee Lead")


@pytest.fixture
def action(notice, lead):
    return make_action(notice, ref="IN2", lead=lead)


@pytest.fixture
def checker(notice):
    return person_with_role(notice, Role.ASSURANCE_LEAD, full_name="Asa Assurance")


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def as_observer(client, notice):
    client.force_login(person_with_role(notice, Role.OBSERVER))
    return client


def address(name, *args):
    return reverse(f"actions:{name}", args=["ce", "IN2", *args])


def sends(client, path, *, file=None, **said):
    values = form_values(parse(client.get(path).content), said) | said
    return client.post(path, values | ({"file": file} if file else {}))


def brings(client, name="audit.txt", data=WORDS, **said):
    file = SimpleUploadedFile("x", data)
    file._name = name  # as a client of the attacker's own writes it, past all that a browser does
    return sends(client, address("evidence_add"), file=file, **SAID | said)


def stored():
    folder = django_settings.MEDIA_ROOT
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def download(client, number=1, version=1):
    return client.get(address("evidence_file", number, version))


# Hostile files


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_on_the_page_and_nothing_is_kept(as_lead, action, what):
    name, data, said = REFUSED[what]

    response = brings(as_lead, name, data)

    html = response.content.decode()
    assert response.status_code == 200
    if data:
        assert said in html.replace("&#x27;", "'")
    assert "There is a problem" in html
    assert not Evidence.objects.exists()
    assert not HeldFile.objects.exists()
    assert stored() == []


# A line break in a name ends the header that it stands in: no file comes then at all.
@pytest.mark.parametrize("what", [what for what in TAKEN if "\n" not in TAKEN[what][0]])
def test_a_file_is_given_back_as_a_download_that_runs_nowhere(as_lead, action, what):
    name, data, shown = TAKEN[what]

    assert brings(as_lead, name, data).status_code == 302

    (path,) = stored()
    assert path.parent == django_settings.MEDIA_ROOT / "evidence"
    assert re.fullmatch("[0-9a-f-]{36}", path.name)
    page = as_lead.get(address("evidence", 1)).content.decode()
    assert "<img" not in page
    given = download(as_lead)
    assert b"".join(given) == data
    assert given["Content-Disposition"].startswith("attachment")
    assert "\r" not in given["Content-Disposition"]
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in given["Cache-Control"]
    assert "html" not in given["Content-Type"]
    assert "svg" not in given["Content-Type"]
    # What cannot be seen is taken out by the framework, where our own puts a space.
    assert Evidence.objects.get().newest_file.filename in (shown, shown.replace(" ", ""))


def test_without_the_look_a_page_of_markup_would_be_kept(as_lead, action, monkeypatch):
    name, data, _ = REFUSED["web page called a text"]
    text = services.held_files.kind_of("a.txt", SimpleUploadedFile("a.txt", b"a"))
    monkeypatch.setattr(services.held_files, "kind_of", lambda name, opened: text)

    assert brings(as_lead, name, data).status_code == 302
    assert len(stored()) == 1


def test_a_type_that_came_by_another_way_is_given_out_as_unknown(
    as_lead, action, lead, monkeypatch
):
    monkeypatch.setattr(views, "SAFE_TYPES", set())
    make_evidence(action, lead)

    given = download(as_lead)

    assert b"".join(given) == WORDS
    assert given["Content-Type"] == "application/octet-stream"


def test_a_file_has_no_address_of_its_own(as_lead, action, lead):
    version = make_evidence(action, lead).newest_file

    for path in (f"/media/{version.file.name}", f"/static/{version.file.name}"):
        assert as_lead.get(path).status_code == 404


def test_a_file_of_which_too_much_comes_is_cut_off_and_refused(
    as_lead, action, settings, monkeypatch
):
    settings.EVIDENCE_MAX_BYTES = settings.UPLOAD_MAX_BYTES = 100_000
    written = []
    complete = BoundedUploadHandler.file_complete

    def watched(handler, size):
        file = complete(handler, size)
        written.append(len(file.read()))
        return file

    monkeypatch.setattr(BoundedUploadHandler, "file_complete", watched)

    response = brings(as_lead, data=b"x" * 3_000_000)

    assert "larger than" in response.content.decode()
    assert (
        100_000 < written[0] < 300_000
    )  # a piece past the most, so that none is of just that size
    assert stored() == []


# Altered or lost where it is kept


@pytest.fixture
def logged():
    records = []

    class Kept(logging.Handler):
        def emit(self, record):
            records.append(record)

    logger, handler = logging.getLogger("improvement.evidence"), Kept()
    logger.addHandler(handler)
    yield records
    logger.removeHandler(handler)


@pytest.mark.parametrize("how", ["altered", "cut", "gone"])
def test_a_file_that_is_not_the_one_that_was_brought_is_not_given_out(
    as_lead, action, lead, how, logged
):
    make_evidence(action, lead)
    (path,) = stored()
    if how == "gone":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(WORDS.replace(b"Six", b"Ten") if how == "altered" else WORDS[:9])

    response = download(as_lead)

    assert response.status_code == 409
    assert "The file is not the one that was brought" in response.content.decode()
    assert b"Ten" not in response.content
    assert [record.levelname for record in logged] == ["ERROR"]


def test_without_the_digest_an_altered_file_would_be_given_out(as_lead, action, lead, monkeypatch):
    make_evidence(action, lead)
    (path,) = stored()
    path.chmod(0o600)
    path.write_bytes(b"Ten of nine")
    monkeypatch.setattr(views, "checked_copy", lambda version: version.file.open())

    assert b"".join(download(as_lead)) == b"Ten of nine"


# Bringing it


def test_evidence_of_an_item_stands_beneath_it(as_lead, action):
    item, step = make_progress_item(action, "Launched"), make_next_step(action, "Review them")
    brings(as_lead, where=f"progress-{item.pk}", title="Of the launch")
    sends(as_lead, address("evidence_add"), **SAID | {"link": "www.a.example", "title": "Of it"},
          where=f"step-{step.pk}")  # fmt: skip

    html = as_lead.get(address("detail")).content.decode()

    assert Evidence.objects.get(number=1).progress_item == item
    assert Evidence.objects.get(number=2).link == "https://www.a.example"
    beneath = html.split("Launched", 1)[1]
    assert beneath.index("Of the launch") < beneath.index("Next steps")
    assert html.split("Review them", 1)[1].index("Of it") < html.index('id="evidence"')


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose a file, or enter a link"),
        ({"link": "javascript:alert(1)"}, "Enter a whole web address"),
        ({"link": "a.example", "dated_on": TOMORROW}, "must be today or in the past"),
        ({"link": "a.example", "title": ""}, "Enter title"),
        ({"link": "a.example", "kind": None}, "Select kind"),
        ({"link": "a.example", "where": "progress-999"}, "from those that are offered"),
    ],
)
def test_what_is_wrong_is_said(as_lead, action, said, sentence):
    path = address("evidence_add")
    values = form_values(parse(as_lead.get(path).content), SAID) | SAID | said

    response = as_lead.post(path, {name: one for name, one in values.items() if one is not None})

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Evidence.objects.exists()


def test_an_item_of_another_action_is_not_offered(as_lead, action, notice):
    other = make_progress_item(make_action(notice))

    response = brings(as_lead, where=f"progress-{other.pk}")

    assert "from those that are offered" in response.content.decode()


def test_a_file_outlives_an_error_elsewhere_on_the_page(as_lead, action):
    response = brings(as_lead, title="")
    html = response.content.decode()
    assert "audit.txt is kept" in html
    values = form_values(parse(response.content), SAID) | SAID

    assert as_lead.post(address("evidence_add"), values).status_code == 302

    assert Evidence.objects.get().newest_file.filename == "audit.txt"
    assert not HeldFile.objects.exists()


def test_a_file_that_somebody_else_held_is_not_taken(as_lead, action, notice):
    other = person_with_role(notice, Role.ADMINISTRATOR)
    held = services.hold_file(
        action=action, user=other, upload=SimpleUploadedFile("theirs.txt", WORDS)
    )

    response = sends(as_lead, address("evidence_add"), held=str(held.token), **SAID)

    assert "Choose a file, or enter a link" in response.content.decode()


def test_a_form_that_is_sent_twice_adds_once(as_lead, action):
    path = address("evidence_add")
    said = SAID | {"link": "https://a.example/"}
    values = form_values(parse(as_lead.get(path).content), said) | said

    assert [as_lead.post(path, values).status_code for _ in range(2)] == [302, 302]
    assert Evidence.objects.count() == 1


# Changing it


def test_a_stale_change_writes_over_nothing(as_lead, action, lead):
    evidence = make_evidence(action, lead)
    path = address("evidence_change", 1)
    said = {"title": "Mine", "reason": "Clearer"}
    values = form_values(parse(as_lead.get(path).content), said) | said
    evidence.title = "Theirs"
    history.save_as(evidence, by=lead, reason="Clearer")

    response = as_lead.post(path, values)

    evidence.refresh_from_db()
    assert (response.status_code, evidence.title) == (409, "Theirs")
    assert 'value="Mine"' in response.content.decode()
    again = form_values(parse(response.content), said) | said
    assert as_lead.post(path, again).status_code == 302
    evidence.refresh_from_db()
    assert evidence.title == "Mine"


def test_two_who_withdraw_at_one_moment_are_told_how_it_stands(as_lead, action, lead, monkeypatch):
    evidence = make_evidence(action, lead)
    withdraw = services.withdraw_evidence

    def as_another_does(**asked):
        withdraw(evidence=evidence, by=lead, reason="Of another year")
        return withdraw(**asked)

    monkeypatch.setattr(services, "withdraw_evidence", as_another_does)
    refused = sends(as_lead, address("evidence_withdraw", 1), reason="It is a draft only")

    assert refused.status_code == 403
    assert "was withdrawn, so it stays as it is" in refused.content.decode()
    assert "It is a draft only" in refused.content.decode()


def test_withdrawn_evidence_can_be_read_and_nothing_more(as_lead, action, lead):
    make_evidence(action, lead)
    sends(as_lead, address("evidence_withdraw", 1), reason="Of another year")

    html = as_lead.get(address("evidence", 1)).content.decode()

    assert "counts as evidence no more" in html
    assert "Of another year" in html
    for name in ("change", "version", "withdraw"):
        refused = as_lead.get(address(f"evidence_{name}", 1))
        assert refused.status_code == 403
        assert "was withdrawn, so it stays as it is" in refused.content.decode()
        assert "Your role on this notice" not in refused.content.decode()
    assert b"".join(download(as_lead)) == WORDS


def test_a_form_that_is_sent_twice_brings_one_version_and_says_so(as_lead, action, lead):
    evidence, path = make_evidence(action, lead), address("evidence_version", 1)
    values = form_values(parse(as_lead.get(path).content)) | {"reason": "The second round"}

    for _ in range(2):
        file = SimpleUploadedFile("audit.txt", b"The second round")
        response = as_lead.post(path, values | {"file": file}, follow=True)

    assert evidence.files.count() == 2
    assert "This version is kept already" in response.content.decode()
    assert not HeldFile.objects.exists()


@pytest.fixture
def signed_off(action, lead):
    """Signed off, while the lead had each of the pages about its evidence open."""
    make_evidence(action, lead)
    make_evidence(action, lead, link="https://a.example/")

    def sign_off():
        action.stage, action.delivered_on = "signed_off", DAY
        history.save_as(action, by=lead, reason="Signed off")

    return sign_off


REFUSED_SINCE = "IN2 is signed off on what it says. It has to be re-opened first."


@pytest.mark.parametrize(
    ("verb", "number", "said"),
    [
        ("withdraw", 1, {"reason": "Of another year"}),
        ("version", 1, {"reason": "The second round"}),
        ("change", 2, {"link": "https://b.example/", "reason": "It moved"}),
    ],
)
def test_evidence_of_what_was_signed_off_is_refused_and_what_was_typed_stays(
    as_lead, action, signed_off, verb, number, said
):
    path = address(f"evidence_{verb}", number)
    values = form_values(parse(as_lead.get(path).content), said) | said
    signed_off()

    file = {"file": SimpleUploadedFile("new.txt", b"The second round")} if verb == "version" else {}
    response = as_lead.post(path, values | file)

    html = response.content.decode()
    assert REFUSED_SINCE in html
    for typed in said.values():
        assert f'value="{typed}"' in html
    assert ("new.txt is kept" in html) == (verb == "version")
    assert action.evidence.standing().count() == 2
    assert action.evidence.get(number=1).files.count() == 1
    assert action.evidence.get(number=2).link == "https://a.example/"


@pytest.mark.parametrize("verb", ["withdraw", "version"])
def test_page_to_take_evidence_of_what_is_signed_off_away_says_why_not(as_lead, signed_off, verb):
    signed_off()

    html = as_lead.get(address(f"evidence_{verb}", 1)).content.decode()

    assert REFUSED_SINCE in html
    assert address("evidence_add") in html
    assert 'name="reason"' not in html


def test_what_is_said_of_evidence_of_what_is_signed_off_can_be_put_right(as_lead, signed_off):
    signed_off()

    said = {"title": "Audit", "is_restricted": "on", "reason": "It names a family"}
    response = sends(as_lead, address("evidence_change", 2), **said)

    assert response.status_code == 302
    assert Evidence.objects.get(number=2).is_restricted


# Checking it


def test_the_checker_says_what_it_shows(client, action, lead, checker):
    make_evidence(action, lead)
    client.force_login(checker)
    said = {"opinion": "in_part", "reason": "Three teams are not in it"}

    assert sends(client, address("evidence_check", 1), **said).status_code == 302

    html = client.get(address("evidence", 1)).content.decode()
    assert "Sufficient in part" in html
    assert "Three teams are not in it" in html


def test_a_check_is_kept_once_and_only_of_what_was_looked_at(client, action, lead, checker):
    evidence = make_evidence(action, lead)
    client.force_login(checker)
    path = address("evidence_check", 1)
    said = {"opinion": "sufficient", "reason": "Read"}
    values = form_values(parse(client.get(path).content), said) | said
    make_version(evidence)

    response = client.post(path, values)

    assert response.status_code == 409
    assert "Something newer came in" in response.content.decode()
    again = form_values(parse(response.content), said) | said
    assert [client.post(path, again).status_code for _ in range(2)] == [302, 302]
    assert evidence.checks.count() == 1


def test_a_checker_is_not_asked_to_check_what_they_brought(client, action, notice, checker):
    make_evidence(action, checker)
    client.force_login(checker)

    assert "You brought this evidence" in client.get(address("evidence", 1)).content.decode()
    assert client.get(address("evidence_check", 1)).status_code == 403


# What is restricted


def test_an_observer_learns_nothing_of_restricted_evidence(as_observer, action, lead, checker):
    item = make_progress_item(action, "Launched")
    evidence = make_evidence(
        action, lead, title="The Smith family", is_restricted=True, progress_item=item
    )
    make_check(evidence, checker, reason="About the Smiths")

    for path in (
        address("detail"),
        address("history"),
        reverse("actions:evidence_library", args=["ce"]),
        reverse("actions:evidence_library", args=["ce"]) + "?q=smith&checked=sufficient",
        reverse("actions:export_evidence", args=["ce", "csv"]),
        "/notices/ce/",
        "/",
    ):
        response = as_observer.get(path)
        text = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert b"Smith" not in text.replace(b"q=smith", b""), path
    assert as_observer.get(address("evidence", 1)).status_code == 404
    assert download(as_observer).status_code == 404


def test_what_was_restricted_keeps_its_past_from_an_observer(as_observer, action, lead, checker):
    evidence = make_evidence(action, lead, title="The Smith family", data=b"Smith")
    make_check(evidence, checker, reason="About the Smiths")
    evidence.is_restricted = True
    services.change_evidence(evidence=evidence, by=lead, reason="Names them")
    make_version(evidence, data=b"Without names")
    evidence.is_restricted, evidence.title = False, "A family"
    services.change_evidence(evidence=evidence, by=lead, reason="No names are left")

    html = as_observer.get(address("evidence", 1)).content.decode()

    assert "A family" in html
    assert "Smith" not in html
    assert b"".join(download(as_observer, version=2)) == b"Without names"
    assert download(as_observer, version=1).status_code == 404
    assert "Smith" not in as_observer.get(address("history")).content.decode()


def test_an_observer_reads_no_past_of_what_was_restricted_later(client, notice, action, lead):
    reader, observer = (
        person_with_role(notice, role) for role in (Role.BOARD_MEMBER, Role.OBSERVER)
    )
    before = timezone.now() - dt.timedelta(days=9)
    with history.act(name="The test", at=before):
        evidence = make_evidence(action, lead, title="The Smith family")
    evidence.is_restricted = True
    services.change_evidence(evidence=evidence, by=lead, reason="Names them")
    paths = [
        f"{address('evidence', 1)}?as_at={timezone.localdate()}",
        f"{reverse('actions:evidence_library', args=['ce'])}?as_at={timezone.localdate()}",
    ]

    for path in paths:
        client.force_login(observer)
        assert b"Smith" not in client.get(path).content
        client.force_login(reader)
        assert b"Smith" in client.get(path).content


def test_a_board_member_reads_all_of_it(client, notice, action, lead, checker):
    evidence = make_evidence(action, lead, title="The Smith family", is_restricted=True)
    make_check(evidence, checker)
    client.force_login(person_with_role(notice, Role.BOARD_MEMBER))

    for path in (address("detail"), address("history"), address("evidence", 1)):
        assert "The Smith family" in client.get(path).content.decode()
    assert b"".join(download(client)) == WORDS


def test_day_is_shown_as_it_was_given(as_lead, action, lead):
    make_evidence(action, lead)

    assert f"{DAY:%-d %B %Y}" in as_lead.get(address("evidence", 1)).content.decode()
