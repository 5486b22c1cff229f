"""Every address of the product, by everybody, by GET and by POST: what each of them gets.

The table is written down from the roles of the design. An address that is not in it fails, and so
does a row whose address is gone.
"""

import re

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern

from actions.models import Action, Member, Notice, ProgressItem
from boards.models import Body, Meeting, Seat
from tests.factories import person_with_role
from tests.two_councils import MARK

# Who asks, in the order of the columns below. The deactivated person and the one whose membership
# ended were administrators of the notice; the stranger administers another council's, the
# neighbour another of the same council; the officer has nothing to do with the action.
WHO = [
    *("anonymous", "deactivated", "ended", "stranger", "neighbour"),
    *("observer", "board_member", "assurance_lead", "officer", "contributor", "lead"),
    "administrator",
]

# "login" is the redirect to the login page; 302 is any other. POST sends nothing, so that 200 is
# the form again. N stands for /notices/{notice}, E for N/actions/{ref}/evidence.
TABLE = """
                                      anon  deac  end str nei | obs brd ass off con lea adm

GET  /login/                          200   200   302 302 302 | 302 302 302 302 302 302 302
POST /login/                          200   200   302 302 302 | 302 302 302 302 302 302 302
GET  /logout/                         login login 405 405 405 | 405 405 405 405 405 405 405
POST /logout/                         login login 302 302 302 | 302 302 302 302 302 302 302
GET  /account/password/               login login 200 200 200 | 200 200 200 200 200 200 200
POST /account/password/               login login 200 200 200 | 200 200 200 200 200 200 200
GET  /account/mail/                   login login 200 200 200 | 200 200 200 200 200 200 200
POST /account/mail/                   login login 200 200 200 | 200 200 200 200 200 200 200
GET  /account/calendar/               login login 200 200 200 | 200 200 200 200 200 200 200
POST /account/calendar/               login login 302 302 302 | 302 302 302 302 302 302 302
GET  /calendar/{calendar}.ics         200   200   200 200 200 | 200 200 200 200 200 200 200
POST /calendar/{calendar}.ics         405   405   405 405 405 | 405 405 405 405 405 405 405
GET  /reset-password/                 200   200   200 200 200 | 200 200 200 200 200 200 200
POST /reset-password/                 200   200   200 200 200 | 200 200 200 200 200 200 200
GET  /reset-password/sent/            200   200   200 200 200 | 200 200 200 200 200 200 200
POST /reset-password/sent/            405   405   405 405 405 | 405 405 405 405 405 405 405
GET  {link}                           302   302   302 302 302 | 302 302 302 302 302 302 302
POST {link}                           302   302   302 302 302 | 302 302 302 302 302 302 302
GET  /brand.css                       200   200   200 200 200 | 200 200 200 200 200 200 200
POST /brand.css                       405   405   405 405 405 | 405 405 405 405 405 405 405
GET  /brand-1d4f91.css                200   200   200 200 200 | 200 200 200 200 200 200 200
POST /brand-1d4f91.css                405   405   405 405 405 | 405 405 405 405 405 405 405
GET  /robots.txt                      200   200   200 200 200 | 200 200 200 200 200 200 200
POST /robots.txt                      405   405   405 405 405 | 405 405 405 405 405 405 405
GET  /healthz                         200   200   200 200 200 | 200 200 200 200 200 200 200
POST /healthz                         405   405   405 405 405 | 405 405 405 405 405 405 405
GET  /readyz                          200   200   200 200 200 | 200 200 200 200 200 200 200
POST /readyz                          405   405   405 405 405 | 405 405 405 405 405 405 405

GET  /                                login login 200 200 200 | 200 200 200 200 200 200 200
POST /                                login login 405 405 405 | 405 405 405 405 405 405 405
GET  /notices/                        login login 200 200 200 | 200 200 200 200 200 200 200
POST /notices/                        login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/                               login login 404 404 404 | 200 200 200 200 200 200 200
POST N/                               login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/print/                         login login 404 404 404 | 200 200 200 200 200 200 200
POST N/print/                         login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/export/register.xlsx           login login 404 404 404 | 200 200 200 200 200 200 200
POST N/export/register.xlsx           login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/export/register.csv            login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/register.exe            login login 404 404 404 | 404 404 404 404 404 404 404
GET  N/export/register.docx           login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/register.pdf            login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/notice.pdf              login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/notice.csv              login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/notice.docx             login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/notice.xlsx             login login 404 404 404 | 200 200 200 200 200 200 200
POST N/export/notice.xlsx             login login 405 405 405 | 405 405 405 405 405 405 405

GET  N/actions/{ref}/                 login login 404 404 404 | 200 200 200 200 200 200 200
POST N/actions/{ref}/                 login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/actions/{ref}/as-printed/      login login 404 404 404 | 200 200 200 200 200 200 200
POST N/actions/{ref}/as-printed/      login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/actions/{ref}/history/         login login 404 404 404 | 200 200 200 200 200 200 200
POST N/actions/{ref}/history/         login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/actions/{ref}/update/          login login 404 404 404 | 403 403 403 403 200 200 200
POST N/actions/{ref}/update/          login login 404 404 404 | 403 403 403 403 200 200 200
GET  N/actions/{ref}/date/            login login 404 404 404 | 403 403 403 403 403 200 200
POST N/actions/{ref}/date/            login login 404 404 404 | 403 403 403 403 403 200 200
GET  N/actions/{ref}/date/decide/     login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/actions/{asked}/date/decide/   login login 404 404 404 | 403 200 403 403 403 403 200
POST N/actions/{ref}/date/decide/     login login 404 404 404 | 403 403 403 403 403 403 200
POST N/actions/{asked}/date/decide/   login login 404 404 404 | 403 200 403 403 403 403 200
GET  N/actions/{awaiting}/decision/   login login 404 404 404 | 403 200 403 403 403 403 200
POST N/actions/{awaiting}/decision/   login login 404 404 404 | 403 200 403 403 403 403 200
GET  N/actions/{ref}/deliver/         login login 404 404 404 | 403 403 403 403 403 200 403
POST N/actions/{ref}/deliver/         login login 404 404 404 | 403 403 403 403 403 200 403
GET  N/actions/{ref}/sign-off/        login login 404 404 404 | 403 403 403 403 403 200 403
POST N/actions/{ref}/sign-off/        login login 404 404 404 | 403 403 403 403 403 302 403
GET  N/actions/{ref}/take-back/       login login 404 404 404 | 403 403 403 403 403 200 403
POST N/actions/{ref}/take-back/       login login 404 404 404 | 403 403 403 403 403 200 403
GET  N/actions/{ref}/impact/          login login 404 404 404 | 403 403 200 403 403 403 403
POST N/actions/{ref}/impact/          login login 404 404 404 | 403 403 200 403 403 403 403
GET  N/actions/{ref}/details/         login login 404 404 404 | 403 403 403 403 403 403 200
POST N/actions/{ref}/details/         login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/actions/{ref}/wording/         login login 404 404 404 | 403 403 403 403 403 403 200
POST N/actions/{ref}/wording/         login login 404 404 404 | 403 403 403 403 403 403 200

GET  N/evidence/                      login login 404 404 404 | 200 200 200 200 200 200 200
POST N/evidence/                      login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/export/evidence.xlsx           login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/evidence.csv            login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/export/evidence.docx           login login 404 404 404 | 404 404 404 404 404 404 404
POST N/export/evidence.csv            login login 405 405 405 | 405 405 405 405 405 405 405
GET  E/add/                           login login 404 404 404 | 403 403 403 403 200 200 200
POST E/add/                           login login 404 404 404 | 403 403 403 403 200 200 200
GET  E/{evidence}/                    login login 404 404 404 | 200 200 200 200 200 200 200
POST E/{evidence}/                    login login 405 405 405 | 405 405 405 405 405 405 405
GET  E/{evidence}/files/1/            login login 404 404 404 | 200 200 200 200 200 200 200
GET  E/{evidence}/files/9/            login login 404 404 404 | 404 404 404 404 404 404 404
POST E/{evidence}/files/1/            login login 405 405 405 | 405 405 405 405 405 405 405
GET  E/{evidence}/change/             login login 404 404 404 | 403 403 403 403 200 200 200
POST E/{evidence}/change/             login login 404 404 404 | 403 403 403 403 409 409 409
GET  E/{evidence}/version/            login login 404 404 404 | 403 403 403 403 200 200 200
POST E/{evidence}/version/            login login 404 404 404 | 403 403 403 403 200 200 200
GET  E/{evidence}/withdraw/           login login 404 404 404 | 403 403 403 403 200 200 200
POST E/{evidence}/withdraw/           login login 404 404 404 | 403 403 403 403 200 200 200
GET  E/{evidence}/check/              login login 404 404 404 | 403 403 200 403 403 403 403
POST E/{evidence}/check/              login login 404 404 404 | 403 403 200 403 403 403 403
GET  E/{restricted}/                  login login 404 404 404 | 404 200 200 200 200 200 200
GET  E/{restricted}/files/1/          login login 404 404 404 | 404 200 200 200 200 200 200

GET  N/actions/{ref}/references/      login login 404 404 404 | 403 403 403 403 200 200 200
POST N/actions/{ref}/references/      login login 404 404 404 | 403 403 403 403 302 302 302
GET  N/references/                    login login 404 404 404 | 200 200 200 200 200 200 200
POST N/references/                    login login 405 405 405 | 405 405 405 405 405 405 405

GET  N/bulk/                          login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bulk/                          login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/charts/                        login login 404 404 404 | 200 200 200 200 200 200 200
POST N/charts/                        login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/views/                         login login 404 404 404 | 200 200 200 200 200 200 200
POST N/views/                         login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/views/{view}/remove/           login login 405 405 405 | 405 405 405 405 405 405 405
POST N/views/{view}/remove/           login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/gaps/                          login login 404 404 404 | 200 200 200 200 200 200 200
POST N/gaps/                          login login 405 405 405 | 405 405 405 405 405 405 405

GET  N/changes/                       login login 404 404 404 | 200 200 200 200 200 200 200
POST N/changes/                       login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/changes/{act}/                 login login 404 404 404 | 200 200 200 200 200 200 200
POST N/changes/{act}/                 login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/changes/export/changes.xlsx    login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/changes/export/changes.csv     login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/changes/export/changes.docx    login login 404 404 404 | 404 404 404 404 404 404 404
GET  N/changes/record/                login login 404 404 404 | 200 200 200 200 200 200 200
POST N/changes/record/                login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/changes/compare/               login login 404 404 404 | 200 200 200 200 200 200 200
POST N/changes/compare/               login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/changes/compare/what-changed.xlsx login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/changes/compare/what-changed.docx login login 404 404 404 | 200 200 200 200 200 200 200
GET  N/changes/compare/what-changed.exe login login 404 404 404 | 404 404 404 404 404 404 404
POST N/changes/compare/what-changed.csv login login 405 405 405 | 405 405 405 405 405 405 405
POST N/changes/export/changes.csv     login login 405 405 405 | 405 405 405 405 405 405 405

GET  N/imports/                       login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/                       login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/imports/1/                     login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/1/                     login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/{checked}/             login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/{checked}/             login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/1/file/                login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/1/file/                login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/imports/{begun}/progress/      login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/{begun}/progress/      login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/1/undo/                login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/1/undo/                login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/{checked}/rows/{row}/  login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/{checked}/rows/{row}/  login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/{checked}/mends/x/undo/ login login 405 405 405 | 405 405 405 405 405 405 405
POST N/imports/{checked}/mends/x/undo/ login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/imports/{checked}/columns/     login login 404 404 404 | 403 403 403 403 403 403 200
POST N/imports/{checked}/columns/     login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/imports/{checked}/take-back/   login login 405 405 405 | 405 405 405 405 405 405 405
POST N/imports/{checked}/take-back/   login login 404 404 404 | 403 403 403 403 403 403 302

GET  N/people/                        login login 404 404 404 | 200 200 200 200 200 200 200
POST N/people/                        login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/people/add/                    login login 404 404 404 | 403 403 403 403 403 403 200
POST N/people/add/                    login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/people/{member}/               login login 404 404 404 | 403 403 403 403 403 403 200
POST N/people/{member}/               login login 404 404 404 | 403 403 403 403 403 403 200

GET  N/bodies/                        login login 404 404 404 | 200 200 200 200 200 200 200
POST N/bodies/                        login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/bodies/{body}/                 login login 404 404 404 | 200 200 200 200 200 200 200
POST N/bodies/{body}/                 login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/bodies/add/                    login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/add/                    login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/bodies/{body}/edit/            login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/edit/            login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/bodies/{body}/seats/add/       login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/seats/add/       login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/bodies/{body}/seats/{seat}/    login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/seats/{seat}/    login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/bodies/{body}/actions/         login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/actions/         login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/bodies/{body}/meetings/add/    login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/meetings/add/    login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/bodies/{body}/meetings/{meeting}/ login login 404 404 404 | 200 200 200 200 200 200 200
POST N/bodies/{body}/meetings/{meeting}/ login login 405 405 405 | 405 405 405 405 405 405 405
GET  N/bodies/{body}/meetings/{meeting}/edit/ login login 404 404 404 | 403 403 403 403 403 403 200
POST N/bodies/{body}/meetings/{meeting}/edit/ login login 404 404 404 | 403 403 403 403 403 403 200
GET  N/oversight/                     login login 404 404 404 | 403 403 403 403 403 403 200
POST N/oversight/                     login login 404 404 404 | 403 403 403 403 403 403 302
GET  N/read/                          login login 405 405 405 | 405 405 405 405 405 405 405
POST N/read/                          login login 404 404 404 | 302 302 302 302 302 302 302
"""

