"""What changed lately in some actions, one line for each act: who, when, what.

Read from the history of the actions themselves, which has a version for each change of their
items too. Four queries, however many changes there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import IntegerField, OuterRef, Q, Subquery, Value
from django.utils import formats
from django.utils.text import Truncator

from actions.models import Action, NextStep, ProgressItem

# An act that changes more actions than this (an import, say) is told in one line.
MOST_TOLD_ONE_BY_ONE = 3
_READ = 60  # versions
_MOST_ITEMS_TOLD = 2
_MOST_CHARACTERS = 140

_COLUMNS = ["stage", "delivery_rating", "due_on", "lead_id", "wording"]
_KINDS = {
    1: ("done", "progress item", "progress items"),
    2: ("next", "next step", "next steps"),
}
_VERBS = {"+": "added", "~": "changed", "-": "removed"}


@dataclass(frozen=True)
class Recent:
    """One act, on one action or on many. `said` is each thing that it changed, in plain words."""

    when: dt.datetime
    who: str
    actions: tuple[Action, ...]
    said: tuple[str, ...]


def recent(
    actions, since: dt.datetime, limit: int = 8, *, but_by=None, held: list[Action] | None = None
) -> list[Recent]:
    """The newest acts on these actions since that moment, newest first. What was added to the
    register as a whole is told by `added`. `but_by` leaves out what this person did; `held` is
    the actions themselves, where they are loaded already.
    """
    versions = list(_versions(actions, since, but_by))
    acts = [list(of_one) for _, of_one in groupby(versions, lambda version: version.history_act)]
    acts = acts[:limit]
    told = [version for act in acts for version in act]
    items = _items({v.history_act for act in acts if not _is_bulk(act) for v in act})
    by_key = _by_key(told, held)
    return [line for act in acts for line in _lines(act, by_key, items)][:limit]


def _by_key(versions, held):
    known = {action.pk: action for action in held or []}
    if others := {version.id for version in versions} - known.keys():
        known |= Action.objects.select_related("notice").in_bulk(others)
    return known


def added(actions, since: dt.datetime) -> int:
    """How many of these actions came into the register since that moment."""
    new = Action.history.filter(history_type="+", history_date__gte=since)
    return new.filter(id__in=actions.order_by().values("pk")).count()


def _is_bulk(act):
    return len(act) > MOST_TOLD_ONE_BY_ONE


def _lines(act, held, items):
    first = act[0]
    signed = {"when": first.history_date, "who": first.history_user_name}
    if _is_bulk(act):
        some = tuple(held[version.id] for version in act)
        yield Recent(actions=some, said=("changed together",), **signed)
        return
    for version in act:
        said = [*_about_the_action(version), *_about_items(version, items)]
        yield Recent(actions=(held[version.id],), said=tuple(said or ["changed"]), **signed)


def _versions(actions, since, but_by):
    """The newest versions, each beside what it said before."""
    history = Action.history.model.objects
    before = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id")
    newest = history.filter(
        id__in=actions.order_by().values("pk"), history_date__gte=since, history_type="~"
    )
    if but_by is not None:
        newest = newest.filter(Q(history_user=None) | ~Q(history_user=but_by))
    return newest.order_by("-history_date", "history_act", "-history_id").annotate(
        **{f"old_{name}": Subquery(before.values(name)[:1]) for name in _COLUMNS}
    )[:_READ]


def _items(acts: set[UUID]):
    """(act, action's key) -> [(1 or 2, kind of change, text)], in the order they were written."""
    columns = ["history_act", "action_id", "stands", "history_type", "text", "history_id"]
    progress, steps = (
        model.history.filter(history_act__in=acts)
        .order_by()
        .annotate(stands=Value(number, IntegerField()))
        .values_list(*columns)
        for number, model in enumerate([ProgressItem, NextStep], start=1)
    )
    found = defaultdict(list)
    rows = progress.union(steps, all=True)
    for act, action, stands, change, text, _ in sorted(rows, key=lambda row: (*row[2:4], row[5])):
        found[act, action].append((stands, change, text))
    return found


def _about_the_action(version):
    if version.stage != version.old_stage:
        yield f"now {version.get_stage_display().lower()}"
    if version.delivery_rating != version.old_delivery_rating:
        yield _rating(version)
    if version.due_on != version.old_due_on:
        yield _due(version)
    if version.lead_id != version.old_lead_id:
        yield "lead changed" if version.old_lead_id else "lead named"
    if version.wording != version.old_wording:
        yield "wording corrected"


def _rating(version):
    words = dict(Action.Rating.choices)
    old, new = words.get(version.old_delivery_rating), words.get(version.delivery_rating)
    if new is None:
        return f"no longer rated (was {old})"
    return f"rated {new} (was {old})" if old else f"rated {new}"


def _due(version):
    if version.due_on is None:
        return "due date taken away"
    new = formats.date_format(version.due_on)
    if version.old_due_on is None:
        return f"due date set to {new}"
    return f"due date moved from {formats.date_format(version.old_due_on)} to {new}"


def _about_items(version, items):
    """What was said is told in its own words; what was changed or removed, by number."""
    mine = items[version.history_act, version.id]
    for (stands, change), same in groupby(mine, key=lambda item: item[:2]):
        texts = [text for *_, text in same]
        label, one, many = _KINDS[stands]
        shown = texts[:_MOST_ITEMS_TOLD] if change == "+" else []
        yield from (f"{label}: “{Truncator(text).chars(_MOST_CHARACTERS)}”" for text in shown)
        if rest := len(texts) - len(shown):
            more = "more " if shown else ""
            yield f"{rest} {more}{one if rest == 1 else many} {_VERBS[change]}"
