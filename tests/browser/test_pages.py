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


AXE = Axe().axe_script
# Only what is wrong is handed back: what is right is many times as long.
VIOLATIONS = """async (options) => (await axe.run(options)).violations.flatMap(
    ({ id, help, nodes }) => nodes.slice(0, 3).map(
        ({ target, failureSummary }) => `${id}: ${help} | ${target} ${failureSummary}`))"""


def violations(page):
    """What axe finds, which has to be brought to the page first."""
    return page.evaluate(VIOLATIONS, OPTIONS)


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

SIZE_OF_LETTERS = "getComputedStyle(document.documentElement).fontSize"
UNFOLDED = "() => document.querySelectorAll('details').forEach((one) => (one.open = true))"

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
def test_page_is_accessible_and_lies_well_for_everybody(see, becomes, devtools, screen):
    """Judged for the role that stands first and sees the most; of the others each that is sent an
    element of a kind that nobody before was. The stranger's words are as awkward as text can be, so
    theirs is looked at for how it lies.
    """
    first, *others = _roles(screen)
    page = see(screen, first, viewport=NARROW)
    folded = page.evaluate(STICKING_OUT)
    faults = _faults_at_both_widths(page, first)
    sideways = _sideways(page, devtools, folded)

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
        page = see(screen, "stranger", viewport=NARROW)
        awkward = _sideways(page, devtools, page.evaluate(STICKING_OUT))
        sideways |= {f"stranger, {where}": what for where, what in awkward.items()}

    assert faults == {}
    assert {where: what for where, what in sideways.items() if what} == {}


def _roles(screen):
    """The stranger is an administrator as ours is, and awkward words are no concern of axe."""
    return [role for role in screen.roles if role != "stranger"] or list(screen.roles)


def _faults_at_both_widths(page, role):
    """The page is narrow before, and wide afterwards."""
    page.evaluate(AXE)
    narrow = violations(page)
    page.set_viewport_size(WIDE)
    found = {(role, NARROW["width"]): narrow, (role, WIDE["width"]): violations(page)}
    return {where: faults for where, faults in found.items() if faults}


def _sideways(page, devtools, folded):
    """Where -> what sticks out there, or shows no focus. As a person comes to the page on a phone,
    which is `folded`; and with all of it unfolded: on a screen, there with the letters twice as
    large, twice as large on a small laptop, and on the phone.
    """
    found = {"phone": folded}
    page.set_viewport_size(WIDE)
    page.evaluate(UNFOLDED)
    found[WIDE["width"]] = page.evaluate(STICKING_OUT)
    devtools.send("Page.setFontSizes", TWICE_AS_LARGE)
    size, found["large text"] = page.evaluate(f"[{SIZE_OF_LETTERS}, ({STICKING_OUT})()]")
    devtools.send("Page.setFontSizes", AS_USUAL)
    assert size == "32px"
    page.set_viewport_size(WIDE | {"width": 640})
    found[640] = page.evaluate(STICKING_OUT)
    page.set_viewport_size(NARROW)
    found["phone, unfolded"] = page.evaluate(STICKING_OUT)
    found["focus"] = page.evaluate(UNSEEN_FOCUS)
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