# What hangs on one notice, asked for under the address of another: nobody finds it, not even the
# administrator of the notice in the address. {mine...} is of that notice, {foreign...} is not.
ASTRAY = [
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/as-printed/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/history/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/update/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/date/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/date/decide/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/decision/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/deliver/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/details/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/impact/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/sign-off/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/take-back/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/references/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/wording/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/evidence/add/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/evidence/{foreign[evidence]}/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/evidence/{foreign[evidence]}/files/1/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/evidence/{foreign[evidence]}/change/",
    "/notices/{mine[notice]}/actions/{foreign[only_ref]}/evidence/{foreign[evidence]}/check/",
    "/notices/{mine[notice]}/changes/{foreign[act]}/",
    "/notices/{mine[notice]}/imports/{foreign[only_import]}/",
    "/notices/{mine[notice]}/imports/{foreign[only_import]}/file/",
    "/notices/{mine[notice]}/imports/{foreign[only_import]}/progress/",
    "/notices/{mine[notice]}/people/{foreign[member]}/",
    "/notices/{mine[notice]}/views/{foreign[view]}/remove/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/edit/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/seats/add/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/seats/{foreign[seat]}/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/actions/",
    "/notices/{mine[notice]}/bodies/{mine[body]}/seats/{foreign[seat]}/",
    "/notices/{mine[notice]}/bodies/{mine[body]}/meetings/{foreign[meeting]}/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/meetings/{foreign[meeting]}/",
    "/notices/{mine[notice]}/bodies/{foreign[body]}/meetings/add/",
    "/?notice={foreign[notice]}",
]


