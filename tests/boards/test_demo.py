import json

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from actions.models import Action, Import, Member, Notice
from boards import waiting
from boards.demonstration.people import PEOPLE
from boards.homes import home_of
from boards.models import Oversight
from improvement.accounts.demo import DEMO_PASSWORD, demo_logins
from improvement.models import User
from tests.databases import filled, taken_back

pytestmark = pytest.mark.django_db


def every_row():
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
    }


@pytest.fixture
def is_demo(settings):
    settings.DEMO = True


@override_settings(DEMO=True)
def make_the_demonstration():
    call_command("demo", verbosity=0)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """(the database with the demonstration in it, its files)"""
    folder = tmp_path_factory.mktemp("demo")
    with filled("demo", folder, django_db_blocker, make_the_demonstration) as (_, *where):
        yield where


@pytest.fixture
def notice(demonstration, is_demo, db, settings, media_in_a_folder_of_its_own):
    """The demonstration. What a test does to it is taken back."""
    database, settings.MEDIA_ROOT = demonstration
    with taken_back(database):
        yield Notice.objects.get(slug="cheshire-east")


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_second_run_changes_nothing(notice):
    before = every_row()

    call_command("demo")

    assert every_row() == before


def test_the_document_is_there_word_for_word_beside_what_was_made_up(notice):
    expected = django_settings.BASE_DIR / "tests/actions/importing/expected.json"
    for wanted in json.loads(expected.read_text()):
        action = notice.actions.get(ref=wanted["ref"])
        imported = {"imported_in__isnull": False}
        assert action.wording == wanted["action"]
        assert [item.text for item in action.progress_items.filter(**imported)] == wanted[
            "progress"
        ]
        assert [step.text for step in action.next_steps.filter(**imported)] == wanted["next_steps"]


def test_there_is_a_login_for_each_role(notice, client):
    roles = set(notice.members.values_list("role", flat=True))

    assert roles == set(Member.Role.values)
    assert demo_logins().count() == len(PEOPLE)
    for person in PEOPLE:
        login = {"username": f"{person.key}@demo.example", "password": DEMO_PASSWORD}
        assert client.post("/login/", login).url == "/"


def test_without_demo_nobody_can_log_in_as_the_made_up_people(settings):
    settings.DEBUG = settings.DEMO = False
    call_command("demo")
    assert not any(user.has_usable_password() for user in User.objects.all())

    settings.DEMO = True
    call_command("demo")
    assert all(user.has_usable_password() for user in User.objects.all())


def test_every_home_has_something_to_show(notice, today):
    def shown(email):
        user = User.objects.get(email=f"{email}@demo.example")
        role = notice.members.get(user=user).role
        return home_of(user, notice, role, today).context

    chair, officer = shown("chair"), shown("adoption")
    assert chair["recent"]
    assert chair["off_track"].rows
    assert any(late for _, late in chair["off_track"].rows)
    assert all(shown("officer")[name] for name in ("asked", "pressing", "calm"))
    assert officer["total"] == 1
    assert any("overdue" in one.reasons[0] for one in shown("workforce")["pressing"])
    assert chair["bodies"][0][0].meets_next_on > today
    assert shown("admin")["asking"].unanswered
    assert shown("admin")["waiting"]
    assert all(gap.number for gap in shown("admin")["gaps"])
    assert shown("assurance")["to_check"].rows
    assert shown("observer")["recent"]


def test_only_plain_names_became_oversight(notice):
    found = waiting.proposals(notice, Action.objects.filter(notice=notice))

    left = {finding.words for proposal in found for finding in proposal.findings}
    assert left == {
        "Board",
        "Children's Partnership Board",
        "Policy Development Group",
        "Transforming Social Work Practice Group",
    }
    oversees = Oversight.objects.filter(action__ref="IN22").values_list("body__name", flat=True)
    assert sorted(oversees) == [
        "Improvement Board",
        "LSCB Executive Group",
        "Local Safeguarding Children Board",
        "Safeguarding Review Meeting",
    ]


def test_the_story_has_a_past_and_ends_by_now(notice):
    history = Action.history.all()
    now = timezone.now()

    assert (now - history.earliest("history_date").history_date).days in range(54, 57)
    assert history.latest("history_date").history_date <= now
    dates = list(history.order_by("history_id").values_list("history_date", flat=True))
    assert dates == sorted(dates)
    imported, began = Import.objects.get(), history.earliest("history_date").history_date
    assert (imported.uploaded_at, imported.applied_at) == (began, began)


def test_it_goes_through_the_importer_and_names_an_author_for_everything(notice):
    assert Import.objects.get().status == Import.Status.APPLIED
    for model in (Action, Oversight, Import):
        assert not model.history.filter(history_user_name="").exists()
    assert not Action.history.filter(history_user=None).exists()
