"""Doing things on a page by keyboard alone, as somebody who has no mouse."""

import re

MOST_STEPS = 400

# Has the focus come to this? Of radios, Tab comes to the group, and arrows go on from there.
_REACHED = """one => one === document.activeElement || (one.type === "radio"
    && document.activeElement.type === "radio" && document.activeElement.name === one.name)"""
# How many stops lie between the focus and this: to press Tab so often before looking again.
_STOPS_BETWEEN = """one => {
    const stops = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
    )].filter((stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility()
        && (stop.type !== "radio" || stop.checked));
    const place = stops.indexOf(document.activeElement);
    const before = stops.filter((stop) => stop !== one
        && stop.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    return Math.max(0, before.length - place - 1);
}"""
_IS_FOCUSED = "one => one === document.activeElement"


class Keyboard:
    """The keys of one page. Whatever is asked for is sought from where the focus is, by Tab."""

    def __init__(self, page):
        self.page = page

    def reach(self, what):
        for _ in range(what.evaluate(_STOPS_BETWEEN)):
            self.page.keyboard.press("Tab")
        for _ in range(MOST_STEPS):
            if what.evaluate(_REACHED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {what}")

    def press(self, role, name, within=None, **how):
        """Follow a link or press a button, and wait for the page that comes of it."""
        self.reach((within or self.page).get_by_role(role, name=name, **how))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, words):
        """Unfold what is folded under these words."""
        self.reach(self.page.locator("summary", has_text=re.compile(words)))
        self.page.keyboard.press("Enter")

    def write(self, what, text):
        """Put this text in a box, in place of what stands there."""
        self.reach(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, radio):
        self.reach(radio)
        while not radio.evaluate(_IS_FOCUSED):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert radio.is_checked()

    def tick(self, box):
        self.reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def go_to(self, name):
        """By the menu, which on a narrow screen is folded away where scripts run."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            self.reach(menu)
            self.page.keyboard.press("Enter")
        self.press("link", name, within=self.page.get_by_role("navigation", name="Menu"))
