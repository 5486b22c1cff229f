"""Writes acts in bulk: versions and lines of the change log as `save()` would leave them.

Saving a million rows one by one would take hours, and the bulk helpers of the history put every
row of a call under one act and date it as one. Here each version has the act that it was made in.
"""

from collections import defaultdict
from functools import cache
from operator import attrgetter, itemgetter

from django.db import models

from improvement.history import LogEntry
from improvement.history.acts import BETWEEN, Act

HELD = 20_000  # versions in memory at a time
BATCH = 2_000


class Ledger:
    """Takes what each act did to rows in memory; `flush` writes the acts, `settle` the rows."""

    def __init__(self):
        self.written = 0  # versions
        self._waiting = 0
        self._entries: list[LogEntry] = []
        self._added = defaultdict(list)
        self._versions = defaultdict(list)
        self._touched = defaultdict(dict)

    def enter(self, act: Act, subject: str):
        """Say in the log of this subject that the act took place."""
        self._entries.append(
            LogEntry(
                subject=subject,
                act=act.id,
                at=act.at,
                by=act.by,
                by_name=act.name,
                way=act.way,
                reason=act.reason,
            )
        )

    def write(self, act: Act, row: models.Model):
        """Keep the row as it now stands as its next version; the first of a new one creates it."""
        model = type(row)
        is_new = row.pk is None and id(row) not in self._touched[model]
        if is_new:
            self._added[model].append(row)
        self._touched[model][id(row)] = row
        reason = BETWEEN.join(filter(None, [act.reason, row.detail_of_change]))
        signature = (
            act.at, reason, "+" if is_new else "~", act.by.pk, act.name, act.way, act.id, None,
        )  # fmt: skip
        self._versions[model].append((row, _values_of(model)(row), signature))
        self.written += 1
        self._waiting += 1

    @property
    def is_full(self) -> bool:
        return self._waiting >= HELD

    def flush(self):
        """Write the acts taken so far."""
        for model, rows in self._added.items():
            model.objects.bulk_create(rows, batch_size=BATCH)
        for model, versions in self._versions.items():
            kept = model.history.model
            arranged = _in_their_order(model)
            made = [
                # A row that was new when its version was taken has its key by now.
                kept(*arranged((row.pk, *values[1:], *signature)))
                for row, values, signature in versions
            ]
            kept.objects.bulk_create(made, batch_size=BATCH)
        LogEntry.objects.bulk_create(self._entries, batch_size=BATCH)
        for waiting in (self._added, self._versions, self._entries):
            waiting.clear()
        self._waiting = 0

    def settle(self):
        """Bring each row that was changed to its newest version."""
        self.flush()
        for model, touched in self._touched.items():
            columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
            model.objects.bulk_create(
                list(touched.values()),
                batch_size=BATCH,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=columns,
            )
        self._touched.clear()


_SIGNATURE = [
    "history_date", "history_change_reason", "history_type", "history_user_id",
    "history_user_name", "history_way", "history_act", "history_id",
]  # fmt: skip


@cache
def _columns_of(model):
    """The columns that a version takes from its row, the key first."""
    fields = [field.attname for field in model.history.model._meta.concrete_fields]
    return ["id", *(name for name in fields if name not in _SIGNATURE and name != "id")]


@cache
def _values_of(model):
    return attrgetter(*_columns_of(model))


@cache
def _in_their_order(model):
    """Puts the columns of a row and of its signature in the order of a version's own."""
    given = [*_columns_of(model), *_SIGNATURE]
    fields = model.history.model._meta.concrete_fields
    return itemgetter(*(given.index(field.attname) for field in fields))
