"""The gap list of a notice: what its record lacks, action by action, and where that is mended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper
from django.urls import reverse
from django.utils import formats, timezone

from actions.due_dates import moved_in_words
from actions.gaps import ACTION, DETAILS, GAPS, UPDATE, WORDING, Gap
from actions.importing.sentences import breaks_off, has_lost_its_head
from actions.models import Action, CrossReference, NextStep, ProgressItem
from actions.permissions import can_correct_wording, can_set_details, can_update
from actions.querysets_of_answers import last_answered_at
from actions.querysets_of_gaps import goes_on

MOST_SHOWN = 25  # actions under one heading; the register shows them all
_LETTERS = 60  # of a text that breaks off


@dataclass(frozen=True)
class Line:
    """An action that has a gap: what exactly it lacks, and where this person mends it."""

    action: Action
    said: tuple[str, ...]
    url: str  # empty where this person may not mend it


@dataclass(frozen=True)
class Listed:
    """A gap, how many actions have it, and the first of them in their order."""

    gap: Gap
    number: int
    lines: tuple[Line, ...]

    @property
    def has_more(self) -> bool:
        return self.number > len(self.lines)


class GapList:
    """All gaps of a notice, in as many queries however many there are."""

    def __init__(self, notice, user, on: dt.date):
        self.user, self.on = user, on
        keys = _keys(Action.objects.of(notice), on)
        shown = [some[:MOST_SHOWN] for some in keys]
        self.number = len(set().union(*keys))  # of the actions that lack anything
        wanted = set().union(*shown)
        self._actions = _load(wanted)
        self._items = _Items(wanted)
        self.listed = [
            Listed(gap, len(some), tuple(self._line(gap, key) for key in first))
            for gap, some, first in zip(GAPS, keys, shown, strict=True)
            if some
        ]
        self.without = [gap for gap, some in zip(GAPS, keys, strict=True) if not some]

    def _line(self, gap, key):
        action = self._actions[key]
        say = _SAID.get(gap.name)
        return Line(
            action=action,
            said=tuple(say(action, self._items, self.on)) if say else (),
            url=self._where(gap, action),
        )

    def _where(self, gap, action):
        page = gap.mended
        if page == WORDING and not list(_broken_wording(action.wording)):
            page = UPDATE  # it is an item that breaks off
        may = {
            ACTION: lambda: True,
            DETAILS: lambda: can_set_details(self.user, action.notice),
            WORDING: lambda: can_correct_wording(self.user, action.notice),
        }
        allowed = may.get(page, lambda: can_update(self.user, action))()
        return reverse(page, args=[action.notice.slug, action.ref]) if allowed else ""


def _keys(actions, on) -> list[list[int]]:
    """For each gap the keys of the actions that have it, in order. One query for all."""
    flags = {
        f"lacks_{place}": ExpressionWrapper(gap.rule(on), BooleanField())
        for place, gap in enumerate(GAPS)
    }
    rows = actions.annotate(**flags).order_by("sort_key", "pk").values_list("pk", *flags)
    rows = list(rows)
    return [[row[0] for row in rows if row[place]] for place in range(1, len(GAPS) + 1)]


def _load(keys):
    actions = Action.objects.select_related("notice").prefetch_related("contributors")
    return actions.with_times_moved().annotate(answered_at=last_answered_at()).in_bulk(keys)


class _Items:
    """The items and references of some actions, by the key of the action: three queries."""

    def __init__(self, keys):
        self.steps = _by_action(NextStep.objects.open(), keys)
        self.progress = _by_action(ProgressItem.objects.shown(), keys)
        self.references = _by_action(CrossReference.objects.shown().unresolved(), keys)


def _by_action(rows, keys):
    found = defaultdict(list)
    for row in rows.filter(action__in=keys):
        found[row.action_id].append(row)
    return found


# What is said of one action: what exactly is missing, word by word where that helps.


def _late_steps(action, items, on):
    late = [step for step in items.steps[action.pk] if step.due_on and step.due_on < on]
    return [f"“{step.text}” was due {formats.localize(step.due_on)}" for step in late]


def _undated_steps(action, items, on):
    undated = [step for step in items.steps[action.pk] if step.due_on is None]
    return [f"“{step.text}”" for step in undated if goes_on(step)]


def _references(action, items, on):
    named = defaultdict(list)
    for reference in items.references[action.pk]:
        named[reference.words].append(reference.plan_ref)
    return [f"“{words}”: there is no {' and no '.join(refs)} here" for words, refs in named.items()]


def _lost_words(action, items, on):
    yield from _broken_wording(action.wording)
    for kind, rows in (("progress item", items.progress), ("next step", items.steps)):
        for item in rows[action.pk]:
            if breaks_off(item.text) is not None:
                yield f"A {kind} ends “{_tail(item.text)}”"


def _broken_wording(wording):
    if has_lost_its_head(wording):
        yield f"The wording begins “{_head(wording)}”"
    if breaks_off(wording) is not None:
        yield f"The wording ends “{_tail(wording)}”"


def _silence(action, items, on):
    if action.answered_at is None:
        return ["Nobody has said anything yet"]
    return [f"Last said something on {formats.localize(timezone.localdate(action.answered_at))}"]


def _moves(action, items, on):
    words = moved_in_words(action.times_moved, action.original_due_on, action.due_on)
    return [f"{words[:1].upper()}{words[1:]}"] if words else []


def _rating(action, items, on):
    return [action.get_delivery_rating_display()]


_SAID = {
    "silent": _silence,
    "no-path": _rating,
    "step-late": _late_steps,
    "unresolved": _references,
    "words-lost": _lost_words,
    "moved": _moves,
    "no-review": _undated_steps,
}


def _head(text):
    return text if len(text) <= _LETTERS else text[:_LETTERS].rsplit(" ", 1)[0] + " …"


def _tail(text):
    return text if len(text) <= _LETTERS else "… " + text[-_LETTERS:].split(" ", 1)[-1]