def _read(table):
    for line in table.splitlines():
        method, path, *cells = line.replace("|", "").split() or [""] * 2
        if method in ("GET", "POST"):
            statuses = [cell if cell == "login" else int(cell) for cell in cells]
            path = re.sub("^E/", "N/actions/{ref}/evidence/", path)
            path = re.sub("^N/", "/notices/{notice}/", path)
            yield method, path, dict(zip(WHO, statuses, strict=True))


ROWS = list(_read(TABLE))
# Asked for with few rows, since a PDF of all of them takes seconds for each person.
NARROWED = {"/notices/{notice}/export/register.pdf": "?q=IN1"}


def _routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern.url_patterns, route)


def _ask(client, method, path):
    """The response, and nothing of what it wrote."""
    with transaction.atomic():
        response = client.generic(method, path)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response, content.decode(errors="replace")


def _outcome(response):
    to_login = response.status_code == 302 and response.url.startswith("/login/?next=")
    return "login" if to_login else response.status_code


@pytest.fixture
def as_person(client, two_councils):
    """Log in as somebody; the next ones take their place."""

    def log_in(who):
        client.cookies.clear()
        if key := two_councils.sessions.get(who):
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return log_in


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_table_holds_every_address_and_no_other(two_councils, method):
    held = {
        resolve(path.format(**two_councils.ours)).route for row, path, _ in ROWS if row == method
    }

    assert held == set(_routes(get_resolver("improvement.urls").url_patterns))


