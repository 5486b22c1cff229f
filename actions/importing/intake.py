"""From an uploaded file to a plan, and from a plan to the register: what the page, the command
and the demonstration share.
"""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from actions.importing import layout as layouts
from actions.importing import mends, rows, sandbox, workbook
from actions.importing import plan as planning
from actions.importing.apply import apply
from actions.importing.held import held_actions, people_who_may_lead
from actions.importing.plan import Plan
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
    name = PurePath(filename).name[:255]
    sheets = sandbox.read_file(path, filename=name)
    if not columns_by_hand:
        rows.read(sheets, "none", known=notice.import_headings)
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
            uploaded_at=timezone.now(),
        )
        record.file.save("", File(opened), save=False)
        try:
            with history.act(by=by, reason=f"Uploaded {name}"):
                record.save()
        except BaseException:
            record.file.delete(save=False)
            raise
    return record


def read(record: Import, held=None) -> Reading:
    """What the file says, as it was mended and decided about so far."""
    held = held_actions(record.notice) if held is None else held
    by_hand = [mends.from_json(data) for data in record.mends]
    sheets = workbook.from_json(record.sheets)
    return rows.read(
        sheets,
        record.decisions,
        layouts.from_json(record.layout),
        by_hand=by_hand,
        known=record.notice.import_headings,
        stands=standing(held),
    )


def check(record: Import, held=None) -> Check:
    """The file as it was decided about so far, compared with the register as it is now."""
    held = held_actions(record.notice) if held is None else held
    reading = read(record, held)
    people = people_who_may_lead(record.notice)
    return compare(reading, held, record.decisions, people)


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


def confirm(record: Import, *, fingerprint: str, by) -> Plan:
    """Write the plan that was shown. Raises AlreadyImported or RegisterMovedOn."""
    return apply(record, lambda now, held: check(now, held).plan, fingerprint=fingerprint, by=by)


def decide_all(record: Import, *, taken: bool, by) -> Check:
    """Answer every proposal the same way, those too that only come up by the answers."""
    found = check(record)
    for _ in range(len(found.decisions) + 10):
        unanswered = [p.key for p in found.decisions if record.decisions.get(p.key) is not taken]
        if not unanswered:
            break
        record.decisions = record.decisions | dict.fromkeys(unanswered, taken)
        found = check(record)
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
    confirm(record, fingerprint=found.plan.fingerprint, by=by)
    record.refresh_from_db()
    return record
