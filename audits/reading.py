"""Reading the versions of some acts from every table at once.

Whatever tables an act touched, its versions come in one query, and so do those of fifty acts: each
table gives the same columns, what was said before and after as one value each.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    JSONField,
    Max,
    Min,
    Q,
    Subquery,
    UUIDField,
    Value,
)

from actions.models import Action, Import
from audits.recorded import AnyNotice, Audience, Told, given_of, told
from improvement.history.together import all_of, as_one, values_of
from improvement.written_once import Given, WrittenOnce

SAID_OF = {Import: ["number"]}  # columns that no reader is told of, by which the log names a thing


@dataclass
class Counts:
    """How many versions an act wrote, by table and kind of change, and when."""

    of: dict[tuple[Told, str], int] = field(default_factory=dict)
    lowest: dict[Told, int] = field(default_factory=dict)  # the first version in each table
    first: dt.datetime | None = None
    last: dt.datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.of.values())


@dataclass(frozen=True)
class Written:
    """One version: whose it is, and what it said before and after, by column."""

    table: Told
    history_id: int
    row: int
    act: UUID
    history_type: str
    when: dt.datetime
    why: str
    after: Mapping[str, object]
    before: Mapping[str, object] | None

    @property
    def thing(self) -> tuple[type, int]:
        key = self.row if self.table.thing == "id" else self.after[self.table.thing]
        return self.table.thing_model, key


def counts(acts: Iterable[UUID], audience: Audience) -> dict[UUID, Counts]:
    """How much each of these acts wrote in this notice. One query."""
    acts = list(acts)
    if not acts:
        return {}
    # The SQL is written for a few numbers of acts; the last stands for those that lack.
    size = next((size for size in _SIZES if size >= len(acts)), len(acts))
    given = {f"act_{n}": acts[min(n, len(acts) - 1)] for n in range(size)}
    found = defaultdict(Counts)
    for act, history_type, place, number, lowest, first, last in _COUNTS.rows(
        size, audience.reads_restricted, **given, **given_of(audience)
    ):
        table, mine = told()[place], found[act]
        mine.of[table, history_type] = number
        mine.lowest[table] = min(lowest, mine.lowest.get(table, lowest))
        mine.first = min(first, mine.first or first)
        mine.last = max(last, mine.last or last)
    return found


def _counts_of(acts, reads_restricted):
    audience = Audience(AnyNotice, reads_restricted)
    any_of_them = [Given(f"act_{n}", UUIDField()) for n in range(acts)]
    return all_of(
        [
            table.of(audience)
            .filter(history_act__in=any_of_them)
            .values("history_act", "history_type", place=Value(place, IntegerField()))
            .annotate(
                number=Count("history_id"),
                lowest=Min("history_id"),
                first=Min("history_date"),
                last=Max("history_date"),
            )
            .values_list(
                "history_act", "history_type", "place", "number", "lowest", "first", "last"
            )
            for place, table in enumerate(told())
        ]
    )


_COUNTS = WrittenOnce(_counts_of)
_SIZES = (1, 10, 50, 500)  # acts: of a page of one, of a home page, of a page of the log, of a file


def keys(act: UUID, audience: Audience):
    """(table, key of a version) of every version of an act, action by action. To be sliced.

    Only keys are put in order, so that a page of a long act costs what it shows.
    """
    branches = []
    for place, table in enumerate(told()):
        sort = _sort_key(table)
        branches.append(
            table.of(audience)
            .filter(history_act=act)
            .annotate(place=Value(place, IntegerField()), sort=sort)
            .values_list("sort", "place", "history_id")
        )
    ordered = branches[0].union(*branches[1:], all=True)
    return ordered.order_by("sort", "place", "history_id")


def _sort_key(table):
    """What belongs to no action comes last."""
    if table.model is Action:
        return F("sort_key")
    if table.thing_model is Action:
        return F(f"{table.thing.removesuffix('_id')}__sort_key")
    return Value("~", CharField())


def of_keys(found: Iterable[tuple[str, int, int]], audience: Audience) -> list[Written]:
    """The versions that have these keys, in the order given. One query."""
    wanted = defaultdict(set)
    order = {}
    for number, (_, place, key) in enumerate(found):
        wanted[told()[place]].add(key)
        order[told()[place], key] = number
    chosen = {table: Q(history_id__in=some) for table, some in wanted.items()}
    return sorted(versions(chosen, audience), key=lambda v: order[v.table, v.history_id])


def some_of(
    found: Mapping[UUID, Counts], audience: Audience, *, most: int, few: int
) -> list[Written]:
    """The versions of acts that wrote up to `most`; of others a few from each table. One query.

    The keys of what one act writes in a table follow one another, so that the first of them are
    known by their lowest; where another act came between, they are a few less.
    """
    whole = [act for act, mine in found.items() if mine.total <= most]
    chosen = {}
    for table in {table for mine in found.values() for table in mine.lowest}:
        asked = Q(history_act__in=whole)
        for act, mine in found.items():
            if mine.total > most and table in mine.lowest:
                low = mine.lowest[table]
                asked |= Q(history_act=act, history_id__gte=low, history_id__lt=low + few)
        chosen[table] = asked
    return versions(chosen, audience)


def versions(chosen: Mapping[Told, Q], audience: Audience) -> list[Written]:
    """The versions of this notice that are chosen in each table, each with the one before it."""
    branches = [
        table.of(audience)
        .filter(chosen[table])
        .annotate(
            place=Value(place, IntegerField()),
            now=as_one(_kept(table)),
            then=Subquery(
                table.before().annotate(one=as_one(_kept(table))).values("one")[:1], JSONField()
            ),
        )
        .values_list(
            "place", "history_id", "id", "history_act", "history_type", "history_date",
            "history_change_reason", "now", "then",
        )
        for place, table in enumerate(told())
        if table in chosen
    ]  # fmt: skip
    if not branches:
        return []
    found = [_written(*row) for row in all_of(branches)]
    return sorted(found, key=lambda v: (told().index(v.table), v.history_id))


def _written(place, history_id, row, act, history_type, when, why, now, then):
    table = told()[place]
    return Written(
        table=table,
        history_id=history_id,
        row=row,
        act=act,
        history_type=history_type,
        when=when,
        why=why or "",
        after=values_of(table.model, now),
        before=None if then is None else values_of(table.model, then),
    )


def _kept(table):
    also = SAID_OF.get(table.model, [])
    return list(dict.fromkeys([*table.columns, table.thing, *also]))
