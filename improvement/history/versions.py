"""Versions: one row for each change of each record, signed by the act under way."""

from __future__ import annotations

from functools import cache

from django.db import models, transaction
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from improvement.history.acts import BETWEEN, current_act
from improvement.history.log import enter


def _author_name():
    return current_act().name


def _way():
    return current_act().way


def _act_id():
    return current_act().id


class Version(models.Model):
    """What every version says beside the library's own date, author, reason and kind.

    The author's name is kept here as it was, whatever becomes of the account.
    """

    history_user_name = models.CharField(max_length=200, default=_author_name, editable=False)
    history_way = models.CharField(max_length=100, default=_way, editable=False)
    history_act = models.UUIDField(default=_act_id, editable=False, db_index=True)

    append_only = True
    ignores_the_same_again = False

    class Meta:
        abstract = True


class Recorded(models.Model):
    """A record whose every change leaves a version, signed by the act under way.

    `_history_user`, `_change_reason` and `_history_date` are where the history library looks.
    """

    class Meta:
        abstract = True

    # What one row adds to the reason of the act: "row 14".
    detail_of_change = ""
    # The foreign keys that say where a row belongs: set once, and not repeated by a timeline.
    hangs_on: tuple[str, ...] = ()
    # What else is set once: what a row is called.
    never_changes: tuple[str, ...] = ()
    # Whether no row of it is ever deleted: then its past is looked for among its rows alone.
    rows_stay = False
    # The fields whose change a reader looks for first: how far, on track or not, by when.
    told_first: tuple[str, ...] = ()
    # Fields that no form sets, and of which the history tells all the same.
    also_told: tuple[str, ...] = ()
    # Of these only a change is told: what they were at first is plain from the list they stand in.
    told_once_changed: tuple[str, ...] = ()
    # What the history calls one and many of it, where its own name would not be understood.
    told_as: tuple[str, str] | None = None
    # The column that holds how a row is called, where it is one: a timeline then reads it beside.
    named_by = ""
    # Whether a page asks which of its rows changed lately: then an index alone can tell.
    is_asked_what_changed = False
    # Whether a page that is read as at a date shows this table as it stood then.
    stands_at_its_date = True

    def save(self, *args, **kwargs):
        """Write the row, its version and its line in the change log: all or nothing."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            enter([self.log_subject])

    def delete(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            enter([self.log_subject])
            return super().delete(*args, **kwargs)

    @property
    def log_subject(self) -> str:
        """Whose change log tells of a change of this row: see `improvement.history.log`."""
        return ""

    @property
    def _history_user(self):
        return current_act().by

    @property
    def _change_reason(self):
        return BETWEEN.join(filter(None, [current_act().reason, self.detail_of_change]))

    @property
    def _history_date(self):
        return current_act().moment


class _Versions(HistoryManager):
    """The library's own, whose class is made once and not each time that `history` is asked for."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class _Records(HistoricalRecords):
    """The library's own, with the indexes that reading back needs and no others.

    A row's newest version at a moment is found by (row, date); the versions of what belongs to a
    row by that row's key. Nothing looks for versions by who led an action at the time.
    """

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        for name, column in fields.items():
            if column.is_relation and name not in model.hangs_on:
                column.db_index = False
        return fields

    def get_meta_options(self, model):
        key = model._meta.pk.attname
        by_date = ("history_date", key) if model.is_asked_what_changed else ("history_date",)
        return super().get_meta_options(model) | {
            "indexes": (
                models.Index(fields=(key, "history_date", "history_id")),
                models.Index(fields=by_date),
                models.Index(
                    fields=(key,),
                    name=f"{model._meta.db_table[:24]}_gone",
                    condition=models.Q(history_type="-"),
                ),
            )
        }


def record(**kwargs) -> HistoricalRecords:
    """The `history` of a model: write `history = record()` in its body."""
    return _Records(bases=[Version], history_manager=_Versions, **kwargs)


@transaction.atomic
def create_all(rows: list, model, *, batch_size: int) -> list:
    """Write many new rows of one model with a version each. Gives them with their keys."""
    made = bulk_create_with_history(rows, model, batch_size=batch_size)
    enter({row.log_subject for row in made})
    return made


@transaction.atomic
def update_all(rows: list, model, columns: list[str], *, batch_size: int):
    """Write these columns of many rows of one model, with a version each."""
    bulk_update_with_history(rows, model, columns, batch_size=batch_size)
    enter({row.log_subject for row in rows})
