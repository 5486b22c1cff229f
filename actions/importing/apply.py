"""Writes a plan: one transaction, one author, one reason; everything or nothing."""

import uuid

from django.db import transaction
from django.utils import timezone

from actions.importing.changes import WRITTEN, Kind, Plan
from actions.importing.held import DETAILS, WAY, held_actions
from actions.importing.origin import place_in_words
from actions.importing.waiting import resolve_those_waiting
from actions.models import (
    Action,
    CrossReference,
    DateChange,
    DeclinedReference,
    Import,
    NextStep,
    Notice,
    ProgressItem,
)
from actions.offers import LONGEST_WORDS
from actions.querysets_of_gaps import NOT_SAID
from actions.references import canonical_ref
from actions.services.references import ref_of
from improvement import history
from improvement.seals.sealing import seal_quietly

BATCH = 500


class RegisterMovedOn(Exception):
    """The register is no longer as it was when the plan was shown; nothing was written."""


class AlreadyImported(Exception):
    """This import was applied before; nothing was written again."""


def _tell_nobody(written: int, of: int) -> None:
    pass


@transaction.atomic
def apply(
    record: Import,
    plan_now,
    *,
    fingerprint: str,
    by,
    tell=_tell_nobody,
    status=Import.Status.CHECKING,
) -> Plan:
    """Write what was shown, or raise and write nothing.

    `plan_now(record, held)` makes the plan from the register as it is inside the transaction;
    `fingerprint` is of the plan that the person confirmed; `tell` hears how many actions of how
    many are written; `status` is the one that the import must have.
    Raises AlreadyImported on a second submit, RegisterMovedOn where the two plans differ.
    """
    record = lock(record)
    if record.status != status:
        raise AlreadyImported
    plan = plan_now(record, held_actions(record.notice))
    if plan.fingerprint != fingerprint:
        raise RegisterMovedOn
    # An act of its own, whatever else the request did: it may have kept the last answers.
    way = f"{WAY} {record.number}"
    with history.act(by=by, way=way, reason=str(record), id=uuid.uuid4()) as act:
        _Writer(record, tell).write(plan)
        record.status = Import.Status.APPLIED
        record.applied_by, record.applied_at = by, act.moment
        record.outcome = record.outcome | dict(plan.counts)
        _keep_how_it_was_read(record, plan.how_read)
        record.save()
    transaction.on_commit(seal_quietly)
    return plan


def lock(record: Import) -> Import:
    """The import as it is, held until the transaction ends.

    One import of a notice at a time: a second waits here, then finds the register moved on.
    """
    Notice.objects.select_for_update().get(pk=record.notice_id)
    return Import.objects.select_for_update().select_related("notice__council").get(pk=record.pk)


def _keep_how_it_was_read(record, how):
    """The headings of the notice may come to mean something else; of this import they do not."""
    record.layout = dict(how.layout)
    record.outcome |= {"columns": list(how.columns), "unfit_mends": dict(how.unfit_mends)}


_WRITTEN_HERE = {Kind.ADDED, Kind.CHANGED, Kind.RESTORED, Kind.WITHDRAWN}


