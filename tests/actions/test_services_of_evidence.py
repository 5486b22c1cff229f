"""Evidence brought, changed, withdrawn and checked; files held until they are evidence."""

import datetime as dt
import hashlib
import uuid
from threading import Event
from time import sleep

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from actions import services
from actions.models import Action, Evidence, EvidenceFile, HeldFile
from actions.services import held_files
from improvement import history
from tests.actions.evidence_makers import (
    DAY,
    WORDS,
    an_upload,
    hold,
    make_check,
    make_evidence,
    make_version,
)
from tests.actions.hostile_evidence import EICAR
from tests.actions.importing.together import LONGEST_WAIT, at_once
from tests.factories import (
    make_action,
    make_contributor,
    make_next_step,
    make_progress_item,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user(full_name="Ada Officer")


@pytest.fixture
def action():
    return make_action()


def kept():
    """What the store holds."""
    folder = django_settings.MEDIA_ROOT / "evidence"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def read(version):
    with version.file.open() as opened:
        return opened.read()


# Holding a file


def test_a_file_is_held_under_a_random_name_with_its_digest(action, person):
    held = hold(action, person, "../My audit.txt")

    assert uuid.UUID(held.file.name.removeprefix("evidence/"))
    assert (held.filename, held.size, held.media_type) == ("My audit.txt", 35, "text/plain")
    assert held.sha256 == hashlib.sha256(WORDS).hexdigest()
    assert read(held) == WORDS
    assert kept() == [held.file.name.removeprefix("evidence/")]


def test_nothing_is_kept_of_what_is_refused(action, person, settings):
    settings.EVIDENCE_SCANNER = "tests.actions.test_uploads.looks_for_the_test_virus"
    settings.EVIDENCE_MAX_BYTES = 100

    for name, data in [("a.exe", b"MZ"), ("a.txt", EICAR), ("a.txt", b"x" * 101)]:
        with pytest.raises(services.RefusedFile):
            hold(action, person, name, data)

    assert kept() == []
    assert not HeldFile.objects.exists()


def test_what_is_counted_is_what_comes_and_not_what_is_said_to(action, person, settings):
    settings.EVIDENCE_MAX_BYTES = 100
    upload = an_upload(data=b"x" * 101)
    upload.size = 1

    with pytest.raises(services.RefusedFile, match="larger than"):
        services.hold_file(action=action, user=person, upload=upload)


def test_a_notice_has_only_so_much_room(action, person, settings):
    make_evidence(action)
    hold(action, person)
    settings.EVIDENCE_NOTICE_QUOTA = 3 * len(WORDS)
    hold(action, person)

    with pytest.raises(services.RefusedFile, match="space"):
        hold(make_action(action.notice), person)
    hold(make_action(), person)  # another notice has room of its own

    assert len(kept()) == 4


def test_room_that_went_while_the_file_came_is_not_taken_twice(action, person, monkeypatch):
    asked = []

    def none_left_the_second_time(notice, size):
        asked.append(size)
        if len(asked) == 2:
            raise services.RefusedFile("No room.")

    monkeypatch.setattr(held_files, "_check_room", none_left_the_second_time)

    with pytest.raises(services.RefusedFile):
        hold(action, person)

    assert len(asked) == 2
    assert kept() == []


def test_files_that_nobody_made_evidence_are_cleared_after_thirty_days(action, person, capsys):
    taken = make_evidence(action, person).newest_file
    old, new = hold(action, person), hold(action, person)
    old.brought_at = timezone.now() - dt.timedelta(days=31)
    old.save()

    call_command("clear_held_files")
    call_command("clear_held_files")

    assert capsys.readouterr().out == "1 file cleared.\n0 files cleared.\n"
    assert list(HeldFile.objects.all()) == [new]
    assert kept() == sorted(one.file.name.removeprefix("evidence/") for one in (taken, new))


def test_a_file_that_is_evidence_is_never_cleared(action, person):
    """Even if its row among those held had stayed."""
    taken = make_evidence(action, person).newest_file
    long_ago = timezone.now() - dt.timedelta(days=99)
    said = {"size": 1, "media_type": "text/plain", "sha256": "0", "brought_at": long_ago}
    HeldFile.objects.create(action=action, user=person, file=taken.file.name, **said)

    assert services.clear_held_files() == 0

    assert read(taken) == WORDS


# Adding


def test_a_held_file_becomes_the_first_version(action, person):
    held = hold(action, person)
    item = make_progress_item(action)

    evidence = services.add_evidence(
        action=action,
        title="Audit",
        kind="audit",
        dated_on=DAY,
        by=person,
        reason="Added",
        file=held,
        progress_item=item,
    )

    (version,) = evidence.files.all()
    assert (version.number, version.file.name, version.sha256) == (1, held.file.name, held.sha256)
    assert (evidence.number, evidence.added_by, evidence.progress_item) == (1, person, item)
    assert not HeldFile.objects.exists()
    assert evidence.history.get().history_user == version.history.get().history_user == person


def test_the_date_it_came_in_is_that_of_the_act(action, person):
    with history.act(name="The test", at=dt.datetime(2014, 3, 1, 12, tzinfo=dt.UTC)):
        evidence = make_evidence(action, person, dated_on=DAY)

    assert (evidence.dated_on, evidence.received_on) == (DAY, dt.date(2014, 3, 1))


def test_numbers_are_of_the_action(action, person):
    numbers = [make_evidence(one, person).number for one in (action, action, make_action())]

    assert numbers == [1, 2, 1]


def test_a_held_file_is_taken_up_once(action, person):
    held = hold(action, person)
    said = {"title": "Audit", "kind": "audit", "dated_on": DAY, "by": person, "reason": "Added"}
    services.add_evidence(action=action, file=held, **said)

    with pytest.raises(services.AlreadyDone):
        services.add_evidence(action=action, file=held, **said)

    assert Evidence.objects.count() == 1


def test_a_form_is_carried_out_once(action, person):
    form_id = uuid.uuid4()
    make_evidence(action, person, link="https://a.example/", form_id=form_id)

    with pytest.raises(services.AlreadyDone):
        make_evidence(action, person, link="https://a.example/", form_id=form_id)

    assert Evidence.objects.count() == 1


def test_evidence_is_a_file_or_a_link_of_its_own_action(action, person):
    elsewhere = make_action(action.notice)
    said = {"title": "A", "kind": "audit", "dated_on": DAY, "by": person, "reason": "Added"}
    wrong = [
        {},
        {"file": hold(action, person), "link": "https://a.example/"},
        {"file": hold(elsewhere, person)},
        {"link": "https://a.example/", "next_step": make_next_step(elsewhere)},
        {"link": "https://a.example/", "progress_item": make_progress_item(elsewhere)},
    ]

    for one in wrong:
        with pytest.raises(ValueError, match="vidence"):
            services.add_evidence(action=action, **said, **one)

    assert not Evidence.objects.exists()


# Changing


def test_versions_are_kept(action, person):
    evidence = make_evidence(action, person)
    make_version(evidence, data=b"The second round", reason="The second round is done")

    assert [read(version) for version in evidence.files.all()] == [WORDS, b"The second round"]
    assert evidence.newest_file.history.get().history_change_reason == "The second round is done"


@pytest.mark.parametrize("stage", ["signed_off", "embedded"])
def test_evidence_that_an_action_was_signed_off_on_stays_as_it_is(person, stage):
    action = make_action(stage=stage)
    file = make_evidence(action, person)
    link = make_evidence(action, person, link="https://a.example/")
    link.link = "https://b.example/"

    for change in (
        lambda: services.withdraw_evidence(evidence=file, by=person, reason="Wrong"),
        lambda: make_version(file),
        lambda: services.change_evidence(evidence=link, by=person, reason="It moved"),
    ):
        with pytest.raises(services.NotYet, match="is signed off on what it says"):
            change()

    assert action.evidence.standing().count() == 2
    assert file.files.count() == 1
    assert action.evidence.get(number=2).link == "https://a.example/"
    file.is_restricted = True
    services.change_evidence(evidence=file, by=person, reason="It names a family")
    make_evidence(action, person, link="https://c.example/")
    assert action.evidence.count() == 3


def test_a_form_brings_one_version(action, person):
    evidence, number = make_evidence(action, person), uuid.uuid4()
    said = {"evidence": evidence, "by": person, "reason": "New", "form_id": number}
    services.replace_file(file=hold(action, person), **said)

    with pytest.raises(services.AlreadyDone):
        services.replace_file(file=hold(action, person), **said)

    assert evidence.files.count() == 2


def test_a_link_has_no_versions(action, person):
    with pytest.raises(ValueError, match="link"):
        make_version(make_evidence(action, person, link="https://a.example/"))


def test_what_was_restricted_is_known_to_have_been(action, person):
    evidence = make_evidence(action, person)
    for is_restricted in (True, False):
        evidence.is_restricted = is_restricted
        services.change_evidence(evidence=evidence, by=person, reason="Names a family")

    evidence.refresh_from_db()
    assert (evidence.is_restricted, evidence.was_restricted) == (False, True)
    assert make_evidence(action, person, is_restricted=True).was_restricted


def test_the_database_refuses_what_is_restricted_and_never_was(action, person):
    evidence = make_evidence(action, person)
    evidence.is_restricted = True

    with pytest.raises(IntegrityError), transaction.atomic():
        history.save_as(evidence, by=person, reason="Past the service")


def test_withdrawn_evidence_stays_with_its_reason(action, person):
    evidence = make_evidence(action, person)

    services.withdraw_evidence(evidence=evidence, by=person, reason="Of another year")

    evidence.refresh_from_db()
    assert evidence.is_withdrawn
    assert evidence.history.first().history_change_reason == "Of another year"
    assert read(evidence.newest_file) == WORDS
    with pytest.raises(services.AlreadyDone):
        services.withdraw_evidence(evidence=evidence, by=person, reason="Again")


# Checking


def test_a_check_is_of_what_the_evidence_holds_now(action, person):
    evidence = make_evidence(action, person)
    make_check(evidence, opinion="insufficient")
    make_version(evidence)

    unchecked = Evidence.objects.unchecked().get()
    check = make_check(evidence, opinion="sufficient")

    assert unchecked == evidence
    assert check.file.number == 2
    assert Evidence.objects.with_opinion().get().opinion == "sufficient"


def test_a_check_of_a_link_is_of_the_link_as_it_was(action, person):
    evidence = make_evidence(action, person, link="https://a.example/")
    make_check(evidence)
    evidence.link = "https://b.example/"
    services.change_evidence(evidence=evidence, by=person, reason="It moved")

    assert Evidence.objects.with_opinion().get().opinion is None


def test_nobody_checks_what_they_answer_for():
    lead, contributor, adder, bringer = (make_user() for _ in range(4))
    action = make_action(lead=lead)
    make_contributor(action, contributor)
    evidence = make_evidence(action, adder)
    make_version(evidence, bringer)

    for person in (lead, contributor, adder, bringer):
        with pytest.raises(services.MayNotCheck) as refusal:
            make_check(evidence, person)
        assert refusal.value.sentence.endswith("Somebody else has to check it.")

    assert make_check(evidence, make_user())


def test_withdrawn_evidence_is_not_checked(action, person):
    evidence = make_evidence(action, person)
    services.withdraw_evidence(evidence=evidence, by=person, reason="Wrong")

    with pytest.raises(services.MayNotCheck, match="withdrawn"):
        make_check(evidence)


def test_a_check_of_what_is_there_no_more_is_refused(action, person):
    evidence = make_evidence(action, person)
    seen = evidence.what_it_holds
    make_version(evidence)

    with pytest.raises(services.EditClash):
        make_check(evidence, seen=seen)
    assert not evidence.checks.exists()
    assert make_check(evidence, seen=evidence.what_it_holds)


def test_without_what_was_seen_a_check_would_be_of_what_nobody_looked_at(action, person):
    evidence = make_evidence(action, person)
    make_version(evidence)

    assert make_check(evidence, seen=None).file.number == 2


def test_a_file_of_evidence_is_written_once():
    """No service changes one: what is brought is another row."""
    version = make_evidence(make_action()).newest_file

    assert EvidenceFile.history.filter(id=version.pk).count() == 1


def test_a_file_in_any_store_can_be_evidence(action, person):
    """One that stands in memory and has no path."""
    upload = ContentFile(WORDS, name="audit.txt")

    assert read(services.hold_file(action=action, user=person, upload=upload)) == WORDS


# Beside a step to another stage, whose gates ask for the evidence


@pytest.mark.parametrize(
    "change",
    [
        lambda evidence, by: services.withdraw_evidence(evidence=evidence, by=by, reason="Old"),
        lambda evidence, by: services.check_evidence(
            evidence=evidence, opinion="insufficient", reason="Too short", by=by
        ),
    ],
    ids=["withdraw", "check"],
)
def test_evidence_stays_as_it_is_while_somebody_takes_the_action_on(shared_database, change):
    evidence, by = make_evidence(make_action()), make_user()
    order, held = [], Event()

    def take_it_on():
        with transaction.atomic():
            Action.objects.select_for_update().get(pk=evidence.action_id)
            held.set()
            sleep(0.5)
            order.append("taken on")

    def change_it():
        held.wait(LONGEST_WAIT)
        change(evidence, by)
        order.append("changed")

    at_once(take_it_on, change_it)

    assert order == ["taken on", "changed"]
