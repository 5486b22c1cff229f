"""Many people who edit the same words at once: nothing of anybody's may be lost.

    DATABASE_URL=postgres://… python bench/editors.py
    python bench/editors.py --editors 50

Serves a new database with gunicorn and two workers. Everybody opens the update page of one action,
adds a mark of their own to the same item, and all save at one moment. Whoever is shown a clash puts
their mark to what it says now, and saves again until it is saved. At the end every mark must stand
in the item.

With --unguarded the server neither compares what a page was shown with nor asks for the version:
what is lost then shows that the count means something.
"""

import argparse
import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier, Semaphore, Thread
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_TRIES = 500
PATIENCE = 300  # seconds for one answer
PLAN = "/notices/editors/actions/IN1/update/"


class Page(HTMLParser):
    """What a browser would send of the form of a page, and what the register says in a clash."""

    def __init__(self, text):
        super().__init__()
        self.boxes: dict[str, str] = {}
        self.says_now = ""
        self._select = self._area = self._theirs = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, kind = said.get("name"), said.get("type")
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in said):
            if kind != "file":
                self.boxes[name] = said.get("value") or ""
        elif tag == "textarea":
            self._area, self.boxes[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in said or self._select not in self.boxes:
                self.boxes[self._select] = said.get("value") or ""
        elif tag == "dd" and not self.says_now:
            self._theirs = True

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The line after the tag is the markup's own.
            self.boxes[self._area] = self.boxes[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "dd":
            self._theirs = None

    def handle_data(self, data):
        if self._area:
            self.boxes[self._area] += data
        elif self._theirs:
            self.says_now += data


@dataclass
class Tally:
    """What came of one editor."""

    mark: str
    saved: bool = False
    clashes: int = 0
    clashes_that_lost_text: int = 0
    errors: list[str] = field(default_factory=list)


class Editor:
    """One person at a browser, who adds a mark of their own to the words of one item."""

    def __init__(self, address, path, cookie, box, mark):
        self.host, self.port = address
        self.path, self.cookie, self.box = path, cookie, box
        self.tally = Tally(mark)

    def ask(self, said=None):
        """(status, text) of the page, or of what comes of sending these boxes."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        method, body = ("GET", None) if said is None else ("POST", urlencode(said))
        try:
            connection.request(method, self.path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie" and value.startswith("csrf"):
                    self.cookie = f"{self.cookie.split('; csrf')[0]}; {value.split(';')[0]}"
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def edit(self, all_begin, decide):
        """Open, write, save with all others; then settle what clashes until it is saved."""
        status, text = self.ask()
        said = Page(text).boxes
        if status != 200 or self.box not in said:
            self.tally.errors.append(f"GET {status}")
            all_begin.wait(PATIENCE)
            return
        said |= {self.box: f"{said[self.box]} {self.tally.mark}", "why-reason": "Adding my mark"}
        all_begin.wait(PATIENCE)
        status, text = self.ask(said)
        with decide:
            for _ in range(MOST_TRIES):
                if status != 409:
                    break
                page = Page(text)
                self.tally.clashes += 1
                if page.boxes.get(self.box) != said[self.box]:
                    self.tally.clashes_that_lost_text += 1
                said = page.boxes | {self.box: f"{page.says_now.strip()} {self.tally.mark}"}
                status, text = self.ask(said)
        self.tally.saved = status == 302
        if not self.tally.saved:
            self.tally.errors.append(f"POST {status}")

    def try_to_edit(self, *how):
        try:
            self.edit(*how)
        except Exception as error:
            self.tally.errors.append(repr(error))


def all_edit(editors, deciding=4):
    """What came of each editor. So many of them settle their clashes at once."""
    begin, decide = Barrier(len(editors)), Semaphore(deciding)
    threads = [Thread(target=one.try_to_edit, args=(begin, decide)) for one in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one.tally for one in editors]


def lost(tallies, words):
    """The marks of those who were told "saved" that do not stand in the words at the end."""
    standing = Counter(words.split())
    return [one.mark for one in tallies if one.saved and standing[one.mark] != 1]


# In a process of its own, for each database


def prepare(number):
    """Make an action with an item, and log so many people in; prints the cookies and the box."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from actions.models import Action, Council, Member, Notice, ProgressItem
    from improvement import history
    from improvement.models import User

    cookies = []
    with history.act(name="The benchmark", reason="Set up"):
        council = Council.objects.create(name="Bench Council", short_name="Bench", slug="bench")
        notice = Notice.objects.create(council=council, slug="editors", title="Editors")
        action = Action.objects.create(notice=notice, ref="IN1", wording="Improve.")
        item = ProgressItem.objects.create(action=action, text="Standards:")
        for place in range(number):
            user = User.objects.create_user(f"editor{place}@example.org", f"Editor {place}", None)
            Member.objects.create(notice=notice, user=user, role=Member.Role.ADMINISTRATOR)
            client = Client(HTTP_HOST="127.0.0.1")
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            cookies.append(f"{cookie.key}={cookie.value}")
    print(json.dumps([cookies, f"progress-{item.pk}-text"]))


def tell():
    """Print the words of the item and how many versions it has."""
    import django

    django.setup()
    from actions.models import ProgressItem

    item = ProgressItem.objects.get()
    print(json.dumps([item.text, item.history.count()]))


def unguarded(environ, start_response):
    """The product without its guard, as a WSGI application for the twin of the measurement."""
    return _without_guard()(environ, start_response)


_built = []


def _without_guard():
    if not _built:
        from improvement.wsgi import application
        from tests.unguarded import take_off_the_guard

        take_off_the_guard()
        _built.append(application)
    return _built[0]


# The run


def main():
    """Prepare, serve, edit, count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--editors", type=int, default=200)
    parser.add_argument("--deciding", type=int, default=2, help="settle clashes at once")
    parser.add_argument("--unguarded", action="store_true")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "improvement.settings"
    os.environ |= {"DEBUG": "0", "HTTPS": "0"}
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # each clash would be a line
    if options.part:
        prepare(int(options.part[1])) if options.part[0] == "prepare" else tell()
        return
    from pages import _benchmark, _manage, _served

    with TemporaryDirectory() as folder:
        folder = Path(folder)
        os.environ |= {"MEDIA_ROOT": str(folder / "media"), "STATIC_ROOT": str(folder / "static")}
        _manage("collectstatic", "--noinput", "-v0")
        with _benchmark().scratch_databases(folder) as make:
            url = make("editors")
            cookies, box = _part(url, "prepare", str(options.editors))
            application = "bench.editors:unguarded" if options.unguarded else "improvement.wsgi"
            with _served(url, application, threads=8) as port:
                began = time.perf_counter()
                editors = [
                    Editor(("127.0.0.1", port), PLAN, cookie, box, f"mark{place}")
                    for place, cookie in enumerate(cookies)
                ]
                tallies = all_edit(editors, options.deciding)
                took = time.perf_counter() - began
            words, versions = _part(url, "tell")
    report(tallies, words, versions, took)


def _part(url, *what):
    command = [sys.executable, __file__, "--part", *what]
    done = subprocess.run(  # noqa: S603 - this file
        command, check=True, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def report(tallies, words, versions, took):
    errors = [error for one in tallies for error in one.errors]
    print(
        f"{len(tallies)} editors in {took:.0f} s: {sum(one.saved for one in tallies)} saved, "
        f"{len(lost(tallies, words))} lost; {sum(one.clashes for one in tallies)} pages of a "
        f"clash, {sum(one.clashes_that_lost_text for one in tallies)} of them without the text "
        f"that was typed; {len(errors)} errors; {versions} versions of the item"
    )
    for error, number in Counter(errors).most_common(5):
        print(f"  {number} x {error}")


if __name__ == "__main__":
    main()
