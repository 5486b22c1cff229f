"""Nothing in the change log tells an observer of evidence that was ever restricted."""

import pytest

from actions import services
from actions.models import Member
from audits import log, recorded
from audits.recorded import Audience
from improvement import history
from improvement.history import LogEntry
from improvement.seals import sealing, verifying
from tests.actions.evidence_makers import make_check, make_evidence, make_version
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

pytestmark = pytest.mark.django_db
Role = Member.Role


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def lead(notice):
    return person_with_role(notice, Role.OFFICER, full_name="Lee Lead")


@pytest.fixture
def act(notice, lead):
    """The act that restricted a piece of evidence which has a title, a version and a check."""
    action = make_action(notice, ref="IN2", lead=lead)
    evidence = make_evidence(action, lead, title="The Smith family", reason="Of the Smiths")
    make_version(evidence, name="Smith.txt", reason="Smith again")
    make_check(evidence, reason="About the Smiths")
    evidence.is_restricted = True
    with history.act(name="The test", by=lead, reason="Names the Smiths") as act:
        services.change_evidence(evidence=evidence, by=lead, reason="Names the Smiths")
    evidence.is_restricted = False
    services.change_evidence(evidence=evidence, by=lead, reason="No Smith is left in it")
    return act.id


def texts_of(client, act, notice):
    for path in (
        "changes/",
        "changes/?kind=evidence",
        "changes/?action=IN2",
        "changes/export/changes.csv",
        "actions/IN2/history/",
        "actions/IN2/",
        f"changes/{act}/",
    ):
        response = client.get(f"/notices/ce/{path}")
        content = b"".join(response) if response.streaming else response.content
        yield path, response.status_code, content.decode()


def test_an_observer_is_told_nothing(client, notice, act):
    client.force_login(person_with_role(notice, Role.OBSERVER))
    title_today = '<a class="govuk-link" href="/notices/ce/actions/IN2/evidence/1/">'

    for path, status, text in texts_of(client, act, notice):
        assert status == (404 if path == f"changes/{act}/" else 200), path
        if path != "actions/IN2/":
            assert "Smith" not in text, path
        else:
            assert text.count("Smith") == text.count(title_today) == 1  # its title, as it is now


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OBSERVER])
def test_everybody_else_is_told_all(client, notice, act, role):
    client.force_login(person_with_role(notice, role))

    for path, status, text in texts_of(client, act, notice):
        assert (status, "Smith" in text) == (200, True), path


def test_an_act_that_did_more_is_told_without_it(client, notice, lead):
    action = make_action(notice, ref="IN2", lead=lead)
    with history.act(name="The test", by=lead, reason="Update") as act:
        make_evidence(action, lead, title="The Smiths", is_restricted=True, reason="Update")
        item = make_progress_item(action)
        item.text = "Launched everywhere"
        history.save_as(item, by=lead, reason="Update")
    client.force_login(person_with_role(notice, Role.OBSERVER))

    text = client.get(f"/notices/ce/changes/{act.id}/").content.decode()

    assert "Launched everywhere" in text
    assert "Smith" not in text
    assert "evidence added" not in text


def test_evidence_that_never_was_restricted_is_told(client, notice, lead):
    make_evidence(make_action(notice, ref="IN2", lead=lead), lead, title="Of the plans")
    client.force_login(person_with_role(notice, Role.OBSERVER))

    assert "Of the plans" in client.get("/notices/ce/changes/?kind=evidence").content.decode()


def test_every_record_that_hangs_on_evidence_is_kept_back():
    """A new one has to say so, or what it tells of restricted evidence would be read by all."""
    on_evidence = {table.model for table in recorded.told() if "evidence" in table.path}

    assert on_evidence <= recorded._RESTRICTED.keys()


def test_without_the_rule_an_observer_would_be_told(notice, act):
    kept_back = log.told_to(Audience(notice, reads_restricted=False))
    whole = log.told_to(Audience(notice, reads_restricted=True))

    assert whole.count() - kept_back.count() == 5
    assert set(whole) == set(LogEntry.objects.about(notice.log_subject, notice.council.log_subject))


# Its files


def test_a_file_that_was_changed_where_it_is_kept_is_named_by_the_verification(
    notice, lead, settings
):
    evidence = make_evidence(make_action(notice, lead=lead), lead)
    version = make_version(evidence)
    sealing.seal()
    assert verifying.verify().faults == []
    path = settings.MEDIA_ROOT / version.file.name
    path.chmod(0o600)
    path.write_bytes(b"Ten of nine")

    (fault,) = verifying.verify().faults

    assert (fault.table, fault.key) == ("actions_evidencefile", version.file.name)
    assert "its SHA-256 is another" in fault.text
    path.unlink()
    assert "no longer where it was kept" in verifying.verify().faults[0].text
