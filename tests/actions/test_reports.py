"""Actions and a date turned into tables."""

import datetime as dt

import pytest

from actions import services
from actions.models import Action, NextStep
from actions.reports import (
    REGISTER_COLUMNS,
    notice_as_json,
    notice_table,
    register_paper,
    register_table,
)
from improvement.seals import sealing
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2013, 9, 18)


def test_the_notice_shows_what_stands_and_what_is_still_to_do():
    notice = make_notice(title="A notice")
    action = make_action(notice, ref="IN1", wording="Improve plans")
    make_progress_item(action, "Second", position=2)
    make_progress_item(action, "First", position=1)
    make_progress_item(action, "Wrong", is_withdrawn=True)
    make_next_step(action, "Carried", status=NextStep.Status.CARRIED_FORWARD)
    make_next_step(action, "Done", status=NextStep.Status.DONE)
    make_action(notice, ref="IN2", wording="Put in place a board")

    table = notice_table(Action.objects.filter(notice=notice), notice)

    assert table.title == "A notice: progress and next steps"
    assert [column.heading for column in table.columns] == [
        "Ref",
        "Action",
        "Progress",
        "Next Steps",
    ]
    assert list(table.rows) == [
        ("IN1", "Improve plans", ("First", "Second"), ("Carried",)),
        ("IN2", "Put in place a board", (), ()),
    ]


def test_the_register_says_everything_of_an_action():
    notice = make_notice()
    make_action(
        notice,
        ref="IN1",
        wording="Improve plans",
        area="Plans",
        stage="in_progress",
        delivery_rating="amber",
        rating_reason="Slow",
        path_to_green="Hire",
        lead=make_user(full_name="Ann"),
        due_on=dt.date(2013, 9, 1),
        original_due_on=dt.date(2013, 8, 1),
    )
    make_action(notice, ref="IN2", wording="More")

    table = register_table(Action.objects.filter(notice=notice), notice, TODAY)

    said = ("Amber", "Slow", "Hire", "Ann")
    early, late = dt.date(2013, 8, 1), dt.date(2013, 9, 1)
    assert list(table.rows) == [
        (
            "IN1",
            "Improve plans",
            (),
            (),
            "Plans",
            "In progress",
            *said,
            late,
            early,
            *("", ""),
            "Yes",
        ),
        (
            *("IN2", "More", (), (), "", "Not started", "Not rated", "", "", ""),
            *(None, None, "", "", "No"),
        ),
    ]
    assert len(table.columns) == 15


def test_the_register_says_how_the_date_moved_and_what_is_signed_off():
    by = make_user()
    action = make_action(due_on=dt.date(2013, 8, 1), delivery_rating="green", rating_reason="Fine")
    services.move_date_agreed(
        action=action, version=1, due_after=dt.date(2013, 9, 1), agreed_by="The board", by=by,
        reason="Late",
    )  # fmt: skip
    earlier = make_action(action.notice, due_on=dt.date(2013, 8, 1))
    services.move_date_agreed(
        action=earlier, version=1, due_after=dt.date(2013, 7, 1), agreed_by="The board", by=by,
        reason="Sooner",
    )  # fmt: skip
    done = make_action(action.notice, stage="embedded")

    rows = register_table(Action.objects.filter(notice=action.notice), action.notice, TODAY).rows

    headings = [column.heading for column in REGISTER_COLUMNS]
    cells = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    moved = cells[action.ref]
    assert (moved["Times moved"], moved["Days moved"], moved["Rating"]) == (1, 31, "Green")
    assert cells[earlier.ref]["Days moved"] == -31
    assert (cells[done.ref]["Times moved"], cells[done.ref]["Days moved"]) == ("", "")
    assert cells[done.ref]["Rating"] == "Signed off"


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_a_report_takes_as_many_queries_however_many_actions(rows, django_assert_num_queries):
    notice = make_notice()
    for _ in range(rows):
        action = make_action(notice, lead=make_user())
        make_progress_item(action)
        make_next_step(action)

    with django_assert_num_queries(3):
        assert len(notice_table(Action.objects.filter(notice=notice), notice).rows) == rows
    with django_assert_num_queries(4):
        assert len(register_table(Action.objects.filter(notice=notice), notice, TODAY).rows) == rows


def test_a_report_keeps_the_order_and_the_filter_it_is_given():
    notice = make_notice()
    for number in (1, 2, 3):
        make_progress_item(make_action(notice, ref=f"IN{number}"), f"Item {number}")

    table = notice_table(Action.objects.exclude(ref="IN2").in_order("-ref"), notice)

    assert [(row[0], row[2]) for row in table.rows] == [("IN3", ("Item 3",)), ("IN1", ("Item 1",))]


def test_json_tells_references_by_what_they_lead_to():
    notice = make_notice()
    one = make_action(notice, ref="IN1", source_ref="N1", wording="Improve plans")
    two = make_action(notice, ref="IN2")
    other = make_action(ref="A4")
    item = make_progress_item(one, "See IN2 above")
    make_reference(one, two, words="See IN2 above", field="progress", progress_item=item)
    make_reference(one, other, words="See action plan A4", position=1)
    make_reference(one, words="See action plan C4", plan_ref="C4", position=2)

    told = notice_as_json(Action.objects.filter(pk=one.pk))

    assert told == {
        "actions": [
            {
                "ref": "IN1",
                "source_ref": "N1",
                "action": "Improve plans",
                "progress": ["See IN2 above"],
                "next_steps": [],
                "cross_references": [
                    {"field": "progress", "words": "See IN2 above", "target": "IN2", "plan": None},
                    {
                        "field": "wording",
                        "words": "See action plan A4",
                        "target": None,
                        "plan": "A4",
                    },
                    {
                        "field": "wording",
                        "words": "See action plan C4",
                        "target": None,
                        "plan": "C4",
                    },
                ],
            }
        ]
    }


def test_a_paper_bears_the_head_of_the_newest_seal():
    notice = make_notice()
    make_action(notice)
    actions = Action.objects.filter(notice=notice)
    before = register_paper(actions, notice, TODAY).about
    made = sealing.seal()

    after = register_paper(actions, notice, TODAY).about

    assert after[: len(before)] == before
    assert after[len(before) :][0].endswith(f", head {made.head[:16]}.")
    assert notice_table(actions, notice, TODAY).about == after
