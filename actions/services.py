"""Writes that touch several rows or carry a reason. Each is one transaction and one act."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from actions.models import (
    Action,
    Contributor,
    Council,
    CrossReference,
    NextStep,
    Notice,
    ProgressItem,
)
from improvement import history


class EditClash(Exception):
    """Somebody else changed the action after this edit was begun; nothing was written."""


class AlreadyDone(Exception):
    """The same form came twice; it was carried out the first time."""


def claim(action: Action, version: int):
    """Move the action's version on, if it still is the one that the edit began with.

    The condition is in the UPDATE itself, so of two at once only one succeeds, on any database.
    The caller saves the action afterwards, which writes the history row of this step.
    Raises EditClash.
    """
    moved = Action.objects.filter(pk=action.pk, version=version).update(version=F("version") + 1)
    if not moved:
        raise EditClash
    action.version = version + 1


@transaction.atomic
def open_notice(*, slug: str, title: str, council: str, reason: str, by=None) -> Notice:
    """Begin the record of a notice, and of its council if that is not held yet.

    Raises ValidationError where the slug is taken or is not one.
    """
    with history.act(by=by, reason=reason):
        held = Council.objects.filter(name=council).first()
        if held is None:
            held = Council(name=council, short_name=council[:40], slug=slugify(council)[:50])
            held.full_clean()
            held.save()
        notice = Notice(council=held, slug=slug, title=title)
        notice.full_clean()
        notice.save()
    return notice


@dataclass(frozen=True)
class Update:
    """What somebody reports on an action: rows to write, ready made.

    `edited` are rows that stood before; `added` are new ones, in order. `rating` is None where
    it stays as it is.
    """

    rating: dict[str, str] | None = None
    added: list[ProgressItem | NextStep] = field(default_factory=list)
    edited: list[ProgressItem | NextStep] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.rating or self.added or self.edited)


@transaction.atomic
def update_action(*, action: Action, version: int, update: Update, by, reason: str, form_id: UUID):
    """Write an update, once.

    Raises EditClash if `version` is no longer the action's, AlreadyDone if this form was carried
    out before.
    """
    if Action.history.filter(id=action.pk, history_act=form_id).exists():
        raise AlreadyDone
    claim(action, version)
    with history.act(by=by, reason=reason, id=form_id):
        for name, value in (update.rating or {}).items():
            setattr(action, name, value)
        for row in [*update.edited, *_in_order_after_those_held(action, update.added)]:
            row.action = action
            row.save()
        _drop_references_whose_words_went(update.edited)
        if action.stage == Action.Stage.NOT_STARTED and action.progress_items.shown().exists():
            action.stage = Action.Stage.IN_PROGRESS
        action.save()


def _in_order_after_those_held(action, added):
    for rows, held in [
        ([row for row in added if isinstance(row, ProgressItem)], action.progress_items),
        ([row for row in added if isinstance(row, NextStep)], action.next_steps),
    ]:
        last = held.order_by("-position").values_list("position", flat=True).first()
        for place, row in enumerate(rows, start=0 if last is None else last + 1):
            row.position = place
            yield row


def _drop_references_whose_words_went(edited):
    for row in edited:
        for reference in row.references.all():
            if reference.words not in row.text:
                reference.delete()


@transaction.atomic
def correct_wording(*, action: Action, version: int, wording: str, by, reason: str):
    """Correct the wording as issued; the one before stays in the history. Raises EditClash."""
    claim(action, version)
    action.wording = wording
    with history.act(by=by, reason=reason):
        action.save()
        for reference in action.references_made.filter(field=CrossReference.Field.WORDING):
            if reference.words not in wording:
                reference.delete()


@transaction.atomic
def set_details(*, action: Action, version: int, contributors, by, reason: str, **details):
    """Say who leads, who contributes, in which area and by when.

    `details` are fields of the action: lead, area, due_on. The first due date that is set is the
    original, for good. Raises EditClash.
    """
    claim(action, version)
    for name, value in details.items():
        setattr(action, name, value)
    if action.original_due_on is None:
        action.original_due_on = action.due_on
    with history.act(by=by, reason=reason):
        action.save()
        wanted = {person.pk for person in contributors}
        for held in action.contributors.all():
            if held.user_id not in wanted:
                held.delete()
            wanted.discard(held.user_id)
        for person in contributors:
            if person.pk in wanted:
                Contributor(action=action, user=person).save()
