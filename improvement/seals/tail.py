"""What came after a seal and bears a date from well before it: it was written into the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Max

from improvement.seals.faults import Fault, date_column, of_a_row
from improvement.seals.models import Seal, SealedBlock

MOST = 20  # faults that are named of one table
# A row is dated while it is written, and sealed once it is committed: somewhat later.
WITHIN = dt.timedelta(minutes=5)


def reached() -> dict[str, int]:
    """table -> the last key that a seal covers."""
    return dict(SealedBlock.objects.order_by().values_list("table").annotate(Max("last_key")))


def unsealed(kept: Iterable[type[models.Model]]) -> Iterator[models.QuerySet]:
    """The rows of each of these models that no seal covers yet."""
    last_keys = reached()
    for model in kept:
        rows = model._base_manager.order_by("pk")
        last = last_keys.get(model._meta.db_table)
        yield rows if last is None else rows.filter(pk__gt=last)


def faults(newest: Seal, rows: models.QuerySet) -> Iterator[Fault]:
    """Those of these unsealed rows that pretend to be older than the newest seal."""
    older = rows.filter(**{f"{date_column(rows.model)}__lt": newest.made_at - WITHIN})
    for key in older.values_list("pk", flat=True)[:MOST]:
        yield of_a_row(
            rows.model,
            key,
            f"bears a date from before seal {newest.number}, which does not cover it: "
            "it was written into the past",
        )
