"""Every form of every page, with what no person would send: nobody reads the framework's words."""

import re

import pytest
from django import forms
from django.conf import settings as django_settings
from django.core import validators
from django.db import models, transaction
from django.forms import formsets
from django.forms import models as model_forms
from django.test import Client
from django.utils.functional import Promise

from tests.improvement.markup import form_values, parse, words
from tests.pages import PAGES

ODD = {
    "hidden character": "a\0b",
    "no such choice": "999999",
    "endless": "x" * 2_000,
    "no number": "2e400",
}
GAP = ".{0,200}?"
FORMS = [page for page in PAGES if page.said is not None and page.path != "/suspect/"]


def _said_by(module):
    """The sentences of a module of the framework: of its fields, its forms and its validators."""
    for kind in vars(module).values():
        if isinstance(kind, type):
            yield from getattr(kind, "default_error_messages", {}).values()
            if isinstance(getattr(kind, "message", None), Promise):
                yield kind.message


class _Nines(dict):
    """Fills every gap of a sentence, and makes it speak of many."""

    def __missing__(self, name):
        return 9


def _pattern(sentence):
    """What finds a sentence, whatever stands in its gaps."""
    said = re.sub(r"\{\w+\}", "9", str(sentence % _Nines()))
    return re.escape(said).replace("9", GAP)


def _framework_sentences():
    modules = [forms.fields, model_forms, formsets, validators, models.fields, models.constraints]
    found = {_pattern(said) for module in modules for said in _said_by(module)}
    # A gap that comes first finds no more than what follows it, and takes its time.
    telling = {one.removeprefix(GAP) for one in found if len(one) > 12}
    return re.compile("|".join(sorted(telling)))


FRAMEWORK = _framework_sentences()


def test_framework_is_known_by_its_sentences():
    for said in [
        "Null characters are not allowed.",
        "Select a valid choice. 9 is not one of the available choices.",
        "Enter a valid date.",
        "Ensure this value has at most 150 characters (it has 100000).",
        "Ensure this value is less than or equal to 3.",
        "This field is required.",
    ]:
        assert FRAMEWORK.search(said)
    assert not FRAMEWORK.search("Enter the text, or withdraw the item")


@pytest.fixture
def see(two_councils, settings):
    """What a page says once its form was sent with every box filled in oddly."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None

    def send(screen, odd):
        role = screen.roles[0]
        client = Client()
        if role in two_councils.sessions:
            client.cookies[django_settings.SESSION_COOKIE_NAME] = two_councils.sessions[role]
        place = two_councils.place_of(role)
        with transaction.atomic():
            response = client.get(screen.address(place), follow=True)
            shown = form_values(parse(response.content), screen.what_is_said(place))
            kept = {name: value for name, value in shown.items() if _is_kept(name)}
            pressed = {"do": screen.said["do"]} if "do" in screen.said else {}
            response = client.post(
                response.request["PATH_INFO"], dict.fromkeys(shown, odd) | kept | pressed
            )
            transaction.set_rollback(True)
        return _words_of(response)

    return send


def _words_of(response):
    """What was typed is shown again, and the parser takes no hidden character."""
    content = response.content.replace(b"\0", b"")
    return words(parse(content)) if content else ""


def _is_kept(name):
    """Whether a box says which page was sent, so that another would answer without it."""
    return name in ("shown", "seen", "version", "do") or name.endswith(("-shown", "-id"))


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("screen", FORMS, ids=[page.name for page in FORMS])
def test_nobody_reads_the_framework_s_words(see, screen, odd):
    assert FRAMEWORK.findall(see(screen, ODD[odd])) == []


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["q", "stage", "rating", "lead", "body", "due", "sort", "only"])
def test_nobody_reads_the_framework_s_words_in_the_filter(client, two_councils, name, odd):
    client.cookies[django_settings.SESSION_COOKIE_NAME] = two_councils.sessions["observer"]
    address = "/notices/{notice}/".format(**two_councils.ours)

    page = client.get(address, {name: ODD[odd]})

    assert page.status_code == 200
    assert FRAMEWORK.findall(_words_of(page)) == []
