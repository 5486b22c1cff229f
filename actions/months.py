"""How the actions of a notice stood at the end of each month, from their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.formats import date_format

from actions.models import Action
from actions.querysets import SIGNED_OFF
from improvement.history.moments import end_of

MONTHS = 12
_DELIVERED = ("delivered", "awaiting_sign_off", *SIGNED_OFF)
_GONE = "gone"  # withdrawn, or required no longer


@dataclass(frozen=True)
class Month:
    """The last day of a month, or the day that is being shown in the last of them."""

    day: dt.date
    total: int = 0
    delivered: int = 0
    signed_off: int = 0

    @property
    def label(self) -> str:
        return date_format(self.day, "M y")


@dataclass(frozen=True)
class Standing:
    """One action at one month's end."""

    stage: str
    rating: str

    @property
    def shown(self) -> str:
        """Its rating as pages show it."""
        return "blue" if self.stage in SIGNED_OFF else self.rating


@dataclass(frozen=True)
class Course:
    """The months, and the course of each action: (ref, its standing at each month or None)."""

    months: list[Month]
    actions: list[tuple[str, list[Standing | None]]]


def course_of(notice, on: dt.date) -> Course:
    """The last twelve months, without those before there was an action. One query for all."""
    days = list(_ends(on))
    columns = {f"month_{place}": _standing_at(end_of(day)) for place, day in enumerate(days)}
    rows = Action.objects.filter(notice=notice).annotate(**columns).order_by("sort_key", "pk")
    actions = [(ref, [_read(one) for one in of]) for ref, *of in rows.values_list("ref", *columns)]
    months = [_count(day, [of[place] for _, of in actions]) for place, day in enumerate(days)]
    first = next((place for place, month in enumerate(months) if month.total), len(days) - 1)
    shown = [(ref, of[first:]) for ref, of in actions if of[-1]]
    return Course(months[first:], shown)


def _ends(on: dt.date) -> Iterator[dt.date]:
    """The last day of each of the eleven months before, then this day."""
    for back in reversed(range(MONTHS)):
        year, month = divmod(on.year * 12 + on.month - back, 12)
        yield dt.date(year, month + 1, 1) - dt.timedelta(days=1) if back else on


def _standing_at(moment):
    """The newest version up to then, as one text: its stage and its rating."""
    versions = apps.get_model("actions", "HistoricalAction").objects
    gone = Case(
        When(is_withdrawn=True, then=Value(_GONE)),
        When(stage="no_longer_required", then=Value(_GONE)),
        default="stage",
        output_field=CharField(),
    )
    said = Concat(gone, Value(" "), "delivery_rating", output_field=CharField())
    newest = versions.filter(id=OuterRef("pk"), history_date__lte=moment)
    return Subquery(
        newest.order_by("-history_date", "-history_id").annotate(said=said).values("said")[:1]
    )


def _read(said: str | None) -> Standing | None:
    if said is None:
        return None
    stage, _, rating = said.partition(" ")
    return None if stage == _GONE else Standing(stage, rating)


def _count(day, standings):
    stages = [one.stage for one in standings if one]
    return Month(
        day=day,
        total=len(stages),
        delivered=sum(stage in _DELIVERED for stage in stages),
        signed_off=sum(stage in SIGNED_OFF for stage in stages),
    )
