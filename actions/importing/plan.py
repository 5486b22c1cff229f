"""What an import would change: the file, what the last import held, and the register now.

Pure: values in, values out. Everything has three sides: `base`, what the last import wrote; `held`,
what the register says now; and what the file says. Where only the file moved on, the file's side is
taken; where only the register did, the register's stays; where both did, a person is asked.
A person may untick each change, and must tick what is to be withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.importing.alarms import alarms_of
from actions.importing.changes import (
    TICKED_AT_FIRST,
    WRITTEN,
    ActionChange,
    DetailChange,
    HeldAction,
    HeldDetail,
    HeldText,
    Kind,
    Plan,
    TextChange,
)
from actions.importing.matching import match, out_of_order
from actions.importing.problems import Problem, Proposal, Severity
from actions.importing.rows import Reading
from actions.querysets import SIGNED_OFF, UNDELIVERED

FILE, REGISTER, BOTH = True, False, "both"  # the answers to a conflict


def make(
    reading: Reading,
    held: Sequence[HeldAction],
    decisions: Mapping[str, object],
    people: Mapping[str, tuple[int, str]] | None = None,
) -> Plan:
    """Compare what a file says with what the register holds.

    `decisions`: key -> True (ticked; the file's side), False (unticked; the register's), or "both".
    What is not in it is as it is at first: changes ticked, withdrawals not, conflicts open.
    `people`: name or address, case-folded -> (key, name), of those who may lead.
    Actions come in the order of the file, then those that it lacks.
    """
    by_ref = {action.ref: action for action in held}
    comparer = _Comparer(decisions, people or {})
    changes = [comparer.compare(read, by_ref.pop(read.ref, None)) for read in reading.actions]
    changes += [comparer.not_in_file(a) for a in by_ref.values() if not a.is_gone]
    alarms = alarms_of(reading.actions, held)
    return Plan(
        changes=tuple(changes),
        problems=(*_alarms_as_questions(alarms, reading.sheet), *comparer.problems(reading.sheet)),
        alarms=alarms,
        counts=_counts(changes),
        how_read=reading.how,
    )


class _Comparer:
    """Compares one action after another under the same decisions."""

    def __init__(self, decisions, people):
        self.decisions, self.people = decisions, people
        self.conflicts: list[tuple[str, TextChange]] = []
        self.unknown_leads: list[tuple[str, str, int]] = []

    # One action

    def compare(self, read, held):
        if held is None or held.is_gone:
            return self._added(read, held)
        wording = self._three_way(
            held.wording, read.wording, f"{read.ref}-wording", row=read.row, may_be_both=False
        )
        progress = self._items(held.progress, read.progress, f"{read.ref}-p")
        steps = self._items(held.next_steps, read.next_steps, f"{read.ref}-n")
        details = self._details(read, held.details)
        parts = (wording, *progress, *steps, *details)
        writes = any(part.kind in WRITTEN for part in parts)
        return ActionChange(
            kind=Kind.CHANGED if writes else Kind.UNCHANGED,
            ref=read.ref,
            wording=wording,
            progress=progress,
            next_steps=steps,
            details=details,
            read=read,
            held=held,
        )

    def _added(self, read, held):
        """A new action, or one that an import took out and the file has again."""
        key, kind = f"tick-{read.ref}", Kind.RESTORED if held else Kind.ADDED
        kind = Kind.REFUSED if self.decisions.get(key) is False else kind
        before = held or HeldAction(0, read.ref, 0, HeldText(0, "", ""))
        wording = TextChange(kind, read.wording, row=read.row)
        if held and held.wording.text == read.wording and kind is Kind.RESTORED:
            wording = replace(wording, kind=Kind.UNCHANGED)
        if kind is Kind.REFUSED:
            progress = tuple(TextChange(kind, item.text, item=n) for n, item in _at(read.progress))
            steps = tuple(TextChange(kind, item.text, item=n) for n, item in _at(read.next_steps))
            return ActionChange(kind, read.ref, wording, progress, steps, (), read, held, key)
        # The whole action has one tick, so its parts have none.
        return ActionChange(
            kind=kind,
            ref=read.ref,
            wording=wording,
            progress=_without_keys(self._items(before.progress, read.progress, f"{read.ref}-p")),
            next_steps=_without_keys(
                self._items(before.next_steps, read.next_steps, f"{read.ref}-n")
            ),
            details=_without_keys(self._details(read, before.details)),
            read=read,
            held=held,
            key=key,
        )

    def not_in_file(self, held):
        key = f"withdraw-{held.ref}"
        kind = Kind.WITHDRAWN if self.decisions.get(key) else Kind.MISSING
        return ActionChange(
            kind=kind,
            ref=held.ref,
            wording=_left_alone(held.wording),
            progress=tuple(map(_left_alone, held.progress)),
            next_steps=tuple(map(_left_alone, held.next_steps)),
            held=held,
            key=key,
        )

    # One text

    def _ticked(self, change, key):
        """The change as it is ticked: unticked, the register's side stays."""
        if change.kind not in TICKED_AT_FIRST:
            return change
        change = replace(change, key=key)
        if self.decisions.get(key) is not False:
            return change
        if change.kind in (Kind.ADDED, Kind.RESTORED):
            return replace(change, kind=Kind.REFUSED)
        stays = change.before or change.text
        return replace(change, kind=Kind.REFUSED, text=stays, from_file=change.text, before="")

    def _three_way(self, held, text, name, *, row, item=None, may_be_both=True):
        """One text on its three sides: what it becomes, and what is asked."""
        said = {"held": held.pk, "row": row, "item": item}
        if held.is_gone:
            return self._ticked(TextChange(Kind.RESTORED, text, **said), f"tick-{name}")
        if text == held.text or held.is_closed:
            return TextChange(Kind.UNCHANGED, held.text, **said)
        if text == held.base:
            return TextChange(Kind.EDITED_HERE, held.text, from_file=text, **said)
        changed = TextChange(Kind.CHANGED, text, before=held.text, **said)
        if held.base in (None, held.text):
            return self._ticked(changed, f"tick-{name}")
        return self._conflict(held, changed, f"conflict-{name}", may_be_both)

    def _conflict(self, held, changed, key, may_be_both):
        answer = self.decisions.get(key)
        open_ = TextChange(
            Kind.CONFLICT, held.text, from_file=changed.text, held=held.pk,
            row=changed.row, item=changed.item, key=key,
        )  # fmt: skip
        self.conflicts.append((may_be_both, open_))
        return replace(changed, key=key) if answer is FILE else open_

    def _items(self, held, read, name):
        """The items of one column: matched by text, then by likeness; order kept."""
        places = match(held, [item.text for item in read])
        in_order = [place for place in places if place is not None]
        moved = {in_order[at] for at in out_of_order(in_order)}
        changes, stay = [], {}
        for n, item in _at(read):
            for change in self._item(held, places[n], moved, n, item, name):
                if change.kind is Kind.REFUSED and places[n] in moved:
                    stay[places[n]] = change  # an unticked move: in its place in the register
                else:
                    changes.append(change)
        return self._with_those_not_in_file(changes, held, set(in_order), stay, name)

    def _item(self, held, place, moved, n, item, name):
        if place is None:
            key = f"tick-{name}-new-{_digest(item.text)}"
            kind = Kind.REFUSED if self.decisions.get(key) is False else Kind.ADDED
            yield TextChange(kind, item.text, row=item.row, item=n, key=key)
            return
        found = held[place]
        change = self._three_way(found, item.text, f"{name}{found.pk}", row=item.row, item=n)
        if change.kind is Kind.UNCHANGED and place in moved and not found.is_closed:
            change = self._ticked(replace(change, kind=Kind.MOVED), f"tick-{name}{found.pk}")
        yield change
        if change.kind is Kind.CONFLICT and self.decisions.get(change.key) == BOTH:
            # The register's stays, and the file's comes in beside it.
            yield TextChange(Kind.ADDED, item.text, row=item.row, item=n)

    def _with_those_not_in_file(self, changes, held, matched, stay, name):
        """Put each item that the file lacks, or whose move was unticked, after the one that it
        followed in the register.
        """
        final = list(changes)
        at_place = {one.pk: place for place, one in enumerate(held)}
        for place, item in enumerate(held):
            if place not in stay and (place in matched or item.is_closed or item.is_gone):
                continue
            before = [
                n for n, change in enumerate(final) if at_place.get(change.held, place) < place
            ]
            left = stay.get(place) or self._missing(item, f"withdraw-{name}{item.pk}")
            final.insert(max(before, default=-1) + 1, left)
        return tuple(final)

    def _missing(self, item, key):
        kind = Kind.WITHDRAWN if self.decisions.get(key) else Kind.MISSING
        return TextChange(kind, item.text, held=item.pk, key=key)

    # Details

    def _details(self, read, held):
        changes = []
        for name in ("lead", "due", "rating", "status", "area", "body"):
            detail = getattr(getattr(read, "details", None), name, None)
            if detail is None or detail.value in (None, ""):
                continue
            value, shown = self._value(read, name, detail)
            if value in (None, ""):
                continue
            now = held.get(name, HeldDetail())
            if _is_decided_here(name, held):
                kind = Kind.UNCHANGED if value == now.value else Kind.EDITED_HERE
                changes.append(DetailChange(kind, name, now.value, now.shown, from_file=shown))
            else:
                changes.append(self._detail(name, value, shown, now, read.ref))
        return tuple(changes)

    def _value(self, read, name, detail):
        if name != "lead":
            return detail.value, detail.printed
        found = self.people.get(" ".join(detail.value.casefold().split()))
        if found is None:
            self.unknown_leads.append((read.ref, detail.printed, detail.row))
            return None, ""
        return found

    def _detail(self, name, value, shown, held, ref):
        if value == held.value:
            return DetailChange(Kind.UNCHANGED, name, value, held.shown)
        if held.value not in (None, "") and held.value != held.base:
            # Somebody set it in the register: what a table says does not undo that.
            return DetailChange(Kind.EDITED_HERE, name, held.value, held.shown, from_file=shown)
        kind = Kind.CHANGED if held.value not in (None, "") else Kind.ADDED
        change = DetailChange(kind, name, value, shown, before=held.shown, key=f"tick-{ref}-{name}")
        if self.decisions.get(change.key) is False:
            return replace(
                change, kind=Kind.REFUSED, value=held.value, text=held.shown, from_file=shown
            )
        return change

    # What is asked and said

    def problems(self, sheet):
        for may_be_both, text in self.conflicts:
            yield _conflict_problem(sheet, text, may_be_both, self.decisions.get(text.key))
        for ref, name, row in self.unknown_leads:
            yield Problem(
                key=f"lead-unknown-{ref}",
                code="lead-unknown",
                severity=Severity.NOTE,
                sheet=sheet,
                row=row,
                column="",
                value=name,
                message=f"Row {row}: nobody who reports on this notice is called “{name}”, so "
                f"{ref} comes in without a lead. Add the person, then say who leads.",
                ref=ref,
            )


