"""Giving out a file of evidence: the very bytes that were brought, or none."""

import hashlib
import logging
import tempfile

from django.core.exceptions import SuspiciousOperation

from actions.models import EvidenceFile

_IN_MEMORY = 1024 * 1024
_PIECE = 1024 * 1024

log = logging.getLogger("improvement.evidence")


class NotTheFile(Exception):
    """What is kept is not what was brought, or nothing is."""


def checked_copy(version: EvidenceFile):
    """A copy of the file, of which each byte was counted into the SHA-256 before any is sent.

    Raises NotTheFile, which the log tells too.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    digest = hashlib.sha256()
    try:
        with version.file.storage.open(version.file.name) as kept:
            while piece := kept.read(_PIECE):
                digest.update(piece)
                copy.write(piece)
    except (OSError, ValueError, SuspiciousOperation) as error:
        copy.close()
        log.exception("File %s of evidence cannot be read where it is kept", version.pk)
        raise NotTheFile from error
    if digest.hexdigest() != version.sha256:
        copy.close()
        log.error(
            "File %s of evidence was altered where it is kept: its SHA-256 is %s, and was %s",
            version.pk,
            digest.hexdigest(),
            version.sha256,
        )
        raise NotTheFile
    copy.seek(0)
    return copy
