"""A large import is written in a process of its own; its page tells how far it is."""

import os
import signal
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from actions.importing import long_work, progress
from actions.models import Action, Import, NextStep, ProgressItem
from improvement import history
from tests.databases import copied_from_default, standing_in
from tests.factories import make_notice, person_with_role

pytestmark = pytest.mark.django_db
CHECK, PROGRESS = "/notices/ce/imports/1/", "/notices/ce/imports/1/progress/"


@pytest.fixture(autouse=True)
def everything_is_large(settings):
    settings.IMPORT_ROWS_IN_REQUEST = 3


@pytest.fixture
def not_started(monkeypatch):
    """The process is not started, so that a test can look at what comes before it."""
    asked = []
    monkeypatch.setattr(long_work, "_start", asked.append)
    return asked


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def person(notice):
    return person_with_role(notice, "administrator", full_name="Ada Administrator")


@pytest.fixture
def administrator(client, person):
    client.force_login(person)
    return client


def uploaded(client, actions=2):
    """The fingerprint that the check page of a file of so many actions shows."""
    lines = [(f"IN{n}", f"Mend road {n}.", "• Begun\n• Half done", "• End") for n in range(actions)]
    client.post("/notices/ce/imports/", {"pasted": "\n".join(map("\t".join, _quoted(lines)))})
    return client.get(CHECK).context["found"].plan.fingerprint


def _quoted(lines):
    yield ["Ref", "Action", "Progress", "Next steps"]
    for line in lines:
        yield [f'"{cell}"' for cell in line]


def confirm(client, fingerprint):
    return client.post(CHECK, {"do": "confirm", "fingerprint": fingerprint})


def text_of(response):
    return " ".join(response.content.decode().split())


def finish():
    call_command("finish_import", str(Import.objects.get().pk))


def test_confirming_a_large_import_begins_it_and_leads_to_its_page(administrator, not_started):
    response = confirm(administrator, uploaded(administrator))

    assert response.url == PROGRESS
    page = administrator.get(response.url)
    assert page.headers["Refresh"] == "2"
    assert "compared with the register once more" in text_of(page)
    assert Action.objects.count() == 0
    assert not_started == [Import.objects.get(status=Import.Status.APPLYING)]


def test_a_second_confirm_leads_to_the_same_page_and_begins_nothing(administrator, not_started):
    fingerprint = uploaded(administrator)
    confirm(administrator, fingerprint)

    response = confirm(administrator, fingerprint)

    assert response.url == PROGRESS
    assert len(not_started) == 1
    assert administrator.get(CHECK).url == PROGRESS


def test_what_is_begun_is_finished_as_the_person_who_confirmed_it(administrator, not_started):
    confirm(administrator, uploaded(administrator))

    finish()

    assert administrator.get(PROGRESS).url == CHECK
    assert "is in the register" in text_of(administrator.get(CHECK))
    models = (Action, ProgressItem, NextStep)
    assert [model.objects.count() for model in models] == [2, 4, 2]
    assert [set(model.history.values_list("history_user_name", flat=True)) for model in models] == [
        {"Ada Administrator"}
    ] * 3
    assert Import.objects.get().applied_by.full_name == "Ada Administrator"
    assert progress.heard(Import.objects.get().pk) is None


def test_page_says_how_far_it_is(administrator, not_started):
    confirm(administrator, uploaded(administrator))

    progress.tell(Import.objects.get().pk, written=4000, of=10000)

    assert "4,000 of 10,000 actions written" in text_of(administrator.get(PROGRESS))


def test_a_register_that_moved_on_is_said_and_can_be_confirmed_again(
    administrator, person, notice, not_started
):
    confirm(administrator, uploaded(administrator))
    with history.act(by=person, reason="Meanwhile"):
        Action.objects.create(notice=notice, ref="IN1", wording="Otherwise.")

    with pytest.raises(CommandError):
        finish()

    page = administrator.get(PROGRESS)
    assert "The register was changed while this was being imported" in text_of(page)
    assert "Refresh" not in page.headers
    assert Action.objects.count() == 1
    administrator.post(CHECK, {"do": "save", "answer": ""})
    fingerprint = administrator.get(CHECK).context["found"].plan.fingerprint
    assert confirm(administrator, fingerprint).url == PROGRESS
    finish()
    assert Action.objects.count() == 2


