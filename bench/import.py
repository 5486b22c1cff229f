"""How long an import takes, and how much memory, beside the least that any import must do.

    python bench/import.py --actions 10000
    DATABASE_URL=postgres://… python bench/import.py

Makes a workbook of so many actions with five items each, and then, each in a process of its own
and a database of its own:

* the floor: reads that workbook with openpyxl and writes the same rows with their history, in
  bulk, with no check of anything;
* ours: `manage.py import_notice`, from the file to the last row of history.

Databases are made for the run and removed after it: on SQLite in a temporary folder, on PostgreSQL
beside the database that DATABASE_URL names.
"""

import argparse
import json
import os
import random
import resource
import secrets
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

HEADINGS = ["Ref", "Action", "Progress", "Next Steps"]
PROGRESS_ITEMS, NEXT_STEPS = 3, 2
VERBS = ["Review", "Develop", "Implement", "Embed", "Monitor", "Agree", "Refresh", "Strengthen"]
OBJECTS = [
    "the threshold document with partners",
    "practice standards for child protection plans",
    "the quality assurance framework",
    "supervision policy and procedure",
    "the training offer for social workers",
    "performance reporting to the board",
    "independent reviews of care plans",
    "the recording of children's views",
]
PURPOSES = [
    "so that decisions are made at the right time",
    "and report what the audits find",
    "across all teams and localities",
    "with evidence of management oversight",
    "in line with statutory guidance",
    "and share it with the safeguarding board",
]


# The workbook


def make_workbook(path, actions):
    """Write a notice of so many actions, the same one each time."""
    import openpyxl

    chance = random.Random(1)  # noqa: S311 - words for a table, no secret
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Notice")
    sheet.append(HEADINGS)
    for number in range(1, actions + 1):
        sheet.append(
            [
                f"IN{number}",
                f"{_sentence(chance)} {_sentence(chance)} {_sentence(chance)}",
                _cell(chance, PROGRESS_ITEMS, number),
                _cell(chance, NEXT_STEPS, number),
            ]
        )
    book.save(path)


def _sentence(chance):
    return f"{chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(PURPOSES)}."


def _cell(chance, items, number):
    """Items no two of which are alike; one in fifty points at another action."""
    texts = [f"{_sentence(chance)[:-1]} ({number}.{item})" for item in range(items)]
    if number % 25 == 0:
        texts[-1] = f"See IN{number - 1} above for {number}"
    return "\n".join(f"• {text}" for text in texts)


# What is measured


def floor(path):
    """Parse and bulk insert with history, and nothing else."""
    import openpyxl
    from django.db import transaction
    from simple_history.utils import bulk_create_with_history

    from actions.models import Action, Council, NextStep, Notice, ProgressItem
    from improvement import history

    began = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    parsed = time.perf_counter()
    with transaction.atomic(), history.act(name="The benchmark", reason="Floor"):
        council = Council.objects.create(name="Floor", short_name="Floor", slug="floor")
        notice = Notice.objects.create(council=council, slug="bench", title="Bench")
        made = bulk_create_with_history(
            [
                Action(notice=notice, ref=ref, source_ref=ref, wording=text)
                for ref, text, *_ in rows
            ],
            Action,
            batch_size=500,
        )
        for model, column in ((ProgressItem, 2), (NextStep, 3)):
            items = [
                model(action=action, position=position, text=text.removeprefix("• "))
                for action, row in zip(made, rows, strict=True)
                for position, text in enumerate(row[column].split("\n"))
            ]
            bulk_create_with_history(items, model, batch_size=500)
    return {"parse": parsed - began, "write": time.perf_counter() - parsed}


def ours(path):
    """The whole importer, as the command runs it."""
    from django.core.management import call_command

    began = time.perf_counter()
    try:
        call_command(
            "import_notice", path, notice="bench", council="Bench", title="Bench",
            accept="all", stdout=StringIO(),
        )  # fmt: skip
    except SystemExit as end:
        if end.code:
            raise
    return {"import": time.perf_counter() - began}


