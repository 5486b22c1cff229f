"""No fault that axe can find, on any page, for anybody, wide or as narrow as a phone."""

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


# What a page is built of: each kind of element with its attributes but for words and addresses,
# inside which other kind.
SHAPES = """() => {
    const kind = (one) => one.tagName + [...one.attributes]
        .filter(({ name }) => !["id", "for", "href", "value", "name", "datetime"].includes(name))
        .map(({ name, value }) => ` ${name}=${/^(class|type|role)$/.test(name) ? value : ""}`)
        .sort().join("");
    return [...new Set([...document.body.querySelectorAll("*")]
        .map((one) => `${kind(one.parentElement)} > ${kind(one)}`))];
}"""


def _roles(screen):
    """The stranger is an administrator as ours is, and awkward words are no concern of axe."""
    return [role for role in screen.roles if role != "stranger"] or screen.roles


@pytest.mark.parametrize("screen", PAGES, ids=[page.name for page in PAGES])
def test_axe_finds_nothing(see, screen):
    """For every role; one that is shown nothing of a kind that no role before saw is passed by."""
    seen = set()
    found = {}
    for role in _roles(screen):
        page = see(screen, role)
        shapes = set(page.evaluate(SHAPES))
        if shapes <= seen:
            continue
        seen |= shapes
        for width in (WIDE, NARROW):
            page.set_viewport_size(width)
            found |= {(role, width["width"]): faults} if (faults := violations(page)) else {}

    assert found == {}
