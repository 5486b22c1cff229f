"""The register and the notice as files."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import formats, timezone
from docx import Document
from openpyxl import load_workbook

from actions import writing
from actions.importing import intake, kinds, rows
from actions.importing.held import held_actions, people_who_may_lead
from actions.importing.standing import standing
from actions.models import Action, Member, Notice
from actions.reports import notice_table, register_table
from actions.views import exports
from actions.writing import write
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    person_with_role,
)

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[3] / "fixtures"
REAL_NOTICE = FIXTURES / "cheshire-east-improvement-notice.xlsx"


@pytest.fixture
def notice():
    return make_notice(slug="testshire", title="Testshire notice")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Member.Role.OBSERVER))
    return client


def address(name, notice, kind, query=""):
    return reverse(f"actions:{name}", args=[notice.slug, kind]) + query


def body(response):
    return b"".join(response.streaming_content)


def lines_of(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"), newline="")))


def values_of(response):
    sheet = load_workbook(io.BytesIO(body(response))).active
    return [[cell.value for cell in row] for row in sheet]


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in ("export_register", "export_notice") for kind in writing.kinds()],
)
def test_a_stranger_gets_404(client, notice, name, kind):
    make_action(notice)
    client.force_login(person_with_role(make_notice(), Member.Role.ADMINISTRATOR))

    assert client.get(address(name, notice, kind)).status_code == 404


def test_the_file_is_named_after_the_notice_and_the_day(reader, notice):
    response = reader.get(address("export_register", notice, "xlsx"))

    name = f"testshire-register-{timezone.localdate():%Y-%m-%d}.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "spreadsheetml" in response["Content-Type"]
    response.close()


def test_a_kind_of_file_that_is_not_made_is_404(reader, notice):
    assert reader.get(address("export_register", notice, "exe")).status_code == 404


def test_the_register_is_exported_as_filtered_and_ordered_every_page_of_it(reader, notice):
    for number in range(60):
        make_action(notice, ref=f"IN{number}", stage="in_progress" if number else "signed_off")
    make_action(ref="IN99", stage="in_progress")

    query = "?stage=in_progress&sort=-ref&page=2"
    found = lines_of(reader.get(address("export_register", notice, "csv", query)))

    assert [line[0] for line in found] == ["Ref", *[f"IN{number}" for number in range(59, 0, -1)]]


def test_a_filter_that_means_nothing_leads_back_to_the_page_that_says_so(reader, notice):
    response = reader.get(address("export_register", notice, "csv", "?stage=bananas"))

    assert (response.status_code, response.url) == (302, "/notices/testshire/?stage=bananas")


def test_a_formula_leaves_as_text_in_both_kinds(reader, notice):
    make_action(notice, wording="=1+1")

    in_csv = lines_of(reader.get(address("export_register", notice, "csv")))
    book = load_workbook(io.BytesIO(body(reader.get(address("export_notice", notice, "xlsx")))))

    assert in_csv[1][1] == "'=1+1"
    assert (book.active["B4"].value, book.active["B4"].data_type) == ("=1+1", "s")


def test_the_notice_has_its_four_columns_and_nothing_withdrawn(reader, notice):
    action = make_action(notice, ref="IN1", wording="Improve plans")
    make_progress_item(action, "One")
    make_progress_item(action, "Two")
    make_progress_item(action, "Wrong", is_withdrawn=True)
    make_next_step(action, "Review")
    make_next_step(action, "Finished", status="done")

    assert values_of(reader.get(address("export_notice", notice, "xlsx"))) == [
        ["Testshire notice: progress and next steps", None, None, None],
        [None, None, None, None],
        ["Ref", "Action", "Progress", "Next Steps"],
        ["IN1", "Improve plans", "• One\n• Two", "Review"],
    ]


def test_the_register_goes_on_paper_with_its_date_filter_and_key(reader, notice):
    make_action(
        notice,
        ref="IN1",
        stage="in_progress",
        delivery_rating="red",
        rating_reason="Late & short",
        path_to_green="Ask for help",
    )
    make_action(notice, ref="IN2", stage="signed_off")

    response = reader.get(address("export_register", notice, "docx", "?stage=in_progress"))
    document = Document(io.BytesIO(body(response)))

    said = [paragraph.text for paragraph in document.paragraphs]
    today = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    assert said[0] == "Testshire notice: register"
    assert said[2] == f"As at {today}. 1 action. Only: Stage: In progress."
    assert said[3] == "Key to the ratings"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["Ref", "Action", "Progress", "Next Steps", "Where it stands"]
    assert [row[0] for row in cells[1:]] == ["IN1"]
    assert "Stage: In progress\nRating: Red\nReason: Late & short" in cells[1][4]


def test_without_weasyprint_there_is_no_pdf_and_no_link_to_one(reader, notice, monkeypatch):
    make_action(notice)
    monkeypatch.setattr(writing, "can_write_pdf", lambda: False)

    page = reader.get(notice.get_absolute_url()).content.decode()

    assert "/export/notice.docx" in page
    assert "/export/notice.pdf" not in page
    assert "/export/register.pdf" not in page
    assert reader.get(address("export_notice", notice, "pdf")).status_code == 404
    with pytest.raises(CommandError, match="PDF needs WeasyPrint"):
        call_command("export_notice", "testshire", format="pdf", output="never-written.pdf")


@pytest.mark.skipif("pdf" not in writing.kinds(), reason="WeasyPrint is not installed")
@pytest.mark.parametrize("name", ["export_register", "export_notice"])
def test_what_is_too_long_for_a_pdf_leads_back_and_says_what_to_do(
    reader, notice, monkeypatch, name
):
    monkeypatch.setattr(exports, "MOST_PAGES_OF_A_PDF", 1)
    make_action(notice)
    assert body(reader.get(address(name, notice, "pdf"))).startswith(b"%PDF")
    make_action(notice, wording="Improve the quality of plans. " * 400)

    response = reader.get(address(name, notice, "pdf"), follow=True)

    assert response.redirect_chain[0][0].startswith("/notices/testshire/")
    assert "one of more than 1 takes too long to make while you wait" in response.content.decode()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_no_other_kind_has_a_limit(reader, notice, monkeypatch, kind):
    monkeypatch.setattr(exports, "MOST_PAGES_OF_A_PDF", 0)
    make_action(notice)

    assert body(reader.get(address("export_notice", notice, kind)))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_whole_register_imported_again_changes_nothing(notice, kind):
    lead = person_with_role(notice, Member.Role.OFFICER)
    day = dt.date(2027, 3, 31)
    make_action(
        notice,
        ref="IN1",
        lead=lead,
        due_on=day,
        original_due_on=dt.date(2026, 12, 31),
        area="Leadership",
        delivery_rating="red",
        rating_reason="=Late",
        path_to_green="Ask for help",
        stage="in_progress",
    )
    make_action(notice, ref="IN2")
    file = io.BytesIO()
    write(register_table(Action.objects.of(notice), notice, day), kind, file)
    held = held_actions(notice)

    reading = rows.read(kinds.read(file.getvalue(), kind), "none", stands=standing(held))
    found = intake.compare(reading, held, "none", people_who_may_lead(notice))

    assert {kind: count for kind, count in found.plan.counts.items() if count} == {"unchanged": 2}
    assert [p.message for p in found.errors + found.decisions] == []


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_as_many_queries_for_many_rows(
    reader, notice, number, django_assert_num_queries
):
    for _ in range(number):
        make_progress_item(make_action(notice))

    with django_assert_num_queries(9):
        body(reader.get(address("export_register", notice, "xlsx")))


# There and back


def read_back(notice, kind="xlsx", decisions="all"):
    """What the importer makes of the notice's own export."""
    file = io.BytesIO()
    write(notice_table(Action.objects.of(notice), notice), kind, file)
    held = held_actions(notice)
    reading = rows.read(kinds.read(file.getvalue(), kind), decisions, stands=standing(held))
    found = intake.compare(reading, held, decisions)
    assert found.errors + found.decisions == []
    return {kind: count for kind, count in found.plan.counts.items() if count}


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_an_export_imported_again_changes_nothing(notice, kind):
    one = make_action(notice, ref="IN1", wording="Improve plans: in all cases.\nAnd report")
    for text in ("=1+1", "- a dash", "1. a number", "See IN2 above", "Café & “quotes”"):
        make_progress_item(one, text)
    make_next_step(one, "@board to review")
    make_next_step(one, "Finished", status="done")
    two = make_action(notice, ref="IN2", wording="=Not a formula")
    make_progress_item(two, "A progress item alone")
    make_action(notice, ref="IN10", wording="Nothing yet")

    counts = read_back(notice, kind)

    assert counts == {"unchanged": 3}


