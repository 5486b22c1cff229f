from pathlib import Path

import pytest

from actions.importing import intake
from actions.importing.apply import AlreadyImported, RegisterMovedOn
from actions.models import Action, CrossReference, Import, NextStep, ProgressItem
from improvement import history
from tests.factories import make_notice, make_user

WORKBOOK = Path(__file__).parents[3] / "fixtures" / "cheshire-east-improvement-notice.xlsx"
pytestmark = pytest.mark.django_db


@pytest.fixture
def importer():
    return make_user(full_name="Ada Importer")


@pytest.fixture
def notice():
    return make_notice()


def bring_in(notice, by):
    return intake.import_file(notice=notice, path=WORKBOOK, filename=WORKBOOK.name, by=by)


def test_real_notice_comes_in_whole(notice, importer):
    bring_in(notice, importer)

    assert list(notice.actions.values_list("ref", flat=True)) == [f"IN{n}" for n in range(1, 26)]
    assert ProgressItem.objects.count() == 112
    assert NextStep.objects.count() == 47
    assert CrossReference.objects.count() == 8
    assert [
        (r.action.ref, r.field, r.target and r.target.ref, r.plan_ref)
        for r in CrossReference.objects.order_by("action__sort_key", "field", "position")
    ] == [
        ("IN4", "next_steps", "IN2", ""),
        ("IN4", "progress", "IN2", ""),
        ("IN5", "progress", None, "A2"),
        ("IN5", "progress", None, "A4"),
        ("IN6", "progress", None, "C4"),
        ("IN7", "progress", None, "A4"),
        ("IN17", "next_steps", "IN14", ""),
        ("IN17", "progress", "IN14", ""),
    ]


def test_each_row_has_one_version_signed_with_its_import_and_row(notice, importer):
    record = bring_in(notice, importer)

    for model in (Action, ProgressItem, NextStep, CrossReference):
        versions = list(model.history.all())
        assert len(versions) == model.objects.count()
        assert {v.history_user_name for v in versions} == {"Ada Importer"}
        assert {v.history_way for v in versions} == {f"import {record.number}"}
    version = Action.history.get(ref="IN10")
    assert version.history_change_reason == (
        f"Import 1 of {WORKBOOK.name}, sheet “Progress and next steps”, row 13"
    )
    assert len({v.history_act for v in Action.history.all()}) == 1


def test_second_import_of_the_same_file_changes_nothing(notice, importer):
    bring_in(notice, importer)
    before = [model.history.count() for model in (Action, ProgressItem, NextStep, CrossReference)]

    record = bring_in(notice, importer)

    counts = {name: said for name, said in record.outcome.items() if isinstance(said, int)}
    assert counts == {
        "added": 0, "changed": 0, "unchanged": 25, "missing": 0, "conflicts": 0,
        "withdrawn": 0, "refused": 0,
    }  # fmt: skip
    assert before == [
        model.history.count() for model in (Action, ProgressItem, NextStep, CrossReference)
    ]


def test_edit_made_here_survives_the_same_file(notice, importer):
    bring_in(notice, importer)
    item = ProgressItem.objects.first()
    item.text = "Said better since"
    history.save_as(item, by=importer, reason="Clearer")

    bring_in(notice, importer)

    item.refresh_from_db()
    assert item.text == "Said better since"


def checked(notice, by):
    record = intake.receive(notice=notice, path=WORKBOOK, filename=WORKBOOK.name, by=by)
    return record, intake.decide_all(record, taken=True, by=by).plan.fingerprint


def test_file_is_read_again_only_where_something_it_depends_on_has_changed(notice, importer):
    record, _ = checked(notice, importer)
    first = intake.check(record)

    again = intake.check(record, before=first)
    record.decisions = dict.fromkeys(record.decisions, False)
    otherwise = intake.check(record, before=first)

    assert again.reading is first.reading
    assert again.plan.fingerprint == first.plan.fingerprint
    assert otherwise.plan.fingerprint != first.plan.fingerprint
    assert otherwise == intake.check(record)


def test_confirming_twice_has_one_effect(notice, importer):
    record, fingerprint = checked(notice, importer)
    intake.confirm(record, fingerprint=fingerprint, by=importer)

    with pytest.raises(AlreadyImported):
        intake.confirm(record, fingerprint=fingerprint, by=importer)

    assert Action.history.count() == 25


def test_register_that_moved_on_refuses_the_import(notice, importer):
    first, seen_empty = checked(notice, importer)
    bring_in(notice, importer)

    with pytest.raises(RegisterMovedOn):
        intake.confirm(first, fingerprint=seen_empty, by=importer)

    first.refresh_from_db()
    assert first.status == Import.Status.CHECKING
    assert Action.history.count() == 25


def test_failure_midway_writes_nothing(notice, importer, monkeypatch):
    record, fingerprint = checked(notice, importer)

    def broken(*args):
        raise RuntimeError("the power went")

    monkeypatch.setattr("actions.importing.apply._Writer._write_references", broken)
    with pytest.raises(RuntimeError, match="the power went"):
        intake.confirm(record, fingerprint=fingerprint, by=importer)

    assert Action.objects.count() == 0
    assert Action.history.count() == 0
    assert Import.objects.get().status == Import.Status.CHECKING


def test_number_of_queries_does_not_grow_with_the_rows(
    notice, importer, django_assert_max_num_queries
):
    record, fingerprint = checked(notice, importer)

    with django_assert_max_num_queries(50):  # 25 actions, 159 items
        intake.confirm(record, fingerprint=fingerprint, by=importer)
