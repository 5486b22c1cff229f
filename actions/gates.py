"""What is still missing before an action may take its next step. Pure: facts in, values out.

Three people stand behind a sign-off: who leads and declares, who checks, who decides. Each gate
asks that they differ by person, whatever roles they hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse

from actions.models import Action
from actions.querysets import SIGNED_OFF, UNDELIVERED


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way, in words, and the page on which it is mended.

    `page` is the name of an address and `args` what fills it; both are empty where no page mends.
    """

    code: str
    sentence: str
    page: str = ""
    args: tuple = ()

    @property
    def address(self) -> str:
        return reverse(self.page, args=self.args) if self.page else ""


class NotYet(Exception):
    """A step was refused, and nothing was written. `missing` says what stands in the way."""

    def __init__(self, missing: Collection[Missing]):
        super().__init__(" ".join(one.sentence for one in missing))
        self.missing = tuple(missing)


@dataclass(frozen=True)
class Piece:
    """A standing piece of evidence, and what its newest version was found to be.

    `opinion` is empty and `checked_by` None where that version was not checked.
    """

    number: int
    title: str
    opinion: str = ""
    checked_by: int | None = None
    is_restricted: bool = False

    @property
    def called(self) -> str:
        """Restricted evidence goes by its number, since anybody may read what is missing."""
        return f"Evidence {self.number}" if self.is_restricted else f"“{self.title}”"


@dataclass(frozen=True)
class LastStep:
    """The newest step that an action took, in words, and its day."""

    done: str
    on: dt.date


@dataclass(frozen=True)
class Facts:
    """All that the gates ask of an action. People are keys; a checker of old is still one."""

    notice: str
    ref: str
    stage: str
    lead: int | None = None
    contributors: frozenset[int] = frozenset()
    progress: int = 0
    evidence: tuple[Piece, ...] = ()
    checkers: frozenset[int] = frozenset()
    declared_by: int | None = None
    last_step: LastStep | None = None
    issued_on: dt.date | None = None
    is_withdrawn: bool = False

    def mended_at(self, page: str, *more) -> dict:
        return {"page": f"actions:{page}", "args": (self.notice, self.ref, *more)}

    @property
    def reporting(self) -> frozenset[int]:
        """Who reports on the action, and so can't judge it."""
        return self.contributors | {person for person in [self.lead] if person is not None}


# One gate for each step


def to_deliver(facts: Facts) -> list[Missing]:
    return [*_stands_at(facts, UNDELIVERED, "declared delivered"), *_what_delivery_needs(facts)]


def to_ask(facts: Facts) -> list[Missing]:
    return [*_stands_at(facts, ["delivered"], "sent for sign-off"), *_what_asking_needs(facts)]


def to_take_back(facts: Facts) -> list[Missing]:
    return [*_stands_at(facts, ["delivered", "awaiting_sign_off"], "taken back")]


def to_sign_off(facts: Facts, *people: int) -> list[Missing]:
    """`people`: whoever decides, and whoever records it."""
    return [
        *_stands_at(facts, ["awaiting_sign_off"], "signed off"),
        *_what_asking_needs(facts),
        *nobody_judges_their_own(facts, people),
    ]


def to_leave(facts: Facts, stages: Collection[str], done: str, *people: int) -> list[Missing]:
    """For the steps that ask for no evidence: to return, re-open, embed, no longer require."""
    return [*_stands_at(facts, stages, done), *nobody_judges_their_own(facts, people)]


def to_change_what_it_rests_on(ref: str, stage: str) -> list[Missing]:
    """What was done, and its evidence, is neither reworded nor withdrawn once that is signed off.

    More can be added.
    """
    if stage not in SIGNED_OFF:
        return []
    sentence = f"{ref} is signed off on what it says. It has to be re-opened first."
    return [Missing("signed-off-on-it", sentence)]


def still_missing(facts: Facts) -> list[Missing]:
    """What an action lacks of all that its stage was given for: evidence withdrawn since, say."""
    if facts.stage == "delivered":
        return _what_delivery_needs(facts)
    if facts.stage in ("awaiting_sign_off", *SIGNED_OFF):
        return _what_asking_needs(facts)
    return []


