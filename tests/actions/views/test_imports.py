from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.importing import by_hand
from actions.importing.mends import Kind, Mend
from actions.models import Action, Import
from improvement import history
from tests.factories import make_notice, person_with_role

WORKBOOK = Path(__file__).parents[3] / "fixtures" / "cheshire-east-improvement-notice.xlsx"
pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def administrator(client, notice):
    person = person_with_role(notice, "administrator", full_name="Ada Administrator")
    client.force_login(person)
    return client


def upload(client, name="notice.xlsx", content=None):
    file = SimpleUploadedFile(name, WORKBOOK.read_bytes() if content is None else content)
    return client.post("/notices/ce/imports/", {"file": file})


def text_of(response):
    return " ".join(response.content.decode().split())


def fingerprint(response):
    return response.context["found"].plan.fingerprint


def test_upload_leads_to_the_check_page_and_writes_nothing(administrator, notice):
    response = upload(administrator)

    assert response.url == "/notices/ce/imports/1/"
    page = administrator.get(response.url)
    assert "29 rows became 25 actions" in text_of(page)
    assert Action.objects.count() == 0
    assert Import.objects.get().uploaded_by.full_name == "Ada Administrator"


def test_confirm_asks_first_for_every_answer(administrator):
    page = administrator.get(upload(administrator).url)

    response = administrator.post(
        "/notices/ce/imports/1/", {"do": "confirm", "fingerprint": fingerprint(page)}
    )

    assert len(response.context["refused"]) == 9  # 8 proposals, and one reference used twice
    assert "There is a problem" in text_of(response)
    assert Action.objects.count() == 0


def test_take_all_then_confirm_brings_the_notice_in(administrator, notice):
    upload(administrator)
    administrator.post("/notices/ce/imports/1/", {"do": "take-all"})
    page = administrator.get("/notices/ce/imports/1/")

    response = administrator.post(
        "/notices/ce/imports/1/", {"do": "confirm", "fingerprint": fingerprint(page)}, follow=True
    )

    assert notice.actions.count() == 25
    assert "8 taken, 0 refused" in text_of(response)
    assert reverse("boards:oversight", args=["ce"]) in response.content.decode()


def test_each_proposal_is_answered_by_itself(administrator, notice):
    upload(administrator)

    administrator.post(
        "/notices/ce/imports/1/",
        {"do": "save", "ref-repeated-1-13-A-answer": "take", "ref-damaged-1-19-A-answer": "refuse"},
    )

    assert Import.objects.get().decisions == {
        "ref-repeated-1-13-A": True,
        "ref-damaged-1-19-A": False,
    }
    page = administrator.get("/notices/ce/imports/1/")
    assert [p.key for p in page.context["waiting"]] == [
        p.key
        for p in page.context["found"].decisions
        if p.key not in ("ref-repeated-1-13-A", "ref-damaged-1-19-A")
    ]


def test_answers_given_with_confirm_are_shown_before_they_are_applied(administrator, notice):
    upload(administrator)
    administrator.post("/notices/ce/imports/1/", {"do": "take-all"})
    page = administrator.get("/notices/ce/imports/1/")

    response = administrator.post(
        "/notices/ce/imports/1/",
        {
            "do": "confirm",
            "fingerprint": fingerprint(page),
            "ref-damaged-1-19-A-answer": "refuse",
        },
    )

    assert "nothing is imported yet" in text_of(response)
    assert notice.actions.count() == 0


def test_confirm_of_a_plan_that_no_longer_fits_is_refused(administrator, notice):
    for _ in range(2):
        upload(administrator)
    pages = []
    for number in (1, 2):
        administrator.post(f"/notices/ce/imports/{number}/", {"do": "take-all"})
        pages.append(administrator.get(f"/notices/ce/imports/{number}/"))
    for number, page in enumerate(pages, start=1):
        response = administrator.post(
            f"/notices/ce/imports/{number}/",
            {
                "do": "confirm",
                "fingerprint": fingerprint(page),
                "register": page.context["register"],
            },
        )

    assert response.status_code == 409
    assert "IN25: Ada Administrator" in text_of(response)
    assert "The register was changed while you were checking" in text_of(response)
    assert Action.history.count() == 25


def test_second_confirm_does_nothing_again(administrator, notice):
    upload(administrator)
    administrator.post("/notices/ce/imports/1/", {"do": "take-all"})
    said = {
        "do": "confirm",
        "fingerprint": fingerprint(administrator.get("/notices/ce/imports/1/")),
    }
    administrator.post("/notices/ce/imports/1/", said)

    response = administrator.post("/notices/ce/imports/1/", said, follow=True)

    assert "Nothing was done again" in text_of(response)
    assert Action.history.count() == 25


