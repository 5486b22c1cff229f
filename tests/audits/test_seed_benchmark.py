import datetime as dt
from collections import defaultdict
from itertools import groupby
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from actions.models import Action, Import, Member, NextStep, Notice, ProgressItem
from audits.benchmark import ledger
from audits.benchmark.ledger import Ledger
from audits.benchmark.life import live
from audits.recorded import recorded
from improvement import history
from improvement.history import LogEntry
from improvement.history.acts import Act
from improvement.models import User
from tests.databases import filled, taken_back
from tests.factories import make_action, make_next_step, make_user

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2014, 3, 31)
SIZE = {"notices": 2, "actions": 13, "updates": 400}
ITEMS = [Action, ProgressItem, NextStep]


@pytest.fixture(autouse=True)
def _files_of_a_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def seed():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ledger, "HELD", 50)  # so that it is written in several goes
        call_command("seed_benchmark", until=UNTIL, verbosity=0, **SIZE)


@pytest.fixture(scope="module")
def seeded_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The name of the database that is full of it."""
    folder = tmp_path_factory.mktemp("seeded")
    with filled("seeded", folder, django_db_blocker, seed) as (_, database, _):
        yield database


@pytest.fixture
def seeded(seeded_once, db):
    with taken_back(seeded_once):
        yield


def versions():
    return [version for model in recorded() for version in model.history.all()]


def test_it_makes_as_many_as_it_is_asked_for(seeded):
    later = [model.history.exclude(history_way="import 1") for model in ITEMS]

    assert Notice.objects.count() == 2
    assert sorted(notice.actions.count() for notice in Notice.objects.all()) == [6, 7]
    assert sum(one.count() for one in later) == 400


def test_each_row_is_as_its_newest_version_says(seeded):
    for model in recorded():
        columns = [field.attname for field in model.history.model.tracked_fields]
        newest = {}
        for version in model.history.order_by("history_date", "history_id"):
            newest[version.id] = [getattr(version, name) for name in columns]

        held = {row.pk: [getattr(row, name) for name in columns] for row in model.objects.all()}

        assert held == newest, model


def test_the_first_version_of_each_row_creates_it_and_the_others_change_it(seeded):
    for model in recorded():
        kinds = model.history.order_by("id", "history_date", "history_id")
        for _, mine in groupby(kinds.values_list("id", "history_type"), key=lambda one: one[0]):
            first, *rest = [kind for _, kind in mine]
            assert (first, set(rest)) in [("+", set()), ("+", {"~"})], model


def test_each_version_of_an_action_moves_it_on_by_one(seeded):
    numbers = defaultdict(list)
    for version in Action.history.order_by("history_date", "history_id"):
        numbers[version.id].append(version.version)

    assert max(map(len, numbers.values())) > 5
    for mine in numbers.values():
        assert mine == list(range(1, len(mine) + 1))


def test_each_act_stands_in_the_log_once_as_its_versions_say(seeded):
    entries = {(entry.act, entry.subject): entry for entry in LogEntry.objects.all()}

    written = {(version.history_act, version.instance.log_subject) for version in versions()}
    assert entries.keys() == written
    for version in versions():
        entry = entries[version.history_act, version.instance.log_subject]
        assert (entry.at, entry.by_id, entry.by_name, entry.way) == (
            version.history_date,
            version.history_user_id,
            version.history_user_name,
            version.history_way,
        )
        assert version.history_change_reason.startswith(entry.reason)


def test_changes_spread_over_eighteen_months_with_authors_and_ways(seeded):
    changes = Action.history.filter(history_type="~").order_by("history_date")
    days = [timezone.localdate(version.history_date) for version in changes]
    ways = set(changes.values_list("history_way", flat=True))

    assert days[0] < UNTIL - dt.timedelta(days=500)
    assert UNTIL - dt.timedelta(days=20) < days[-1] < UNTIL
    assert not changes.filter(history_user=None).exists()
    assert {"page", "import 2"} <= ways
    numbers = Import.objects.filter(notice__slug="benchmark-1").values_list("number", flat=True)
    assert ways - {"page"} <= {f"import {number}" for number in numbers}


def test_an_act_reaches_one_action_unless_a_file_brought_it(seeded):
    reached = defaultdict(set)
    for version in Action.history.filter(history_type="~", history_way="page"):
        reached[version.history_act].add(version.id)

    assert set(map(len, reached.values())) == {1}


def test_the_pages_show_it(seeded, client):
    person = User.objects.filter(memberships__role=Member.Role.ADMINISTRATOR).first()
    notice = Notice.objects.visible_to(person).get()
    action = notice.actions.first()
    client.force_login(person)

    for address, expected in [
        ("", action.wording[:30]),
        ("?as_at=2013-12-01", "as at"),
        (f"actions/{action.ref}/", action.ref),
        (f"actions/{action.ref}/as-printed/", action.ref),
        (f"actions/{action.ref}/history/", "Monthly report"),
        ("changes/", "by import"),
        ("changes/compare/?from=2014-02-01&to=2014-03-01", action.ref),
    ]:
        page = client.get(f"/notices/{notice.slug}/{address}")
        assert page.status_code == 200, address
        assert expected in page.content.decode(), address


def test_it_is_the_same_each_time():
    first, second = seeded_and_undone(), seeded_and_undone()

    assert first == second
    assert len(first) > 250


def seeded_and_undone():
    with transaction.atomic():
        live(notices=1, actions=8, updates=300, until=UNTIL)
        found = [
            *Action.objects.values_list("ref", "wording", "stage", "rating_reason", "due_on"),
            *NextStep.history.order_by("history_id").values_list("text", "status", "history_date"),
            *LogEntry.objects.order_by("pk").values_list("act", "by_name", "reason", "at"),
            *Import.objects.values_list("number", "sha256"),
        ]
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("updates", [0, 1, 2, 17, 60])
def test_a_short_life_of_few_actions_is_lived_to_its_end(updates):
    live(notices=2, actions=3, updates=updates, until=UNTIL)

    later = [model.history.exclude(history_way="import 1") for model in ITEMS]
    assert sum(one.count() for one in later) == updates
    assert not Action.history.filter(history_date__date__gte=UNTIL).exists()


def test_a_second_one_is_refused(seeded):
    before = Action.history.count()

    with pytest.raises(CommandError, match="holds a benchmark already"):
        call_command("seed_benchmark", actions=1, updates=0)

    assert Action.history.count() == before


@pytest.mark.parametrize(
    "size", [{"notices": 0}, {"notices": 3, "actions": 2}, {"actions": 5, "updates": -1}]
)
def test_sizes_that_make_no_register_are_refused(size):
    with pytest.raises(CommandError, match="at least one"):
        call_command("seed_benchmark", **size)

    assert not Notice.objects.exists()


def test_the_ledger_leaves_what_saving_leaves():
    by, action = make_user(), make_action(imported_rows=[4])
    step = make_next_step(action)
    act = Act(
        name=by.full_name, by=by, way="page", reason="A report", id=UUID(int=7),
        at=dt.datetime(2014, 3, 3, 10, tzinfo=dt.UTC),
    )  # fmt: skip
    step.text, action.version, action.detail_of_change = "Else", 2, "row 4"
    new = ProgressItem(action=action, text="Done")

    saved = left_by(lambda: save_all(act, [step, new, action]))
    new.pk, new._state.adding = None, True
    written = left_by(lambda: write_all(act, [step, new, action]))

    assert written == saved
    assert len(saved) == 7


def save_all(act, rows):
    with history.act(
        by=act.by, name=act.name, way=act.way, reason=act.reason, at=act.at, id=act.id
    ):
        for row in rows:
            row.save()


def write_all(act, rows):
    ledger = Ledger()
    ledger.enter(act, rows[0].log_subject)
    for row in rows:
        ledger.write(act, row)
    ledger.settle()


def left_by(write):
    """What it left behind, without the keys that each row is given; then it is undone."""
    with transaction.atomic():
        write()
        found = [
            {name: value for name, value in row.items() if name not in ("history_id", "id")}
            for rows in [
                *(model.history.filter(history_act=UUID(int=7)).values() for model in ITEMS),
                LogEntry.objects.filter(act=UUID(int=7)).values(),
                *(model.objects.values() for model in ITEMS),
            ]
            for row in rows
        ]
        transaction.set_rollback(True)
    return found
