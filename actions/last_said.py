"""What was said last of an action: by whom, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from actions.models import NextStep, NoChange, ProgressItem

_RATING = ("delivery_rating", "rating_reason", "path_to_green")
_SIGNED = ("history_date", "history_user_name")


@dataclass(frozen=True)
class LastSaid:
    """When an item or the rating was last written, or somebody answered that nothing changed."""

    at: dt.datetime
    by: str


def last_said(action) -> LastSaid | None:
    """What was said last of this action, in two queries; None where nothing was ever said."""
    said = [signed for signed in (_newest_of_rows(action), _newest_rating(action)) if signed]
    return LastSaid(*max(said)) if said else None


def newest_answer() -> dict[str, Subquery]:
    """For a query of actions: of the last answer that nothing had changed, its day, since when
    nothing had, its note and who gave it. None where there was none.
    """
    newest = NoChange.objects.filter(action=OuterRef("pk")).order_by("-said_on", "-pk")
    columns = {"on": "said_on", "since": "since_on", "note": "note", "by": "said_by__full_name"}
    return {
        f"unchanged_{name}": Subquery(newest.values(column)[:1]) for name, column in columns.items()
    }


def _newest_of_rows(action):
    first, *others = [
        model.history.filter(action_id=action.pk).order_by().values_list(*_SIGNED)
        for model in (ProgressItem, NextStep, NoChange)
    ]
    return first.union(*others).order_by("-history_date").first()


def _newest_rating(action):
    """The newest version in which the rating, or a word of it, became another."""
    versions = action.history.order_by("history_date", "history_id")
    before, newest = ("", "", ""), None
    for *signed, rating, reason, path in versions.values_list(*_SIGNED, *_RATING):
        if (rating, reason, path) != before:
            before, newest = (rating, reason, path), tuple(signed)
    return newest
