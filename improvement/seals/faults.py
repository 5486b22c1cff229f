"""What is found to be wrong with the record, in words: which row it is, and whose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, models
from django.utils import formats, timezone

from improvement.history import LogEntry
from improvement.history.versions import Version


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was. `subject` is as in the change log: whose it is."""

    text: str
    table: str = ""
    key: int | str | None = None
    seal: int | None = None
    subject: str = ""

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class Signature:
    """What a row of the record says of itself: who wrote it and when, and in which act."""

    who: str
    at: dt.datetime
    act: UUID


def of_a_row(model: type[models.Model], key: int, what: str, seal: int | None = None) -> Fault:
    """A fault of one row of the record: `what` became of it."""
    table = model._meta.db_table
    signed = signature(model, key)
    return Fault(
        f"{in_plain_words(model, key)} {what}."
        + (f" Seal {seal} covers it." if seal else "")
        + (f" It says that {_in_words(signed)}." if signed else ""),
        table=table,
        key=key,
        seal=seal,
        subject=subject_of(signed.act) if signed else "",
    )


def in_plain_words(model: type[models.Model], key: int) -> str:
    """A row as whoever runs the system finds it: "Entry 41 in the history of actions (table)"."""
    table = model._meta.db_table
    if issubclass(model, Version):
        of = model.instance_type._meta.verbose_name_plural
        return f"Entry {key} in the history of {of} ({table})"
    return f"Entry {key} in the change log ({table})"


def date_column(model: type[models.Model]) -> str:
    """Where a row of the record says when it was written."""
    return "history_date" if issubclass(model, Version) else "at"


def signature(model: type[models.Model], key: int) -> Signature | None:
    """What this row says of itself, where it is there and can be read."""
    who, act = ("history_user_name", "history_act")
    if model is LogEntry:
        who, act = "by_name", "act"
    found = model._base_manager.filter(pk=key).values_list(who, date_column(model), act)
    try:
        row = found.first()
    except (ValueError, DatabaseError):  # SQLite holds whatever somebody wrote there
        return None
    return Signature(*row) if row else None


def _in_words(signed):
    day = formats.date_format(timezone.localtime(signed.at), "j F Y H:i")
    return f"{signed.who} wrote it on {day}"


def subject_of(act: UUID) -> str:
    """Whose change log tells of an act: a notice's before a council's before nobody's."""
    subjects = LogEntry.objects.filter(act=act).values_list("subject", flat=True)
    return max(subjects, default="", key=lambda subject: (subject.startswith("notice"), subject))
