"""An import that is killed leaves the register as it was, or as it is to be; nothing in between."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import make_notice

from .sheets import make_workbook

BEFORE = [(f"IN{n}", f"Improve part {n}.", "• Begun", f"See IN{n - 1}") for n in range(2, 42)]
AFTER = [
    (ref, f"{wording} Tell people.", f"{done}\n• Reviewed", todo)
    for ref, wording, done, todo in BEFORE[:30]
] + [(f"IN{n}", f"Improve part {n}.", "• Begun", f"See IN{n - 1}") for n in range(42, 62)]
POINTS = 40
pytestmark = pytest.mark.django_db


@pytest.fixture
def kill(shared_database, tmp_path):
    """Kill an import at each point; what was seen there."""

    def run(points, *options):
        make_notice(slug="ce")
        files = []
        for name, rows in [("before.xlsx", BEFORE), ("after.xlsx", AFTER)]:
            (tmp_path / name).write_bytes(make_workbook(*rows))
            files.append(str(tmp_path / name))
        program = [sys.executable, "-m", "tests.actions.importing.killed"]
        done = subprocess.run(  # noqa: S603 - our own module
            [*program, shared_database, str(tmp_path), *files, str(points), *options],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_an_import_killed_at_any_point_leaves_nothing_by_halves(kill):
    found = kill(POINTS)

    assert len(found) == POINTS + POINTS // 8
    assert all(point["killed"] for point in found[:POINTS])
    for point in found:
        assert point["left"] in ("before", "whole"), point
        assert (point["next"], point["register"], point["files"]) == (0, True, True), point
    # The statements after the last that the import keeps are those of its seal.
    left = [point["left"] for point in found[:POINTS]]
    assert left == sorted(left)
    assert left.count("before") > POINTS / 2


def test_without_its_transaction_it_leaves_halves(kill):
    """The twin."""
    found = kill(10, "--no-transaction")

    assert sum(point["left"] == "partial" for point in found) >= 5