@pytest.mark.parametrize("do", ["abandon", "refuse-all", "save"])
def test_button_that_comes_after_the_confirm_changes_nothing(administrator, notice, do):
    import_all(administrator)

    administrator.post("/notices/ce/imports/1/", {"do": do})

    record = Import.objects.get()
    assert record.status == Import.Status.APPLIED
    assert record.applied_at is not None


def test_import_can_be_given_up(administrator):
    upload(administrator)

    administrator.post("/notices/ce/imports/1/", {"do": "abandon"})

    assert Import.objects.get().status == Import.Status.ABANDONED
    assert "Not imported" in text_of(administrator.get("/notices/ce/imports/1/"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear all,\nplease see the notice.\n", "no row with the headings"),
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
    ],
)
def test_file_that_cannot_be_read_is_refused_kindly_and_not_kept(
    administrator, settings, content, said
):
    response = upload(administrator, content=content)

    assert response.status_code == 200
    assert said in text_of(response)
    assert Import.objects.count() == 0
    assert not [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]


def test_file_comes_back_as_it_went_in_and_only_as_a_download(administrator):
    upload(administrator, name="Our “notice”.xlsx")

    response = administrator.get("/notices/ce/imports/1/file/")

    assert b"".join(response.streaming_content) == WORKBOOK.read_bytes()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")


def test_file_that_was_lost_is_said_so(administrator):
    upload(administrator)
    Path(Import.objects.get().file.path).unlink()

    response = administrator.get("/notices/ce/imports/1/file/", follow=True)

    assert "is no longer where it was kept" in text_of(response)


def import_all(administrator):
    upload(administrator)
    administrator.post("/notices/ce/imports/1/", {"do": "take-all"})
    page = administrator.get("/notices/ce/imports/1/")
    said = {"do": "confirm", "fingerprint": fingerprint(page)}
    administrator.post("/notices/ce/imports/1/", said)


def test_undo_asks_first_then_empties_the_register(administrator, notice):
    import_all(administrator)

    assert "Undo import 1?" in text_of(administrator.get("/notices/ce/imports/1/undo/"))
    assert notice.actions.standing().count() == 25
    response = administrator.post("/notices/ce/imports/1/undo/", follow=True)

    assert "Import 1 is undone" in text_of(response)
    assert "Ada Administrator" in text_of(response)
    assert notice.actions.standing().count() == 0
    assert "IN1" not in text_of(administrator.get("/notices/ce/?sort=ref"))
    assert "IN25" in text_of(administrator.get("/notices/ce/?only=withdrawn"))
    assert "was withdrawn" in text_of(administrator.get("/notices/ce/actions/IN2/"))


def test_undo_twice_has_one_effect(administrator):
    import_all(administrator)
    administrator.post("/notices/ce/imports/1/undo/")
    versions = Action.history.count()

    response = administrator.post("/notices/ce/imports/1/undo/", follow=True)

    assert "nothing to undo" in text_of(response)
    assert Action.history.count() == versions


def test_unticked_change_is_left_out(administrator, notice):
    import_all(administrator)
    action = notice.actions.get(ref="IN24")
    action.is_withdrawn = True
    with history.act(name="undo", way="undo of import 1"):
        action.save()
    upload(administrator)
    administrator.post("/notices/ce/imports/2/", {"do": "take-all"})
    page = administrator.get("/notices/ce/imports/2/")
    assert "which was taken out and is in the file again" in text_of(page)

    unticked = {"do": "confirm", "fingerprint": fingerprint(page), "box": ["tick-IN24"]}
    again = administrator.post("/notices/ce/imports/2/", unticked)
    assert "nothing is imported yet" in text_of(again)
    administrator.post(
        "/notices/ce/imports/2/",
        {"do": "confirm", "fingerprint": fingerprint(again), "box": ["tick-IN24"]},
    )

    action.refresh_from_db()
    assert action.is_withdrawn
    assert Import.objects.get(number=2).status == Import.Status.APPLIED


@pytest.mark.parametrize("role", ["officer", "assurance_lead", "board_member", "observer"])
def test_only_administrators_import(client, notice, role):
    client.force_login(person_with_role(notice, role))

    assert client.get("/notices/ce/imports/").status_code == 403
    assert upload(client).status_code == 403


def test_stranger_finds_nothing(client, notice):
    client.force_login(person_with_role(make_notice(), "administrator"))

    assert client.get("/notices/ce/imports/").status_code == 404


