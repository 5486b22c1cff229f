from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from actions.models import Import
from tests.factories import make_notice, person_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def administrator(client, notice):
    client.force_login(person_with_role(notice, "administrator"))
    return client


def workbook(*rows, heading="Table"):
    book, out = Workbook(), BytesIO()
    book.active.title = heading
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


ODD = workbook(
    ["Kennung", "Massnahme", "Stand"],
    ["A1", "Improve the plans.", "• Standards launched"],
    ["A2", "Listen to children.", "• Survey done"],
)


def upload(client, content, **said):
    file = SimpleUploadedFile("table.xlsx", content)
    return client.post("/notices/ce/imports/", {"file": file} | said, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_unknown_headings_are_refused_unless_a_person_will_choose(administrator):
    upload(administrator, ODD)

    assert Import.objects.count() == 0


def test_person_says_what_the_columns_are(administrator):
    page = upload(administrator, ODD, columns_by_hand="on")
    assert "What the columns are" in text_of(page)
    assert "Standards launched" in text_of(page)  # a sample of the column

    response = administrator.post(
        "/notices/ce/imports/1/columns/",
        {"sheet": "0", "header_row": "1", "column-0": "ref", "column-1": "wording",
         "column-2": "progress"},
        follow=True,
    )  # fmt: skip

    assert "2 rows became 2 actions" in text_of(response)


def test_a_file_that_can_not_be_read_so_can_be_given_up(administrator):
    page = upload(administrator, ODD, columns_by_hand="on")
    assert 'value="abandon"' in text_of(page)

    page = administrator.post("/notices/ce/imports/1/", {"do": "abandon"}, follow=True)

    assert "The file was not imported" in text_of(page)
    assert Import.objects.get().status == Import.Status.ABANDONED


def test_choice_is_remembered_for_the_next_file(administrator):
    test_person_says_what_the_columns_are(administrator)

    response = upload(administrator, ODD)

    assert "2 rows became 2 actions" in text_of(response)


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"column-1": "wording"}, "Say which column is the “Reference”"),
        ({"column-0": "ref", "column-1": "ref"}, "Two columns are chosen for “Reference”"),
    ],
)
def test_choice_that_cannot_be_is_refused_kindly(administrator, columns, error):
    upload(administrator, ODD, columns_by_hand="on")

    response = administrator.post(
        "/notices/ce/imports/1/columns/", {"sheet": "0", "header_row": "1"} | columns
    )

    assert error in text_of(response)
    assert Import.objects.get().layout == {}


@pytest.mark.parametrize("query", ["?sheet=9", "?sheet=x&header_row=-4", "?header_row=77"])
def test_place_that_is_not_there_is_no_error(administrator, query):
    upload(administrator, ODD, columns_by_hand="on")

    assert administrator.get(f"/notices/ce/imports/1/columns/{query}").status_code == 200


def test_pasted_table_is_read(administrator):
    response = administrator.post(
        "/notices/ce/imports/",
        {"pasted": "Ref\tAction\tProgress\tNext Steps\nIN1\tImprove the plans.\tDone\tMore\n"},
        follow=True,
    )

    assert "1 row became 1 action" in text_of(response)


def test_nothing_given_is_asked_for(administrator):
    response = administrator.post("/notices/ce/imports/", {"pasted": "  "})

    assert "Choose a file, or paste a table" in text_of(response)
