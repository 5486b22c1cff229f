"""Read a file in a child process, so that no file can hold up or bring down a web worker.

The child has limits on memory, processor time and output, an empty environment and nothing to write
to. Whatever happens to it, the caller gets sheets or a sentence, within `WALL_SECONDS`.
"""

import json
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path, PurePath
from typing import IO, Any

from .grid import Sheet, from_json
from .package import MAX_FILE_BYTES
from .problems import Unreadable
from .refusals import DAMAGED, EMPTY_FILE, TOO_LARGE, TOO_MUCH

__all__ = ["Unreadable", "read_file"]

WALL_SECONDS = 9.0
MAX_OUTPUT_BYTES = 48 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_BLOCK = 256 * 1024
_HINTS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}


def read_file(path: str | os.PathLike[str], *, filename: str) -> list[Sheet]:
    """Return the sheets of the file at `path`, or raise Unreadable with a sentence.

    `filename` is what its sender called it. It is not trusted: what the file is shows in its first
    bytes, and its name only helps to tell one kind of text from another.
    """
    try:
        size = Path(path).stat().st_size
        if size == 0:
            raise Unreadable(EMPTY_FILE)
        if size > MAX_FILE_BYTES:
            raise Unreadable(TOO_LARGE)
        with open(path, "rb") as file:
            output = _run_child(file, _HINTS.get(PurePath(filename).suffix.lower(), ""))
    except OSError as error:
        raise Unreadable(f"“{filename}” could not be opened. Send it again.") from error
    return _sheets(output)


def _sheets(output: bytes) -> list[Sheet]:
    try:
        answer = json.loads(output)
        if "unreadable" in answer:
            raise Unreadable(str(answer["unreadable"]))
        return from_json(answer["sheets"])
    except (ValueError, KeyError, TypeError) as error:
        # The child was stopped at a limit, or fell over, before it could say anything.
        raise Unreadable(TOO_MUCH if not output else DAMAGED) from error


def _run_child(file: IO[bytes], hint: str) -> bytes:
    """Run the parser on an open file and return what it printed, at most so much and so long."""
    child = subprocess.Popen(  # noqa: S603 - our own module, no shell, nothing of the file in it
        [sys.executable, "-s", "-m", "actions.importing.child", hint],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    )
    try:
        return _output_within_limits(child.stdout, time.monotonic() + WALL_SECONDS)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _environment() -> dict[str, str]:
    """Return the little a Python needs: no secret of the web worker's reaches the parser."""
    return {
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _output_within_limits(pipe: Any, deadline: float) -> bytes:
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                break
            block = os.read(pipe.fileno(), _BLOCK)
            if not block:
                return bytes(output)
            output += block
            if len(output) > MAX_OUTPUT_BYTES:
                break
    raise Unreadable(TOO_MUCH)