class _Writer:
    """Writes the rows of one plan, in bulk, each with its version."""

    def __init__(self, record, tell):
        self.record = record
        self.tell = tell
        self.actions = {}  # ref -> Action, those the plan touches
        self.sheet = ""

    def write(self, plan):
        self.sheet = next((change.read.sheet for change in plan.changes if change.read), "")
        written = [change for change in plan.changes if change.kind in _WRITTEN_HERE]
        items = {"progress": {}, "next_steps": {}}
        for start in range(0, len(written), BATCH):
            self.tell(start, len(written))
            batch = written[start : start + BATCH]
            self._add_actions([change for change in batch if change.kind is Kind.ADDED])
            self._change_actions([change for change in batch if change.kind is not Kind.ADDED])
            standing = [change for change in batch if change.kind is not Kind.WITHDRAWN]
            for model, column in [(ProgressItem, "progress"), (NextStep, "next_steps")]:
                items[column] |= self._write_items(model, column, standing)
        self.tell(len(written), len(written))
        standing = [change for change in written if change.kind is not Kind.WITHDRAWN]
        self._write_references(standing, items)

    def _add_actions(self, changes):
        rows = []
        for change in changes:
            action = Action(
                notice=self.record.notice,
                ref=change.ref,
                source_ref=change.read.source_ref,
                wording=change.wording.text,
                imported_in=self.record,
                imported_rows=list(change.read.rows),
            )
            _set_details(action, change)
            rows.append(self._signed(action, change.read.row))
        made = history.create_all(rows, Action, batch_size=BATCH)
        self.actions |= {action.ref: action for action in made}

    def _change_actions(self, changes):
        """A changed item moves its action's version on too, so that a stale form is known."""
        held = Action.objects.in_bulk([change.held.pk for change in changes])
        rows, moves = [], []
        for change in changes:
            action = held[change.held.pk]
            due_before = action.due_on
            action.version += 1
            action.is_withdrawn = change.kind is Kind.WITHDRAWN
            if change.read:
                action.wording = change.wording.text
                _set_details(action, change)
            if due_before not in (None, action.due_on):
                moves.append(self._date_change(action, due_before))
            rows.append(self._signed(action, change.read and change.read.row))
        columns = ["version", "wording", "is_withdrawn", "rating_reason", "path_to_green"]
        columns += ["original_due_on", *(c.removesuffix("_id") for c in DETAILS.values())]
        history.update_all(rows, Action, columns, batch_size=BATCH)
        self._keep_next_meetings(moves)
        history.create_all(moves, DateChange, batch_size=BATCH)
        self.actions |= {action.ref: action for action in rows}

    def _date_change(self, action, due_before):
        """A due date that a file moves keeps its past, as any other does."""
        act = history.current_act()
        day = timezone.localdate(act.moment)
        return DateChange(
            action=action,
            due_before=due_before,
            due_after=action.due_on,
            status=DateChange.Status.AGREED,
            reason=f"Import {self.record.number}",
            asked_by=act.by,
            asked_on=day,
            decided_by=act.by,
            decided_on=day,
            agreed_by=THE_FILE,
        )

    def _keep_next_meetings(self, moves):
        if moves:
            oversights = Action._meta.get_field("oversights").related_model.objects
            of_notice = oversights.filter(action__notice=self.record.notice)
            meetings = of_notice.next_meetings(moves[0].asked_on)
            for move in moves:
                move.meeting_on = meetings.get(move.action_id)

    def _write_items(self, model, column, changes):
        """Returns (ref, place among the file's items) -> the row that holds it."""
        held = model.objects.in_bulk(
            [text.held for change in changes for text in getattr(change, column) if text.held]
        )
        new, edited, at = [], [], {}
        for change in changes:
            stand = [t for t in getattr(change, column) if t.held or t.kind is not Kind.REFUSED]
            for position, text in enumerate(stand):
                item = held.get(text.held) or model(imported_in=self.record, imported_row=text.row)
                item.action = self.actions[change.ref]
                if self._settle(item, text, position):
                    (edited if item.pk else new).append(self._signed(item, text.row))
                if text.item is not None:
                    at.setdefault((change.ref, text.item), item)
        history.create_all(new, model, batch_size=BATCH)
        state = "is_withdrawn" if model is ProgressItem else "status"
        history.update_all(edited, model, ["text", "position", state], batch_size=BATCH)
        return at

    def _settle(self, item, text, position):
        """Make the item as the plan has it; says whether that changes it."""
        before = (item.pk, item.text, item.position)
        item.text, item.position = text.text, position
        if text.kind in (Kind.WITHDRAWN, Kind.RESTORED):
            gone = text.kind is Kind.WITHDRAWN
            if isinstance(item, ProgressItem):
                item.is_withdrawn = gone
            else:
                item.status = NextStep.Status.WITHDRAWN if gone else NextStep.Status.OPEN
            return True
        return item.pk is None or before != (item.pk, item.text, item.position)

    def _write_references(self, changes, items):
        """References of what is new or reworded; those whose words went are taken away."""
        touched = {
            (field, row.pk) for change in changes for field, row in self._reworded(change, items)
        }
        held = [self.actions[change.ref] for change in changes if change.held]
        answers = _Answers(held)
        for old in answers.references:
            if _stands_at(old) in touched:
                old.delete()
        targets = dict(Action.objects.filter(notice=self.record.notice).values_list("ref", "pk"))
        rows = [
            answers.taken_over(self._reference(change, position, found, place, targets), named)
            for change in changes
            for position, found in enumerate(change.read.references)
            if (place := self._place(change, found, items)) is not None
            and (found.field, place.pk) in touched
            and not answers.declines(self.actions[change.ref], found, named := _named(found))
        ]
        history.create_all(rows, CrossReference, batch_size=BATCH)
        resolve_those_waiting(self.record)

    def _reworded(self, change, items):
        if change.wording.kind in WRITTEN:
            yield "wording", self.actions[change.ref]
        for field in ("progress", "next_steps"):
            for text in getattr(change, field):
                new_words = text.kind in (Kind.ADDED, Kind.CHANGED, Kind.RESTORED)
                if new_words and text.item is not None:
                    yield field, items[field][change.ref, text.item]

    def _place(self, change, found, items):
        if found.field == "wording":
            return self.actions[change.ref]
        return items[found.field].get((change.ref, found.item))

    def _reference(self, change, position, found, place, targets):
        action = self.actions[change.ref]
        named = _named(found)
        target = targets.get(named)
        if target == action.pk:
            target = None
        return self._signed(
            CrossReference(
                action=action,
                field=found.field,
                progress_item=place if found.field == "progress" else None,
                next_step=place if found.field == "next_steps" else None,
                words=found.words,
                target_id=target,
                plan_ref="" if target else named,
                position=position,
            ),
            place.imported_row if found.field != "wording" else change.read.row,
        )

    def _signed(self, row, number):
        row.detail_of_change = place_in_words(self.sheet, number) if number else ""
        return row