PARTS = {"floor": floor, "ours": ours}


def measure(part, path):
    """Run one part in this process and print what it took, as JSON."""
    import django

    django.setup()
    from actions.models import Action, NextStep, ProgressItem

    before = time.process_time()
    took = PARTS[part](path)
    processor = time.process_time() - before
    counts = [
        manager.count()
        for model in (Action, ProgressItem, NextStep)
        for manager in (model.objects, model.history)
    ]
    of = {"self": resource.RUSAGE_SELF, "child": resource.RUSAGE_CHILDREN}
    memory = {who: resource.getrusage(which).ru_maxrss / 1024 for who, which in of.items()}
    print(json.dumps({"seconds": took, "processor": processor, "rows": counts, "memory": memory}))


# The run


@contextmanager
def scratch_databases(folder):
    """Yield a function that makes a migrated database and gives its URL; remove all of them."""
    url = os.environ.get("DATABASE_URL", "")
    stem = f"bench_import_{secrets.token_hex(4)}"
    if not url.startswith("postgres"):
        first = folder / f"{stem}.sqlite3"
        _manage("migrate", "-v0", DATABASE_URL=f"sqlite:///{first}")
        yield lambda name: f"sqlite:///{shutil.copy(first, folder / f'{name}.sqlite3')}"
        return
    base, made = url.rsplit("/", 1)[0], [stem]
    _on_postgres(url, f'CREATE DATABASE "{stem}"')
    try:
        _manage("migrate", "-v0", DATABASE_URL=f"{base}/{stem}")

        def make(name):
            made.append(f"{stem}_{name}")
            _on_postgres(url, f'CREATE DATABASE "{made[-1]}" TEMPLATE "{stem}"')
            return f"{base}/{made[-1]}"

        yield make
    finally:
        for name in made:
            _on_postgres(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_postgres(url, statement):
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def _manage(*arguments, **environment):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, check=True, env=os.environ | environment)  # noqa: S603 - our own


def _run(part, path, **environment):
    """What one part took, in a process of its own."""
    command = [sys.executable, __file__, "--part", part, "--file", str(path)]
    done = subprocess.run(  # noqa: S603 - this file
        command, check=True, env=os.environ | environment, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def main():
    """Measure both, and print them beside each other."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "improvement.settings")
    os.environ.pop("DEBUG", None)  # else every query would be kept in memory
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    if options.part:
        measure(options.part, options.file)
        return
    with TemporaryDirectory() as folder:
        folder = Path(folder)
        os.environ["MEDIA_ROOT"] = str(folder / "media")
        path = folder / "notice.xlsx"
        make_workbook(path, options.actions)
        with scratch_databases(folder) as make:
            found = {part: _run(part, path, DATABASE_URL=make(part)) for part in PARTS}
    report(found, options.actions)


def report(found, actions):
    """Print the floor and the import beside each other; fail where they wrote different rows."""
    totals = {part: sum(result["seconds"].values()) for part, result in found.items()}
    print(f"{actions:,} actions with {PROGRESS_ITEMS + NEXT_STEPS} items each")
    for part, result in found.items():
        steps = ", ".join(f"{name} {took:.1f} s" for name, took in result["seconds"].items())
        memory, child = result["memory"]["self"], result["memory"]["child"]
        print(
            f"{part:>6}: {totals[part]:6.1f} s ({steps}), {result['processor']:.1f} s of its own "
            f"processor time; {memory:.0f} MB" + (f", its child {child:.0f} MB" if child else "")
        )
    print(f" ratio: {totals['ours'] / totals['floor']:6.2f}")
    if found["floor"]["rows"] != found["ours"]["rows"]:
        sys.exit(f"They wrote different rows: {[result['rows'] for result in found.values()]}")


if __name__ == "__main__":
    main()
