"""The virus scanner, if the installation has one: nothing is taken that it did not pass.

The setting EVIDENCE_SCANNER is a command that reads the file from its standard input and ends with
0 where it is clean and 1 where it is not, as `clamdscan -` does; or the dotted path of a function
that takes the opened file and says whether it is clean. Anything else is taken for a fault of it.
"""

import logging
import re
import shlex
import subprocess
from shutil import copyfileobj
from tempfile import TemporaryFile

from django.conf import settings
from django.utils.module_loading import import_string

from actions.uploads.refused import RefusedFile

INFECTED = "The virus scanner refused this file. Ask your IT service to look at it."
OUT_OF_ORDER = (
    "The virus scanner does not answer just now, and no file is taken unscanned. Try again in a "
    "few minutes; if it goes on, tell whoever runs the system."
)
_CLEAN, _FOUND = 0, 1
_DOTTED = re.compile(r"\w+(?:\.\w+)+\Z")

log = logging.getLogger("improvement.scanner")


def scan(opened):
    """Raise RefusedFile unless the scanner passes this file, or there is none."""
    if not settings.EVIDENCE_SCANNER:
        return
    opened.seek(0)
    try:
        is_clean = _ask(settings.EVIDENCE_SCANNER, opened)
    except Exception as error:  # whatever ails it, the file stays outside
        log.exception("The virus scanner is out of order")
        raise RefusedFile(OUT_OF_ORDER) from error
    finally:
        opened.seek(0)
    if not is_clean:
        log.warning("The virus scanner refused a file")
        raise RefusedFile(INFECTED)


def _ask(scanner, opened):
    if _DOTTED.match(scanner):
        answer = import_string(scanner)(opened)
        if not isinstance(answer, bool):
            raise TypeError(f"{scanner} answered neither True nor False")
        return answer
    with TemporaryFile() as piped:  # a file in memory, or in a store, has no place of its own
        copyfileobj(opened, piped)
        piped.seek(0)
        ended = subprocess.run(  # noqa: S603 - the installation's own setting
            shlex.split(scanner),
            stdin=piped,
            capture_output=True,
            timeout=settings.EVIDENCE_SCANNER_SECONDS,
            check=False,
        )
    if ended.returncode not in (_CLEAN, _FOUND):
        raise OSError(f"{scanner} ended with {ended.returncode}: {ended.stderr[:500]!r}")
    return ended.returncode == _CLEAN
