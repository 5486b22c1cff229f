"""Every reference of a notice, what its texts offer, and both as a picture.

The whole notice is looked through in as many queries however large it is; only one page of rows is
loaded in full.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from actions.action_references import Field
from actions.models import Action, CrossReference, DeclinedReference, NextStep, ProgressItem
from actions.offers import Offer, Passage, offers
from actions.reference_map import Node, draw
from actions.references import prefix_of, quick_look, sort_key
from improvement.history.moments import moment_shown

ALL, UNRESOLVED, WAITING, DECLINED = "all", "unresolved", "waiting", "declined"
HAS_A_DIGIT = "[0-9]"  # a text without one names no action
# One for all, so that not even their number is told.
_NOT_THEIRS = Node("not theirs", "Another plan", "elsewhere")
_KINDS = ("own", "elsewhere", "nowhere")  # in the picture, from top to bottom


@dataclass(frozen=True)
class Asked:
    """An offer that waits for an answer, and the key of the action whose text makes it."""

    action: int
    offer: Offer


@dataclass(frozen=True)
class _Light:
    """As much of a reference as all of a notice's can be held at once."""

    pk: int
    action: int
    ref: str
    field: str
    progress_item: int | None
    next_step: int | None
    target: int | None
    target_ref: str | None
    target_notice: int | None
    plan_ref: str
    sees_target: bool


_COLUMNS = [
    *("pk", "action_id", "action__ref", "field"),
    *("progress_item_id", "next_step_id"),
    *("target_id", "target__ref", "target__notice_id", "plan_ref", "sees_target"),
]


class NoticeReferences:
    def __init__(self, notice, user):
        self.notice, self.user = notice, user
        self._shown = (
            CrossReference.objects.of(notice).shown().with_what_is_visible_to(user).in_order()
        )
        self._light = [_Light(*row) for row in self._shown.values_list(*_COLUMNS)]
        self.declined = list(
            DeclinedReference.objects.filter(action__notice=notice, action__is_withdrawn=False)
            .select_related("action__notice")
            .order_by("action__sort_key", "pk")
        )

    @property
    def counts(self):
        """What can be shown -> how many there are of it. What is asked is asked only of today."""
        counts = {ALL: len(self._light), UNRESOLVED: len(self.keys(UNRESOLVED))}
        if moment_shown() is None:
            counts |= {WAITING: len(self.waiting), DECLINED: len(self.declined)}
        return counts

    def keys(self, show):
        """The keys of the references to show, in order."""
        return [one.pk for one in self._light if show != UNRESOLVED or one.target is None]

    def rows(self, keys):
        """These references in full, in order."""
        found = self._shown.select_related("action__notice", "target__notice").in_bulk(keys)
        return [found[key] for key in keys]

    @cached_property
    def waiting(self):
        """What the texts of all its actions offer, in order."""
        own, prefixes = self._refs()
        made, declined = defaultdict(set), defaultdict(set)
        for one in self._light:
            ref = one.target_ref or one.plan_ref
            made[one.action].add((one.field, one.progress_item or one.next_step, ref))
        for one in self.declined:
            declined[one.action_id].add((one.words, one.ref))
        found = []
        passages = self._passages(quick_look(prefixes))
        for ref in sorted((ref for ref in own if own[ref] in passages), key=sort_key):
            said = offers(
                passages[own[ref]],
                own_ref=ref,
                prefixes=prefixes,
                held=own.keys(),
                made=made[own[ref]],
                declined=declined[own[ref]],
            )
            found += [Asked(own[ref], offer) for offer in said]
        return found

    @property
    def map(self):
        """The picture, or None where there is nothing to draw or more than can be read."""
        nodes, pairs = {}, []
        for one in self._light:
            start, end = Node(f"{one.action}", one.ref), self._end(one)
            nodes |= {start.key: start, end.key: end}
            pairs.append((start.key, end.key))
        in_order = sorted(
            nodes.values(), key=lambda node: (_KINDS.index(node.kind), sort_key(node.label))
        )
        return draw(in_order, pairs)

    def _end(self, one):
        if one.target is None:
            return Node(f"?{one.plan_ref}", one.plan_ref, "nowhere")
        if not one.sees_target:
            return _NOT_THEIRS
        kind = "own" if one.target_notice == self.notice.pk else "elsewhere"
        return Node(f"{one.target}", one.target_ref, kind)

    def _refs(self):
        """(ref -> key of the notice's actions, the prefixes in use by its council)"""
        held = Action.objects.of_council_of(self.notice).order_by()
        held = list(held.values_list("ref", "pk", "notice_id"))
        own = {ref: pk for ref, pk, notice in held if notice == self.notice.pk}
        return own, {prefix_of(ref) for ref, _, _ in held}

    def _passages(self, may_mention):
        """action -> its texts that may name another, in the order in which they are read."""
        found = defaultdict(list)
        actions = Action.objects.of(self.notice).filter(wording__regex=HAS_A_DIGIT).order_by()
        texts = [(Field.WORDING, actions.values_list("pk", "pk", "wording"))]
        for field, items in [
            (Field.PROGRESS, ProgressItem.objects.shown()),
            (Field.NEXT_STEPS, NextStep.objects.open()),
        ]:
            items = items.filter(action__notice=self.notice, text__regex=HAS_A_DIGIT)
            texts.append((field, items.values_list("pk", "action_id", "text")))
        for field, rows in texts:
            for pk, action, text in rows:
                if may_mention(text):
                    item = None if field == Field.WORDING else pk
                    found[action].append(Passage(field, item, text))
        return found