def test_a_failure_is_said_and_writes_nothing(administrator, not_started, caplog):
    confirm(administrator, uploaded(administrator))
    record = Import.objects.get()
    # A register that no longer takes what was confirmed, whatever the reason.
    record.outcome["confirmed"] = None
    record.sheets = "not sheets"
    Import.objects.bulk_update([record], ["outcome", "sheets"])

    with pytest.raises(CommandError):
        finish()

    assert "Something went wrong, and nothing was written" in text_of(administrator.get(PROGRESS))
    assert Import.objects.get().status == Import.Status.CHECKING
    assert "ended with nothing written" in caplog.text


def test_a_process_that_cannot_be_started_is_said(administrator, monkeypatch, caplog):
    fingerprint = uploaded(administrator)
    monkeypatch.setattr(long_work.sys, "executable", "/nowhere/python")

    confirm(administrator, fingerprint)

    assert "could not be started" in text_of(administrator.get(PROGRESS))
    assert Import.objects.get().status == Import.Status.CHECKING


def test_silence_is_told_and_the_import_can_be_confirmed_again(
    administrator, not_started, settings
):
    fingerprint = uploaded(administrator)
    confirm(administrator, fingerprint)
    file = progress._path(Import.objects.get().pk)
    os.utime(file, (time.time() - settings.IMPORT_SILENT_SECONDS - 1,) * 2)

    page = administrator.get(PROGRESS)
    given_back = administrator.post(PROGRESS)

    assert "It stopped before it was finished" in text_of(page)
    assert "Refresh" not in page.headers
    assert given_back.url == CHECK
    assert confirm(administrator, fingerprint).url == PROGRESS
    finish()
    assert Action.objects.count() == 2


def test_work_that_lives_is_not_given_back(administrator, not_started):
    confirm(administrator, uploaded(administrator))

    administrator.post(PROGRESS)

    assert Import.objects.get().status == Import.Status.APPLYING


def test_a_second_process_finds_the_import_finished(administrator, not_started):
    confirm(administrator, uploaded(administrator))
    finish()

    with pytest.raises(CommandError):
        finish()

    assert Action.objects.count() == 2


def test_a_large_undo_goes_the_same_way(administrator, not_started):
    confirm(administrator, uploaded(administrator))
    finish()

    response = administrator.post(f"{CHECK}undo/")

    assert response.url == PROGRESS
    page = text_of(administrator.get(PROGRESS))
    assert "Undoing import 1" in page
    assert "What the import changed is being looked up" in page
    assert administrator.get(f"{CHECK}undo/").url == PROGRESS
    finish()
    assert administrator.get(PROGRESS).url == CHECK
    assert Import.objects.get().status == Import.Status.UNDONE
    assert Import.objects.get().undone_by.full_name == "Ada Administrator"
    assert Action.objects.standing().count() == 0


def test_a_small_import_is_written_at_once(administrator, not_started, settings):
    settings.IMPORT_ROWS_IN_REQUEST = 8

    response = confirm(administrator, uploaded(administrator))

    assert response.url == CHECK
    assert not_started == []
    assert Action.objects.count() == 2


# The process itself, on a database that other processes can open


@pytest.fixture
def shared_database(transactional_db, tmp_path, monkeypatch, settings):
    """A database and uploads that a process of its own finds by its environment."""
    with copied_from_default("progress", tmp_path) as name, standing_in(name):
        place = connection.settings_dict
        address = (
            f"sqlite:///{name}"
            if connection.vendor == "sqlite"
            else f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}/{name}"
        )
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))
        yield
        for process in long_work._started:
            process.kill()
            process.wait()
        long_work._started.clear()


def begun(actions):
    """An import that somebody confirmed, and its process."""
    notice = make_notice(slug="ce")
    client = Client()
    client.force_login(person_with_role(notice, "administrator"))
    response = confirm(client, uploaded(client, actions))
    assert response.url == PROGRESS
    return client, long_work._started[-1]


def test_the_process_writes_what_was_confirmed(shared_database):
    client, process = begun(actions=5)

    assert process.wait(60) == 0

    assert client.get(PROGRESS).url == CHECK
    assert Action.objects.count() == 5


def test_a_process_that_is_killed_leaves_nothing_and_is_noticed(shared_database, settings):
    client, process = begun(actions=1500)
    until = time.monotonic() + 60
    while not (told := progress.heard(Import.objects.get().pk)) or not told.of:
        assert time.monotonic() < until
        time.sleep(0.02)

    process.send_signal(signal.SIGKILL)
    process.wait(10)
    settings.IMPORT_SILENT_SECONDS = 0
    time.sleep(0.05)

    assert "It stopped before it was finished" in text_of(client.get(PROGRESS))
    assert Action.objects.count() == 0
    assert Action.history.count() == 0
    assert client.post(PROGRESS).url == CHECK
    assert Import.objects.get().status == Import.Status.CHECKING
