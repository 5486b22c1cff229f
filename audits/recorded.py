"""Which histories the change log of a notice tells, and how each leads to its notice.

A record is told unless this page says why not: what hangs on a notice or its council, however
far below, is found by what it says it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import Model, OuterRef, Q, QuerySet

from actions.models import (
    Action,
    CalendarFeed,
    Council,
    Evidence,
    EvidenceCheck,
    EvidenceFile,
    MailPreference,
    NextStep,
    Notice,
    ProgressItem,
    SavedView,
)
from improvement.history import Recorded
from improvement.history.columns import columns_told
from improvement.models import User
from improvement.written_once import Given

# Each with the reason.
NOT_TOLD = {
    User: "Belongs to the installation: a person may be on the notices of several councils",
    SavedView: "Somebody's own way of reading the register, which says nothing about the notice",
    MailPreference: "What mail somebody wants, for every notice they are on",
    CalendarFeed: "A secret address of one person, for every notice they are on",
}
# What was ever restricted is not told of to those who read no restricted evidence, whatever it is
# now: a record -> its column that leads to the piece of evidence.
_RESTRICTED = {Evidence: "id", EvidenceFile: "evidence", EvidenceCheck: "evidence"}
_FIRST = [Action, ProgressItem, NextStep]  # the order in which one act is told; then by name


@dataclass(frozen=True)
class Audience:
    """A notice, and to whom its change log is told."""

    notice: Notice
    reads_restricted: bool = True


class AnyNotice:
    """Stands for a notice in a query that is written once: `given_of` gives which."""

    pk, council_id = Given("notice"), Given("council")


def given_of(audience: Audience) -> dict[str, int]:
    """The values for a query that was written for `AnyNotice`."""
    return {"notice": audience.notice.pk, "council": audience.notice.council_id}


@dataclass(frozen=True)
class Told:
    """One table of history, as the change log reads it."""

    model: type[Recorded]
    history: type[Model]
    path: str  # from a version to the notice, or to the council
    is_of_council: bool
    thing: str  # the column that holds the key of the thing which the log names
    thing_model: type[Model]

    def of(self, audience: Audience) -> QuerySet:
        """The versions that belong to this notice, or to its council, and that may be told."""
        notice = audience.notice
        key = notice.council_id if self.is_of_council else notice.pk
        versions = self.history.objects.filter(**{self.path: key}).order_by()
        if audience.reads_restricted or self.model not in _RESTRICTED:
            return versions
        return versions.exclude(self._restricted(notice))

    def kept_from(self, audience: Audience) -> QuerySet:
        """The versions that may not be told."""
        if audience.reads_restricted or self.model not in _RESTRICTED:
            return self.history.objects.none()
        return self.history.objects.filter(self._restricted(audience.notice)).order_by()

    def _restricted(self, notice):
        pieces = Evidence.objects.filter(action__notice=notice.pk, was_restricted=True).order_by()
        return Q(**{f"{_RESTRICTED[self.model]}__in": pieces.values("pk")})

    def before(self) -> QuerySet:
        """For a subquery: the version of the same row before this one."""
        same = self.history.objects.filter(
            id=OuterRef("id"), history_date__lte=OuterRef("history_date")
        )
        earlier = Q(history_date__lt=OuterRef("history_date")) | Q(
            history_id__lt=OuterRef("history_id")
        )
        return same.filter(earlier).order_by("-history_date", "-history_id")

    @property
    def columns(self) -> list[str]:
        """The columns that a reader is told of, by their attributes."""
        return [column.attname for column in columns_told(self.model)]


@cache
def told() -> tuple[Told, ...]:
    """Every history that a change log tells, in the order in which an act is told."""
    found = [_told(model) for model in recorded() if model not in NOT_TOLD]
    return tuple(sorted(filter(None, found), key=_place))


def recorded() -> list[type[Recorded]]:
    """Every model that leaves versions."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def _place(table):
    known = table.model in _FIRST
    return (_FIRST.index(table.model) if known else len(_FIRST), table.model._meta.label)


def _told(model):
    ways = sorted(_ways_up(model), key=lambda way: way[1] is not Notice)
    if not ways:
        return None
    path, top = ways[0]
    parent = path.split("__")[0]
    hangs_on = None if path == "id" else model._meta.get_field(parent).related_model
    is_thing = hangs_on in (None, Notice, Council)
    return Told(
        model=model,
        history=model.history.model,
        path=path,
        is_of_council=top is Council,
        thing="id" if is_thing else model._meta.get_field(parent).attname,
        thing_model=model if is_thing else hangs_on,
    )


def _ways_up(model):
    """(path, Notice or Council) of each way by which a row of this model hangs on one."""
    if model in (Notice, Council):
        yield "id", model
        return
    for name in getattr(model, "hangs_on", ()):
        above = model._meta.get_field(name).related_model
        for path, top in _ways_up(above):
            yield name if path == "id" else f"{name}__{path}", top
