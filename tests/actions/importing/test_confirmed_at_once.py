"""One preview confirmed by twenty people at the same moment has one effect.

The first press of the button waits for nobody; the others are told that it was done. The twin shows
what the two looks under the lock, at the import and at the register, are for.
"""

from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.importing import apply, intake
from actions.models import Action, Import, NextStep, ProgressItem
from actions.views import imports
from tests.factories import make_notice, person_with_role

from .sheets import make_workbook
from .together import all_see_it_first, at_once, logged_in

AT_ONCE = 20
REFS = [f"IN{number}" for number in range(1, 6)]
FIRST = [(ref, f"Improve the {ref} plans.", "• Begun", "• Go on") for ref in REFS]
NEXT = [(ref, wording, f"{done}\n• Reviewed", todo) for ref, wording, done, todo in FIRST]
CHECK = "/notices/ce/imports/2/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(shared_database):
    notice = make_notice(slug="ce")
    return logged_in([person_with_role(notice, "administrator") for _ in range(AT_ONCE)])


@pytest.fixture
def confirmation(people):
    """What the button of a second import sends: its file adds an item to each of five actions."""
    first = people[0]
    for number, rows in enumerate([FIRST, NEXT], start=1):
        file = SimpleUploadedFile("n.xlsx", make_workbook(*rows))
        first.post("/notices/ce/imports/", {"file": file})
        page = first.get(f"/notices/ce/imports/{number}/")
        said = {"do": "confirm", "fingerprint": page.context["found"].plan.fingerprint}
        said["register"] = page.context["register"]
        if number == 1:
            first.post("/notices/ce/imports/1/", said)
    assert ProgressItem.objects.count() == len(REFS)
    return said


def confirm(people, said):
    return at_once(*(lambda client=client: client.post(CHECK, said) for client in people))


def test_twenty_confirms_have_one_effect(people, confirmation, monkeypatch):
    all_see_it_first(monkeypatch, imports, AT_ONCE)

    answers = confirm(people, confirmation)

    assert Counter(answer.status_code for answer in answers) == {302: AT_ONCE}
    assert {answer.url for answer in answers} == {CHECK}
    assert ProgressItem.objects.filter(text="Reviewed").count() == len(REFS)
    assert ProgressItem.history.count() == 2 * len(REFS)
    assert NextStep.history.count() == len(REFS)
    assert Counter(Action.objects.values_list("version", flat=True)) == {2: len(REFS)}
    versions = Import.history.filter(number=2, status="applied")
    assert versions.count() == 1


def test_each_is_told_whether_it_was_theirs(people, confirmation, monkeypatch):
    all_see_it_first(monkeypatch, imports, AT_ONCE)
    confirm(people, confirmation)
    monkeypatch.undo()

    said = Counter(
        str(message) for client in people for message in client.get(CHECK).context["messages"]
    )

    assert said == {
        "n.xlsx is in the register.": 1,
        "This import was finished before. Nothing was done again.": AT_ONCE - 1,
    }


def test_without_the_look_under_the_lock_it_has_many_effects(people, confirmation, monkeypatch):
    """The twin: each goes by the import and the register as they were when the page was shown."""
    held = intake.held_actions(Import.objects.get(number=2).notice)
    for module in (apply, imports):
        monkeypatch.setattr(module, "lock", lambda record: record)
    for module in (apply, intake):
        monkeypatch.setattr(module, "held_actions", lambda notice: held)
    all_see_it_first(monkeypatch, imports, AT_ONCE)

    confirm(people, confirmation)

    assert ProgressItem.objects.filter(text="Reviewed").count() > len(REFS)
