"""Two people who mend, answer and choose columns in one preview at the same moment.

Whoever is told that something was done finds it kept. The twins show what is lost where either goes
by the import as it was when the page was shown.
"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.importing import by_hand
from actions.models import Import
from actions.views import layout, mends
from tests.factories import make_notice, person_with_role

from .sheets import make_workbook
from .together import all_see_it_first, at_once, logged_in

CHECK = "/notices/ce/imports/1/"
ITEMS = "• Begun\n• Told and then done"
ROWS = [
    (
        f"IN{number}",
        f"Improve part {number}. Then tell people.",
        "• Begun\n• Told and then done",
        "",
    )
    for number in range(1, 9)
]
COLUMNS = {"column-0": "ref", "column-1": "wording", "column-2": "progress", "column-3": ""}
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(shared_database):
    notice = make_notice(slug="ce")
    clients = logged_in([person_with_role(notice, "administrator") for _ in range(2)])
    file = SimpleUploadedFile("n.xlsx", make_workbook(*ROWS))
    clients[0].post("/notices/ce/imports/", {"file": file})
    return clients


def row(number):
    return f"{CHECK}rows/{number}/"


def press(client, number, button, **said):
    """A call that sends a button of a row's page, as the page is now."""
    prefix = button.partition(".")[0]
    form = client.get(row(number)).context["forms"][prefix]
    sent = {f"{prefix}-id": str(uuid.uuid4()), f"{prefix}-shown": form.initial["shown"]}
    sent |= {f"{prefix}-{name}": value for name, value in said.items()} | {"do": button}
    return lambda: client.post(row(number), sent)


def choose_columns(client):
    place = {"sheet": "0", "header_row": "1"}
    return lambda: client.post(f"{CHECK}columns/", COLUMNS | place)


def told(client):
    """What a person is told on the next page."""
    return [str(message) for message in client.get(CHECK).context["messages"]]


def kept():
    return sorted(one["row"] for one in Import.objects.get().mends)


def test_mends_of_two_people_are_all_kept(people, monkeypatch):
    pairs = [(2, 6), (3, 7), (4, 8), (5, 9)]
    for pair in pairs:
        presses = [
            press(client, number, "progress.split", place="1", at="and then")
            for client, number in zip(people, pair, strict=True)
        ]
        with monkeypatch.context() as patch:
            all_see_it_first(patch, mends, 2)
            answers = at_once(*presses)
        assert [answer.status_code for answer in answers] == [302, 302]

    assert kept() == sorted(sum(pairs, ()))
    assert Import.history.count() == 1 + 2 * len(pairs)


def test_of_two_who_mend_the_same_words_one_is_told_that_nothing_was_done(people, monkeypatch):
    presses = [press(client, 2, "progress.switch", place="1") for client in people]
    all_see_it_first(monkeypatch, mends, 2)

    answers = at_once(*presses)
    monkeypatch.undo()

    assert [answer.status_code for answer in answers] == [302, 302]
    said = sorted("".join(told(client)) for client in people)
    assert said[0].startswith("Nothing was done")
    assert said[1].startswith("Row 2")
    assert kept() == [2]


def meanwhile(monkeypatch, call):
    """Something that another person does after the page of columns has looked at the import."""
    find = layout.find_import

    def find_then_call(*args):
        record = find(*args)
        monkeypatch.setattr(layout, "find_import", find)
        call()
        return record

    monkeypatch.setattr(layout, "find_import", find_then_call)


def test_columns_chosen_while_somebody_mends_and_answers_keep_both(people, monkeypatch):
    mend = press(people[0], 3, "ref.set", ref="IN30")
    answer = {"do": "save", "box": ["tick-IN4"], "tick": ["tick-IN4"]}
    meanwhile(monkeypatch, lambda: (mend(), people[0].post(CHECK, answer)))

    response = choose_columns(people[1])()

    record = Import.objects.get()
    assert response.url == CHECK
    assert [one["row"] for one in record.mends] == [3]
    assert record.decisions == {"tick-IN4": True}
    assert record.layout["columns"].keys() == {"ref", "wording", "progress"}


def test_columns_chosen_while_it_is_confirmed_do_not_open_it_again(people, monkeypatch):
    page = people[0].get(CHECK)
    said = {"do": "confirm", "fingerprint": page.context["found"].plan.fingerprint}
    meanwhile(monkeypatch, lambda: people[0].post(CHECK, said))

    choose_columns(people[1])()

    record = Import.objects.get()
    assert record.status == Import.Status.APPLIED
    assert "next_steps" in record.layout["columns"]  # as it was read, not as chosen
    assert told(people[1]) == ["This import was finished before, so its columns stay as they were."]


def test_without_the_look_under_the_lock_the_columns_undo_a_confirm(people, monkeypatch):
    """The twin."""
    page = people[0].get(CHECK)
    said = {"do": "confirm", "fingerprint": page.context["found"].plan.fingerprint}
    meanwhile(monkeypatch, lambda: people[0].post(CHECK, said))
    monkeypatch.setattr(layout, "lock", lambda record: record)

    choose_columns(people[1])()

    assert Import.objects.get().status == Import.Status.CHECKING


def test_without_the_lock_a_mend_is_lost(people, monkeypatch):
    """The twin: each adds to the mends that there were when the page was shown."""
    presses = [
        press(client, n, "ref.set", ref=f"IN{n}0") for client, n in zip(people, (2, 3), strict=True)
    ]
    monkeypatch.setattr(by_hand, "_held", lambda record: record)
    all_see_it_first(monkeypatch, mends, 2)

    at_once(*presses)

    assert len(kept()) == 1
