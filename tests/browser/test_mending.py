"""The real notice, every proposal refused, mended by hand on the check page, without a script."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from actions.models import Action, Notice
from boards.demonstration.load import FILE
from tests.browser.conftest import NARROW, WIDE
from tests.factories import make_member, make_notice

EXPECTED = json.loads(
    (Path(__file__).parents[1] / "actions" / "importing" / "expected.json").read_text()
)
CHECK = "/notices/fresh/imports/1/"


@pytest.fixture
def fresh(councils_to_change):
    """A notice with nothing in it, for the administrator of the other one."""
    council = Notice.objects.get(slug="cheshire-east").council
    notice = make_notice(council=council, slug="fresh", title="A fresh notice")
    make_member(notice, "administrator", user=councils_to_change.person("administrator"))
    return notice


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request, fresh, page_as):
    """The check page of the real notice, with every proposal refused."""
    page = page_as("administrator", scripts=False, viewport=request.param)
    page.goto("/notices/fresh/imports/")
    page.locator("input[type=file]").set_input_files(FILE)
    press(page, page.get_by_role("button", name="Upload and check"))
    press(page, page.get_by_role("button", name="Refuse all"))
    return page


def press(page, button):
    with page.expect_navigation():
        button.click()


def section(page, name):
    return page.get_by_role("region", name=name)


def mend(page, row):
    """From the check page to the page of a row."""
    page.goto(CHECK)
    link = f'a[href="{CHECK}rows/{row}/"]:has-text("Mend this row")'
    if not page.locator(link).first.is_visible():
        page.locator(f"details:has({link}) summary").first.click()
    press(page, page.locator(link).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Mend row {row}")


def correct_ref(page, row, ref):
    mend(page, row)
    page.get_by_label("Reference of this row").fill(ref)
    press(page, page.get_by_role("button", name="Use this reference"))
    expect(page.get_by_text(f"Row {row}: the reference is {ref}.").first).to_be_visible()


def join_to_the_row_above(page, row):
    mend(page, row)
    press(page, page.get_by_role("button", name="Join it to the row above"))
    expect(page.get_by_text(f"Row {row}: joined to the row above.").first).to_be_visible()


def leave_out(page, row, words, reason):
    mend(page, row)
    part = section(page, "Action column B")
    part.get_by_label(words).check()
    part.get_by_text("Leave words of the action out").click()
    part.get_by_label("Why is it left out?").fill(reason)
    press(page, part.get_by_role("button", name="Leave out this sentence"))


def move_up_what_stands_before(page, row, words):
    mend(page, row)
    part = section(page, "Action column B")
    part.get_by_label(words).check()
    press(page, part.get_by_role("button", name="Move what stands before this to the row above"))


def mend_all(page):
    correct_ref(page, 13, "IN10")
    leave_out(page, 14, "agency partners must demonstrate that", "A page break printed it twice.")
    join_to_the_row_above(page, 15)
    correct_ref(page, 19, "IN14")
    move_up_what_stands_before(page, 19, "Ensuring the Council sets out a statement")
    join_to_the_row_above(page, 20)
    join_to_the_row_above(page, 24)


def in_the_register(notice):
    return [
        {
            "ref": action.ref,
            "source_ref": action.source_ref,
            "action": action.wording,
            "progress": [item.text for item in action.progress_items.order_by("position")],
            "next_steps": [step.text for step in action.next_steps.order_by("position")],
            "cross_refs": action.references_made.count(),
        }
        for action in Action.objects.filter(notice=notice).order_by("sort_key")
    ]


def test_notice_is_mended_by_hand_to_what_a_careful_person_makes_of_it(page, fresh):
    mend_all(page)
    page.goto(CHECK)
    expect(
        page.get_by_text("2,393 words came in: 2,380 are kept and 13 are left out")
    ).to_be_visible()
    press(page, page.get_by_role("button", name="Import into the register"))

    keys = ("ref", "source_ref", "action", "progress", "next_steps")
    assert in_the_register(fresh) == [
        {key: each[key] for key in keys} | {"cross_refs": len(each["cross_refs"])}
        for each in EXPECTED
    ]


def test_mends_survive_leaving_and_each_is_undone_by_itself(page, fresh):
    mend_all(page)
    page.goto("/")
    page.goto(CHECK)
    mends = page.get_by_role("button", name="Undo mend")
    expect(mends).to_have_count(7)

    press(page, mends.nth(3))

    expect(page.get_by_role("button", name="Undo mend")).to_have_count(6)
    expect(page.get_by_text("Undone. Row 19: the reference is IN14.")).to_be_visible()
    press(page, page.get_by_role("button", name="Take back this answer").first)
    expect(page.get_by_text("The question is open again.")).to_be_visible()
    assert Action.objects.filter(notice=fresh).count() == 0
