"""What counts as an answer of an action's officers, when they are asked for an update.

A progress item or a next step that somebody wrote, the word that nothing changed, or a rating by
whoever reports on the action. What a file brought is no answer, and neither is what somebody else
changed about the action: its lead, its date, its rating by the dozen.
"""

import datetime as dt

from django.apps import apps
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Greatest, NullIf

# An import writes by the way of its number, and so does its undo.
_BY_HAND = ~(Q(history_way__startswith="import ") | Q(history_way__startswith="undo of import "))
_LONG_AGO = Value(dt.datetime(1970, 1, 1, tzinfo=dt.UTC), DateTimeField())


def answered_between(since, until=None) -> Q:
    """For a query of actions: those whose officers answered from one moment to another. A moment
    may be a column of a query around it (`OuterRef`), as seen from the actions' own.
    """
    within = Q(history_date__gte=since)
    if until is not None:
        within &= Q(history_date__lte=until)
    answered = Q()
    for versions in _answers():
        answered |= Q(Exists(versions.filter(within)))
    return answered


def last_answered_at():
    """For a query of actions: when their officers last answered; None where they never did."""
    newest = (
        versions.order_by("-history_date").values("history_date")[:1] for versions in _answers()
    )
    # The greatest of some moments is not known to SQLite where one of them is missing.
    return NullIf(Greatest(*(Coalesce(Subquery(one), _LONG_AGO) for one in newest)), _LONG_AGO)


def _answers() -> list[QuerySet]:
    """The versions that are answers of the action in the query around them, by their table."""
    written = [
        _versions(name).filter(_BY_HAND, action=OuterRef("pk"))
        for name in ("HistoricalProgressItem", "HistoricalNextStep", "HistoricalNoChange")
    ]
    return [*written, _rated_by_whoever_reports()]


def _rated_by_whoever_reports():
    mine = apps.get_model("actions", "Contributor").objects.filter(
        action=OuterRef("id"), user=OuterRef("history_user")
    )
    before = _versions("HistoricalAction").filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    )
    before = before.order_by("-history_id").annotate(rated=_RATED).values("rated")[:1]
    changed = _versions("HistoricalAction").filter(_BY_HAND, id=OuterRef("pk"), history_type="~")
    changed = changed.filter(Q(history_user=F("lead")) | Exists(mine))
    return changed.annotate(rated=_RATED, rated_before=Subquery(before)).exclude(
        rated=F("rated_before")
    )


_RATED = Concat(
    "delivery_rating",
    Value("\n"),
    "rating_reason",
    Value("\n"),
    "path_to_green",
    output_field=TextField(),
)


def _versions(name):
    return apps.get_model("actions", name).objects.order_by()
