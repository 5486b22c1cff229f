import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from actions.importing import rows, sandbox, workbook
from actions.importing.problems import Unreadable

from . import hostile

NOTICE = Path("fixtures/cheshire-east-improvement-notice.xlsx")
LONGEST_SECONDS = 10


def test_read_file_reads_the_real_notice():
    sheets = sandbox.read_file(NOTICE, filename="notice.xlsx")

    assert sheets == workbook.read(NOTICE.read_bytes())
    assert len(rows.read(sheets, "all").actions) == 25


@pytest.mark.parametrize("name", hostile.BROKEN)
def test_read_file_says_what_is_wrong(name, tmp_path):
    data, sentence = hostile.BROKEN[name]
    path = tmp_path / "sent.xlsx"
    path.write_bytes(data)
    started = time.monotonic()

    with pytest.raises(Unreadable) as raised:
        sandbox.read_file(path, filename="Notice.xlsx")

    assert sentence in raised.value.message
    assert raised.value.message.endswith(".")
    assert time.monotonic() - started < LONGEST_SECONDS
    assert os.listdir(tmp_path) == ["sent.xlsx"]


@pytest.mark.parametrize("name", hostile.READABLE)
def test_read_file_copes_with_odd_workbooks(name, tmp_path):
    path = tmp_path / "sent.xlsx"
    path.write_bytes(hostile.READABLE[name])

    sheets = sandbox.read_file(path, filename="Notice.xlsx")

    assert rows.read(sheets, "none").actions[0].ref == "A1"
    assert not Path("/tmp/escaped.xml").exists()  # noqa: S108 - where the file tries to write


def test_read_file_says_that_a_file_is_gone(tmp_path):
    with pytest.raises(Unreadable, match="could not be opened"):
        sandbox.read_file(tmp_path / "gone.xlsx", filename="Notice.xlsx")


@pytest.mark.parametrize(
    "script",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import os; os.abort()",
        "import sys; sys.stdout.write('x' * 60_000_000)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28,) * 2); 'x' * 2**29",
        "print('not JSON')",
        "print('{}')",
        "print('[]')",
    ],
)
def test_read_file_survives_whatever_becomes_of_the_child(script, tmp_path, monkeypatch):
    stand_in = tmp_path / "python"
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{script}"\n')
    stand_in.chmod(0o700)
    monkeypatch.setattr(sandbox.sys, "executable", str(stand_in))
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1)

    with pytest.raises(Unreadable):
        sandbox.read_file(NOTICE, filename="Notice.xlsx")


@pytest.mark.parametrize(
    "forbidden",
    ["bytearray(400_000_000)", "open('written', 'wb', 0).write(b'x')", "exec('while 1: 0')"],
)
def test_the_child_limits_itself(forbidden, tmp_path):
    script = (
        "from actions.importing import child; child.CPU_SECONDS = 1; child.limit(); "
        f"import os; os.chdir({str(tmp_path)!r}); {forbidden}"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=10)  # noqa: S603 - our own script

    assert done.returncode != 0
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_the_child_sees_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")

    assert "a secret" not in sandbox._environment().values()
