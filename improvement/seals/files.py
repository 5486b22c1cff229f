"""Kept files beside the digests that their history holds.

A recorded model says which of its columns hold a file, and which its SHA-256:
`kept_files = (("file", "sha256"),)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest

from django.core.exceptions import SuspiciousOperation
from django.db.models import Max

from improvement.seals.faults import Fault, signature, subject_of
from improvement.seals.registers import recorded_models


def kept() -> Iterator[tuple[type, int, str, str]]:
    """(model, newest version, where it is kept, SHA-256) of each file that the record speaks of."""
    for model in recorded_models():
        for file, digest in getattr(model, "kept_files", ()):
            said = model.history.exclude(**{file: ""}).order_by().values_list(file, digest)
            for name, sha256, newest in said.annotate(Max("history_id")).order_by(
                "history_id__max"
            ):
                yield model, newest, name, sha256, model._meta.get_field(file).storage


def fault_of(model, newest: int, name: str, sha256: str, storage) -> Fault | None:
    """What is wrong with one file, if anything is."""
    try:
        with storage.open(name) as opened:
            found = file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        what = "is no longer where it was kept"
    except (OSError, ValueError, SuspiciousOperation):
        what = "can't be read where it was kept"
    else:
        if found == sha256:
            return None
        what = "is not the one that came in: its SHA-256 is another"
    signed = signature(model.history.model, newest)
    return Fault(
        f"The file {name} of {model._meta.verbose_name_plural} {what}.",
        table=model._meta.db_table,
        key=name,
        subject=subject_of(signed.act) if signed else "",
    )