@pytest.mark.parametrize(("method", "path", "expected"), ROWS, ids=[f"{m} {p}" for m, p, _ in ROWS])
def test_everybody_gets_what_the_table_says(two_councils, as_person, method, path, expected):
    address = path.format(**two_councils.ours) + NARROWED.get(path, "")

    got, leaks = {}, []
    for who in WHO:
        response, text = _ask(as_person(who), method, address)
        got[who] = _outcome(response)
        if MARK in text and who != "stranger":
            leaks.append(who)

    assert got == expected
    assert leaks == []


@pytest.mark.parametrize("role", Member.Role.values)
def test_the_same_role_of_another_council_finds_nothing_of_ours(two_councils, client, role):
    """Whatever the role is there, here its holder is a stranger like any other."""
    theirs = Notice.objects.get(slug=two_councils.theirs["notice"])
    client.force_login(person_with_role(theirs, role))

    got = {
        (method, path): _outcome(_ask(client, method, path.format(**two_councils.ours))[0])
        for method, path, _ in ROWS
        if path.startswith("/notices/{notice}/")
    }

    assert got == {
        (method, path): expected["stranger"]
        for method, path, expected in ROWS
        if path.startswith("/notices/{notice}/")
    }
    assert set(got.values()) <= {404, 405}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ASTRAY)