def to_date(day: dt.date, today: dt.date, facts: Facts) -> list[Missing]:
    """A delivery is dated on a day that has come, and not before the notice was issued."""
    if day > today:
        return [Missing("date-to-come", "The date of delivery must be today or in the past.")]
    if facts.issued_on and day < facts.issued_on:
        sentence = (
            f"The notice was issued on {_day(facts.issued_on)}: nothing was delivered before it."
        )
        return [Missing("date-before-notice", sentence)]
    return []


def decided(
    on: dt.date,
    today: dt.date,
    delivered_on: dt.date | None = None,
    last_step: LastStep | None = None,
) -> list[Missing]:
    """A decision is of a day that has come, and not older than the delivery or the step that it
    answers.
    """
    if on > today:
        return [Missing("decided-to-come", "The day of the decision must be today or in the past.")]
    if delivered_on and on < delivered_on:
        sentence = f"It was delivered on {_day(delivered_on)}, after the day of this decision."
        return [Missing("decided-before-delivery", sentence)]
    if last_step and on < last_step.on:
        sentence = (
            f"It was {last_step.done} on {_day(last_step.on)}, after the day of this decision."
        )
        return [Missing("decided-before-step", sentence)]
    return []


def _day(day):
    return f"{day.day} {day:%B %Y}"


# What the gates ask


def _stands_at(facts, stages, done) -> Iterator[Missing]:
    if facts.is_withdrawn:
        yield Missing("withdrawn", f"{facts.ref} was withdrawn.", **facts.mended_at("detail"))
    elif facts.stage not in stages:
        needed = " or ".join(_in_words(stage) for stage in stages)
        yield Missing(
            "stage",
            f"{facts.ref} is {_in_words(facts.stage)}. It can be {done} only while it is {needed}.",
            **facts.mended_at("detail"),
        )


def _in_words(stage):
    return Action.Stage(stage).label.lower()


def _what_delivery_needs(facts) -> list[Missing]:
    found = []
    if facts.lead is None:
        found.append(Missing("lead", f"Nobody leads {facts.ref}.", **facts.mended_at("details")))
    found += _progress(facts)
    if not facts.evidence:
        found.append(_no_evidence(facts))
    return found


def _progress(facts) -> list[Missing]:
    if facts.progress:
        return []
    sentence = "No progress is recorded: say what was done."
    return [Missing("progress", sentence, **facts.mended_at("update"))]


def _no_evidence(facts):
    sentence = "There is no evidence: add a file or a link that shows what was done."
    return Missing("evidence", sentence, **facts.mended_at("evidence_add"))


def _what_asking_needs(facts) -> list[Missing]:
    """What delivery asked for, since it can be withdrawn, and that the evidence was checked.

    The date of delivery can't be: the database keeps it while the action is delivered.
    """
    return [*_progress(facts), *_checked_evidence(facts)]


def _checked_evidence(facts) -> list[Missing]:
    if not facts.evidence:
        return [_no_evidence(facts)]
    found = [said for piece in facts.evidence for said in _of_piece(facts, piece)]
    if not found and all(piece.opinion != "sufficient" for piece in facts.evidence):
        found.append(
            Missing(
                "none-sufficient",
                "No piece of evidence was found sufficient: add one that shows the whole.",
                **facts.mended_at("evidence_add"),
            )
        )
    return found


def _of_piece(facts, piece) -> Iterator[Missing]:
    at = facts.mended_at("evidence", piece.number)
    if not piece.opinion:
        yield Missing("unchecked", f"{piece.called} has not been checked by assurance.", **at)
    elif piece.checked_by in facts.reporting:
        yield Missing(
            "checked-by-own",
            f"{piece.called} was checked by somebody who now reports on {facts.ref}: it must be "
            "checked by somebody else.",
            **at,
        )
    elif piece.opinion == "insufficient":
        yield Missing(
            "insufficient",
            f"{piece.called} was found insufficient: bring a new version, or withdraw it.",
            **at,
        )


def nobody_judges_their_own(facts: Facts, people: Collection[int]) -> Iterator[Missing]:
    """Who decides, or records it, is neither who leads or declares, nor who checked."""
    own = [
        ("decided-by-lead", "leads", {facts.lead}),
        ("decided-by-contributor", "contributes to", facts.contributors),
        ("decided-by-declarer", "declared the delivery of", {facts.declared_by} - {facts.lead}),
        ("decided-by-checker", "checked the evidence of", facts.checkers),
    ]
    for code, does, whoever in own:
        if whoever & set(people):
            yield Missing(code, f"Whoever {does} {facts.ref} can’t decide on it.")
