"""Evidence: added, changed, brought anew, withdrawn and checked. Nothing of it is ever deleted."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from actions.gates import NotYet, to_change_what_it_rests_on
from actions.models import (
    Action,
    Evidence,
    EvidenceCheck,
    EvidenceFile,
    HeldFile,
    NextStep,
    ProgressItem,
)
from actions.permissions import reports_on
from actions.services import clashes
from improvement import history
from improvement.history import current_act


class MayNotCheck(Exception):
    """This person is no judge of this evidence; says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def add_evidence(
    *,
    action: Action,
    title: str,
    kind: str,
    dated_on: dt.date,
    by,
    reason: str,
    file: HeldFile | None = None,
    link: str = "",
    is_restricted: bool = False,
    progress_item: ProgressItem | None = None,
    next_step: NextStep | None = None,
    form_id: UUID | None = None,
) -> Evidence:
    """Put a file or a link on an action, or on one of its items.

    A file is one that `hold_file` gave, and is held no longer. Raises AlreadyDone if it was taken
    up before or this form was carried out, ValueError unless it is one of the two, of this action.
    """
    if (file is None) == (not link):
        raise ValueError("Evidence is a file or a link.")
    if any(row and row.action_id != action.pk for row in (file, progress_item, next_step)):
        raise ValueError("What evidence hangs on is of its own action.")
    # One number after another, also for two at once.
    _hold_action(action.pk)
    if form_id and Evidence.history.filter(action=action, history_act=form_id).exists():
        raise clashes.AlreadyDone
    with history.act(by=by, reason=reason, id=form_id) as act:
        evidence = Evidence(
            action=action,
            number=Evidence.objects.next_number(action),
            progress_item=progress_item,
            next_step=next_step,
            title=title,
            kind=kind,
            dated_on=dated_on,
            received_on=timezone.localdate(act.moment),
            link=link,
            is_restricted=is_restricted,
            was_restricted=is_restricted,
            added_by=by,
        )
        evidence.save()
        if file:
            _take_up(file, evidence, number=1, by=by)
    return evidence


@transaction.atomic
def replace_file(
    *, evidence: Evidence, file: HeldFile, by, reason: str, form_id: UUID | None = None
) -> EvidenceFile:
    """Put a newer version beside those before, which stay.

    Raises AlreadyDone as above, NotYet where the action was signed off on the file.
    """
    if evidence.link:
        raise ValueError("This evidence is a link.")
    if file.action_id != evidence.action_id:
        raise ValueError("What evidence hangs on is of its own action.")
    evidence = _held(evidence)
    if form_id and was_brought_by(form_id, evidence):
        raise clashes.AlreadyDone
    _refuse_what_was_signed_off_on(evidence.action)
    newest = evidence.newest_file
    with history.act(by=by, reason=reason, id=form_id):
        return _take_up(file, evidence, number=newest.number + 1, by=by)


def was_brought_by(form_id: UUID, evidence: Evidence) -> bool:
    """Whether the form of this number brought a version of it before."""
    return EvidenceFile.history.filter(evidence=evidence, history_act=form_id).exists()


@transaction.atomic
def change_evidence(*, evidence: Evidence, by, reason: str):
    """Save a piece of evidence as it was changed. The caller holds the row, and its action.

    Raises NotYet where it is another link, and the action was signed off on the one before.
    """
    if evidence.link != Evidence.objects.values_list("link", flat=True).get(pk=evidence.pk):
        _refuse_what_was_signed_off_on(Action.objects.get(pk=evidence.action_id))
    evidence.was_restricted = evidence.was_restricted or evidence.is_restricted
    history.save_as(evidence, by=by, reason=reason)


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by, reason: str):
    """Say that this is no evidence any more. It stays to be read, with the reason.

    Raises AlreadyDone, NotYet where the action was signed off on it.
    """
    evidence = _held(evidence)
    if evidence.is_withdrawn:
        raise clashes.AlreadyDone
    _refuse_what_was_signed_off_on(evidence.action)
    evidence.is_withdrawn = True
    history.save_as(evidence, by=by, reason=reason)


@transaction.atomic
def check_evidence(
    *,
    evidence: Evidence,
    opinion: str,
    reason: str,
    by,
    seen: str | None = None,
    form_id: UUID | None = None,
) -> EvidenceCheck:
    """Say what the evidence shows as it is now. `seen` is what it held before the checker's eyes.

    Raises MayNotCheck for whoever has a part in it, EditClash if it holds something else by now,
    AlreadyDone if this form was carried out.
    """
    evidence = _held(evidence)
    if form_id and EvidenceCheck.history.filter(evidence=evidence, history_act=form_id).exists():
        raise clashes.AlreadyDone
    if refusal := why_not_checked_by(by, evidence):
        raise MayNotCheck(refusal)
    newest = evidence.newest_file
    if seen is not None and seen != evidence.what_it_holds:
        raise clashes.EditClash
    with history.act(by=by, reason=reason, id=form_id):
        check = EvidenceCheck(
            evidence=evidence,
            file=newest,
            link="" if newest else evidence.link,
            opinion=opinion,
            reason=reason,
            checked_by=by,
            checked_on=timezone.localdate(current_act().moment),
        )
        check.save()
    return check


def why_not_checked_by(user, evidence: Evidence) -> str:
    """Why this person, as a person, is no judge of this evidence; "" where nothing speaks against.

    Whether their role checks evidence at all is asked of `can_check_evidence`.
    """
    if evidence.is_withdrawn:
        return "This evidence was withdrawn."
    if reports_on(user, evidence.action):
        return f"You lead {evidence.action.ref} or contribute to it. Somebody else has to check it."
    newest = evidence.newest_file
    if user.pk in (evidence.added_by_id, newest and newest.brought_by_id):
        return "You brought this evidence. Somebody else has to check it."
    return ""


def _refuse_what_was_signed_off_on(action):
    if refused := to_change_what_it_rests_on(action.ref, action.stage):
        raise NotYet(refused)


def _hold_action(key):
    """Let nobody else change the action, or take it to another stage, until this is done: what is
    evidence of it, and what was found of that, its gates ask.
    """
    Action.objects.select_for_update(of=["self"]).get(pk=key)


def _held(evidence):
    """The row, held with its action until the transaction ends."""
    _hold_action(evidence.action_id)
    held = Evidence.objects.select_for_update(of=["self"]).select_related("action__notice")
    return held.get(pk=evidence.pk)


def _take_up(held, evidence, *, number, by):
    """A held file becomes a version; it stays where it is kept."""
    taken, _ = HeldFile.objects.filter(pk=held.pk).delete()
    if not taken:
        raise clashes.AlreadyDone
    version = EvidenceFile(
        evidence=evidence,
        number=number,
        file=held.file.name,
        filename=held.filename,
        size=held.size,
        media_type=held.media_type,
        sha256=held.sha256,
        brought_by=by,
        brought_at=current_act().moment,
    )
    version.save()
    return version