class _Answers:
    """What people said of the references of these actions, which a file does not undo."""

    def __init__(self, actions):
        held = CrossReference.objects.filter(action__in=actions).select_related("target")
        self.references = list(held)
        self._held = {(*_stands_at(old), ref_of(old)): old for old in self.references}
        declined = DeclinedReference.objects.filter(action__in=actions)
        self._declined = set(declined.values_list("action", "words", "ref"))

    def declines(self, action, found, ref):
        return (action.pk, found.words[:LONGEST_WORDS], ref) in self._declined

    def taken_over(self, row, ref):
        """The row, leading where the one before it led, and showing as much."""
        if old := self._held.get((*_stands_at(row), ref)):
            row.shows_items = old.shows_items
            if row.target_id is None and old.target_id is not None:
                row.target_id, row.plan_ref = old.target_id, ""
        return row


def _stands_at(reference):
    """The field and the row that a reference stands in."""
    at = reference.progress_item_id or reference.next_step_id or reference.action_id
    return reference.field, at


def _named(found):
    """The ref that a reference of the file names, in its one form."""
    named = found.target or found.plan or ""
    return canonical_ref(named) or named


THE_FILE = "The imported file"


def _set_details(action, change):
    """Put the file's details in the action, and what follows from them."""
    for detail in change.details:
        if detail.kind in WRITTEN:
            setattr(action, DETAILS[detail.name], detail.value)
            if detail.name == "rating":
                # A rating stands with a reason; the file gives the one and not the other.
                action.rating_reason = NOT_SAID
                action.path_to_green = "" if detail.value == "green" else NOT_SAID
    if action.original_due_on is None:
        action.original_due_on = action.due_on
    if action.stage == Action.Stage.NOT_STARTED and change.progress:
        action.stage = Action.Stage.IN_PROGRESS