def _is_decided_here(name, held):
    """A stage that was declared or decided stands, and a rating once the action is signed off."""
    stage = held.get("status", HeldDetail()).value
    if name == "status":
        return stage not in (None, "", *UNDELIVERED)
    return name == "rating" and stage in SIGNED_OFF


def _at(items):
    return enumerate(items)


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _without_keys(changes):
    return tuple(
        replace(change, key="") if change.kind in TICKED_AT_FIRST else change for change in changes
    )


def _left_alone(held):
    return TextChange(Kind.MISSING, held.text, held=held.pk)


def _conflict_problem(sheet, text, may_be_both, answer):
    ref = text.key.removeprefix("conflict-").rsplit("-", 1)[0]
    return Problem(
        key=text.key,
        code="changed-on-both-sides",
        severity=Severity.DECISION,
        sheet=sheet,
        row=text.row,
        column="",
        value=text.from_file,
        message=f"{ref}: this text was changed in the register since the last import, and in the "
        "file too.",
        proposal=Proposal(
            kind="use-file-or-both" if may_be_both else "use-file",
            value=text.from_file,
            label="Use the text of the file",
            before=text.text,
            after=text.from_file,
        ),
        ref=ref,
        decision=answer,
    )


def _alarms_as_questions(alarms, sheet):
    for alarm in alarms:
        yield Problem(
            key=alarm.key,
            code=alarm.key,
            severity=Severity.DECISION if alarm.must_be_answered else Severity.NOTE,
            sheet=sheet,
            row=None,
            column="",
            value="",
            message=alarm.message,
            proposal=Proposal(kind="go-on", value="", label="I have looked: this is meant")
            if alarm.must_be_answered
            else None,
        )


def _counts(changes):
    names = ["added", "changed", "unchanged", "missing", "conflicts", "withdrawn", "refused"]
    counts = dict.fromkeys(names, 0)
    for change in changes:
        name = "added" if change.kind is Kind.RESTORED else str(change.kind)
        counts[name] += 1
        counts["conflicts"] += sum(text.kind is Kind.CONFLICT for text in change.texts)
    return counts
