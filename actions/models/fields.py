"""Columns that say in what order things come."""

from django.db import models

from actions.references import sort_key


class RefSortField(models.CharField):
    """Holds the sort key of the row's `ref`, so that IN2 comes before IN10 in the database too.

    It is worked out on every write, bulk ones included, and can't be set.
    """

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 200, "editable": False} | kwargs)

    def pre_save(self, model_instance, add):
        key = sort_key(model_instance.ref)
        setattr(model_instance, self.attname, key)
        return key


class PlaceField(models.PositiveIntegerField):
    """The place of a row among its own kind, counted from nought; people count from one."""

    def as_read(self, value: int) -> str:
        """The place as a history tells it."""
        return str(value + 1)
