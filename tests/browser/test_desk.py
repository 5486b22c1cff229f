"""An action of the real notice, from its import until it awaits sign-off, by keyboard.

Each gate refuses first, and says what is missing; who leads, who checks and who decides are three
people.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from actions.models import Action, Notice
from boards.demonstration.load import FILE
from tests.browser.conftest import NARROW, WIDE
from tests.browser.keyboard import Keyboard
from tests.factories import make_body, make_oversight, make_seat, person_with_role

PLAN = "/notices/other-plan/"
IN14 = f"{PLAN}actions/IN14/"


@pytest.fixture(params=[(True, WIDE), (False, NARROW)], ids=["scripts", "no scripts, narrow"])
def at(request, page_as, councils_to_change, monkeypatch):
    """A page and its keyboard, for somebody of the plan that nothing is imported into yet."""
    notice = Notice.objects.get(slug="other-plan")
    people = {
        "lead": person_with_role(notice, "officer", full_name="Lee Lead"),
        "checker": person_with_role(notice, "assurance_lead", full_name="Cy Checker"),
        "chair": person_with_role(notice, "board_member", full_name="Di Decider"),
    }
    sessions = {who: _session_of(person) for who, person in people.items()}
    sessions["administrator"] = councils_to_change.sessions["neighbour"]
    for who, session in sessions.items():
        monkeypatch.setitem(councils_to_change.sessions, who, session)
    scripts, viewport = request.param

    def begin(who, address):
        page = page_as(who, scripts=scripts, viewport=viewport)
        page.goto(address)
        return page, Keyboard(page)

    begin.people = people
    return begin


def _session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def main(page):
    return page.get_by_role("main")


def import_the_notice(at):
    page, keys = at("administrator", f"{PLAN}imports/")
    chooser = page.get_by_label("File", exact=True)
    keys.reach(chooser)
    chooser.set_input_files(FILE)
    keys.press("button", "Upload and check")
    keys.press("button", re.compile("^Take all"))
    keys.press("button", "Import into the register")
    expect(page.get_by_role("heading", level=1)).to_have_text("Import 1")
    page.goto(IN14)
    keys.press("link", "Set lead and date")
    keys.reach(page.get_by_label("Lead", exact=True))
    page.keyboard.type("Lee")
    keys.write(page.get_by_label("Due date"), "31 March 2030")
    keys.write(page.get_by_label("Why are you changing this?"), "Agreed at the board")
    keys.press("button", "Save")
    expect(main(page)).to_contain_text("Lee Lead")


def test_action_walks_from_import_to_awaiting_sign_off_and_each_gate_refuses_first(at):
    import_the_notice(at)
    body = make_body(Notice.objects.get(slug="other-plan").council, name="Sponsor board")
    make_seat(body, at.people["chair"], office="chair")
    make_oversight(body, Action.objects.get(notice__slug="other-plan", ref="IN14"))

    # Delivered: refused for want of evidence, which its own link leads to
    page, keys = at("lead", IN14)
    keys.press("link", "Update", exact=True)
    done = page.get_by_role("group", name="New progress 1", exact=True)
    keys.write(done.get_by_label("What was done"), "Vision published to staff and partners")
    keys.press("button", "Save this update")
    keys.press("link", "Declare it delivered")
    expect(main(page)).to_contain_text("What is still missing")
    keys.press("link", re.compile("^There is no evidence"))
    keys.write(page.get_by_label("Title"), "The vision, as published")
    keys.write(page.get_by_label("Or a link to it"), "https://intranet.example.org/vision")
    keys.choose(page.get_by_role("radio", name="Policy or document"))
    keys.write(page.get_by_label("Date it is of"), "1 May 2014")
    keys.press("button", "Add it")

    # Delivered: refused for a day to come, then taken
    page.goto(IN14)
    keys.press("link", "Declare it delivered")
    day = page.get_by_label("When was it delivered?")
    keys.write(day, "1 May 2099")
    keys.press("button", "Declare it delivered")
    expect(page.get_by_role("alert")).to_contain_text("must be today or in the past")
    keys.write(day, "2 May 2014")
    keys.press("button", "Declare it delivered")
    expect(main(page)).to_contain_text("IN14 is declared delivered.")

    # Sign-off: refused until somebody else has checked the evidence
    keys.press("link", "Ask for sign-off")
    expect(main(page)).to_contain_text("has not been checked by assurance")
    keys.press("link", re.compile("has not been checked"))
    expect(page.get_by_role("link", name="Check it")).to_have_count(0)  # its lead does not

    page, keys = at("checker", page.url)
    keys.press("link", "Check it")
    keys.choose(page.get_by_role("radio", name="Insufficient"))
    keys.write(page.get_by_label("Why?"), "It does not say who agreed it")
    keys.press("button", "Keep this check")

    page, keys = at("lead", IN14)
    keys.press("link", "Ask for sign-off")
    expect(main(page)).to_contain_text("was found insufficient")
    keys.press("link", re.compile("was found insufficient"))

    page, keys = at("checker", page.url)
    keys.press("link", "Check it")
    keys.choose(page.get_by_role("radio", name="Sufficient", exact=True))
    keys.write(page.get_by_label("Why?"), "The last page says it: all partners, 1 May")
    keys.press("button", "Keep this check")

    page, keys = at("lead", IN14)
    keys.press("link", "Ask for sign-off")
    keys.press("button", "Ask for sign-off")
    expect(main(page)).to_contain_text("IN14 now awaits sign-off.")
    expect(page.get_by_role("row").filter(has_text="Asked for sign-off")).to_contain_text(
        "Lee Lead"
    )
    expect(page.get_by_role("link", name="Record a decision")).to_have_count(0)

    # What it waits for is given elsewhere, by a third person
    page, keys = at("checker", IN14)
    expect(page.get_by_role("link", name="Record a decision")).to_have_count(0)
    page, keys = at("chair", IN14)
    keys.press("link", "Record a decision")
    expect(page.get_by_label("Which body decided?")).to_be_visible()
