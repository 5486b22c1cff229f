"""Nothing escapes the record: whatever is written by a page, a command or an import leaves exactly
one version of each row that was changed, in one act, signed, and a line in the change log.

The cases are in `writing_on_pages`, `writing_of_steps` and `writing_by_command`; an address or a
command that is new fails here until it is there.
"""

import re
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.core.management.commands import loaddata
from django.db import transaction
from django.urls import get_resolver, resolve
from django.urls.resolvers import RegexPattern, URLPattern

from actions.models import Action, Contributor
from improvement import history
from improvement.history import Recorded
from improvement.seals import registers
from tests.audits import writing_by_command, writing_of_steps, writing_on_pages
from tests.audits.snapshots import Changes, copy_all, differing_from_history, recorded_models
from tests.audits.writing import World
from tests.factories import PASSWORD, make_contributor, make_user
from tests.test_urls_by_role import ROWS

pytestmark = pytest.mark.django_db
ON_PAGES = [*writing_on_pages.cases.all, *writing_of_steps.cases.all]
BY_COMMAND = writing_by_command.cases.all


@pytest.fixture
def world(settings, monkeypatch):
    return World(settings, monkeypatch)


def done(do):
    """(what it answered, what was written)"""
    before = copy_all()
    answer = do()
    return answer, Changes(before, copy_all())


def check(case, world, changes):
    assert changes.rows
    assert changes.escaped() == []
    if case.is_a_story:
        return
    assert {(name, way) for _, name, way in changes.signatures} == {
        (case.by, way) for way in case.ways
    }
    assert len(changes.acts) == case.acts
    assert {world.name_of(subject) for _, subject in changes.entries} == set(case.subjects)


@pytest.mark.parametrize("case", ON_PAGES, ids=str)
def test_what_a_page_writes_is_recorded_once_and_signed(world, case):
    do = case.prepare(world)

    response, changes = done(do)

    assert response.status_code == 302
    check(case, world, changes)
    _, sent_twice = done(do)
    assert sent_twice.escaped() == []  # no version, above all, of what was not changed again


@pytest.mark.parametrize("case", BY_COMMAND, ids=str)
def test_what_a_command_writes_is_recorded_once_and_signed(world, case):
    do = case.prepare(world)

    _, changes = done(do)

    check(case, world, changes)


# No case is missing

OF_KIND = {
    "int": "1",
    "slug": "x",
    "str": "x",
    "ref": "IN1",
    "uuid": "5d0b3a34-6c0f-4d3c-9c3c-2f3f0c1e8a11",
}
WRITTEN_AS_EXPRESSIONS = {"^brand-(?P<colour>[0-9a-fA-F]{6})\\.css$": "brand-1d4f91.css"}


def addresses(patterns, before=""):
    """One address of each pattern, filled with anything that fits."""
    for pattern in patterns:
        path = before + _filled(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from addresses(pattern.url_patterns, path)


def _filled(pattern):
    if isinstance(pattern, RegexPattern):
        return WRITTEN_AS_EXPRESSIONS[str(pattern)]
    return re.sub(r"<(?:(\w+):)?\w+>", lambda gap: OF_KIND[gap[1] or "str"], str(pattern))


def test_every_address_that_takes_a_form_has_a_case(world):
    taking = set()
    for path in addresses(get_resolver("improvement.urls").url_patterns):
        if world.browser_of(world.admin).post(f"/{path}").status_code != 405:
            taking.add(resolve(f"/{path}").view_name)

    assert taking == {case.of for case in ON_PAGES} | writing_on_pages.WRITES_NOTHING.keys()


@pytest.mark.parametrize("name", writing_on_pages.WRITES_NOTHING)
def test_address_that_is_said_to_write_nothing_writes_nothing(world, name):
    do = {
        "boards:read": world.posts("read/", up_to="2013-09-18T10:00:00Z"),
        "logout": world.posts("/logout/"),
        "password_reset": world.posts("/reset-password/", email=world.lead.email),
    }[name]

    response, changes = done(do)

    assert response.status_code == 302
    assert changes.before == changes.after


def test_logging_in_writes_nothing_where_the_password_is_kept_well(world):
    world.client.logout()
    do = world.posts("/login/", username=world.lead.email, password=PASSWORD)

    response, changes = done(do)

    assert response.url == "/"
    assert changes.before == changes.after


def test_looking_at_every_page_writes_nothing(two_councils, client):
    client.cookies[django_settings.SESSION_COOKIE_NAME] = two_councils.sessions["administrator"]
    before = copy_all()

    for method, path, _ in ROWS:
        if method == "GET":
            b"".join(client.get(path.format(**two_councils.ours)))  # files are read to their end

    assert copy_all() == before


def test_there_are_no_pages_beside_our_own():
    """No admin site, above all: it would write in a way of its own."""
    ours = {"improvement", "actions", "boards", "audits", "django"}
    views = {
        pattern.callback.__module__.split(".")[0]
        for pattern in _patterns(get_resolver("improvement.urls").url_patterns)
    }

    assert not apps.is_installed("django.contrib.admin")
    assert views <= ours


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


def test_every_command_of_ours_has_a_case():
    folders = Path(django_settings.BASE_DIR).glob("*/management/commands/*.py")
    ours = {file.stem for file in folders} - {"__init__"}

    cases = {case.of for case in BY_COMMAND}
    assert ours == cases | writing_by_command.WRITES_NOTHING.keys()
    assert not cases & writing_by_command.WRITES_NOTHING.keys()


# Commands that come with the libraries

BY_LIBRARIES = {
    "changepassword": ("ada@example.org",),
    "createsuperuser": ("--noinput", "--email=new@example.org", "--full_name=New Person"),
    "populate_history": ("--auto",),
    "flush": ("--noinput",),
}


@pytest.mark.parametrize("command", BY_LIBRARIES)
def test_command_of_a_library_writes_nothing_past_the_record(world, monkeypatch, command):
    make_user("ada@example.org")
    made_past_the_record(world)  # else there were no history to populate
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "staple horse battery")

    def run():
        refused = (CommandError, history.NobodyNamed, AttributeError)
        with suppress(*refused), transaction.atomic():
            call_command(command, *BY_LIBRARIES[command], stdout=StringIO(), stderr=StringIO())

    _, changes = done(run)

    assert changes.before == changes.after


