"""The kinds of change that the log can be narrowed to, and how each is found in the versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.lookups import IsNull

from actions.models import (
    Action,
    Contributor,
    Council,
    CrossReference,
    DeclinedReference,
    Evidence,
    EvidenceCheck,
    EvidenceFile,
    Import,
    Member,
    NextStep,
    Notice,
    ProgressItem,
)
from audits.recorded import Audience, Told, told
from boards.models import Body, Naming, Oversight, Seat

ANY = ()
ADDED, REMOVED = Q(history_type="+"), Q(history_type="-")


@dataclass(frozen=True)
class Kind:
    """A kind of change. `of` says in which records: at any version, or where one of these columns
    became another; `like` says what else must be so of the version.
    """

    label: str
    of: Mapping[type[Model], tuple[str, ...]]
    like: Mapping[type[Model], Q] = field(default_factory=dict)
    or_removed: bool = False  # whether whatever was removed is of this kind, too


_NAMED = {
    "stage": Kind("Stage", {Action: ("stage",)}),
    "rating": Kind("Rating", {Action: ("delivery_rating", "rating_reason", "path_to_green")}),
    "dates": Kind("Due dates", {Action: ("due_on",), NextStep: ("due_on",)}),
    "wording": Kind("Wording", {Action: ("wording", "ref", "source_ref")}),
    "progress": Kind("Progress", {ProgressItem: ANY}),
    "steps": Kind("Next steps", {NextStep: ANY}),
    "lead": Kind("Lead, area and contributors", {Action: ("lead_id", "area"), Contributor: ANY}),
    "evidence": Kind("Evidence", {Evidence: ANY, EvidenceFile: ANY, EvidenceCheck: ANY}),
    "references": Kind("References", {CrossReference: ANY, DeclinedReference: ANY}),
    "added": Kind("Actions added", {Action: ANY}, like={Action: ADDED}),
    "removed": Kind(
        "Withdrawn or removed",
        {
            Action: ("is_withdrawn",),
            ProgressItem: ("is_withdrawn",),
            NextStep: ("status",),
            Evidence: ("is_withdrawn",),
        },
        like={NextStep: Q(status=NextStep.Status.WITHDRAWN)},
        or_removed=True,
    ),
    "oversight": Kind("Oversight", {Oversight: ANY, Naming: ANY}),
    "bodies": Kind("Bodies and seats", {Body: ANY, Seat: ANY}),
    "people": Kind("People on the notice", {Member: ANY}),
    "imports": Kind("Imports", {Import: ANY}),
    "notice": Kind("The notice itself", {Notice: ANY, Council: ANY}),
}
# Of these there are few, so that they are looked for in the whole log at once.
_FEW = {Body, Seat, Member, Import, Notice, Council}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name in an address. A record that no kind names is a kind of its own."""
    named = {model for kind in _NAMED.values() for model in kind.of}
    others = [table.model for table in told() if table.model not in named]
    return _NAMED | {
        model._meta.model_name: Kind(
            str(model._meta.verbose_name_plural).capitalize(), {model: ANY}
        )
        for model in others
    }


def are_few(names: Iterable[str]) -> bool:
    """Whether changes of all of these kinds are few, in any register."""
    return all(set(kinds()[name].of) <= _FEW for name in names)


def of_kinds(entries: QuerySet, audience: Audience, names: Iterable[str]) -> QuerySet:
    """The entries whose acts hold a change of any of these kinds."""
    found = [versions for name in names for versions in _versions(kinds()[name], audience)]
    if are_few(names):
        first, *rest = [versions.values("history_act") for versions in found]
        return entries.filter(act__in=first.union(*rest))
    wanted = Q()
    for versions in found:
        wanted |= Q(Exists(versions.filter(history_act=OuterRef("act"))))
    return entries.filter(wanted)


def _versions(kind, audience):
    """The versions of this kind, table by table."""
    for table in told():
        if table.model in kind.of:
            versions = _changed(table, table.of(audience), kind.of[table.model])
            yield versions.filter(kind.like.get(table.model, Q()))
        if kind.or_removed:
            yield table.of(audience).filter(REMOVED)


def _changed(table: Told, versions: QuerySet, columns) -> QuerySet:
    """Those in which one of the columns became another."""
    if not columns:
        return versions
    is_same = Q()
    for column in columns:
        is_same &= Q(**{column: OuterRef(column)}) | Q(
            IsNull(OuterRef(column), True), **{f"{column}__isnull": True}
        )
    before = table.before().annotate(
        is_same=Case(When(is_same, then=True), default=False, output_field=BooleanField())
    )
    compared = versions.annotate(is_same=Subquery(before.values("is_same")[:1]))
    return compared.filter(is_same=False, history_type="~")
