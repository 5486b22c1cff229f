"""The change log as a file: a row for each change, as filtered, and nothing in it runs."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from actions.models import Action, Member, ProgressItem
from audits import reports
from improvement import history
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db
SIX_PM = dt.datetime(2014, 7, 1, 17, 0, tzinfo=dt.UTC)  # six by the council's clocks


@pytest.fixture
def notice():
    return make_notice(title="Testshire notice")


@pytest.fixture
def ada(notice):
    with history.act(name="The test", at=SIX_PM - dt.timedelta(days=9)):
        return person_with_role(notice, Member.Role.OFFICER, full_name="Ada Officer")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Member.Role.OBSERVER))
    return client


@pytest.fixture
def in8(notice, ada):
    """An action with one update, in a time of its own."""
    with history.act(name="The test", reason="Set up", at=SIX_PM - dt.timedelta(days=1)):
        action = Action(notice=notice, ref="IN8", wording="Improve")
        action.save()
    with history.act(by=ada, reason="Monthly", way="page", at=SIX_PM):
        ProgressItem(action=action, text="=1+1").save()
        action.stage = "in_progress"
        action.save()
    return action


def address(notice, file, /, **query):
    return reverse("audits:export_changes", args=[notice.slug, file], query=query)


def rows_of(client, notice, /, **query):
    response = client.get(address(notice, "csv", **query))
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_each_change_is_a_row_with_who_when_why_old_and_new(reader, notice, in8):
    headings, *rows = rows_of(reader, notice, person=in8.history.first().history_user_id)
    signed = ["1 July 2014", "18:00:00", "Ada Officer", "officer", "on a page", "Monthly", "IN8"]

    assert headings == [column.heading for column in reports.COLUMNS]
    assert rows == [
        [*signed, "Action", "Changed", "Stage", "Not started", "In progress"],
        [*signed, "Progress item", "Added", "Text", "", "'=1+1"],
    ]


def test_a_workbook_holds_the_same_and_no_formula(reader, notice, in8):
    response = reader.get(address(notice, "xlsx", action="IN8"))
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]

    assert [row[6:] for row in rows] == [
        ["IN8", "Action", "Changed", "Stage", "Not started", "In progress"],
        ["IN8", "Progress item", "Added", "Text", None, "=1+1"],
        ["IN8", "Action", "Added", "Reference", None, "IN8"],
        ["IN8", "Action", "Added", "Wording", None, "Improve"],
    ]
    assert rows[0][0].date() == dt.date(2014, 7, 1)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_file_is_as_filtered(reader, notice, in8):
    make_action(notice, ref="IN9")

    assert {row[6] for row in rows_of(reader, notice, action="in9")[1:]} == {"IN9"}
    assert len(rows_of(reader, notice, kind="stage")) == 3  # an act is told whole


def test_what_means_nothing_leads_back_to_the_page_that_says_so(reader, notice):
    response = reader.get(address(notice, "csv", kind="colour"))

    assert (response.status_code, response.url) == (
        302,
        reverse("audits:changes", args=[notice.slug], query={"kind": "colour"}),
    )


@pytest.mark.parametrize("kind", ["pdf", "docx", "exe"])
def test_no_other_kind_of_file_is_made(reader, notice, kind):
    assert reader.get(address(notice, kind)).status_code == 404


def import_of(notice, by, number):
    with history.act(by=by, reason="Import", way="import 1"):
        actions = [Action(notice=notice, ref=f"X{n}", wording=f"Words {n}") for n in range(number)]
        made = history.create_all(actions, Action, batch_size=500)
        items = [ProgressItem(action=action, text="Done") for action in made]
        history.create_all(items, ProgressItem, batch_size=500)


def test_a_long_act_is_written_whole_and_in_pieces(reader, notice, ada, monkeypatch):
    monkeypatch.setattr(reports, "_VERSIONS_AT_A_TIME", 30)
    import_of(notice, ada, 60)

    rows = rows_of(reader, notice, person=ada.pk)[1:]

    assert [row[6] for row in rows] == [f"X{n}" for n in range(60) for _ in range(3)]


def test_a_file_that_would_be_too_long_says_where_it_stops(reader, notice, ada, monkeypatch):
    monkeypatch.setattr(reports, "MOST_ROWS", 10)
    import_of(notice, ada, 20)

    rows = rows_of(reader, notice)[1:]

    assert len(rows) == 11
    assert rows[-1][0].startswith("This file stops here: it holds the newest 10 changes.")


def test_a_file_that_just_fits_says_nothing_of_the_kind(reader, notice, ada, monkeypatch):
    import_of(notice, ada, 4)
    monkeypatch.setattr(reports, "MOST_ROWS", 12)

    assert len(rows_of(reader, notice, person=ada.pk)) == 13


def test_queries_grow_with_hundreds_of_acts_and_not_with_each(reader, notice, ada):
    def queries():
        with CaptureQueriesContext(connection) as used:
            rows_of(reader, notice)
        return len(used)

    make_action(notice)
    one = queries()
    for _ in range(5):
        make_action(notice)

    assert queries() == one
