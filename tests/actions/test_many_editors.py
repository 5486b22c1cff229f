"""Many who edit the same words at once, over HTTP: no update is lost and nobody meets an error.

`bench/editors.py` does the same with 200 people and gunicorn.
"""

import os
import threading

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client

from bench.editors import Editor, all_edit, lost
from tests.factories import make_action, make_notice, make_progress_item, person_with_role
from tests.unguarded import take_off_the_guard

EDITORS = int(os.environ.get("EDITORS", "12"))


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def address(shared_database):
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address
    server.shutdown()
    server.server_close()


def _cookie_of(person):
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return f"{cookie.key}={cookie.value}"


@pytest.fixture
def item(shared_database):
    return make_progress_item(make_action(make_notice(slug="ce"), ref="IN2"), "Standards:")


@pytest.fixture
def editors(item, address):
    people = [person_with_role(item.action.notice, "administrator") for _ in range(EDITORS)]
    path, box = "/notices/ce/actions/IN2/update/", f"progress-{item.pk}-text"
    return [
        Editor(address, path, _cookie_of(person), box, f"mark{place}")
        for place, person in enumerate(people)
    ]


def test_nobody_who_edits_the_same_words_loses_any(editors, item):
    tallies = all_edit(editors)

    item.refresh_from_db()
    assert [error for one in tallies for error in one.errors] == []
    assert all(one.saved for one in tallies)
    assert lost(tallies, item.text) == []
    assert item.history.count() == 1 + EDITORS
    assert sum(one.clashes for one in tallies) >= EDITORS - 1
    assert sum(one.clashes_that_lost_text for one in tallies) == 0


def test_without_the_guard_updates_are_lost(editors, item, monkeypatch):
    take_off_the_guard(monkeypatch.setattr)

    tallies = all_edit(editors)

    item.refresh_from_db()
    assert all(one.saved for one in tallies)
    assert len(lost(tallies, item.text)) == EDITORS - 1
