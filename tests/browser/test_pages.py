"""Every page in the browser: no fault that axe can find, for anybody, wide or as narrow as a phone;
nothing sideways there or with large text; and the keyboard always seen.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE
from tests.pages import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
TWICE_AS_LARGE = {"fontSizes": {"standard": 32, "fixed": 26}}
AS_USUAL = {"fontSizes": {"standard": 16, "fixed": 13}}


def violations(page):
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {one['help']} | {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"][:3]
    ]


# What a page is built of, as the server sends it: each kind of element with its attributes but for
# words and addresses, inside which other kind.
SHAPES = """async (address) => {
    const sent = await (await fetch(address)).text();
    const body = new DOMParser().parseFromString(sent, "text/html").body;
    const kind = (one) => one.tagName + [...one.attributes]
        .filter(({ name }) => !["id", "for", "href", "value", "name", "datetime"].includes(name))
        .map(({ name, value }) => ` ${name}=${/^(class|type|role)$/.test(name) ? value : ""}`)
        .sort().join("");
    return [...new Set([...body.querySelectorAll("*")]
        .map((one) => `${kind(one.parentElement)} > ${kind(one)}`))];
}"""

# What sticks out to the right of the window, to find the culprit by.
STICKING_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5)
        .map((one) => `${one.tagName}.${one.className} ${one.getBoundingClientRect().right}`);
}"""

# Everything that the keyboard reaches and that looks the same with the focus as without it.
UNSEEN_FOCUS = """() => {
    const reached = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
    )].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
    const drawn = (one) => {
        // A radio and a checkbox are drawn by the label beside them.
        const [label, inside] = [one.nextElementSibling, one.firstElementChild];
        const parts = [[one, null], [label, "::before"], [inside, null]];
        return parts.filter(([part]) => part).map(([part, pseudo]) => {
            const as = getComputedStyle(part, pseudo);
            return [as.outline, as.boxShadow, as.backgroundColor, as.border, as.color];
        }).join();
    };
    document.activeElement.blur();
    const before = reached.map(drawn);
    return reached.filter((one, number) => {
        one.focus({ focusVisible: true, preventScroll: true });
        const same = document.activeElement !== one || drawn(one) === before[number];
        one.blur();
        return same;
    }).map((one) => one.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize("screen", PAGES, ids=[page.name for page in PAGES])
def test_page_is_accessible_and_lies_well_for_everybody(see, becomes, screen):
    """Judged for the role that stands first and sees the most; of the others each that is sent an
    element of a kind that nobody before was. The stranger's words are as awkward as text can be, so
    theirs is looked at for how it lies.
    """
    first, *others = _roles(screen)
    page = see(screen, first, viewport=NARROW)
    faults = _faults_at_both_widths(page, first)
    sideways = _sideways(page)

    if others and screen.said is None:
        seen = set(page.evaluate(SHAPES, becomes(screen, first)))
        for role in others:
            shapes = set(page.evaluate(SHAPES, becomes(screen, role)))
            if not shapes <= seen:
                seen |= shapes
                faults |= _faults_at_both_widths(see(screen, role, viewport=NARROW), role)
    else:
        for role in others:
            faults |= _faults_at_both_widths(see(screen, role, viewport=NARROW), role)
    if "stranger" in screen.roles and first != "stranger":
        awkward = _sideways(see(screen, "stranger", viewport=NARROW))
        sideways |= {f"stranger, {where}": what for where, what in awkward.items()}

    assert faults == {}
    assert {where: what for where, what in sideways.items() if what} == {}


def _roles(screen):
    """The stranger is an administrator as ours is, and awkward words are no concern of axe."""
    return [role for role in screen.roles if role != "stranger"] or list(screen.roles)


def _faults_at_both_widths(page, role):
    found = {}
    for width in (NARROW, WIDE):
        page.set_viewport_size(width)
        found |= {(role, width["width"]): faults} if (faults := violations(page)) else {}
    return found


def _sideways(page):
    """Where -> what sticks out there, or shows no focus. As a person comes to the page, with all of
    it unfolded, twice as large as on a small laptop, there, and with the letters twice as large.
    """
    found = {}
    page.set_viewport_size(NARROW)
    found["phone"] = page.evaluate(STICKING_OUT)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found["phone, unfolded"] = page.evaluate(STICKING_OUT)
    found["focus"] = page.evaluate(UNSEEN_FOCUS)
    for width in (640, 1280):
        page.set_viewport_size(WIDE | {"width": width})
        found[width] = page.evaluate(STICKING_OUT)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", TWICE_AS_LARGE)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    found["large text"] = page.evaluate(STICKING_OUT)
    devtools.send("Page.setFontSizes", AS_USUAL)
    devtools.detach()
    return found


def test_first_key_shows_the_way_past_the_menu(see):
    screen = next(page for page in PAGES if page.name == "register")
    page = see(screen, "administrator")
    skip = page.get_by_role("link", name="Skip to main content")

    page.keyboard.press("Tab")
    assert skip.evaluate("one => one === document.activeElement && one.offsetHeight > 20")

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
