"""Puts back what an import changed, as new versions; leaves alone what people edited since."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from actions.importing.apply import BATCH, lock
from actions.importing.held import UNDO, WAY
from actions.importing.waiting import put_back_elsewhere
from actions.models import (
    Action,
    CrossReference,
    DateChange,
    Evidence,
    Import,
    NextStep,
    ProgressItem,
)
from improvement import history

# What is put back, by model, and what else tells that a row was edited.
PUT_BACK = {
    Action: [
        "wording", "area", "lead_id", "due_on", "original_due_on", "stage", "delivery_rating",
        "rating_reason", "path_to_green", "responsible_body", "is_withdrawn",
    ],
    ProgressItem: ["text", "position", "is_withdrawn"],
    NextStep: ["text", "position", "status"],
    CrossReference: ["target_id", "plan_ref"],
}  # fmt: skip
ALSO_EDITED = {
    Action: [],
    ProgressItem: ["achieved_on"],
    NextStep: ["owner_id", "due_on", "kind"],
    CrossReference: [],
}
# A place in the order shifts by itself when another item comes or goes: that is no edit.
NO_EDIT = {"position"}


class NotImported(Exception):
    """The import was not applied, or is undone already; nothing was written."""


@transaction.atomic
def undo(
    record: Import, *, by, tell=lambda written, of: None, status=Import.Status.APPLIED
) -> list[str]:
    """Put the register back as it was before this import, as far as nobody edited it since.

    `tell` hears how many rows of how many are put back; `status` is the one that the import must
    have. Returns what was left alone, a sentence for each. Raises NotImported.
    """
    record = lock(record)
    if record.status != status:
        raise NotImported
    with history.act(by=by, way=f"{UNDO} {record.number}", reason=f"Undid import {record.number}"):
        left_alone = _Undo(record, tell).run()
        record.status = Import.Status.UNDONE
        record.undone_by, record.undone_at = by, timezone.now()
        record.outcome = record.outcome | {"left_alone": left_alone}
        record.save()
    return left_alone


class _Undo:
    def __init__(self, record, tell):
        self.record = record
        self.tell = tell
        self.put_back, self.of = 0, 0
        self.left_alone = []
        self.staying = set()  # actions that this import made and people have edited since
        self.touched = set()  # actions whose version moves on

    def run(self):
        self._references()
        # Items before actions: whether a new action stays depends on what is left in it.
        rows = {model: self._rows(model) for model in (ProgressItem, NextStep, Action)}
        self.of = sum(map(len, rows.values()))
        self._find_those_staying(rows)
        for model in (ProgressItem, NextStep):
            self._items(model, rows[model])
        self._actions(rows[Action])
        return self.left_alone

    def _rows(self, model):
        """[(row, the version before, the one this import wrote, the newest)]"""
        where = {"notice" if model is Action else "action__notice": self.record.notice}
        mine = model.history.filter(history_way=f"{WAY} {self.record.number}", **where)
        versions = defaultdict(list)
        for version in model.history.filter(id__in=mine.values("id")).order_by("history_id"):
            versions[version.id].append(version)
        held = model.objects.in_bulk(list(versions))
        if model is not Action:
            self._give_their_actions(held.values())
        return [
            (held.get(pk), *_around(of_row, f"{WAY} {self.record.number}"), of_row[-1])
            for pk, of_row in versions.items()
        ]

    def _give_their_actions(self, rows):
        """One query for the actions of all rows, not one for each when it is saved."""
        actions = Action.objects.only("notice_id").in_bulk({row.action_id for row in rows})
        for row in rows:
            row.action = actions[row.action_id]

    def _find_those_staying(self, rows):
        for model in (Action, ProgressItem, NextStep):
            for row, before, mine, newest in rows[model]:
                if before is None and self._was_edited(model, row, mine):
                    self._leave(model, row, newest)
        ours = Action.objects.filter(imported_in=self.record)
        for model in (ProgressItem, NextStep):
            others = model.objects.filter(action__in=ours).exclude(imported_in=self.record)
            self.staying |= set(others.values_list("action_id", flat=True))
        contributed = ours.filter(contributors__isnull=False)
        self.staying |= set(contributed.values_list("pk", flat=True))
        for model in (Evidence, DateChange):
            added = model.objects.filter(action__in=ours)
            self.staying |= set(added.values_list("action_id", flat=True))
        named = Action.objects.in_bulk(self.staying)
        self.left_alone += [
            f"{action.ref} stays, with its items: people have worked on it since."
            for action in sorted(named.values(), key=lambda action: action.sort_key)
            if action.imported_in_id == self.record.pk
        ]

    def _leave(self, model, row, newest):
        action_id = row.pk if model is Action else row.action_id
        self.staying.add(action_id)
        if model is not Action:
            self.left_alone.append(
                f"“{row.text}” stays: {newest.history_user_name} edited it since."
            )

    def _was_edited(self, model, row, mine):
        fields = [f for f in PUT_BACK[model] + ALSO_EDITED[model] if f not in NO_EDIT]
        return any(getattr(row, field) != getattr(mine, field) for field in fields)

    def _items(self, model, rows):
        withdrawn, changed = [], []
        for row, before, mine, newest in rows:
            if before is None:
                if row.action_id in self.staying:
                    continue
                _withdraw(row)
                withdrawn.append(row)
            elif self._put_back(model, row, before, mine, newest):
                changed.append(row)
            else:
                continue
            self.touched.add(row.action_id)
        state = "is_withdrawn" if model is ProgressItem else "status"
        self._save(withdrawn, model, [state])
        self._save(changed, model, ["text", "position", state])

    def _actions(self, rows):
        withdrawn, changed = [], []
        for row, before, mine, newest in rows:
            if before is None and row.pk not in self.staying:
                row.is_withdrawn = True
                withdrawn.append(row)
            elif before is not None and self._put_back(Action, row, before, mine, newest):
                changed.append(row)
        done = {action.pk for action in (*withdrawn, *changed)}
        touched = list(Action.objects.in_bulk(self.touched - done).values())
        for action in (*withdrawn, *changed, *touched):
            action.version += 1
        self._save(withdrawn, Action, ["version", "is_withdrawn"])
        columns = [name.removesuffix("_id") for name in PUT_BACK[Action]]
        self._save(changed, Action, ["version", *columns])
        self._save(touched, Action, ["version"])
        self._date_changes({action.pk: action.due_on for action in changed})

    def _date_changes(self, due_now):
        """A move of the import's that was put back counts no longer; it stays as taken back."""
        way = f"{WAY} {self.record.number}"
        made = DateChange.history.filter(history_way=way, action__in=due_now).values("id")
        moves = [
            move
            for move in DateChange.objects.agreed().filter(pk__in=made)
            if due_now[move.action_id] == move.due_before
        ]
        self._give_their_actions(moves)
        for move in moves:
            move.status, move.decided_on = DateChange.Status.WITHDRAWN, None
            move.decision_reason = f"Undid import {self.record.number}"
        columns = ["status", "decided_on", "decision_reason"]
        history.update_all(moves, DateChange, columns, batch_size=BATCH)

    def _save(self, rows, model, columns):
        """Only the columns that change: each that is named costs time for each row."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            history.update_all(batch, model, columns, batch_size=BATCH)
            self.put_back += len(batch)
            self.tell(min(self.put_back, self.of), self.of)

    def _put_back(self, model, row, before, mine, newest):
        """Each field that the import changed, unless people changed it since."""
        did = False
        for field in PUT_BACK[model]:
            old, new = getattr(before, field), getattr(mine, field)
            if old == new:
                continue
            if getattr(row, field) == new:
                setattr(row, field, old)
                did = True
            elif field not in NO_EDIT:
                what = getattr(row, "ref", None) or f"“{getattr(row, 'text', row)}”"
                self.left_alone.append(
                    f"{what} stays as it is: {newest.history_user_name} edited it since."
                )
        return did

    def _references(self):
        """Takes away those that the import made, and makes those again that it took away."""
        again = []
        for row, before, mine, _ in self._rows(CrossReference):
            if row is None and before is not None:
                again.append(CrossReference(**_values(before)))
            elif row is not None and before is None:
                row.delete()
            elif row is not None and self._put_back(CrossReference, row, before, mine, mine):
                row.save()
        history.create_all(again, CrossReference, batch_size=BATCH)
        put_back_elsewhere(self.record, self._act_of_the_import())

    def _act_of_the_import(self):
        way = f"{WAY} {self.record.number}"
        return self.record.history.filter(history_way=way).values_list("history_act")[:1]


def _around(versions, way):
    """(the version before the import's first, the import's last)"""
    mine = [place for place, version in enumerate(versions) if version.history_way == way]
    before = versions[mine[0] - 1] if mine[0] else None
    return before, versions[mine[-1]]


def _values(version):
    return {
        field.attname: getattr(version, field.attname)
        for field in version.tracked_fields
        if not field.primary_key
    }


def _withdraw(row):
    if isinstance(row, ProgressItem):
        row.is_withdrawn = True
    else:
        row.status = NextStep.Status.WITHDRAWN
