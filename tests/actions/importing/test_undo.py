"""Undo of an import, and re-imports as three-way comparisons."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from actions import services
from actions.importing import intake
from actions.importing.changes import Kind
from actions.importing.undo import NotImported, undo
from actions.models import Action, CrossReference, Import, NextStep, ProgressItem
from improvement import history
from tests.factories import make_notice, make_user

WORKBOOK = Path(__file__).parents[3] / "fixtures" / "cheshire-east-improvement-notice.xlsx"
pytestmark = pytest.mark.django_db


@pytest.fixture
def importer():
    return make_user(full_name="Ada Importer")


@pytest.fixture
def officer():
    return make_user(full_name="Olu Officer")


@pytest.fixture
def notice():
    return make_notice()


TABLE = {
    "IN1": ("Improve the plans.", ["Standards launched", "Staff trained"], ["Review the plans"]),
    "IN2": ("Listen to children.", ["Survey done"], ["See IN1 above"]),
    "IN3": ("Report to the board.", [], ["Write the report", "Present the report"]),
}


@pytest.fixture
def write(tmp_path):
    """Writes a table as a workbook and returns its path."""

    def write(table, name="notice.xlsx"):
        book = Workbook()
        book.active.append(["Ref", "Action", "Progress", "Next Steps"])
        for ref, (wording, *lists) in table.items():
            cells = ["\n".join(f"• {text}" for text in texts) for texts in lists]
            book.active.append([ref, wording, *cells])
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def receive(notice, path, by, **decisions):
    record = intake.receive(notice=notice, path=path, filename=path.name, by=by)
    record.decisions = decisions
    history.save_as(record, by=by, reason="Answered")
    return record


def confirm(record, by):
    found = intake.check(record)
    intake.confirm(record, fingerprint=found.plan.fingerprint, by=by)
    record.refresh_from_db()
    return found.plan


def bring_in(notice, path, by, **decisions):
    record = receive(notice, path, by, **decisions)
    confirm(record, by)
    return record


def register(notice):
    """What a reader of the register sees, as plain values."""
    return {
        action.ref: (
            action.wording,
            [item.text for item in action.progress_items.shown()],
            [step.text for step in action.next_steps.open()],
            sorted(
                (r.words, r.target and r.target.ref, r.plan_ref)
                for r in action.references_made.all()
            ),
        )
        for action in notice.actions.filter(is_withdrawn=False)
    }


def texts(change):
    return [(text.kind, text.text) for text in change.progress]


def edit(item, text, by):
    item.text = text
    history.save_as(item, by=by, reason="Clearer")


def test_undo_of_the_first_import_empties_the_register(notice, importer):
    record = intake.import_file(notice=notice, path=WORKBOOK, filename="n.xlsx", by=importer)

    assert undo(record, by=importer) == []

    assert register(notice) == {}
    assert Action.objects.count() == 25  # withdrawn, never deleted
    assert CrossReference.objects.count() == 0
    record.refresh_from_db()
    assert record.status == Import.Status.UNDONE


def test_undone_notice_comes_back_by_importing_it_again(notice, importer):
    first = intake.import_file(notice=notice, path=WORKBOOK, filename="n.xlsx", by=importer)
    before = register(notice)
    undo(first, by=importer)

    intake.import_file(notice=notice, path=WORKBOOK, filename="n.xlsx", by=importer)

    assert register(notice) == before
    assert Action.objects.count() == 25
    assert ProgressItem.objects.count() == 112


def test_undo_writes_new_versions_with_its_author_and_reason(notice, importer, officer, write):
    record = bring_in(notice, write(TABLE), importer)

    undo(record, by=officer)

    newest = Action.history.filter(ref="IN1").first()
    assert (newest.history_user, newest.history_way, newest.history_change_reason) == (
        officer,
        "undo of import 1",
        "Undid import 1",
    )


def test_undo_happens_once(notice, importer, write):
    record = bring_in(notice, write(TABLE), importer)
    undo(record, by=importer)

    with pytest.raises(NotImported):
        undo(record, by=importer)


def test_action_that_people_worked_on_since_stays_with_its_items(notice, importer, officer, write):
    record = bring_in(notice, write(TABLE), importer)
    action = notice.actions.get(ref="IN2")
    services.set_details(
        action=action, version=1, lead=officer, area="", due_on=None, contributors=[],
        by=officer, reason="Lead",
    )  # fmt: skip

    left_alone = undo(record, by=importer)

    assert register(notice).keys() == {"IN2"}
    assert register(notice)["IN2"][:3] == (*TABLE["IN2"][:1], ["Survey done"], ["See IN1 above"])
    assert left_alone == ["IN2 stays, with its items: people have worked on it since."]


@pytest.fixture
def changed_table():
    """One bullet reworded, one added, one moved, one action missing."""
    return {
        "IN1": (
            "Improve the plans.",
            ["Staff trained", "Standards launched in May", "Leaflet printed"],
            ["Review the plans"],
        ),
        "IN2": TABLE["IN2"],
    }


def test_reimport_shows_exactly_what_changed_and_undo_puts_it_back(
    notice, importer, officer, write, changed_table
):
    bring_in(notice, write(TABLE), importer)
    ours = ProgressItem.objects.get(text="Survey done")
    edit(ours, "Survey done and discussed", officer)
    before = register(notice)
    reworded = ProgressItem.objects.get(text="Standards launched")

    record = receive(notice, write(changed_table), importer)
    changes = {change.ref: change for change in confirm(record, importer).changes}

    assert changes["IN1"].kind is Kind.CHANGED
    kinds = {text: kind for kind, text in texts(changes["IN1"])}
    assert kinds["Standards launched in May"] is Kind.CHANGED
    assert kinds["Leaflet printed"] is Kind.ADDED
    assert Kind.MOVED in [text.kind for text in changes["IN1"].progress] or (
        kinds["Staff trained"] is Kind.UNCHANGED
    )
    assert texts(changes["IN2"]) == [(Kind.EDITED_HERE, "Survey done and discussed")]
    assert changes["IN3"].kind is Kind.MISSING
    reworded.refresh_from_db()
    assert reworded.text == "Standards launched in May"  # the same item, with its history
    assert register(notice)["IN1"][1] == changed_table["IN1"][1]
    assert register(notice)["IN3"] == before["IN3"]

    later = ProgressItem.objects.get(text="Leaflet printed")
    edit(later, "Leaflet printed and sent", officer)
    left_alone = undo(record, by=importer)

    after = register(notice)
    assert after["IN1"][1] == ["Standards launched", "Staff trained", "Leaflet printed and sent"]
    assert {ref: after[ref] for ref in ("IN2", "IN3")} == {
        ref: before[ref] for ref in ("IN2", "IN3")
    }
    assert left_alone == ["“Leaflet printed and sent” stays: Olu Officer edited it since."]


def test_undo_of_a_reimport_restores_the_register_exactly(notice, importer, write, changed_table):
    bring_in(notice, write(TABLE), importer)
    before = register(notice)
    record = bring_in(notice, write(changed_table), importer, **{"withdraw-IN3": True})
    assert register(notice).keys() == {"IN1", "IN2"}

    assert undo(record, by=importer) == []

    assert register(notice) == before


def test_only_what_is_ticked_is_done(notice, importer, write, changed_table):
    bring_in(notice, write(TABLE), importer)
    record = receive(notice, write(changed_table), importer)
    offered = {
        text.text: text.key
        for change in intake.check(record).plan.changes
        for text in change.texts
        if text.can_be_ticked
    }
    record.decisions = {offered["Leaflet printed"]: False}
    history.save_as(record, by=importer, reason="Unticked")

    confirm(record, importer)

    assert "Leaflet printed" not in register(notice)["IN1"][1]
    assert "Standards launched in May" in register(notice)["IN1"][1]


def test_nothing_is_withdrawn_unless_it_is_ticked(notice, importer, write):
    bring_in(notice, write(TABLE), importer)
    fewer = {"IN1": ("Improve the plans.", ["Staff trained"], ["Review the plans"])}

    record = receive(notice, write(fewer), importer)
    missing = [
        text.key
        for change in intake.check(record).plan.changes
        for text in change.progress
        if change.ref == "IN1" and text.kind is Kind.MISSING
    ]
    confirm(record, importer)
    assert register(notice)["IN1"][1] == ["Standards launched", "Staff trained"]

    bring_in(notice, write(fewer), importer, **dict.fromkeys(missing, True))
    assert register(notice)["IN1"][1] == ["Staff trained"]


def test_what_an_import_withdrew_comes_back_when_a_file_has_it(notice, importer, write):
    bring_in(notice, write(TABLE), importer)
    without = {ref: row for ref, row in TABLE.items() if ref != "IN3"}
    bring_in(notice, write(without), importer, **{"withdraw-IN3": True})

    bring_in(notice, write(TABLE), importer)

    assert register(notice)["IN3"][:3] == ("Report to the board.", *TABLE["IN3"][1:])


def test_what_people_withdrew_does_not_come_back(notice, importer, officer, write):
    bring_in(notice, write(TABLE), importer)
    item = ProgressItem.objects.get(text="Staff trained")
    item.is_withdrawn = True
    history.save_as(item, by=officer, reason="Not true")

    bring_in(notice, write(TABLE), importer)

    assert register(notice)["IN1"][1] == ["Standards launched"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (True, ["Standards launched in May", "Staff trained"]),
        (False, ["Standards launched in June", "Staff trained"]),
        ("both", ["Standards launched in June", "Standards launched in May", "Staff trained"]),
    ],
)
def test_item_edited_on_both_sides_is_as_the_person_picks(
    notice, importer, officer, write, answer, expected
):
    bring_in(notice, write(TABLE), importer)
    edit(ProgressItem.objects.get(text="Standards launched"), "Standards launched in June", officer)
    table = TABLE | {
        "IN1": (
            "Improve the plans.",
            ["Standards launched in May", "Staff trained"],
            ["Review the plans"],
        )
    }
    record = receive(notice, write(table), importer)
    (question,) = intake.check(record).decisions
    record.decisions = {question.key: answer}
    history.save_as(record, by=importer, reason="Picked")

    confirm(record, importer)

    assert register(notice)["IN1"][1] == expected


def test_column_sorted_by_itself_is_called_out_before_it_renames_everything(
    notice, importer, write
):
    table = {
        f"IN{n}": (wording, [], [])
        for n, wording in enumerate(
            [
                "Train every social worker in risk.",
                "Audit forty files each month.",
                "Publish the ambition for children.",
                "Recruit permanent team managers.",
                "Hold weekly meetings of the leadership.",
            ],
            start=1,
        )
    }
    bring_in(notice, write(table), importer)
    wordings = sorted(row[0] for row in table.values())
    sorted_alone = {ref: (wording, [], []) for ref, wording in zip(table, wordings, strict=True)}

    (question,) = intake.check(receive(notice, write(sorted_alone), importer)).decisions

    assert question.key == "mass-wording"
    assert "one column was probably sorted" in question.message


def test_step_that_was_done_here_is_left_alone(notice, importer, officer, write):
    bring_in(notice, write(TABLE), importer)
    step = NextStep.objects.get(text="Review the plans")
    step.status = "done"
    history.save_as(step, by=officer, reason="Done")

    record = bring_in(notice, write(TABLE), importer)

    step.refresh_from_db()
    assert step.status == "done"
    assert record.outcome["changed"] == 0
