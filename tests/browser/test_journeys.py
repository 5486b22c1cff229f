"""What people come to do, from the first page to the last, by keyboard, with scripts and without.

Each test has the two councils to itself, and changes them as people do.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from boards.demonstration.load import FILE
from improvement.accounts.demo import DEMO_PASSWORD
from tests.browser.conftest import NARROW, WIDE
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.usefixtures("councils_to_change")

ACTION = "/notices/cheshire-east/actions/IN1/"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def at(page_as, scripts):
    """A page and its keyboard, for somebody who begins at this address."""

    def begin(address, role, **options):
        page = page_as(role, scripts=scripts, **options)
        page.goto(address)
        return page, Keyboard(page)

    return begin


def heading(page):
    return page.get_by_role("heading", level=1)


def log_in(page, keys, email, password):
    keys.write(page.get_by_label("Email address"), email)
    keys.write(page.get_by_label("Password", exact=True), password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_member_logs_in_finds_an_action_and_logs_out(at, viewport):
    page, keys = at("/", "anonymous", viewport=viewport)
    log_in(page, keys, "chair@demo.example", DEMO_PASSWORD)

    keys.go_to("Register")
    expect(heading(page)).to_contain_text("Cheshire East improvement notice")
    caption = page.locator(".app-register caption")
    expect(caption).to_have_text("All 25 actions")

    keys.open("Filter the actions")
    keys.tick(page.get_by_label("Red", exact=True))
    keys.press("button", "Show these actions")
    expect(caption).to_have_text(re.compile(r"\d of 25 actions"))
    rows = page.locator(".app-register tbody tr")
    expect(rows.locator("td[data-label=Rating]")).to_have_text(["Red"] * rows.count())

    keys.press("link", re.compile("^Take off"))
    expect(caption).to_have_text("All 25 actions")
    if viewport is WIDE:  # as cards, the headings are not drawn
        keys.press("link", "Due", exact=True)
        expect(page.get_by_role("columnheader", name="Due", exact=True)).to_have_attribute(
            "aria-sort", "ascending"
        )

    keys.press("link", "IN8", exact=True)
    expect(heading(page)).to_have_text("IN8")
    keys.press("link", "Cheshire East improvement notice")
    expect(caption).to_contain_text("25 actions")

    keys.press("button", "Log out")
    expect(heading(page)).to_have_text("Log in")
    page.goto(ACTION)
    expect(heading(page)).to_have_text("Log in")


def test_officer_says_what_was_done_and_what_comes_next(at, scripts):
    page, keys = at(ACTION, "lead")
    keys.press("link", "Update", exact=True)

    done, following = (
        page.get_by_role("group", name=name, exact=True)
        for name in ("New progress 1", "New next step 1")
    )
    keys.write(done.get_by_label("What was done"), "Pathway explained to all schools")
    keys.write(done.get_by_label("Date achieved"), "27 March 2014")
    keys.write(following.get_by_label("What comes next"), "Ask the schools what they use")
    keys.write(following.get_by_label("Due or review date"), "1/6/2030")
    keys.choose(page.get_by_role("radio", name="Red: off track"))
    keys.press("button", "Save this update")

    summary = page.get_by_role("alert")
    expect(page).to_have_title(re.compile("^Error: "))
    if scripts:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
    keys.reach(summary.get_by_role("link"))
    page.keyboard.press("Enter")
    way_back = page.get_by_label("Path to green")
    if scripts:
        expect(way_back).to_be_focused()
    keys.write(way_back, "Two more workers from May")
    keys.press("button", "Save this update")

    expect(heading(page)).to_have_text("IN1")
    expect(page.get_by_text("Your update of IN1 is saved.")).to_be_visible()
    for text in (
        "Pathway explained to all schools",
        "Ask the schools what they use",
        "Two more workers from May",
    ):
        expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()


def test_administrator_imports_the_notice_and_says_who_oversees_it(at):
    page, keys = at("/notices/other-plan/", "neighbour")
    keys.press("link", "Import the notice from a spreadsheet")
    chooser = page.get_by_label("File", exact=True)
    keys.reach(chooser)
    chooser.set_input_files(FILE)  # in a window of the system, which is not ours
    keys.press("button", "Upload and check")
    expect(heading(page)).to_have_text("Check import 1")
    expect(page.get_by_text("29 rows became 25 actions")).to_be_visible()

    keys.press("button", "Import into the register")
    expect(page.get_by_role("alert")).to_contain_text("The file was not imported")
    questions = page.locator(".app-problem")
    keys.choose(questions.get_by_role("radio").first)
    keys.press("button", "Save answers and look again")
    expect(page.get_by_text("– taken")).to_have_count(1)

    keys.press("button", re.compile("^Take all"))
    keys.press("button", "Import into the register")
    expect(heading(page)).to_have_text("Import 1")
    keys.press("link", "Open the register")
    expect(page.locator(".app-register caption")).to_have_text("All 25 actions")
    page.go_back()

    keys.press("link", "Say which bodies oversee these actions")
    part = page.get_by_label(re.compile(r"^Local Safeguarding Children Board: does it")).first
    ref = re.search(r"IN\d+", part.locator("xpath=..").inner_text())[0]
    keys.reach(part)
    page.keyboard.type("Assures")
    keys.reach(page.get_by_role("button", name="Save the answers").last)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("1 answer is saved.")).to_be_visible()
    page.goto(f"/notices/other-plan/actions/{ref}/")
    expect(page.get_by_role("main")).to_contain_text("Board: assures")


def test_second_of_two_editors_sees_both_texts_and_decides(at, two_councils):
    item = f"progress-{two_councils.ours['progress']}-text"
    editors = [at(f"{ACTION}update/", role, meant=[409]) for role in ("lead", "contributor")]
    for (page, keys), text in zip(
        editors, ("As the lead has it", "As another has it"), strict=True
    ):
        keys.open("What was said before")
        keys.write(page.locator(f"[name={item}]"), text)
        keys.open("If you changed what was said before")
        keys.write(page.get_by_label("Why are you changing"), "Clearer")
        keys.press("button", "Save this update")

    (first, _), (page, keys) = editors
    expect(heading(first)).to_have_text("IN1")
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed this too")
    expect(page.get_by_role("alert")).to_contain_text("Owen Storey")
    clash = page.get_by_role("group").filter(has_text="What it says now")
    expect(clash.first).to_contain_text("As the lead has it")
    expect(page.locator(f"[name={item}]")).to_have_value("As another has it")

    keys.press("button", "Save this update")
    expect(heading(page)).to_have_text("IN1")
    expect(page.get_by_role("main")).to_contain_text("As another has it")
    keys.press("link", re.compile(r"^All \d+ changes"))
    expect(page.get_by_role("main")).to_contain_text("As the lead has it")


def test_administrator_adds_somebody_who_sets_a_password_and_logs_in(at):
    page, keys = at("/", "administrator")
    keys.go_to("People")
    keys.press("link", "Add a person")
    keys.press("button", "Add this person")
    expect(page).to_have_title(re.compile("^Error: "))
    keys.write(page.get_by_label("Email address"), "nell@example.org")
    keys.write(page.get_by_label("Full name"), "Nell New")
    keys.choose(page.get_by_role("radio", name=re.compile("^Officer")))
    keys.press("button", "Add this person")
    expect(page.get_by_text("Nell New is on the notice.")).to_be_visible()

    (message,) = mail.outbox
    link = re.search(r"http\S+/reset-password/\S+", message.body)[0]
    page, keys = at(link, "anonymous")
    for label in ("New password", "New password again"):
        keys.write(page.get_by_label(label, exact=True), "otter lantern quarry")
    keys.press("button", "Set password")
    expect(page.get_by_text("Your new password is set. Log in with it")).to_be_visible()
    log_in(page, keys, "nell@example.org", "otter lantern quarry")

    expect(page.get_by_text("Nell New")).to_be_visible()
    keys.go_to("Register")
    expect(page.locator(".app-register caption")).to_have_text("All 25 actions")