def test_texts_too_long_for_a_cell_come_back_whole(notice):
    wording = "Improve " + " ".join(f"case{number}" for number in range(8000))
    action = make_action(notice, ref="IN1", wording=wording)
    for number in range(500):
        make_progress_item(action, f"Item {number}: " + "word " * 14 + "end.")
    make_action(notice, ref="IN2")

    counts = read_back(notice)

    assert counts == {"unchanged": 2}


# The command


@pytest.mark.parametrize("kind", [*writing.kinds(), "json"])
def test_the_command_writes_each_kind(notice, tmp_path, kind):
    make_progress_item(make_action(notice, ref="IN1", wording="Improve plans"), "One")
    make_action(ref="IN2")
    path = tmp_path / f"notice.{kind}"
    said = io.StringIO()

    call_command("export_notice", "testshire", format=kind, output=str(path), stdout=said)

    data = path.read_bytes()
    assert said.getvalue() == f"1 actions written to {path}\n"
    if kind == "json":
        assert [(a["ref"], a["progress"]) for a in json.loads(data)["actions"]] == [
            ("IN1", ["One"])
        ]
    elif kind == "csv":
        assert b'"IN1","Improve plans","One",""' in data
    elif kind == "docx":
        assert Document(path).tables[0].rows[1].cells[0].text == "IN1"
    elif kind == "pdf":
        assert data.startswith(b"%PDF-1.7")
    else:
        assert load_workbook(path).active["A4"].value == "IN1"


def test_the_command_says_what_is_wrong(notice, tmp_path):
    with pytest.raises(CommandError, match="There is no notice “nowhere”"):
        call_command("export_notice", "nowhere", format="csv", output=str(tmp_path / "a"))
    with pytest.raises(CommandError, match="can’t be written"):
        call_command("export_notice", "testshire", format="csv", output=str(tmp_path / "no" / "a"))


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_the_real_notice_comes_back_whole(kind):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_notice",
            str(REAL_NOTICE),
            notice="cheshire-east",
            council="Cheshire East Council",
            title="Cheshire East improvement notice",
            accept="all",
            stdout=io.StringIO(),
        )
    notice = Notice.objects.get(slug="cheshire-east")

    counts = [read_back(notice, kind, decisions) for decisions in ("all", "none")]

    assert ended.value.code == 0
    assert counts == [{"unchanged": 25}] * 2
