"""What the record of an action may lack: its name in an address, its words, where it is mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from actions import querysets_of_gaps as rules

DETAILS, UPDATE, REFERENCES = "actions:details", "actions:update", "actions:references"
WORDING, EVIDENCE, ACTION = "actions:wording", "actions:evidence_add", "actions:detail"


@dataclass(frozen=True)
class Gap:
    """One kind of thing that a record may lack. `name` is what the register is narrowed by."""

    name: str
    label: str
    rule: Callable[[dt.date], Q]
    mended: str  # the name of the page where it is mended
    to_mend: str  # what its link says


GAPS = (
    Gap("no-lead", "No lead", rules.no_lead, DETAILS, "Say who leads"),
    Gap("no-date", "No due date", rules.no_date, DETAILS, "Give a due date"),
    Gap("no-rating", "Not rated", rules.no_rating, UPDATE, "Rate"),
    Gap("no-step", "Nothing comes next", rules.no_next_step, UPDATE, "Add a next step"),
    Gap(
        "unevidenced",
        "Delivered without evidence",
        rules.delivered_without_evidence,
        EVIDENCE,
        "Add evidence",
    ),
    Gap("silent", f"Silent for {rules.SILENT_DAYS} days", rules.silent, UPDATE, "Update"),
    Gap(
        "no-path",
        "Red or amber without a path to green",
        rules.no_path_to_green,
        UPDATE,
        "Say what brings it back on track",
    ),
    Gap(
        "step-late",
        "A next step is past its date",
        rules.step_past_its_date,
        UPDATE,
        "Say what came of it",
    ),
    Gap(
        "unresolved",
        "Has a reference that leads nowhere",
        rules.unresolved_reference,
        REFERENCES,
        "Say what it refers to",
    ),
    Gap("words-lost", "Words are missing", rules.words_lost, WORDING, "Mend the words"),
    Gap(
        "moved",
        "Date moved twice or more",
        rules.date_moved_often,
        ACTION,
        "See its dates",
    ),
    Gap(
        "no-review",
        "An ongoing step has no review date",
        rules.never_reviewed,
        UPDATE,
        "Give a review date",
    ),
)
BY_NAME = {gap.name: gap for gap in GAPS}


def lacking(actions, name: str, on: dt.date):
    """Those of these actions that have this gap; with "gaps", those that have any."""
    wanted = GAPS if name == "gaps" else [BY_NAME[name]]
    return actions.filter(rules.any_of([gap.rule for gap in wanted], on))


def count_gaps(actions, on: dt.date) -> dict[Gap, int]:
    """How many of these actions have each gap, in one query."""
    wanted = {f"n{place}": Count("pk", filter=gap.rule(on)) for place, gap in enumerate(GAPS)}
    numbers = actions.order_by().aggregate(**wanted)
    return {gap: numbers[f"n{place}"] for place, gap in enumerate(GAPS)}
