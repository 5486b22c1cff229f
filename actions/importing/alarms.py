"""Changes too large to be meant: a column sorted by itself renames every action, and the file is
still a valid one. Only a person who is told can see it. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.importing.matching import likeness

FEWEST = 3  # fewer actions than this are no mass
UNLIKE = 0.35  # below this a wording is another one, not the same one edited


@dataclass(frozen=True)
class Alarm:
    """One thing to call out at the top of the check page."""

    key: str
    message: str
    must_be_answered: bool = True


def alarms_of(read: Sequence, held: Sequence) -> tuple[Alarm, ...]:
    """What is out of all proportion when these actions of a file meet those of the register.

    `read` have ref, wording, progress, next_steps; `held` the same of the register.
    """
    now = {action.ref: action for action in held if not action.is_gone}
    pairs = [(action, now[action.ref]) for action in read if action.ref in now]
    found = [_wordings_replaced(pairs, now), _columns_swapped(pairs), _many_missing(read, now)]
    return tuple(alarm for alarm in found if alarm)


def _most(count, of):
    return count >= FEWEST and count * 2 > of


def _wordings_replaced(pairs, now):
    different = [
        (new, old)
        for new, old in pairs
        if new.wording != old.wording.text and likeness(new.wording, old.wording.text) < UNLIKE
    ]
    if not _most(len(different), len(pairs)):
        return None
    wordings = {action.wording.text: ref for ref, action in now.items()}
    of_others = sum(wordings.get(new.wording, new.ref) != new.ref for new, _ in different)
    why = (
        f" {of_others} of them are the wordings of other actions: one column was probably sorted "
        "or moved without the others."
        if of_others * 2 > len(different)
        else ""
    )
    return Alarm(
        "mass-wording",
        f"{len(different)} of {len(pairs)} actions would get an altogether different wording."
        f"{why} If that is not meant, do not import this file.",
    )


def _columns_swapped(pairs):
    """Progress in the file that the register has as next steps, and the other way about."""
    swapped = 0
    for new, old in pairs:
        progress, steps = {i.text for i in new.progress}, {i.text for i in new.next_steps}
        old_progress = {i.text for i in old.progress}
        old_steps = {i.text for i in old.next_steps}
        crossed = len(progress & (old_steps - old_progress)) + len(
            steps & (old_progress - old_steps)
        )
        swapped += crossed * 2 > len(progress) + len(steps)
    if not _most(swapped, len(pairs)):
        return None
    return Alarm(
        "mass-swapped",
        f"In {swapped} of {len(pairs)} actions the progress of this file is what the register has "
        "as next steps. Two columns were probably exchanged.",
    )


def _many_missing(read, now):
    missing = now.keys() - {action.ref for action in read}
    if not _most(len(missing), len(now)):
        return None
    return Alarm(
        "mass-missing",
        f"{len(missing)} of the {len(now)} actions in the register are not in this file. They "
        "stay as they are, unless you tick them to be withdrawn.",
        must_be_answered=False,
    )
