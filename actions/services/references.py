"""Links between actions: made, removed and answered by a person, never in silence."""

from django.db import transaction
from django.db.models import Max

from actions.models import Action, CrossReference, DeclinedReference
from actions.offers import LONGEST_WORDS, Offer
from actions.reference_targets import only_ones_meant
from actions.references import still_says
from actions.services import clashes
from improvement import history

Field = CrossReference.Field


class NoLink(Exception):
    """Such a link cannot be: an action never relies on itself."""


@transaction.atomic
def make_reference(*, action: Action, offer: Offer, target: Action | None, by, reason: str):
    """Link the words of an offer to an action; with no `target`, to what they name in the one plan
    of the council that has it, or in one that is still to come.

    Raises NoLink, or AlreadyDone where the same words of the same item lead there already.
    """
    _refuse_itself(action, target)
    link = CrossReference(
        action=action,
        field=offer.field,
        progress_item_id=offer.item if offer.field == Field.PROGRESS else None,
        next_step_id=offer.item if offer.field == Field.NEXT_STEPS else None,
        words=offer.words,
        target=target,
        plan_ref="" if target else offer.ref,
    )
    if meant := only_ones_meant([link], action.notice.council_id):
        link.target_id, link.plan_ref = meant[link.pk], ""
    same = action.references_made.filter(
        field=link.field, progress_item=link.progress_item_id, next_step=link.next_step_id
    )
    if same.filter(target=link.target_id, plan_ref=link.plan_ref).exists():
        raise clashes.AlreadyDone
    with history.act(by=by, reason=reason):
        _no_longer_declined(action, offer.words, offer.ref)
        _save_last(link)
    return link


@transaction.atomic
def make_by_hand(*, action: Action, target: Action, note: str, shows_items: bool, by, reason: str):
    """Link an action to another that no words of it name; `note` says why it relies on it.

    Raises NoLink, or AlreadyDone where it is linked by hand already.
    """
    _refuse_itself(action, target)
    if action.references_made.filter(field=Field.BY_HAND, target=target).exists():
        raise clashes.AlreadyDone
    link = CrossReference(
        action=action, field=Field.BY_HAND, words=note, target=target, shows_items=shows_items
    )
    with history.act(by=by, reason=reason):
        _save_last(link)
    return link


@transaction.atomic
def remove_reference(*, reference: CrossReference, by, reason: str):
    """Take a link away. Words that are still there are kept as declined, so that neither this page
    nor the next import brings it back.
    """
    action, ref = reference.action, ref_of(reference)
    with history.act(by=by, reason=reason):
        if reference.field != Field.BY_HAND:
            decline(action=action, words=reference.words, ref=ref, by=by, reason=reason)
        reference.delete()


@transaction.atomic
def decline(*, action: Action, words: str, ref: str, by, reason: str):
    """Keep that these words are no reference, so that nobody is asked again."""
    said = {"action": action, "words": words[:LONGEST_WORDS], "ref": ref}
    if not DeclinedReference.objects.filter(**said).exists():
        history.save_as(DeclinedReference(**said), by=by, reason=reason)


@transaction.atomic
def ask_again(*, declined: DeclinedReference, by, reason: str):
    """Take back that some words are no reference: they are offered again."""
    with history.act(by=by, reason=reason):
        declined.delete()


@transaction.atomic
def point_at(*, reference: CrossReference, target: Action, by, reason: str):
    """Say which action a reference means that led to none. Raises NoLink."""
    _refuse_itself(reference.action, target)
    reference.target, reference.plan_ref = target, ""
    history.save_as(reference, by=by, reason=reason)


@transaction.atomic
def switch_items(*, reference: CrossReference, shows_items: bool, by, reason: str):
    """Show the items of the other action beneath the words, or only the link."""
    if reference.shows_items != shows_items:
        reference.shows_items = shows_items
        history.save_as(reference, by=by, reason=reason)


def drop_those_whose_words_went(references, text: str) -> None:
    """Take away the links of a text that no longer says their words. Inside an act."""
    for reference in references:
        if not still_says(text, reference.words):
            reference.delete()


def ref_of(reference: CrossReference) -> str:
    """What a reference names, whether or not it leads there."""
    return reference.target.ref if reference.target_id else reference.plan_ref


def _refuse_itself(action, target):
    if target is not None and target.pk == action.pk:
        raise NoLink(f"{action.ref} cannot be linked to itself.")


def _save_last(link):
    last = link.action.references_made.aggregate(last=Max("position"))["last"]
    link.position = 0 if last is None else last + 1
    link.save()


def _no_longer_declined(action, words, ref):
    for declined in action.references_declined.filter(words=words[:LONGEST_WORDS], ref=ref):
        declined.delete()
