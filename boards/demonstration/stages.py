"""How some actions came to the stage that they are at. All made up, like the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What was said or decided of an action, how many days ago.

    `what` is "deliver", "ask", "sign_off" or "return"; a decision is of the Improvement Board's
    meeting `met` days ago, and the programme office wrote it down.
    """

    days_ago: int
    ref: str
    what: str
    reason: str = ""
    delivered_ago: int = 0
    met: int = 0


STEPS = [
    # Signed off at the meeting
    Step(
        28,
        "IN24",
        "deliver",
        "The Board is established and its terms of reference are agreed",
        delivered_ago=33,
    ),
    Step(27, "IN24", "ask", "Both papers are checked"),
    Step(
        13,
        "IN24",
        "sign_off",
        "Minute 5: the Board is satisfied that it is established and works as the notice asks.",
        met=14,
    ),
    # Returned at the same meeting
    Step(29, "IN15", "deliver", "Both frameworks are in use", delivered_ago=32),
    Step(28, "IN15", "ask", "For the next meeting, please"),
    Step(
        13,
        "IN15",
        "return",
        "Minute 6: the framework for signing off was used once only. Show it in use for three "
        "actions.",
        met=14,
    ),
    # Awaits the next meeting
    Step(
        8, "IN11", "deliver", "The induction programme is in place for every team", delivered_ago=10
    ),
    Step(7, "IN11", "ask", "The programme is open to read on the intranet"),
    # Delivered, and its evidence is not checked yet
    Step(5, "IN7", "deliver", "The first round of audits is done and reported", delivered_ago=6),
]
