"""The child process: a file's bytes come in on stdin, its sheets go out on stdout as JSON.

Started by `sandbox` and by nothing else. It limits itself before it imports what parses the file.
"""

import json
import resource
import sys

from .problems import Unreadable
from .refusals import TOO_MUCH

MEMORY_BYTES = 300 * 1024 * 1024
CPU_SECONDS = 8


def limit() -> None:
    """Cap this process's memory and time, and forbid it to write files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(data: bytes, hint: str = "") -> bytes:
    """Return the sheets, or the sentence that says why there are none, as JSON."""
    from . import grid, kinds  # only once the limits hold

    try:
        found: dict[str, object] = {"sheets": grid.to_json(kinds.read(data, hint))}
    except Unreadable as error:
        found = {"unreadable": error.message}
    return json.dumps(found, ensure_ascii=False, check_circular=False).encode("utf-8", "replace")


def main() -> None:
    """Read stdin, write stdout; the end of the file's name may be given as an argument."""
    limit()
    try:
        from .package import MAX_FILE_BYTES

        hint = sys.argv[1] if len(sys.argv) > 1 else ""
        output = answer(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), hint)
    except (MemoryError, RecursionError):
        output = json.dumps({"unreadable": TOO_MUCH}).encode()
    sys.stdout.buffer.write(output)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