@pytest.fixture
def rows_in_a_file(world, tmp_path):
    path = tmp_path / "rows.json"
    made = Action(pk=999, notice=world.notice, ref="IN9", wording="From a file")
    path.write_text(serializers.serialize("json", [made]))
    return path


def test_rows_cannot_be_loaded_past_the_record(rows_in_a_file):
    def run():
        with pytest.raises(CommandError, match="restore a backup"):
            call_command("loaddata", rows_in_a_file)

    _, changes = done(run)

    assert changes.before == changes.after


def test_without_our_own_command_they_could_be(rows_in_a_file):
    _, changes = done(lambda: call_command(loaddata.Command(), rows_in_a_file, verbosity=0))

    assert changes.escaped() == ["Action 999: + left no version"]


# Rows beside their history


def test_every_row_of_the_demonstration_is_as_its_newest_version_says(settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)

    found = copy_all()

    assert {model for model, _ in found.rows} == set(recorded_models())
    assert list(differing_from_history(found)) == []
    assert list(registers.faults()) == []  # as the verification of the record finds


# The comparison sees what it is for


def past_the_record(world):
    Action.objects.update(area="Changed past its history")


def made_past_the_record(world):
    Action.objects.bulk_create([Action(notice=world.notice, ref="IN9", wording="Made")])


def deleted_past_the_record(world):
    Contributor.objects.all()._raw_delete("default")


def deleted_by_a_queryset(world):
    """The library leaves a version of each, and nobody enters it in the log."""
    with history.act(by=world.admin):
        Contributor.objects.all().delete()


def twice_in_one_act(world):
    action = Action.objects.get()
    with history.act(by=world.admin):
        for area in ("One", "Two"):
            action.area = area
            action.save()


def without_a_change(world):
    history.save_as(Action.objects.get(), by=world.admin, reason="Nothing")


def there_and_back(world):
    action = Action.objects.get()
    for area in ("There", ""):
        action.area = area
        history.save_as(action, by=world.admin, reason="x")


def changed_again_past_its_version(world):
    action = Action.objects.get()
    action.area = "Told"
    history.save_as(action, by=world.admin, reason="x")
    past_the_record(world)


def version_in_no_way(world):
    with history.act(by=world.admin, way=""):
        Contributor.objects.get().delete()


def without_an_entry_in_the_log(world):
    action = Action.objects.get()
    action.area = "Changed"
    with history.act(by=world.admin):
        super(Recorded, action).save()


def entry_of_what_was_not_written(world):
    with history.act(by=world.admin):
        history.log.enter([world.notice.log_subject])


def entry_under_another_name(world):
    with history.act(by=world.admin) as act:
        history.log.enter([world.notice.log_subject])
    with history.act(by=world.lead, id=act.id):
        Contributor.objects.get().delete()


@pytest.mark.parametrize(
    ("do", "found"),
    [
        (past_the_record, "~ left no version"),
        (made_past_the_record, "+ left no version"),
        (deleted_past_the_record, "- left no version"),
        (deleted_by_a_queryset, "is not in the log"),
        (twice_in_one_act, "has 2 versions of 1 acts"),
        (without_a_change, "was not changed, and has 1 new versions"),
        (there_and_back, "was not changed, and has 2 new versions"),
        (changed_again_past_its_version, "is not as its newest version says"),
        (version_in_no_way, "was written by nobody, or in no way"),
        (without_an_entry_in_the_log, "is not in the log"),
        (entry_of_what_was_not_written, "which wrote nothing of it"),
        (entry_under_another_name, "otherwise than its versions"),
    ],
)
def test_comparison_finds_what_escapes(world, do, found):
    make_contributor(world.action(), world.lead)

    _, changes = done(lambda: do(world))

    assert [fault for fault in changes.escaped() if found in fault]


@pytest.mark.parametrize("do", [past_the_record, made_past_the_record, deleted_past_the_record])
def test_rows_beside_their_history_are_found(world, do):
    make_contributor(world.action(), world.lead)
    assert list(differing_from_history(copy_all())) == []

    do(world)

    assert len(list(differing_from_history(copy_all()))) == 1