def test_what_hangs_on_another_notice_is_not_found(two_councils, as_person, path, method):
    ours = two_councils.ours
    theirs = two_councils.theirs
    got = {}
    for who, mine, foreign in [
        ("administrator", ours, theirs),
        ("stranger", theirs, ours | {"only_ref": "IN25", "only_import": 6}),
        ("neighbour", two_councils.neighbours | {"body": "none"}, theirs | {"only_ref": "IN1"}),
    ]:
        response, _ = _ask(as_person(who), method, path.format(mine=mine, foreign=foreign))
        got[who] = response.status_code

    assert set(got.values()) in ({404}, {405})  # or it answers nobody who asks in this way


def test_seat_of_one_body_is_not_found_under_another(two_councils, as_person):
    path = "/notices/{notice}/bodies/{body}/seats/{seat_elsewhere}/".format(**two_councils.ours)

    assert _ask(as_person("administrator"), "GET", path)[0].status_code == 404


def test_stranger_sees_nothing_of_ours_where_anybody_may_look(two_councils, as_person):
    for path in ["/", "/notices/", "/account/password/", "/notices/otherby/bodies/"]:
        _, text = _ask(as_person("stranger"), "GET", path)

        assert MARK in text or path == "/account/password/"
        assert "Cheshire East" not in text


def test_bodies_of_the_council_show_a_neighbour_nothing_of_the_other_notice(
    two_councils, as_person
):
    client = as_person("neighbour")
    for path in ["/notices/other-plan/bodies/", "/notices/other-plan/bodies/improvement-board/"]:
        _, text = _ask(client, "GET", path)

        assert "Improvement Board" in text
        assert not any(f"/notices/{slug}/" in text for slug in ("cheshire-east", "otherby"))
        assert ">IN" not in text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("actions/{ref}/details/", "lead"),
        ("actions/{ref}/details/", "contributors"),
        ("actions/{ref}/update/", "new-step-0-owner"),
        ("actions/{ref}/update/", "step-{step}-owner"),
        ("bodies/{body}/seats/add/", "user"),
    ],
)
def test_nobody_of_another_notice_can_be_chosen(two_councils, as_person, path, field):
    client, ours = as_person("administrator"), two_councils.ours
    said = {field.format(**ours): two_councils.theirs["person"], "new-step-0-text": "x"}

    with transaction.atomic():
        response = client.post(f"/notices/{ours['notice']}/{path.format(**ours)}", said)
        transaction.set_rollback(True)

    assert response.status_code == 200
    assert "from those that are offered" in response.content.decode()


def test_no_body_of_another_council_can_be_chosen(two_councils, as_person):
    foreign = Body.objects.get(slug=two_councils.theirs["body"])

    response = as_person("administrator").post(
        "/notices/{notice}/bodies/add/".format(**two_councils.ours),
        {"name": "New", "kind": "board", "reports_to": foreign.pk},
    )

    assert response.status_code == 200
    assert MARK not in response.content.decode()
    assert not Body.objects.filter(name="New").exists()


@pytest.mark.parametrize("query", ["body={body}", "lead={person}"])
def test_filter_knows_nothing_of_another_council(two_councils, as_person, query):
    path = "/notices/{notice}/".format(**two_councils.ours)

    _, text = _ask(
        as_person("administrator"), "GET", f"{path}?{query.format(**two_councils.theirs)}"
    )

    assert "There is a problem" in text
    assert MARK not in text


def test_answers_about_another_notice_are_not_taken(two_councils, as_person):
    """The names of the boxes hold the keys of actions; those of another notice mean nothing."""
    ours, theirs = two_councils.ours, two_councils.theirs
    before = Action.objects.get(pk=theirs["action"]).oversights.count()

    with transaction.atomic():
        as_person("administrator").post(
            "/notices/{notice}/bodies/{body}/actions/".format(**ours),
            {f"action-{theirs['action']}": "assures", f"initial-action-{theirs['action']}": ""},
        )
        after = Action.objects.get(pk=theirs["action"]).oversights.count()
        transaction.set_rollback(True)

    assert after == before


def test_everything_stands_in_both_notices(two_councils):
    """Else nothing could leak, and the tests above would show nothing."""
    for place in (two_councils.ours, two_councils.theirs):
        notice = Notice.objects.get(slug=place["notice"])
        assert Action.objects.filter(notice=notice, ref=place["ref"]).exists()
        assert ProgressItem.objects.filter(pk=place["progress"], action__notice=notice).exists()
        assert notice.imports.count() >= 3
        assert Member.objects.filter(pk=place["member"], notice=notice).exists()
        assert Meeting.objects.filter(body__slug=place["body"]).exists()
        assert Seat.objects.filter(pk=place["seat"], body__council=notice.council).exists()
