"""manage.py import_notice, on the real notice."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from actions.models import Action, Council, Import, Notice
from tests.factories import make_notice, make_user

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "fixtures" / "cheshire-east-improvement-notice.xlsx"
EXPECTED = json.loads((Path(__file__).parent / "importing" / "expected.json").read_text())
pytestmark = pytest.mark.django_db


def run(*args):
    """(exit code, what it printed)"""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as exit_info:
        call_command("import_notice", *map(str, args), stdout=out, stderr=err)
    return exit_info.value.code, out.getvalue() + err.getvalue()


def dry_run(accept):
    code, printed = run(
        WORKBOOK, "--notice", "x", "--dry-run", "--format", "json", "--accept", accept
    )
    return code, json.loads(printed)


def test_real_notice_with_proposals_accepted_is_what_a_careful_person_makes_of_it():
    code, found = dry_run("all")

    assert code == 0
    assert [
        (a["ref"], a["source_ref"], a["action"], a["progress"], a["next_steps"])
        for a in found["actions"]
    ] == [
        (e["ref"], e["source_ref"], e["action"], e["progress"], e["next_steps"]) for e in EXPECTED
    ]
    assert [
        {"field": r["field"], "raw": r["words"], "target_ref": r["target"]}
        | {"external_plan": r["plan"]}
        for a in found["actions"]
        for r in a["cross_references"]
    ] == [
        {key: value for key, value in reference.items() if key != "kind"}
        for e in EXPECTED
        for reference in e["cross_refs"]
    ]
    assert sum(len(a["progress"]) for a in found["actions"]) == 112
    assert sum(len(a["next_steps"]) for a in found["actions"]) == 47
    assert found["changes"] == {
        "added": 25, "changed": 0, "unchanged": 0, "missing": 0, "conflicts": 0
    }  # fmt: skip
    assert found["words"]["in"] == found["words"]["kept"] + found["words"]["left_out"]


# What notice/README.md says is wrong with the document: the row, and the code of its problem.
QUIRKS = [
    (13, "ref-repeated"),
    (13, "wording-begins-midway"),
    (14, "row-without-ref"),
    (14, "words-repeated"),
    (15, "row-without-ref"),
    (19, "ref-damaged"),
    (19, "wording-runs-over"),
    (20, "row-without-ref"),
    (24, "row-without-ref"),
    (12, "wording-breaks-off"),
    (6, "item-breaks-off"),
    (7, "reference"),
    (23, "reference-elsewhere"),
    (8, "reference-elsewhere"),
    (9, "reference-elsewhere"),
    (10, "reference-elsewhere"),
    (31, "no-next-steps"),
    (3, "no-column-for"),
]


@pytest.mark.parametrize(("row", "code"), QUIRKS)
def test_each_quirk_is_a_problem_with_its_row_when_nothing_is_accepted(row, code):
    _, found = dry_run("none")

    assert (row, code) in {(p["row"], p["code"]) for p in found["problems"]}


def test_nothing_is_mended_when_nothing_is_accepted():
    code, found = dry_run("none")

    refs = [a["ref"] for a in found["actions"]]
    assert code == 1
    assert refs.count("IN1") == 2
    assert "N14" in refs
    assert {"IN10", "IN14"}.isdisjoint(refs)
    assert {left["row"] for left in found["left_out"]} == {1, 14, 15, 20, 24}


def test_dry_run_writes_nothing():
    dry_run("all")

    assert [model.objects.count() for model in (Council, Notice, Import, Action)] == [0, 0, 0, 0]


def test_import_makes_the_notice_and_its_council():
    person = make_user("ada@example.org", full_name="Ada Importer")

    code, printed = run(
        WORKBOOK, "--notice", "ce", "--council", "Cheshire East Council", "--title", "The notice",
        "--accept", "all", "--by", "ADA@example.org",
    )  # fmt: skip

    assert code == 0
    assert "25 actions: 25 added" in printed
    assert Notice.objects.get().council.name == "Cheshire East Council"
    assert Import.objects.get().applied_by == person


def test_second_import_says_that_nothing_changes():
    make_notice(slug="ce")
    run(WORKBOOK, "--notice", "ce", "--accept", "all")

    code, printed = run(WORKBOOK, "--notice", "ce", "--accept", "all")

    assert code == 0
    assert "0 added, 0 changed, 25 unchanged" in printed


def test_proposals_not_accepted_stop_it_and_leave_nothing(settings):
    make_notice(slug="ce")

    code, printed = run(WORKBOOK, "--notice", "ce")

    assert code == 1
    assert "Nothing was written." in printed
    assert Import.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).rglob("imports/*"))


def test_file_that_cannot_be_read_is_said_plainly(tmp_path):
    (tmp_path / "notice.xlsx").write_text("Dear all,\nplease see the notice.\n")

    code, printed = run(tmp_path / "notice.xlsx", "--notice", "x", "--dry-run")

    assert code == 2
    assert "no row with the headings" in printed


def test_notice_that_does_not_exist_is_not_made_by_guess():
    with pytest.raises(CommandError, match="--council NAME --title TEXT"):
        call_command("import_notice", str(WORKBOOK), "--notice", "nowhere")