TABLE = b"""Ref,Action,Progress,Next steps
IN1,Open the parks,Opened,Close
IN2,Mend the roads,Begun,Report
"""


def import_table(client, content, name="table.csv"):
    """Upload a table, take every proposal and confirm."""
    address = upload(client, name, content).url
    client.post(address, {"do": "take-all"})
    said = {"do": "confirm", "fingerprint": fingerprint(client.get(address))}
    return client.post(address, said, follow=True)


def test_result_says_what_each_column_was_read_as_and_what_was_left_out(administrator):
    table = b"Ref,Action,Progress,Cost,Next steps,\nIN1,Open the parks,Opened,5,Close,aside\n"

    response = import_table(administrator, table)

    columns = [(c["letter"], c["heading"], c["read_as"]) for c in response.context["columns"]]
    assert columns == [
        ("A", "Ref", "Reference"),
        ("B", "Action", "Action"),
        ("C", "Progress", "Progress"),
        ("D", "Cost", ""),
        ("E", "Next steps", "Next steps"),
        ("F", "", ""),
    ]
    assert "Its headings are in row 1." in text_of(response)
    assert text_of(response).count("Left out</td>") == 2


def test_result_keeps_the_columns_when_headings_come_to_mean_something_else(administrator, notice):
    import_table(administrator, TABLE)
    notice.refresh_from_db()
    notice.import_headings = {"progress": "next_steps", "next steps": "progress"}
    history.save_as(notice, by=Import.objects.get().uploaded_by, reason="Otherwise")

    page = administrator.get("/notices/ce/imports/1/")

    assert page.context["columns"][2]["read_as"] == "Progress"


def test_result_lists_what_was_mended_by_hand_with_nothing_to_press(administrator):
    switch = Mend("m1", Kind.SWITCH, 2, "progress", ("Opened",), by="Ada Administrator")
    no_longer_fits = replace(switch, id="m2", row=3, words=("Begun",))
    undoes_it = replace(switch, id="m3", row=3, kind=Kind.LEAVE_OUT, words=("Begun",), reason="No.")

    address = upload(administrator, "table.csv", TABLE).url
    record = Import.objects.get()
    record.mends = [mend.to_json() for mend in (switch, undoes_it, no_longer_fits)]
    history.save_as(record, by=record.uploaded_by, reason="Mended")
    said = {"do": "confirm", "fingerprint": fingerprint(administrator.get(address))}
    response = administrator.post(address, said, follow=True)

    html = text_of(response)
    assert "Mended by hand" in html
    assert f"{switch.says} <span" in html
    assert f"Did not apply:</strong> {no_longer_fits.says}" in html
    assert html.count("Did not apply") == 1
    assert "/mends/" not in html


THREE_ROWS = b"""Ref,Action,Progress,Next steps
IN1,Open the parks,Opened,Close
,and the gardens of the town,,
IN2,Mend the roads,Begun,Report
"""


@pytest.mark.parametrize(
    ("answers", "done", "sentence"),
    [
        ({}, [], "3 rows became 2 actions; 1 proposal needs your answer."),
        ({"do": "take-all"}, [], "3 rows became 2 actions. Nothing"),
        ({"do": "refuse-all"}, [], "2 rows became 2 actions, and 1 is left out. Nothing"),
        ({}, [Mend("m1", Kind.JOIN_ROW, 3)], "3 rows became 2 actions. Nothing"),
        (
            {},
            [Mend("m1", Kind.LEAVE_ROW_OUT, 3, reason="No."), Mend("m2", Kind.LEAVE_ROW_OUT, 4)],
            "1 row became 1 action, and 2 are left out. Nothing",
        ),
        (
            {},
            [
                Mend("m1", Kind.LEAVE_ROW_OUT, 3, reason="No."),
                Mend("m2", Kind.LEAVE_OUT, 4, "progress", ("Begun",), reason="No."),
            ],
            "2 rows became 2 actions, and 1 is left out. Nothing",
        ),
        (
            {},
            [Mend("m1", Kind.MOVE_UP, 3, "wording", ("and the gardens of the town",))],
            "3 rows became 2 actions. Nothing",
        ),
    ],
)
def test_check_counts_the_rows_that_became_actions_and_those_left_out(
    administrator, answers, done, sentence
):
    address = upload(administrator, "table.csv", THREE_ROWS).url
    record = Import.objects.get()
    for mend in done:
        by_hand.mend(record, mend, by=record.uploaded_by)
    if answers:
        administrator.post(address, answers)

    assert sentence in text_of(administrator.get(address))
