"""The page that compares two days, and its files."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from actions.models import Member
from improvement import history
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

pytestmark = pytest.mark.django_db

FIRST, SECOND = (dt.datetime(2013, 11, day, 12, tzinfo=dt.UTC) for day in (20, 27))
BETWEEN = {"from": "2013-11-21", "to": "27 November 2013"}


@pytest.fixture
def notice():
    return make_notice(slug="ours", title="Ours")


@pytest.fixture
def action(notice):
    """IN8: on 27 November its due date was moved and something was done."""
    due = dt.date(2014, 1, 1)
    made = make_action(notice, ref="IN8", wording="Improve plans", due_on=due, at=FIRST)
    make_action(notice, ref="IN9", wording="Listen", at=FIRST)
    with history.act(name="The test", way="test", reason="Staff left", at=SECOND):
        made.due_on = dt.date(2014, 1, 13)
        made.save()
    make_progress_item(made, text="Standards launched", at=SECOND)
    return made


@pytest.fixture
def reader(client, notice, action):
    client.force_login(person_with_role(notice, Member.Role.OBSERVER))
    return client


def page(reader, **asked):
    response = reader.get("/notices/ours/changes/compare/", asked)
    return response.content.decode(), response.status_code


def test_page_tells_what_changed_how_far_and_why(reader):
    text, status = page(reader, **BETWEEN)

    assert status == 200
    assert "What changed from 21 November 2013 to 27 November 2013" in text
    assert "12 days later" in text
    assert "“Staff left”" in text
    assert "Standards launched" in text
    assert "<strong>1</strong> due date moved later" in text
    assert "<strong>1</strong> progress item added" in text
    assert "<strong>1</strong> undelivered action of which nothing was said" in text
    assert "/notices/ours/actions/IN8/?as_at=2013-11-27" in text
    assert "/notices/ours/?as_at=2013-11-21" in text


def test_page_names_those_of_which_nothing_was_said(reader):
    text, _ = page(reader, **BETWEEN)

    assert "Nothing was said of these" in text
    assert "IN9" in text.split("Nothing was said of these")[1]


def test_last_weeks_are_compared_until_somebody_says_which(reader):
    text, status = page(reader)

    assert status == 200
    assert f"to {timezone.localdate():%-d %B %Y}" in text
    assert f'value="{timezone.localdate():%-d %B %Y}"' in text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2013-11-21", "21 November 2013"),
        ("21/11/2013", "21/11/2013"),
        ("2013-11-21T10:00:00Z", "2013-11-21T10:00:00Z"),
        ("2013-02-30", "2013-02-30"),
        ("２013-11-21", "２013-11-21"),
    ],
)
def test_a_day_of_an_address_is_shown_in_its_box_as_people_write_it(reader, typed, shown):
    text, _ = page(reader, **BETWEEN | {"from": typed})

    assert f'name="from" value="{shown}"' in text


def test_what_is_more_than_one_is_said_so(reader, notice):
    for ref in ("IN10", "IN11"):
        make_progress_item(make_action(notice, ref=ref, at=SECOND), at=SECOND)

    text, _ = page(reader, **BETWEEN)

    assert "<strong>2</strong> actions added" in text
    assert "<strong>3</strong> progress items added" in text


def test_many_are_shown_a_page_at_a_time_with_their_counts(reader, notice):
    for number in range(51):
        make_action(notice, ref=f"IN{100 + number}", at=FIRST)  # nothing is said of these
        make_action(notice, ref=f"IN{200 + number}", at=SECOND)

    first, _ = page(reader, **BETWEEN)
    second, _ = page(reader, **BETWEEN, page=2)

    assert "Showing 1 to 50 of 52" in first
    assert "IN248" in first
    assert "IN250" not in first
    assert "IN250" in second
    assert "These are the first 50 of 52." in first
    assert "IN147" in first
    assert "IN150" not in first
    assert "<strong>51</strong> actions added" in second


def test_number_of_queries_is_the_same_however_much_changed(reader, notice):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(reader, **BETWEEN)
        return len(asked)

    few = queries()
    for ref in ("IN10", "IN11"):
        make_progress_item(make_action(notice, ref=ref, at=FIRST), at=SECOND)

    assert queries() == few <= 15


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "x", "to": "2013-11-27"}, "“x” is not a date"),
        ({"from": "2013-11-27", "to": "2013-11-20"}, "must be on or after the first"),
        ({"from": "2013-11-27", "to": ""}, "Enter a date, like 1 December 2013"),
        ({"from": "", "to": "2013-11-27"}, "Enter an earlier date, like 1 December 2013"),
        ({"from": "2013-11-27", "to": "9999-01-01"}, "is still to come"),
        ({"from": "1 January 0001", "to": "2013-11-27"}, "nothing was kept before 1900"),
        ({"from": "0001-01-01", "to": "0001-01-02"}, "nothing was kept before 1900"),
        ({"from": "0001-01-01T00:00:00+14:00", "to": "2013-11-27"}, "before 1900"),
        ({"from": "2013-11-27", "to": "9999-12-31T23:59:59-14:00"}, "is still to come"),
    ],
)
def test_what_can_not_be_compared_gets_a_sentence(reader, asked, said):
    text, status = page(reader, **asked)

    assert status == 400
    assert said in text


def test_workbook_holds_every_change(reader):
    address = reverse("audits:export_comparison", args=["ours", "xlsx"])
    response = reader.get(address, BETWEEN)
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]

    changes = [row[:3] for row in rows if row[0] == "IN8"]
    assert changes == [("IN8", "Due date", "1 January 2014"), ("IN8", "Progress added", None)]
    assert any(row[4] == "12 days later; Staff left" for row in rows)
    assert ("IN9", "Nothing said") in [row[:2] for row in rows]


@pytest.mark.parametrize("kind", ["docx", "csv"])
def test_other_files_are_made(reader, kind):
    address = reverse("audits:export_comparison", args=["ours", kind])

    response = reader.get(address, BETWEEN)

    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_one_of_another_notice_sees_nothing(client, action):
    client.force_login(person_with_role(make_notice(), Member.Role.ADMINISTRATOR))

    assert client.get("/notices/ours/changes/compare/").status_code == 404
