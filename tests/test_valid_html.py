"""The markup of every page, as everybody sees it: valid, in order, and every label on its field.

The other council's texts try to break it: see `tests.two_councils`.
"""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client

from tests.improvement.markup import form_values, ids, parse, words
from tests.pages import DAYS, PAGES
from tests.two_councils import MARK, notice_of

WITH_ERRORS = [page for page in PAGES if page.name.endswith(", error")]
HEADING = re.compile(r"h([1-6])$")


@pytest.fixture
def send(two_councils, settings):
    """A page as this person is sent it. What its form wrote is taken back."""
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False

    def look(page, role):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if role in two_councils.sessions:
            client.cookies[django_settings.SESSION_COOKIE_NAME] = two_councils.sessions[role]
        for name, value in page.settings.items():
            setattr(settings, name, value)
        place = two_councils.place_of(role)
        with transaction.atomic():
            response = client.get(page.address(place), follow=True)
            if page.said is not None:
                response = _send(client, response, page.what_is_said(place))
            transaction.set_rollback(True)
        assert response.status_code == page.status
        return response.content

    return look


@pytest.fixture
def see(send):
    """The tree of a page, as this person sees it."""
    return lambda page, role: parse(send(page, role))


def _send(client, response, said):
    data = form_values(parse(response.content), said) | said
    sent = {box: value for box, value in data.items() if value is not None}
    return client.post(response.request["PATH_INFO"], sent)


TAG = re.compile(rb"<([a-z][a-z0-9]*)([^>]*)>")
ATTRIBUTE = re.compile(rb'([a-z-]+)(="[^"]*")?')


def _shapes(content):
    """Which tags a page has with which attributes, and beside which other; to read them so is far
    quicker than as a strict parser does.
    """
    tags = [
        (name, frozenset(one for one, _ in ATTRIBUTE.findall(rest)))
        for name, rest in TAG.findall(content)
    ]
    return set(pairwise(tags))


@pytest.mark.parametrize("screen", PAGES, ids=[page.name for page in PAGES])
def test_page_is_valid_and_well_formed(send, screen):
    """For everybody who is sent any tag, or one after another, that nobody before was; and for the
    stranger, whose texts try to break it.
    """
    seen = set()
    for role in screen.roles:
        content = send(screen, role)
        shapes = _shapes(content)
        if role == "stranger" or not shapes <= seen:
            _check(parse(content))
        seen |= shapes


def _check(tree):
    assert words(next(tree.iter("title")))
    levels = [int(m[1]) for element in tree.iter() if (m := HEADING.match(str(element.tag)))]
    assert levels.count(1) == 1
    jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert jumps == []
    assert [one for one, count in Counter(ids(tree)).items() if count > 1] == []
    assert _names_of_nothing(tree) == []


def _names_of_nothing(tree):
    """Attributes that point at an id that the page does not have."""
    held = set(ids(tree))
    pointing = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"]
    return [
        (name, target)
        for element in tree.iter()
        for name in pointing
        for target in element.get(name, "").split()
        if target not in held
    ] + [
        ("href", element.get("href"))
        for element in tree.iter("a")
        if element.get("href", "").startswith("#") and element.get("href")[1:] not in held
    ]


@pytest.mark.parametrize("role", ["administrator", "stranger", "anonymous"])
def test_each_page_has_a_title_of_its_own(see, two_councils, role):
    place, titles = two_councils.place_of(role), {}
    place = place | {"empty": place["notice"]}
    for page in PAGES:
        if role in page.roles and page.said is None and "?" not in page.path:
            title = words(next(see(page, role).iter("title")))
            titles.setdefault(title, set()).add(page.path.format(**place, **DAYS))

    assert [paths for paths in titles.values() if len(paths) > 1] == []


@pytest.mark.parametrize("name", ["imports", "people", "bodies", "register", "action", "check"])
def test_title_names_the_notice(see, two_councils, name):
    screen = next(page for page in PAGES if page.name == name)

    for role in ("administrator", "stranger"):
        title = words(next(see(screen, role).iter("title")))

        own = " ".join(notice_of(two_councils.place_of(role)).title.split())
        assert f": {own} – " in title


@pytest.mark.parametrize("screen", WITH_ERRORS, ids=[page.name for page in WITH_ERRORS])
def test_title_of_a_page_with_errors_says_so(see, screen):
    title = words(next(see(screen, screen.roles[0]).iter("title")))

    assert title.startswith("Error: ")


def test_awkward_words_are_shown_as_they_were_typed(see):
    pages = {page.name: page for page in PAGES}
    for name in ["action", "register", "check", "body", "person", "imports"]:
        tree = see(pages[name], "stranger")

        assert MARK in words(tree)
        assert [script for script in tree.iter("script") if not script.get("src")] == []
        assert "<script>alert(1)</script>" in words(tree)
