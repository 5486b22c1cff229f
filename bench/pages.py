"""How long the main pages take, beside Django's own admin pages of the same rows, in one run.

    DATABASE_URL=postgres://… python bench/pages.py
    python bench/pages.py --quick

Makes a database with 25 actions and one with 10,000 and a million rows of history, serves each with
gunicorn and two workers, set up as in production, and asks for each page again and again as one
client: ours and the admin's in turn, so that both meet the same machine. Then counts the queries
of each page.

Databases are made for the run and removed after it: on SQLite in a temporary folder, on PostgreSQL
beside the database that DATABASE_URL names.
"""

import argparse
import datetime as dt
import http.client
import importlib.util
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

NOTICE = "/notices/benchmark-1/"
ADMIN = "/admin/actions/"
WARM_UP = 8  # requests, so that each worker has met the page
FEWEST, ENOUGH = 5, 20  # requests at least, and seconds after which a slow page has had its share


def pages(action, items, middle, days, log_key):
    """(name, our address, the admin's) of each page that is measured. Where the same rows take more
    than one page of the admin's, it has as many addresses; none where it has nothing like it.

    `action` is one in the middle of the register, `items` the keys of its own by table, `middle`
    the page that it is on.
    """
    own = f"{NOTICE}actions/{action['ref']}/"
    mine = f"{ADMIN}action/{action['id']}/"
    each = [f"{ADMIN}{table}/{key}/history/" for table, keys in items.items() for key in keys]
    then, since, until = (day.isoformat() for day in days)
    listed, words = f"{ADMIN}action/", "q=supervision+pathway"
    return [
        ("register", NOTICE, [listed]),
        ("register, half through", f"{NOTICE}?page={middle}", [f"{listed}?p={middle}"]),
        ("filter: red", f"{NOTICE}?rating=red", [f"{listed}?delivery_rating__exact=red"]),
        ("search: two words", f"{NOTICE}?{words}", [f"{listed}?{words}"]),
        ("action, its items, newest changes", own, [f"{mine}change/"]),
        ("its history (theirs: its own alone)", f"{own}history/", [f"{mine}history/"]),
        ("its history with its items'", f"{own}history/", [f"{mine}history/", *each]),
        ("change log", f"{NOTICE}changes/", []),
        ("change log, far back", f"{NOTICE}changes/?before={log_key}", []),
        ("register as at 3 months ago", f"{NOTICE}?as_at={then}", []),
        ("action as at 3 months ago", f"{own}?as_at={then}", []),
        ("compare a month", f"{NOTICE}changes/compare/?from={since}&to={until}", []),
    ]


# In a process of its own, for each database


