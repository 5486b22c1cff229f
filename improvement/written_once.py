"""Queries whose SQL is written once in a process, and asked again with other values.

Django puts a query together and writes its SQL each time a page is asked for, and for the page of
an action that took longer than the database took to answer. So the heaviest of them are written
once: a value that differs each time is `Given`, and the rest stands as the querysets say it.

    _STEPS = WrittenOnce(lambda: NextStep.objects.filter(action=Given("action")))
    _STEPS.rows(action=action.pk)
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Hashable
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Expression

_LIKE_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # as SQLite is told days and times


class Given(Expression):
    """A value that is given each time the query is asked, as this kind of column holds it."""

    def __init__(self, name: str, output_field: models.Field | None = None):
        super().__init__(output_field=output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def value_of(self, given):
        return self.output_field.get_db_prep_value(given[self.name], connection)


class AnyReader:
    """Stands for the person who asks, in a query that is written once: `given_for` gives who.

    Queries ask of a person whether they are logged in; here the query itself sees to that.
    """

    is_authenticated = is_active = True
    pk = Given("reader")
    today = Given("reader_today", models.DateField())


def given_for(user, on: dt.date) -> dict[str, Any]:
    """The values for a query that was written for `AnyReader`. Nobody's key is 0."""
    key = user.pk if user.is_authenticated and user.is_active else 0
    return {"reader": key, "reader_today": on}


class WrittenOnce:
    """A query of which `make` gives the queryset; arguments of `make` are other shapes of it.

    Gives rows, not a queryset: what was added to one would not be in the SQL.
    """

    def __init__(self, make: Callable[..., models.QuerySet]):
        self._make = make
        self._written: dict[Hashable, tuple] = {}

    def rows(self, *shape: Hashable, **given: Any) -> list:
        """What the query finds with these values.

        Raises KeyError for a value that lacks, and TypeError where a day, a time or a UUID stands
        in the query that should be given: it would be asked for until the process ends.
        """
        queryset, compiler, sql, params = self._as_written(shape)
        if sql is None:
            return []
        asked = copy.copy(compiler)
        asked.connection = connection
        values = tuple(one.value_of(given) if isinstance(one, Given) else one for one in params)
        asked.as_sql = lambda *args, **kwargs: (sql, values)
        found = queryset._chain()
        found.query.get_compiler = lambda *args, **kwargs: asked
        return list(found)

    def _as_written(self, shape):
        # A past table has no key to group by: see improvement.history.moments.
        key = (connection.vendor, connection.features.allows_group_by_selected_pks, shape)
        if key not in self._written:
            self._written[key] = _write(self._make(*shape))
        return self._written[key]


def _write(queryset):
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return queryset, None, None, ()
    for one in params:
        if _differs_each_time(one):
            raise TypeError(f"{one!r} stands in a query that is written once; let it be Given.")
    return queryset, compiler, sql, params


def _differs_each_time(value):
    """Whether this should have been given: a day, a time, or the key of one act."""
    is_a_day = isinstance(value, str) and _LIKE_A_DAY.match(value)
    return is_a_day or isinstance(value, (dt.date, dt.time, UUID))
