"""How far long work on an import is: told in a file, as nobody sees a transaction before its end.

The file lies with the uploads, where every web node sees it. Whoever works touches it while it
lives, so that its silence tells that the work was killed.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Progress:
    """What was told last."""

    written: int = 0
    of: int = 0  # 0 while it is not known yet
    failed: str = ""  # a sentence, where it ended with nothing written
    silent_for: float = 0.0  # seconds since the work gave a sign of life


def tell(pk: int, *, written: int = 0, of: int = 0, failed: str = "") -> None:
    """Say how far the work on this import is. Who reads meanwhile sees this or what was before."""
    path = _path(pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    said = asdict(Progress(written, of, failed))
    written_beside = path.with_suffix(f".{os.getpid()}")
    written_beside.write_text(json.dumps(said))
    written_beside.replace(path)


def heard(pk: int) -> Progress | None:
    """What was told last of this import, or None."""
    path = _path(pk)
    try:
        said = json.loads(path.read_text())
        silent_for = max(0.0, time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return None
    return Progress(**said | {"silent_for": silent_for})


def give_a_sign(pk: int) -> None:
    """Show that the work goes on, though there is nothing new to tell."""
    try:
        os.utime(_path(pk))
    except FileNotFoundError:
        tell(pk)


def forget(pk: int) -> None:
    """Nothing is told of this import any more."""
    _path(pk).unlink(missing_ok=True)


def _path(pk):
    return Path(settings.MEDIA_ROOT) / "progress" / f"import-{pk}.json"