def look(size):
    """Log somebody in, find what to ask for, and count the queries of each page; as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from actions.models import Action, Member, NextStep, ProgressItem
    from improvement.history import LogEntry

    member = Member.objects.select_related("user").filter(role=Member.Role.ADMINISTRATOR).first()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(member.user, "django.contrib.auth.backends.ModelBackend")
    actions = Action.objects.of(member.notice).order_by("sort_key").values("id", "ref")
    today = dt.date.today()  # noqa: DTZ011 - this machine's own
    days = [today - dt.timedelta(days=number) for number in (90, 60, 30)]
    log = LogEntry.objects.about(member.notice.log_subject).newest_first()
    half, log_half = len(actions) // 2, log.count() // 2
    items = {
        model._meta.model_name: list(
            model.objects.filter(action=actions[half]["id"]).values_list("pk", flat=True)
        )
        for model in (ProgressItem, NextStep)
    }
    wanted = pages(actions[half], items, half // 50 + 1, days, log[log_half].pk)
    queries = {}
    for name, ours, theirs in wanted:
        for address in [ours, *theirs]:
            client.get(address)  # what is looked up once is not counted
            with CaptureQueriesContext(connection) as found:
                answer = client.get(address)
            if answer.status_code != 200:
                sys.exit(f"{name}: {address} answers {answer.status_code}")
            queries[address] = len(found)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    print(json.dumps([f"{cookie.key}={cookie.value}", wanted, queries]))


# The run


def _benchmark():
    """The other benchmark, whose name is a keyword and can't be imported by it."""
    found = importlib.util.spec_from_file_location("bench_import", ROOT / "bench" / "import.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _manage(*arguments, **environment):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, check=True, env=os.environ | environment)  # noqa: S603 - our own


@contextmanager
def _served(url, application="improvement.wsgi", threads=1):
    """The port of a server of this database, with two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", application, "--workers", "2",
        "--threads", str(threads),
        "--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url})  # noqa: S603 - our own
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port):
    for _ in range(200):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    sys.exit("The server did not start.")


def _seconds(connection, address, cookie):
    began = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{address} answers {answer.status}")
    return time.perf_counter() - began


def _medians(port, cookie, addresses, requests):
    """address -> seconds at the median; the addresses are asked for in turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for address in addresses * (WARM_UP if requests > WARM_UP else 2):
        _seconds(connection, address, cookie)
    taken = {address: [] for address in addresses}
    began = time.perf_counter()
    for number in range(requests):
        if number >= FEWEST and time.perf_counter() - began > ENOUGH:
            break
        for address in addresses:
            taken[address].append(_seconds(connection, address, cookie))
    connection.close()
    return {address: statistics.median(some) for address, some in taken.items()}


def measure(url, requests):
    """name -> what was found of our page, and of the admin's, of this database."""
    command = [sys.executable, __file__, "--look", "yes"]
    done = subprocess.run(  # noqa: S603 - this file
        command, check=True, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.PIPE
    )
    cookie, wanted, queries = json.loads(done.stdout)
    found = {}
    with _served(url) as port:
        for name, ours, theirs in wanted:
            taken = _medians(port, cookie, [ours, *theirs], requests)
            print(name, *(round(one * 1000) for one in taken.values()), file=sys.stderr)
            found[name] = [
                (sum(taken[one] for one in some) * 1000, sum(queries[one] for one in some))
                for some in ([ours], theirs)
                if some
            ]
    return found


def report(small, large, actions):
    """Print each page at both sizes, beside the admin's."""
    sizes = f"{25:>7}{actions:>11,}"
    print(
        f"{'milliseconds at the median':36}{sizes}  growth   admin  ratio   queries{sizes}  admin"
    )
    for name, (ours, *admin) in large.items():
        (before, few), (after, many) = small[name][0], ours
        beside = f"{admin[0][0]:8.0f}{admin[0][0] / after:7.1f}" if admin else " " * 15
        print(
            f"{name:36}{before:7.0f}{after:11.0f}{after / before:8.1f}{beside}"
            f"          {few:>7}{many:>11}" + (f"{admin[0][1]:>7}" if admin else "")
        )


def main():
    """Seed, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--updates", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=30, help="of each page; default: 30")
    parser.add_argument("--quick", action="store_true", help="1,000 actions, 20,000 updates")
    parser.add_argument("--on", help="the URL of a large database that seed_benchmark made before")
    parser.add_argument("--look", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.actions, options.updates, options.requests = 1_000, 20_000, 10
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.admin_settings"
    os.environ |= {"DEBUG": "0", "HTTPS": "0"}
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if options.look:
        look(options.look)
        return
    with TemporaryDirectory() as folder:
        folder = Path(folder)
        os.environ |= {"MEDIA_ROOT": str(folder / "media"), "STATIC_ROOT": str(folder / "static")}
        _manage("collectstatic", "--noinput", "-v0")
        with _benchmark().scratch_databases(folder) as make:
            few = make("small")
            _fill(few, 25, 25 * options.updates // options.actions)
            many = options.on or make("large")
            if not options.on:
                _fill(many, options.actions, options.updates)
            found = {url: measure(url, options.requests) for url in (few, many)}
    report(found[few], found[many], options.actions)


def _fill(url, actions, updates):
    """As it would be after a while in use: the database has tidied what was written."""
    size = [f"--actions={actions}", f"--updates={updates}"]
    _manage("migrate", "-v0", DATABASE_URL=url)
    _manage("seed_benchmark", *size, DATABASE_URL=url)
    if url.startswith("postgres"):
        _benchmark()._on_postgres(url, "VACUUM ANALYZE")


if __name__ == "__main__":
    main()
