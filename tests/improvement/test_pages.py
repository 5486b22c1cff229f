"""What every page has in common: its frame, its headers, its errors; and what probes ask."""

import re

import pytest
from django.core.paginator import Paginator
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from improvement.gds.errors import server_error
from tests.factories import make_council, make_notice, make_user
from tests.improvement.markup import ids, parse, words

pytestmark = pytest.mark.django_db

# An address of each kind of response: page, redirect, plain, stylesheet, static, and each error.
EVERY_KIND = [
    ("/sample/", 200),
    ("/login/", 302),
    ("/plain/", 200),
    ("/brand.css", 200),
    ("/healthz", 200),
    ("/robots.txt", 200),
    ("/static/site.css", 200),
    ("/refuse/", 403),
    ("/nope/", 404),
    ("/suspect/", 400),
    ("/logout/", 405),
    ("/fail/", 500),
]
PAGES = [
    kind
    for kind in EVERY_KIND
    if kind[0] in ("/sample/", "/refuse/", "/nope/", "/suspect/", "/fail/")
]


@pytest.fixture
def visitor(failing):
    failing.force_login(make_user(full_name="Pat Example"))
    return failing


@pytest.mark.parametrize(("address", "status"), EVERY_KIND)
def test_headers_are_on_every_kind_of_response(visitor, address, status):
    response = visitor.get(address)
    response.close()

    assert response.status_code == status
    policy = dict(
        part.split(maxsplit=1) for part in response["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["base-uri"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("secure", [False, True])
def test_page_for_a_wrong_host_is_in_no_frame(client, settings, secure):
    settings.SECURE_SSL_REDIRECT = secure

    response = client.get("/login/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/", "/sample/", "/plain/", "/nope/", "/account/password/"])
def test_pages_are_kept_nowhere(visitor, address):
    assert "no-store" in visitor.get(address)["Cache-Control"]


def test_stylesheets_may_be_kept(client):
    assert "max-age" in client.get("/brand.css")["Cache-Control"]
    response = client.get("/static/site.css")
    response.close()
    assert "max-age" in response["Cache-Control"]


@pytest.mark.parametrize(("address", "status"), PAGES)
def test_pages_are_valid_with_nothing_inline(visitor, address, status):
    response = visitor.get(address)
    tree = parse(response.content)

    assert tree.get("lang") == "en"
    assert len(list(tree.iter("h1"))) == 1
    assert len(list(tree.iter("main"))) == 1
    assert len(ids(tree)) == len(set(ids(tree)))
    assert list(tree.iter("style")) == []
    assert [script for script in tree.iter("script") if not script.get("src")] == []
    inline = [
        name for element in tree.iter() for name in element.attrib if re.match("style|on", name)
    ]
    assert inline == []


def test_error_pages_say_what_to_do_and_nothing_of_the_inside(visitor):
    for address, status in PAGES[1:]:
        text = visitor.get(address).content.decode()
        assert 'href="/"' in text, status
        assert "Traceback" not in text
        assert "On purpose" not in text


def test_refusal_gives_its_reason(visitor):
    assert "Only the chair may do this" in visitor.get("/refuse/").content.decode()


def test_server_error_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert server_error(RequestFactory().get("/")).status_code == 500


def test_forged_form_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/login/", {"username": "a@b.example", "password": "x"})

    assert response.status_code == 403
    assert "open too long" in response.content.decode()


def test_title_of_a_page_with_errors_says_so(visitor):
    before = parse(visitor.get("/sample/").content)
    after = parse(
        visitor.post("/sample/", {"rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0}).content
    )

    assert words(next(before.iter("title"))) == "Sample – Improvement register"
    assert words(next(after.iter("title"))) == "Error: Sample – Improvement register"


def test_first_thing_reached_by_keyboard_skips_to_the_content(visitor):
    tree = parse(visitor.get("/sample/").content)

    assert next(tree.iter("a")).get("href") == "#main-content"
    assert "main-content" in ids(tree)


def test_frame_names_the_person_and_marks_the_place(visitor):
    tree = parse(visitor.get("/").content)

    current = [words(a) for a in tree.iter("a") if a.get("aria-current") == "page"]
    assert current == ["Home"]
    assert "Pat Example" in words(tree)


def test_visitor_who_is_not_logged_in_sees_no_navigation(client):
    tree = parse(client.get("/login/").content)

    assert list(tree.iter("nav")) == []


def test_frame_of_a_notice_bears_the_name_and_colour_of_its_council(rf):
    notice = make_notice(council=make_council("Testshire County Council", colour="#0b3d2e"))

    page = render_to_string("base.html", {"notice": notice}, request=rf.get("/"))

    assert "Testshire County Council" in page
    assert "/brand-0b3d2e.css" in page


def test_brand_is_the_colour_of_the_installation_or_of_a_council(client, settings):
    settings.BRAND_COLOUR = "#123456"

    assert client.get("/brand.css").content == b":root{--govuk-brand-colour:#123456}"
    assert client.get("/brand-0b3d2e.css").content == b":root{--govuk-brand-colour:#0b3d2e}"
    assert client.get("/brand-red;}.css").status_code == 404


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, ["1", "2", "⋯", "9"]),
        (2, ["1", "2", "3", "⋯", "9"]),
        (5, ["1", "⋯", "4", "5", "6", "⋯", "9"]),
        (8, ["1", "⋯", "7", "8", "9"]),
        (9, ["1", "⋯", "8", "9"]),
    ],
)
def test_pagination_shows_the_ends_and_the_neighbours(rf, number, shown):
    page_obj = Paginator(range(90), 10).page(number)

    html = render_to_string(
        "components/pagination.html", {"page_obj": page_obj}, request=rf.get("/?stage=delivered")
    )

    tree = parse(f"<!DOCTYPE html><title>x</title>{html}")
    assert [words(item) for item in tree.iter("li")] == shown
    assert all("stage=delivered" in link.get("href") for link in tree.iter("a"))


def test_probes_ask_as_little_as_they_can(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"

    assert client.get("/readyz").content == b"ok\n"


def test_not_ready_while_a_migration_waits(client):
    MigrationRecorder.Migration.objects.filter(app="improvement").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "migrate" in response.content.decode()


def test_not_ready_without_a_database(client, monkeypatch):
    def unreachable(*args):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "connect" not in response.content.decode()


def test_robots_are_turned_away(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
