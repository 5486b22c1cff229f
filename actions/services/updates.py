"""Writing what an officer reports on an action, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from actions.gates import Missing, NotYet, to_change_what_it_rests_on
from actions.models import Action, Evidence, EvidenceFile, HeldFile, NextStep, ProgressItem
from actions.querysets import SIGNED_OFF
from actions.services import clashes
from actions.services.evidence import add_evidence
from actions.services.references import drop_those_whose_words_went
from improvement import history

# What a progress item says, beside its place in the list.
_WHAT_WAS_DONE = ("text", "achieved_on", "is_withdrawn")


@dataclass(frozen=True)
class NewEvidence:
    """A piece of evidence to be put on the action: a file that is held, or a link."""

    title: str
    kind: str
    dated_on: dt.date
    is_restricted: bool = False
    file: HeldFile | None = None
    link: str = ""


@dataclass(frozen=True)
class Update:
    """What somebody reports on an action: rows to write, ready made.

    `edited` are rows that stood before; `added` are new ones, in order. `rating` is None where
    it stays as it is.
    """

    rating: dict[str, str] | None = None
    added: list[ProgressItem | NextStep] = field(default_factory=list)
    edited: list[ProgressItem | NextStep] = field(default_factory=list)
    evidence: list[NewEvidence] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.rating or self.added or self.edited or self.evidence)

    def without(self, known: Known) -> Update:
        """The same, without new rows and evidence that are there already."""
        return replace(
            self,
            added=[row for row in self.added if row.text not in known.texts],
            evidence=[one for one in self.evidence if not known.holds(one)],
        )


@dataclass(frozen=True)
class Known:
    """What somebody added to an action already."""

    texts: frozenset[str]
    files: frozenset[str]  # their digests
    links: frozenset[str]

    def holds(self, evidence: NewEvidence) -> bool:
        return evidence.file.sha256 in self.files if evidence.file else evidence.link in self.links


def was_carried_out(action: Action, form_id: UUID) -> bool:
    """Whether the form of this number was saved before."""
    return Action.history.filter(id=action.pk, history_act=form_id).exists()


def added_since(action: Action, form_id: UUID, by) -> Known:
    """What this person added when they saved the form of this number, and later.

    Who goes back to a page that is saved, and saves it again with more in it, does not mean to add
    them a second time.
    """
    first = Action.history.filter(id=action.pk, history_act=form_id).earliest("history_date")
    since = Q(history_act=form_id) | Q(history_date__gte=first.history_date)
    mine = {"history_type": "+", "history_user": by}

    def added(model, column, **of_this_action):
        versions = model.history.filter(since, **mine, **of_this_action)
        return frozenset(versions.values_list(column, flat=True))

    return Known(
        texts=added(ProgressItem, "text", action_id=action.pk)
        | added(NextStep, "text", action_id=action.pk),
        files=added(EvidenceFile, "sha256", evidence__action_id=action.pk),
        links=added(Evidence, "link", action_id=action.pk),
    )


@transaction.atomic
def update_action(*, action: Action, version: int, update: Update, by, reason: str, form_id: UUID):
    """Write an update, once.

    Raises EditClash if `version` is no longer the action's, AlreadyDone if this form was carried
    out before, NotYet where it rates what is signed off or changes what that rests on.
    """
    if was_carried_out(action, form_id):
        raise clashes.AlreadyDone
    _refuse_to_rate_what_is_signed_off(action, update)
    _refuse_to_change_what_was_signed_off_on(action, update)
    clashes.claim(action, version)
    with history.act(by=by, reason=reason, id=form_id):
        for name, value in (update.rating or {}).items():
            setattr(action, name, value)
        for row in update.edited:
            row.save()
        for row in _in_order_after_those_held(action, update.added):
            row.action = action
            row.save()
        for evidence in update.evidence:
            add_evidence(action=action, by=by, reason=reason, **vars(evidence))
        for row in update.edited:
            drop_those_whose_words_went(row.references.all(), row.text)
        if action.stage == Action.Stage.NOT_STARTED and action.progress_items.shown().exists():
            action.stage = Action.Stage.IN_PROGRESS
        action.save()


def _refuse_to_rate_what_is_signed_off(action, update):
    if update.rating and action.stage in SIGNED_OFF:
        raise NotYet([Missing("signed-off", f"{action.ref} is signed off and rated no more.")])


def _refuse_to_change_what_was_signed_off_on(action, update):
    refused = to_change_what_it_rests_on(action.ref, action.stage)
    items = [row for row in update.edited if refused and isinstance(row, ProgressItem)]
    said = {row.pk: row for row in ProgressItem.objects.filter(pk__in=[item.pk for item in items])}
    for item in items:
        if any(getattr(item, name) != getattr(said[item.pk], name) for name in _WHAT_WAS_DONE):
            raise NotYet(refused)


def _in_order_after_those_held(action, added):
    for rows, held in [
        ([row for row in added if isinstance(row, ProgressItem)], action.progress_items),
        ([row for row in added if isinstance(row, NextStep)], action.next_steps),
    ]:
        last = held.order_by("-position").values_list("position", flat=True).first()
        for place, row in enumerate(rows, start=0 if last is None else last + 1):
            row.position = place
            yield row
