"""Doing things on a page by keyboard alone, as somebody who has no mouse."""

import re

MOST_LOOKS = 40  # each after as many steps as there seemed to be left

# How many times to press Tab from the focus to come to this; 0 when it is there. Of radios, Tab
# comes to one of the group, the chosen one if there is one, and arrows go on from there.
_STOPS_LEFT = """one => {
    const held = document.activeElement;
    const together = (radio) => radio.type === "radio" && one.type === "radio"
        && radio.name === one.name && radio.form === one.form;
    if (held === one || together(held)) return 0;
    // Of the radios of a group only one is a stop: the chosen one, or else the first.
    const group = (radio) => `${radio.form?.action} ${radio.name}`;
    const seen = new Set([...document.querySelectorAll("[type=radio]:checked")].map(group));
    const isStop = (radio) => radio.checked
        || (!seen.has(group(radio)) && seen.add(group(radio)));
    const stops = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
    )].filter((stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility()
        && (stop.type !== "radio" || isStop(stop)));
    const isAfter = (first, second) =>
        first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING;
    const here = held === document.body ? document.documentElement : held;
    const ahead = stops.filter((stop) => isAfter(here, stop) && stop !== one && !together(stop));
    // Past it: on to the end, and round.
    return 1 + (isAfter(here, one) ? ahead.filter((stop) => isAfter(stop, one)) : ahead).length;
}"""
_IS_FOCUSED = "one => one === document.activeElement"


class Keyboard:
    """The keys of one page. Whatever is asked for is sought from where the focus is, by Tab.

    It is held down for as long as nothing else is wanted, which the page hears as a key that
    repeats, and looking where the focus is takes longer than a step.
    """

    def __init__(self, page):
        self.page = page

    def reach(self, what):
        one = what.element_handle()
        for _ in range(MOST_LOOKS):
            left = one.evaluate(_STOPS_LEFT)
            if not left:
                return
            for _ in range(left):
                self.page.keyboard.down("Tab")
            self.page.keyboard.up("Tab")
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
