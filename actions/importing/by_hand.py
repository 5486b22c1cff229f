"""What a person does by hand to an import while it is checked: mends, undoes, takes back.

Each is one act that leaves a version of the import. Two people may be at it at once: the import is
held while either adds to what the other did.
"""

from dataclasses import replace

from django.db import transaction

from actions.importing import intake, mends
from actions.importing.mends import Mend
from actions.importing.problems import Unreadable
from actions.importing.reading import Reading
from actions.models import Import
from improvement import history

FINISHED = "This import was finished before. Nothing more can be mended in it."


class Refused(Exception):
    """Nothing was done; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def mend(record: Import, done: Mend, *, by) -> Mend:
    """Mend the file. Sent twice, it is done once. Raises Refused where it does not fit."""
    held = _held(record)
    if any(one["id"] == done.id for one in held.mends):
        return done
    done = replace(done, by=by.get_full_name())
    before = intake.read(held)
    held.mends = [*held.mends, done.to_json()]
    after = _read(held)
    if done.id in after.mended.unfit:
        raise Refused(f"Nothing was done. {after.mended.unfit[done.id]}")
    _save(held, before, after, by=by, reason=f"Mended by hand: {done.says}")
    return done


@transaction.atomic
def undo(record: Import, mend_id: str, *, by) -> Mend:
    """Take one mend out and do the others again. Raises Refused where it is gone already."""
    held = _held(record)
    found = next((one for one in held.mends if one["id"] == mend_id), None)
    if found is None:
        raise Refused("That was undone before. Nothing was done again.")
    undone = mends.from_json(found)
    before = intake.read(held)
    held.mends = [one for one in held.mends if one is not found]
    _save(held, before, _read(held), by=by, reason=f"Undid a mend by hand: {undone.says}")
    return undone


@transaction.atomic
def take_back(record: Import, key: str, *, by) -> None:
    """Leave a question open that was answered. Raises Refused where nobody answered it."""
    held = _held(record)
    if key not in held.decisions:
        raise Refused("There was no answer to take back.")
    held.decisions = {one: said for one, said in held.decisions.items() if one != key}
    _read(held)
    history.save_as(held, by=by, reason=f"Took back an answer to what {held} asked")


def _held(record: Import) -> Import:
    held = Import.objects.select_for_update().get(pk=record.pk)
    if held.status != Import.Status.CHECKING:
        raise Refused(FINISHED)
    return held


def _read(held: Import) -> Reading:
    try:
        return intake.read(held)
    except Unreadable as reason:
        raise Refused(f"Nothing was done: no action would be left. {reason.message}") from reason


def _save(held: Import, before: Reading, after: Reading, *, by, reason: str) -> None:
    """Keep the mends, and only those answers that still say what they said.

    A proposal that was taken and, after a mend, would do something else is asked again.
    """
    was, now = _asked(before), _asked(after)
    turned = {key for key in was.keys() & now.keys() if was[key] != now[key]}
    held.decisions = {
        key: said for key, said in held.decisions.items() if said is False or key not in turned
    }
    history.save_as(held, by=by, reason=reason)


def _asked(reading: Reading) -> dict[str, tuple[str, str]]:
    return {
        problem.key: (problem.proposal.kind, problem.proposal.value)
        for problem in reading.problems
        if problem.proposal
    }
