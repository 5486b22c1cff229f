"""The register, an action and the exports as they stood, for whoever may read them today."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from actions.models import Member
from improvement import history
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

pytestmark = pytest.mark.django_db

FIRST, SECOND = (dt.datetime(2013, 11, day, 12, tzinfo=dt.UTC) for day in (20, 27))


def at(moment):
    return history.act(name="The test", way="test", reason="Long ago", at=moment)


@pytest.fixture
def notice():
    return make_notice(slug="ours", title="Ours")


@pytest.fixture
def action(notice):
    """IN8, added on 20 November 2013 and reworded, rated and said more of on the 27th."""
    made = make_action(notice, ref="IN8", wording="Improve plans", at=FIRST)
    make_progress_item(made, text="First thing done", at=FIRST)
    with at(SECOND):
        made.wording, made.stage = "Improve all plans", "in_progress"
        made.delivery_rating, made.rating_reason = "green", "On track"
        made.save()
    make_progress_item(made, text="Second thing done", at=SECOND)
    return made


@pytest.fixture
def reader(client, notice, action):
    client.force_login(person_with_role(notice, Member.Role.ADMINISTRATOR))
    return client


def text_of(response):
    return response.content.decode()


def test_register_shows_each_day_as_it_was(reader):
    early = text_of(reader.get("/notices/ours/?as_at=2013-11-21"))
    late = text_of(reader.get("/notices/ours/?as_at=2013-11-27"))

    assert "Improve plans" in early
    assert "First thing done" in early
    assert "Not started" in early
    assert "Second thing done" not in early
    assert "Improve all plans" in late
    assert "Second thing done" in late
    assert "As it stood at the end of 21 November 2013" in early


def test_links_stay_on_that_day(reader):
    register = text_of(reader.get("/notices/ours/?as_at=2013-11-21"))
    page = text_of(reader.get("/notices/ours/actions/IN8/?as_at=2013-11-21"))

    assert 'href="/notices/ours/actions/IN8/?as_at=2013-11-21"' in register
    assert "export/register.xlsx?as_at=2013-11-21" in register
    assert "export/notice.xlsx?as_at=2013-11-21" in register
    assert '<input type="hidden" name="as_at" value="2013-11-21">' in register
    assert 'href="/notices/ours/?as_at=2013-11-21"' in page
    assert "actions/IN8/history/?as_at=2013-11-21" in page


def test_banner_leads_to_the_changes_before_and_after(reader):
    page = text_of(reader.get("/notices/ours/actions/IN8/?as_at=2013-11-21"))

    assert 'href="/notices/ours/actions/IN8/?as_at=2013-11-20">Change before: 20 Nov' in page
    assert 'href="/notices/ours/actions/IN8/?as_at=2013-11-27">Change after: 27 Nov' in page
    assert 'href="/notices/ours/actions/IN8/">As it stands today' in page


def test_nothing_can_be_done_in_the_past(reader):
    page = text_of(reader.get("/notices/ours/actions/IN8/?as_at=2013-11-21"))

    assert "Correct the wording" not in page
    assert "/update/" not in page
    assert "Correct the wording" in text_of(reader.get("/notices/ours/actions/IN8/"))


def test_history_of_the_past_ends_there(reader):
    page = text_of(reader.get("/notices/ours/actions/IN8/history/?as_at=2013-11-21"))

    assert "First thing done" in page
    assert "Second thing done" not in page


def test_a_moment_shows_the_version_just_after_it(reader):
    just_before = SECOND - dt.timedelta(microseconds=1)
    shown = [
        text_of(reader.get("/notices/ours/actions/IN8/", {"as_at": moment.isoformat()}))
        for moment in (just_before, SECOND)
    ]

    assert "Second thing done" not in shown[0]
    assert "Second thing done" in shown[1]
    assert "As it stood on 27 November 2013 at 12:00:00" in shown[1]


def test_filters_and_overdue_are_judged_as_on_that_day(reader, notice):
    make_action(notice, ref="IN9", due_on=dt.date(2013, 11, 25), at=FIRST)

    early = text_of(reader.get("/notices/ours/?only=overdue&as_at=2013-11-24"))
    late = text_of(reader.get("/notices/ours/?only=overdue&as_at=2013-11-26"))

    assert "No actions match" in early
    assert "actions/IN9/" in late


@pytest.mark.parametrize("typed", ["1 December 2013", "1/12/2013", "1 Dec 2013", "2013-12-01"])
def test_a_day_is_read_however_it_is_typed(reader, typed):
    page = text_of(reader.get("/notices/ours/", {"as_at": typed}))

    assert "As it stood at the end of 1 December 2013" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("40 March 2014", "“40 March 2014” is not a date"),
        ("9999-12-31", "“9999-12-31” is still to come"),
        ("2013-12-01T25:00:00Z", "is not a date"),
        ("x" * 60, "Enter a date, like 1 December 2013"),
        ("<b>", "“&lt;b&gt;” is not a date"),
    ],
)
def test_what_is_no_day_is_asked_for_again(reader, typed, said):
    response = reader.get("/notices/ours/", {"as_at": typed, "stage": "in_progress"})

    assert response.status_code == 400
    page = text_of(response)
    assert said in page
    assert '<input type="hidden" name="stage" value="in_progress">' in page


AT_THE_ENDS = [
    ("1 January 0001", "can’t be shown: nothing was kept before 1900"),
    ("0001-01-01", "can’t be shown: nothing was kept before 1900"),
    ("0001-01-01T00:00:00+14:00", "can’t be shown: nothing was kept before 1900"),
    ("31 December 1899", "can’t be shown: nothing was kept before 1900"),
    ("31 December 9999", "is still to come"),
    ("9999-12-31T23:59:59-14:00", "is still to come"),
]
SHOWN_AS_AT = [
    "",
    "print/",
    "actions/IN8/",
    "actions/IN8/as-printed/",
    "actions/IN8/history/",
    "actions/IN8/evidence/1/",
    "evidence/",
    "references/",
    "gaps/",
    "charts/",
    "export/register.csv",
    "export/notice.xlsx",
    "export/evidence.csv",
]


@pytest.mark.parametrize(("typed", "said"), AT_THE_ENDS)
@pytest.mark.parametrize("path", SHOWN_AS_AT)
def test_a_day_at_either_end_of_the_calendar_gets_a_sentence(reader, path, typed, said):
    response = reader.get(f"/notices/ours/{path}", {"as_at": typed})

    assert response.status_code == 400
    assert said in text_of(response)


@pytest.mark.parametrize("path", SHOWN_AS_AT)
def test_the_earliest_day_that_is_shown_holds_nothing_yet(reader, path):
    response = reader.get(f"/notices/ours/{path}", {"as_at": "1 January 1900"})

    assert response.status_code in (200, 404)
    response.close()


def test_command_refuses_a_day_at_the_end_of_the_calendar(action, tmp_path):
    with pytest.raises(CommandError, match="nothing was kept before 1900"):
        call_command(
            "export_notice", "ours", format="json", output=str(tmp_path / "a"), as_at="0001-01-01"
        )


def test_an_action_that_was_not_there_yet_says_so(reader):
    response = reader.get("/notices/ours/actions/IN8/?as_at=2013-11-01")

    assert response.status_code == 404
    assert "Nothing was here on 1 November 2013" in text_of(response)


def test_loose_reference_keeps_the_day(reader):
    response = reader.get("/notices/ours/actions/in%208/?as_at=2013-11-21")

    assert response["Location"] == "/notices/ours/actions/IN8/?as_at=2013-11-21"


def test_who_may_read_is_judged_as_today(client, action):
    """Somebody who has no role now sees nothing, whatever day they ask for."""
    client.force_login(person_with_role(make_notice(), Member.Role.ADMINISTRATOR))

    for address in ("/notices/ours/", "/notices/ours/actions/IN8/"):
        assert client.get(f"{address}?as_at=2013-11-27").status_code == 404


def test_an_export_holds_that_day(reader):
    address = reverse("actions:export_register", args=["ours", "xlsx"])
    response = reader.get(f"{address}?as_at=2013-11-21")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))

    cells = {cell.value for row in book.active.rows for cell in row}
    assert "Improve plans" in cells
    assert "Improve all plans" not in cells
    assert "2013-11-21" in response["Content-Disposition"]


def test_command_exports_that_day(action, tmp_path):
    to = tmp_path / "then.json"
    call_command("export_notice", "ours", format="json", output=str(to), as_at="2013-11-21")

    assert "Improve plans" in Path(to).read_text()
    with pytest.raises(CommandError, match="is not a date"):
        call_command("export_notice", "ours", format="json", output=str(to), as_at="tomorrow")


def test_number_of_queries_is_the_same_for_many_actions(reader, notice):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            reader.get("/notices/ours/?as_at=2013-11-27")
        return len(asked)

    few = queries()
    for _ in range(3):
        make_progress_item(make_action(notice, at=FIRST), at=FIRST)

    assert queries() == few <= 14
