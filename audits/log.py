"""The change log of a notice, a page at a time: its own entries and those of its council.

A page is found by the entry that it follows, so that the hundredth costs what the first does. Where
what is asked for may be rare, a page looks through so many entries and says how far back it got.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from audits.recorded import Audience, told
from improvement.history import LogEntry

ENTRIES_ON_A_PAGE = 50
LOOKED_THROUGH = 3000  # entries, for one page of what may be rare


@dataclass(frozen=True)
class LogPage:
    """Entries, newest first; the keys by which the pages beside this one are asked for."""

    entries: list[LogEntry]
    older: int | None  # asked for as ?before=
    newer: int | None  # asked for as ?after=
    looked_back_to: dt.datetime | None = None  # where this page stopped looking


def log_of(notice) -> QuerySet:
    """Every entry of this notice and of its council."""
    return LogEntry.objects.about(notice.log_subject, notice.council.log_subject)


def told_to(audience: Audience) -> QuerySet:
    """Every entry but those of which nothing may be told to this audience."""
    entries = log_of(audience.notice)
    if audience.reads_restricted:
        return entries
    return entries.exclude(
        _holds([table.kept_from(audience) for table in told()]),
        ~_holds([table.of(audience) for table in told()]),
    )


def _holds(versions):
    """Whether the act of an entry wrote one of these versions."""
    found = Q()
    for of_a_table in versions:
        found |= Q(Exists(of_a_table.filter(history_act=OuterRef("act"))))
    return found


def entry_of(act, audience: Audience) -> LogEntry | None:
    """This act as the log tells it, or None where it touched neither the notice nor its council."""
    notice = audience.notice
    found = {entry.subject: entry for entry in told_to(audience).filter(act=act)}
    return found.get(notice.log_subject) or found.get(notice.council.log_subject)


def page_of(asked, notice, *, before=None, after=None) -> LogPage:
    """The page that follows, or precedes, the entry of this key. `asked` is a ChangeFilter."""
    if after is not None:
        return _newer_than(after, asked, notice)
    entries = asked.narrowed if before is None else _older_than(before, asked.narrowed)
    end = _where_to_stop(notice, before) if asked.may_be_rare else None
    if end is not None:
        entries = entries.filter(at__gte=end.at)
    found = list(islice(_both(entries, notice, ENTRIES_ON_A_PAGE + 1), ENTRIES_ON_A_PAGE + 1))
    shown = found[:ENTRIES_ON_A_PAGE]
    newer = shown[0].pk if shown and before is not None else None
    if len(found) > len(shown):
        return LogPage(shown, older=shown[-1].pk, newer=newer)
    if end is None:
        return LogPage(shown, older=None, newer=newer)
    return LogPage(shown, older=end.pk, newer=newer, looked_back_to=end.at)


def all_of(entries: QuerySet, notice) -> Iterator[LogEntry]:
    """Every one of these entries, newest first, without holding them all."""
    return _merged([part.iterator() for part in _parts(entries, notice)])


def _newer_than(key, asked, notice):
    """The page before: what came next after this entry, turned round."""
    at = _moment_of(key)
    entries = asked.narrowed.filter(Q(at__gt=at) | Q(pk__gt=key), at__gte=at)
    parts = [part.order_by("at", "pk")[: ENTRIES_ON_A_PAGE + 1] for part in _split(entries, notice)]
    found = sorted((entry for part in parts for entry in part), key=_place)
    shown = found[:ENTRIES_ON_A_PAGE][::-1]
    newer = shown[0].pk if shown and len(found) > len(shown) else None
    return LogPage(shown, older=shown[-1].pk if shown else key, newer=newer)


def _older_than(key, entries):
    at = _moment_of(key)
    return entries.filter(Q(at__lt=at) | Q(pk__lt=key), at__lte=at)


def _moment_of(key):
    return Subquery(LogEntry.objects.filter(pk=key).values("at")[:1])


def _where_to_stop(notice, before):
    """The last entry that one page looks at, or None where it can look at all that are left."""
    entries = LogEntry.objects.about(notice.log_subject)
    if before is not None:
        entries = _older_than(before, entries)
    return entries.newest_first()[LOOKED_THROUGH : LOOKED_THROUGH + 1].first()


def _both(entries, notice, most):
    return _merged([part[:most] for part in _parts(entries, notice)])


def _merged(parts):
    return merge(*parts, key=_place, reverse=True)


def _parts(entries, notice):
    return [part.newest_first() for part in _split(entries, notice)]


def _split(entries, notice):
    """By whose log it is, so that each part is read in the order of its index. An act that
    touched the notice and its council is told once.
    """
    mine = LogEntry.objects.about(notice.log_subject)
    yield entries.about(notice.log_subject)
    yield entries.about(notice.council.log_subject).exclude(
        Exists(mine.filter(act=OuterRef("act")))
    )


def _place(entry):
    return entry.at, entry.pk
