"""How pages lie: nothing sideways on a phone or with large text, and the keyboard always seen."""

import pytest

from tests.browser.conftest import NARROW, WIDE
from tests.pages import PAGES

# Who sees the most of a page stands first among its roles; the stranger sees it with awkward words.
SCREENS = [
    (page, role)
    for page in PAGES
    for role in dict.fromkeys([page.roles[0], *({"stranger"} & {*page.roles})])
]
NAMES = [f"{page.name} - {role}" for page, role in SCREENS]

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


@pytest.mark.parametrize(("screen", "role"), SCREENS, ids=NAMES)
def test_nothing_goes_sideways_on_a_phone_and_the_focus_is_always_seen(see, screen, role):
    page = see(screen, role, viewport=NARROW)
    assert page.evaluate(STICKING_OUT) == []

    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate(UNSEEN_FOCUS) == []

    for width in (640, 1280):  # twice as large as on the screen of a small laptop; and that screen
        page.set_viewport_size(WIDE | {"width": width})
        assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("screen", PAGES, ids=[page.name for page in PAGES])
def test_nothing_goes_sideways_where_the_text_is_twice_as_large(see, large_text_page, screen):
    page = see(screen, screen.roles[0], page=large_text_page)

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate(STICKING_OUT) == []


def test_first_key_shows_the_way_past_the_menu(see):
    screen = next(page for page in PAGES if page.name == "register")
    page = see(screen, "administrator")
    skip = page.get_by_role("link", name="Skip to main content")

    page.keyboard.press("Tab")
    assert skip.evaluate("one => one === document.activeElement && one.offsetHeight > 20")

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
