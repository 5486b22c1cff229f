"""From an uploaded file to a plan, and from a plan to the register: what the page, the command
and the demonstration share.
"""

import hashlib
import uuid
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.core.files import File
from django.db import transaction

from actions.importing import layout as layouts
from actions.importing import mends, rows, sandbox, workbook
from actions.importing import plan as planning
from actions.importing.apply import apply
from actions.importing.changes import Plan
from actions.importing.characters import clean, fold
from actions.importing.held import held_actions, people_who_may_lead
from actions.importing.problems import Problem, Severity
from actions.importing.rows import Reading
from actions.importing.standing import standing
from actions.models import Import, Notice
from improvement import history


@dataclass(frozen=True)
class Check:
    """Everything the check page shows: what the file says, and what it would change."""

    reading: Reading
    plan: Plan
    asked: "Asked | None" = None  # what the file was read with

    @property
    def problems(self) -> list[Problem]:
        return [*self.reading.problems, *self.plan.problems]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def decisions(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.DECISION]

    @property
    def notes(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.NOTE]


@dataclass(frozen=True)
class Asked:
    """All that a reading of one import's file depends on beside the file: the same, the same."""

    decisions: dict
    layout: dict
    mends: list
    known: dict
    stands: dict

    @classmethod
    def of(cls, record: Import, held) -> "Asked":
        """What this import is read with now, beside what the register holds."""
        known = record.notice.import_headings
        return cls(record.decisions, record.layout, record.mends, known, standing(held))


def sha256_of(file) -> str:
    """The digest of a file object, read in pieces from its start."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def receive(*, notice, path, filename, by, columns_by_hand=False) -> Import:
    """Read the file and keep it, to be checked. Nothing reaches the register yet.

    Raises Unreadable, with nothing kept, where there is no table to check in it; unless a person
    is to say which column is which, when it is enough that there are cells.
    """
    # Some systems let a file's name hold line breaks and halves of characters.
    name = fold(clean(PurePath(filename).name))[:255] or "File"
    sheets = sandbox.read_file(path, filename=name)
    if not columns_by_hand:
        rows.expect_actions(sheets, notice.import_headings)
    with open(path, "rb") as opened, transaction.atomic():
        # One number after another, also for two uploads at once.
        Notice.objects.select_for_update().get(pk=notice.pk)
        record = Import(
            notice=notice,
            number=Import.objects.next_number(notice),
            filename=name,
            sha256=sha256_of(opened),
            sheets=workbook.to_json(sheets),
            uploaded_by=by,
        )
        record.file.save("", File(opened), save=False)
        try:
            # An act of its own, also where a command goes on to answer and to write.
            with history.act(by=by, reason=f"Uploaded {name}", id=uuid.uuid4()) as act:
                record.uploaded_at = act.moment
                record.save()
        except BaseException:
            record.file.delete(save=False)
            raise
    return record


def read(record: Import, held=None) -> Reading:
    """What the file says, as it was mended and decided about so far."""
    held = held_actions(record.notice) if held is None else held
    return _read(record, Asked.of(record, held))


def _read(record, asked):
    return rows.read(
        workbook.from_json(record.sheets),
        asked.decisions,
        layouts.from_json(asked.layout),
        by_hand=[mends.from_json(data) for data in asked.mends],
        known=asked.known,
        stands=asked.stands,
    )


def check(record: Import, held=None, *, before: Check | None = None) -> Check:
    """The file as it was decided about so far, compared with the register as it is now.

    `before` is another check of the same import. What it read is taken over where nothing that a
    reading depends on has changed since; the plan is made anew.
    """
    held = held_actions(record.notice) if held is None else held
    asked = Asked.of(record, held)
    same = before is not None and before.asked == asked
    reading = before.reading if same else _read(record, asked)
    people = people_who_may_lead(record.notice)
    return replace(compare(reading, held, record.decisions, people), asked=asked)


def compare(reading: Reading, held, decisions, people=None) -> Check:
    """A reading beside what is held; `decisions` may say "all" or "none" too."""
    if decisions in ("all", "none"):
        decisions = _Always(decisions == "all")
    return Check(reading, planning.make(reading, held, decisions, people))


class _Always(dict):
    """Says the same to every question. A tick is none: what is withdrawn is ticked by a person."""

    def __init__(self, answer):
        self.answer = answer

    def get(self, key, default=None):
        return default if key.startswith(("tick-", "withdraw-")) else self.answer


def confirm(record: Import, *, fingerprint: str, by, shown: Check | None = None, **how) -> Plan:
    """Write the plan that was shown. Raises AlreadyImported or RegisterMovedOn.

    `shown` is a check of the same import, if one was made just now; `how` goes on to `apply`.
    """

    def plan_now(now, held):
        return check(now, held, before=shown).plan

    return apply(record, plan_now, fingerprint=fingerprint, by=by, **how)


def decide_all(record: Import, *, taken: bool, by) -> Check:
    """Answer every proposal the same way, those too that only come up by the answers."""
    found = check(record)
    before = record.decisions
    for _ in range(len(found.decisions) + 10):
        unanswered = [p.key for p in found.decisions if record.decisions.get(p.key) is not taken]
        if not unanswered:
            break
        record.decisions = record.decisions | dict.fromkeys(unanswered, taken)
        found = check(record, before=found)
    if record.decisions != before:
        said = "Took every proposal" if taken else "Refused every proposal"
        history.save_as(record, by=by, reason=f"{said} for {record}")
    return found


def import_file(*, notice, path, filename, by) -> Import:
    """The whole way at once with every proposal taken: for the demonstration and for tests.

    Raises Unreadable, or ValueError where the file has errors that no proposal mends.
    """
    record = receive(notice=notice, path=path, filename=filename, by=by)
    found = decide_all(record, taken=True, by=by)
    if found.errors:
        raise ValueError("; ".join(problem.message for problem in found.errors))
    confirm(record, fingerprint=found.plan.fingerprint, by=by, shown=found)
    record.refresh_from_db()
    return record
