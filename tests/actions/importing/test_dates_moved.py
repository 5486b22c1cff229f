"""What a file says of due dates and stages, where the register keeps how they came about."""

import datetime as dt

import pytest
from django.utils import timezone

from actions import services
from actions.importing import intake
from actions.importing.changes import Kind
from actions.importing.undo import undo
from actions.models import Action, DateChange
from improvement import history
from tests.actions.at_the_gates import make_walk
from tests.factories import (
    make_body,
    make_meeting,
    make_notice,
    make_oversight,
    person_with_role,
)

pytestmark = pytest.mark.django_db

MARCH, JUNE, JULY = dt.date(2027, 3, 31), dt.date(2027, 6, 30), dt.date(2027, 7, 31)
HEAD = "Ref,Action,Progress,Next steps,Due,RAG,Status\n"


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Ada Admin")


@pytest.fixture
def bring_in(notice, admin, tmp_path):
    def bring_in(due="", rating="", status=""):
        path = tmp_path / "notice.csv"
        path.write_text(f"{HEAD}IN2,Improve the plans,Begun,More,{due},{rating},{status}\n")
        return intake.import_file(notice=notice, path=path, filename=path.name, by=admin)

    return bring_in


@pytest.fixture
def moved(bring_in):
    bring_in("31/03/2027")
    return bring_in("30/06/2027")


def the_action():
    return Action.objects.get()


def test_first_date_of_a_file_is_no_move(bring_in):
    bring_in("31/03/2027")

    assert (the_action().due_on, the_action().original_due_on) == (MARCH, MARCH)
    assert not DateChange.objects.exists()


def test_date_that_a_file_moves_keeps_its_past(moved, admin):
    change = DateChange.objects.get()

    assert (change.due_before, change.due_after, change.status) == (MARCH, JUNE, "agreed")
    assert (change.agreed_by, change.reason) == ("The imported file", "Import 2")
    assert (change.asked_by, change.decided_by) == (admin, admin)
    assert the_action().original_due_on == MARCH
    version, of_action = (model.history.latest("history_id") for model in (DateChange, Action))
    assert version.history_act == of_action.history_act
    assert version.history_way == "import 2"


def test_date_that_a_file_moves_keeps_the_next_meeting(bring_in):
    bring_in("31/03/2027")
    body, today = make_body(the_action().notice.council), timezone.localdate()
    make_oversight(body, the_action())
    for days in (9, 4, -1):
        make_meeting(body, today + dt.timedelta(days=days))

    bring_in("30/06/2027")

    assert DateChange.objects.get().meeting_on == today + dt.timedelta(days=4)


def test_move_of_an_undone_import_counts_no_longer_and_stays_in_the_history(moved, admin):
    undo(moved, by=admin)

    change = DateChange.objects.get()
    assert the_action().due_on == MARCH
    assert (change.status, change.decided_on) == ("withdrawn", None)
    assert change.decision_reason == "Undid import 2"
    assert [v.status for v in DateChange.history.order_by("history_id")] == ["agreed", "withdrawn"]


def test_move_that_people_went_on_from_still_counts_after_the_undo(moved, admin):
    action = the_action()
    services.move_date_agreed(
        action=action,
        version=action.version,
        due_after=JULY,
        agreed_by="Improvement Board",
        by=admin,
        reason="Later still",
    )

    undo(moved, by=admin)

    assert the_action().due_on == JULY
    assert [change.status for change in DateChange.objects.all()] == ["agreed", "agreed"]


def test_imported_action_on_which_there_is_evidence_stays_when_the_import_is_undone(
    bring_in, admin
):
    record = bring_in()
    services.add_evidence(
        action=the_action(),
        title="Terms",
        kind="document",
        dated_on=MARCH,
        link="https://example.org/terms",
        by=admin,
        reason="Added",
    )

    left_alone = undo(record, by=admin)

    assert not the_action().is_withdrawn
    assert left_alone == ["IN2 stays, with its items: people have worked on it since."]


@pytest.mark.parametrize(
    "status",
    ["Delivered", "Awaiting sign-off", "Signed off", "Embedded", "Complete", "No longer required"],
)
def test_no_file_declares_a_stage_that_people_declare(bring_in, status):
    record = bring_in(status=status)

    assert the_action().stage == "in_progress"
    (note,) = [n for n in intake.check(record).notes if n.code.startswith("status")]
    assert "decision" in note.message


@pytest.mark.parametrize("status", ["Not started", "In progress", "Delivered", "Signed off"])
def test_stage_that_was_declared_here_stands_whatever_a_file_says(notice, bring_in, status):
    walk = make_walk(notice, wording="Improve the plans").is_delivered()
    # As after an import that wrote the action while it was delivered.
    with history.act(by=walk.lead, way="import 0", reason="Import 0"):
        walk.now.save()

    bring_in(status=status)

    assert (walk.now.stage, walk.now.delivered_on) == ("delivered", walk.now.delivered_on)


def test_rating_of_what_is_signed_off_stands(notice, bring_in, tmp_path):
    walk = make_walk(
        notice, wording="Improve the plans", delivery_rating="green", rating_reason="On track"
    ).is_signed_off()
    with history.act(by=walk.lead, way="import 0", reason="Import 0"):
        walk.now.save()

    record = bring_in(rating="Red")

    assert walk.now.delivery_rating == "green"
    (change,) = intake.check(record).plan.changes
    assert [(d.name, d.kind) for d in change.details] == [("rating", Kind.EDITED_HERE)]
