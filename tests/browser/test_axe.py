"""No fault that axe can find, on any page, for anybody, wide or as narrow as a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE
from tests.pages import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def violations(page):
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {one['help']} | {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"][:3]
    ]


def _markup(page, name):
    """The page without what differs between two people who see the same."""
    return re.sub(r'value="[^"]*"', "", page.content()).replace(name, "")


def _roles(screen):
    """The stranger is an administrator as ours is, and awkward words are no concern of axe."""
    return [role for role in screen.roles if role != "stranger"] or screen.roles


@pytest.mark.parametrize("screen", PAGES, ids=[page.name for page in PAGES])
def test_axe_finds_nothing(see, two_councils, screen):
    """For every role; where two of them are shown the very same, it is judged once."""
    seen = set()
    found = {}
    for role in _roles(screen):
        page = see(screen, role)
        name = two_councils.person(role).full_name if role in two_councils.people else ""
        if (markup := _markup(page, name)) in seen:
            continue
        seen.add(markup)
        for width in (WIDE, NARROW):
            page.set_viewport_size(width)
            found |= {(role, width["width"]): faults} if (faults := violations(page)) else {}

    assert found == {}
