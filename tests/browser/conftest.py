"""A browser on the two councils, and the server that it asks.

The server runs in this process and answers from whatever database stands in as the default one. A
test that only looks at pages takes `two_councils`, as it was filled once; one that changes
something takes `councils_to_change`, a copy of its own.
"""

import os
import shutil
import threading
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from tests.databases import copied_from_default, standing_in

# Playwright's loop runs in the thread of the tests, and nothing of theirs runs inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# The first of them that is there: the one without a window of its own does half the work.
FOUND_IN_THE_SYSTEM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]
QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def playwright(playwright):
    """Playwright, with the connections closed before its loop ends.

    While the loop runs, this thread's connections are kept apart from those of before and after
    (asgiref.local), so that nothing later would find them to close, and PostgreSQL would not drop
    a database that somebody is connected to.
    """
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    named = os.environ.get("CHROMIUM")
    chromium = next(filter(shutil.which, [named] if named else FOUND_IN_THE_SYSTEM), None)
    if chromium is None:
        pytest.fail(
            f"There is no Chromium at {named or ' or '.join(FOUND_IN_THE_SYSTEM)}. Install it "
            "(apt-get install chromium-headless-shell), or say where it is: "
            "CHROMIUM=/path/to/chromium make test",
            pytrace=False,
        )
    return browser_type_launch_args | {"executable_path": chromium, "args": QUIET}


# The form that has these boxes as it stands, else the main one; with some boxes changed, sent as a
# browser does without scripts.
SEND = """said => {
    const [main, ...others] = document.querySelectorAll("main form[method=post]");
    const holds = (form) => Object.keys(said).some((name) =>
        form.querySelector(`:is(input, select, textarea)[name="${name}"]:not([type=hidden])`));
    const data = new FormData([main, ...others].find(holds) ?? main);
    for (const [box, value] of Object.entries(said))
        value === null ? data.delete(box) : data.set(box, value);
    const form = document.createElement("form");
    form.method = "post";
    for (const [name, value] of data) {
        if (typeof value !== "string") continue;
        const box = document.createElement("input");
        Object.assign(box, { type: "hidden", name, value });
        form.append(box);
    }
    document.body.append(form);
    form.submit();
}"""


class _Handler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def base_url():
    """The address of the product, as it answers from the default database of the moment."""
    if not (Path(django_settings.BASE_DIR) / "static" / "built" / "site.css").exists():
        pytest.fail("The stylesheet is not built. Run `make test`, or npm run build", pytrace=False)
    answering = ThreadedWSGIServer(("127.0.0.1", 0), _Handler)
    answering.set_app(get_wsgi_application())
    threading.Thread(target=answering.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{answering.server_port}"
    answering.shutdown()
    answering.server_close()


@pytest.fixture
def councils_to_change(two_councils, tmp_path, settings):
    """Two councils for one test alone, with their files."""
    files = tmp_path / "files"
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, files)
    settings.MEDIA_ROOT = files
    with copied_from_default("one_test", tmp_path) as database, standing_in(database):
        yield two_councils


@pytest.fixture
def watch():
    """Keep an eye on a page: a script's error or a refusal by the policy fails the test.

    An error page is no fault of its own: give the statuses that are meant.
    """
    faults = []
    watched = []

    def watch_page(page, meant=()):
        told = tuple(f"the server responded with a status of {status}" for status in meant)

        def hear(said):
            if said.type in ("error", "warning") and not any(one in said.text for one in told):
                faults.append(f"{said.type}: {said.text} at {page.url}")

        def fail(error):
            faults.append(f"script: {error} at {page.url}")

        for event, listener in (("console", hear), ("pageerror", fail)):
            page.on(event, listener)
            watched.append((page, event, listener))
        return page

    yield watch_page
    for page, event, listener in watched:
        page.remove_listener(event, listener)
    assert faults == []


def _log_in(context, base_url, session):
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}
    context.add_cookies([cookie])


@pytest.fixture
def page_as(new_context, base_url, two_councils, watch):
    """A page in a browser of their own, for somebody who then does something."""

    def open_page(role, *, scripts=True, viewport=WIDE, meant=()):
        context = new_context(java_script_enabled=scripts, viewport=viewport)
        context.set_default_timeout(10_000)
        if role in two_councils.sessions:
            _log_in(context, base_url, two_councils.sessions[role])
        return watch(context.new_page(), meant)

    return open_page


@pytest.fixture(scope="session")
def warm_page(browser, base_url):
    """One page for all who only look: a new one, with its styles, for each would take longer."""
    context = browser.new_context(base_url=base_url)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def devtools(warm_page):
    """What the developer tools of that page can do, and a person in the browser's settings."""
    return warm_page.context.new_cdp_session(warm_page)


@pytest.fixture
def see(warm_page, base_url, settings, two_councils, watch):
    """Look at a page of `tests.pages` as somebody: gives the browser's page with it on."""

    def look(screen, role, viewport=WIDE):
        page = warm_page
        for name, value in screen.settings.items():
            setattr(settings, name, value)
        page.context.clear_cookies()
        if role in two_councils.sessions:
            _log_in(page.context, base_url, two_councils.sessions[role])
        if page.viewport_size != viewport:
            page.set_viewport_size(viewport)
        place = two_councils.place_of(role)
        response = watch(page, [screen.status]).goto(screen.address(place))
        if screen.said is not None:
            with page.expect_navigation() as sent:
                page.evaluate(SEND, screen.what_is_said(place))
            response = sent.value
        assert response.status == screen.status
        return page

    return look


@pytest.fixture
def becomes(warm_page, base_url, two_councils):
    """Whoever looks is somebody else from here: gives the address that they would look at."""

    def become(screen, role):
        warm_page.context.clear_cookies()
        if role in two_councils.sessions:
            _log_in(warm_page.context, base_url, two_councils.sessions[role])
        return screen.address(two_councils.place_of(role))

    return become
