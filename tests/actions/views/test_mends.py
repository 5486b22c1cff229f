"""The page of a row that is mended by hand, undoing, and taking an answer back."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.importing import by_hand, intake
from actions.importing.mends import Kind, Mend
from actions.models import Import
from improvement import history
from tests.actions.importing.sheets import make_workbook
from tests.factories import make_notice, person_with_role

ROWS = [
    ("IN1", "Plan the work. Do the work.", "• Planned\n• Begun and then ended", "Report"),
    ("N2", "and check it. Then tell people.", "• Checked\n• Told", "• Tell more"),
    ("", "Also write it down.", "", ""),
]
CHECK = "/notices/ce/imports/1/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def person(notice):
    return person_with_role(notice, "administrator", full_name="Ada Administrator")


@pytest.fixture
def administrator(client, person):
    client.force_login(person)
    upload(client, ROWS)
    return client


def upload(client, rows):
    file = SimpleUploadedFile("n.xlsx", make_workbook(*rows))
    client.post("/notices/ce/imports/", {"file": file})


def row(number, check=CHECK):
    return f"{check}rows/{number}/"


def press(client, number, button, check=CHECK, **said):
    """Press a button of a row's page, as a browser sends it."""
    prefix = button.partition(".")[0]
    form = client.get(row(number, check)).context["forms"][prefix]
    hidden = {f"{prefix}-{name}": form.initial[name] for name in ("id", "shown")}
    named = {f"{prefix}-{name}": value for name, value in said.items()}
    return client.post(row(number, check), hidden | named | {"do": button}, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def reading():
    return intake.read(Import.objects.get())


def test_row_is_shown_as_it_came_beside_what_it_will_become(administrator):
    page = text_of(administrator.get(row(3)))

    assert "Mend row 3" in page
    assert page.count("and check it. Then tell people.") == 2
    assert f'href="{row(2)}" rel="prev"' in page
    assert f'href="{row(4)}" rel="next"' in page


@pytest.mark.parametrize(
    ("number", "button", "said", "done"),
    [
        (3, "ref.set", {"ref": "in 2"}, (Kind.SET_REF, "", ["IN2"])),
        (4, "row.join", {}, (Kind.JOIN_ROW, "", [])),
        (4, "row.leave-out", {"reason": "Twice"}, (Kind.LEAVE_ROW_OUT, "", [])),
        (3, "wording.move-up", {"place": "14"}, (Kind.MOVE_UP, "wording", ["and check it."])),
        (3, "wording.move-up", {"at": "then TELL"}, (Kind.MOVE_UP, "wording", ["and check it."])),
        (
            3,
            "wording.move-up",
            {"place": "end"},
            (Kind.MOVE_UP, "wording", ["and check it. Then tell people."]),
        ),
        (2, "wording.move-down", {"place": "15"}, (Kind.MOVE_DOWN, "wording", ["Do the work."])),
        (
            2,
            "wording.leave-out-this",
            {"at": "the work. Do", "reason": "No"},
            (Kind.LEAVE_OUT, "wording", ["the work."]),
        ),
        (
            2,
            "wording.leave-out-before",
            {"at": "Do the", "reason": "No"},
            (Kind.LEAVE_OUT, "wording", ["Plan the work."]),
        ),
        (
            2,
            "wording.leave-out-after",
            {"place": "15", "reason": "No"},
            (Kind.LEAVE_OUT, "wording", ["Do the work."]),
        ),
        (3, "progress.move-up", {"place": "0"}, (Kind.MOVE_UP, "progress", ["Checked"])),
        (
            2,
            "progress.move-down",
            {"place": "0"},
            (Kind.MOVE_DOWN, "progress", ["Planned", "Begun and then ended"]),
        ),
        (
            2,
            "progress.split",
            {"place": "1", "at": "and then"},
            (Kind.SPLIT, "progress", ["Begun", "and then ended"]),
        ),
        (
            2,
            "progress.join",
            {"place": "0"},
            (Kind.JOIN, "progress", ["Planned", "Begun and then ended"]),
        ),
        (3, "progress.join-up", {}, (Kind.JOIN_UP, "progress", ["Checked"])),
        (3, "progress.switch", {"place": "1"}, (Kind.SWITCH, "progress", ["Told"])),
        (
            3,
            "next_steps.leave-out",
            {"place": "0", "reason": "No"},
            (Kind.LEAVE_OUT, "next_steps", ["Tell more"]),
        ),
    ],
)
def test_each_button_makes_its_mend(administrator, number, button, said, done):
    response = press(administrator, number, button, **said)

    (kept,) = Import.objects.get().mends
    assert (kept["kind"], kept["field"], kept["words"]) == done
    assert kept["by"] == "Ada Administrator"
    assert reading().mended.unfit == {}
    assert f"Row {number}" in text_of(response)
    assert Import.history.first().history_change_reason.startswith("Mended by hand: Row")


@pytest.mark.parametrize(
    ("number", "button", "said", "error"),
    [
        (3, "ref.set", {"ref": "none"}, "Enter a reference such as IN2, A4 or 1.1"),
        (3, "ref.set", {"ref": ""}, "Enter reference of this row"),
        (3, "row.leave-out", {"reason": " "}, "Say why these words are left out"),
        (3, "wording.", {"place": "0"}, "Choose what to do: press one of the buttons"),
        (3, "wording.move-up", {}, "Choose a place in the action"),
        (3, "wording.move-up", {"place": "0"}, "Nothing stands before this place"),
        (3, "wording.move-down", {"place": "end"}, "Nothing stands after this place"),
        (2, "wording.move-down", {"at": "work"}, "These words stand there 2 times"),
        (2, "wording.move-down", {"at": "xylophone"}, "These words are not there"),
        (2, "wording.move-down", {"place": "3"}, "from those that are offered"),
        (2, "wording.leave-out-this", {"place": "0"}, "Say why these words are left out"),
        (2, "progress.switch", {}, "Choose an item of the progress"),
        (2, "progress.join", {"place": "1"}, "This is the last item"),
        (2, "progress.split", {"place": "1", "at": "Begun"}, "These words are not there"),
        (2, "progress.split", {"place": "1"}, "These words are not there"),
        (2, "progress.leave-out", {"place": "1"}, "Say why these words are left out"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_done(
    administrator, number, button, said, error
):
    response = press(administrator, number, button, **said)

    assert "There is a problem" in text_of(response)
    assert error in text_of(response)
    assert "<title>Error: " in text_of(response)
    assert Import.objects.get().mends == []


def test_mend_that_does_not_fit_is_refused_plainly(administrator):
    response = press(administrator, 2, "row.join")

    assert "Nothing was done. There is no row above row 2" in text_of(response)
    assert Import.objects.get().mends == []


def test_mend_that_would_leave_no_action_is_refused(administrator):
    press(administrator, 3, "row.leave-out", reason="No")

    response = press(administrator, 2, "row.leave-out", reason="No")

    assert "Nothing was done: no action would be left." in text_of(response)
    assert len(Import.objects.get().mends) == 1


def test_form_sent_twice_mends_once(administrator):
    said = {"do": "wording.move-up", "wording-id": str(uuid.uuid4()), "wording-place": "14"}
    form = administrator.get(row(3)).context["forms"]["wording"]
    said["wording-shown"] = form.initial["shown"]

    for _ in range(2):
        administrator.post(row(3), said)

    assert len(Import.objects.get().mends) == 1


def test_form_about_a_row_that_was_mended_meanwhile_does_nothing(administrator):
    form = administrator.get(row(3)).context["forms"]["progress"]
    press(administrator, 3, "progress.join", place="0")

    response = administrator.post(
        row(3),
        {
            "do": "progress.switch",
            "progress-id": str(uuid.uuid4()),
            "progress-shown": form.initial["shown"],
            "progress-place": "0",
        },
        follow=True,
    )

    assert "the row is no longer as you saw it" in text_of(response)
    assert len(Import.objects.get().mends) == 1


def test_mends_are_listed_on_both_pages_and_any_of_them_is_undone(administrator):
    press(administrator, 3, "ref.set", ref="IN2")
    press(administrator, 4, "row.join")
    first = Import.objects.get().mends[0]["id"]

    check, page = text_of(administrator.get(CHECK)), text_of(administrator.get(row(3)))
    response = administrator.post(f"{CHECK}mends/{first}/undo/", {"row": "3"}, follow=True)

    assert "Mended by hand" in check
    assert "Row 3: the reference is IN2." in check
    assert "Row 4: joined to the row above." in page  # its words came into this row
    assert response.redirect_chain == [(row(3), 302)]
    assert "Undone. Row 3: the reference is IN2." in text_of(response)
    assert [one["kind"] for one in Import.objects.get().mends] == [Kind.JOIN_ROW]


def test_undo_of_what_was_undone_says_so(administrator):
    response = administrator.post(f"{CHECK}mends/abc/undo/", follow=True)

    assert response.redirect_chain == [(CHECK, 302)]
    assert "That was undone before" in text_of(response)


def test_mend_whose_words_are_gone_is_listed_to_be_removed(administrator):
    press(administrator, 2, "progress.split", place="1", at="and then")
    press(administrator, 2, "progress.switch", place="2")
    split, switch = Import.objects.get().mends

    administrator.post(f"{CHECK}mends/{split['id']}/undo/")
    check = text_of(administrator.get(CHECK))
    administrator.post(f"{CHECK}mends/{switch['id']}/undo/")

    assert "<strong>No longer applies:</strong> Row 2, progress, moved to the next steps" in check
    assert "Remove<span" in check
    assert Import.objects.get().mends == []


def test_answer_can_be_taken_back(administrator):
    administrator.post(CHECK, {"do": "take-all"})
    key = next(iter(Import.objects.get().decisions))

    page = text_of(administrator.get(CHECK))
    response = administrator.post(f"{CHECK}take-back/", {"key": key}, follow=True)

    assert "Take back this answer" in page
    assert "The question is open again." in text_of(response)
    assert key not in Import.objects.get().decisions
    assert "There was no answer" in text_of(
        administrator.post(f"{CHECK}take-back/", {"key": key}, follow=True)
    )


def test_proposal_that_would_now_do_something_else_is_asked_again(administrator):
    rows = [
        ("IN1", "Plan the work and", "• Planned", ""),
        ("IN2", "to check it. to test it. Then tell people of parks.", "• Parks told", ""),
    ]
    upload(administrator, rows)
    cut, check = "wording-runs-over-1-3-B", "/notices/ce/imports/2/"
    administrator.post(check, {"do": "take-all"})
    record = Import.objects.get(number=2)
    before = {p.key: p.proposal.value for p in intake.read(record).problems if p.proposal}

    press(administrator, 3, "wording.leave-out-this", check, at="to check", reason="Twice")
    record.refresh_from_db()
    after = {p.key: p.proposal.value for p in intake.read(record).problems if p.proposal}

    assert before[cut] != after[cut]
    assert cut not in record.decisions


def test_finished_import_is_mended_no_more(administrator, person):
    record = Import.objects.get()
    record.status = Import.Status.ABANDONED
    history.save_as(record, by=person, reason="Given up")

    response = administrator.get(row(3), follow=True)

    assert response.redirect_chain == [(CHECK, 302)]
    assert "Nothing more can be mended in it" in text_of(response)
    for path in [row(3), f"{CHECK}mends/x/undo/", f"{CHECK}take-back/"]:
        response = administrator.post(path, {"do": "ref.set", "ref-ref": "IN9"}, follow=True)
        assert "Nothing more can be mended in it" in text_of(response)


def test_row_that_is_not_in_the_table_is_not_found(administrator):
    assert administrator.get(row(1)).status_code == 404
    assert administrator.get(row(99)).status_code == 404


def test_check_page_leads_to_every_row_and_back(administrator):
    check = administrator.get(CHECK).content.decode()

    assert {row(2), row(3), row(4)} <= set(re.findall(r'href="([^"]+)"', check))
    assert 'id="row-3"' in check
    assert f'href="{CHECK}#row-3"' in administrator.get(row(3)).content.decode()


def test_words_still_add_up_on_the_check_page(administrator):
    press(administrator, 3, "wording.leave-out-this", place="14", reason="Not ours")

    page = administrator.get(CHECK)
    words = page.context["found"].reading.words

    assert words.kept + words.left_out == words.total
    assert "Left out by hand: Not ours" in text_of(page)


def test_two_people_mend_at_once_and_both_are_kept(administrator, person):
    seen_by_both = [Import.objects.get(), Import.objects.get()]

    for record, number in zip(seen_by_both, [3, 4], strict=True):
        done = Mend(uuid.uuid4().hex, Kind.SET_REF, number, words=(f"IN{number}",))
        by_hand.mend(record, done, by=person)

    assert [one["row"] for one in Import.objects.get().mends] == [3, 4]
