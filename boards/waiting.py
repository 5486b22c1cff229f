"""What was found in actions and nobody has decided yet: the proposals of oversight."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, IntegerField, Value

from actions.models import Action, NextStep, ProgressItem
from boards.models import Body, Naming, Oversight
from boards.proposals import Finding, Text, named_in

# So that a home page stays quick, only smaller notices are read whole to count what waits.
MOST_READ_TO_COUNT = 300

_WHERE = {1: "Progress", 2: "Next steps"}


@dataclass(frozen=True)
class Proposal:
    """An action, and what its own words name that nobody has decided about."""

    action: Action
    findings: list[Finding]

    @property
    def to_decide(self):
        """Those that can be answered with a body that is held; the others ask for a new body."""
        return [finding for finding in self.findings if not finding.is_not_held]

    @property
    def not_held(self):
        return [finding for finding in self.findings if finding.is_not_held]


def proposals(notice, actions, bodies=None) -> list[Proposal]:
    """What waits in these actions of the notice: three queries more, however many there are."""
    actions = list(actions)
    bodies = list(Body.objects.of(notice)) if bodies is None else bodies
    texts = _texts(actions)
    decided = _decided(actions)
    found = [
        Proposal(action, _undecided(action, named_in(texts[action.pk], bodies), decided))
        for action in actions
    ]
    return [proposal for proposal in found if proposal.findings]


def suggested_part(finding) -> str:
    """One that the requirement itself names holds to account; one named elsewhere is informed."""
    part = Oversight.Part
    return (part.HOLDS_TO_ACCOUNT if finding.is_in_the_wording else part.IS_INFORMED).value


def count_waiting(notice) -> int | None:
    """How many findings wait for an answer; None where the notice is too large to read whole."""
    actions = Action.objects.of(notice).only("pk", "ref", "wording", "notice")
    actions = list(actions[: MOST_READ_TO_COUNT + 1])
    if len(actions) > MOST_READ_TO_COUNT:
        return None
    return sum(len(proposal.findings) for proposal in proposals(notice, actions))


def _undecided(action, findings, decided):
    return [
        finding
        for finding in findings
        if (action.pk, finding.body if finding.body is not None else finding.words) not in decided
    ]


def _texts(actions):
    """action's key -> its wording, progress and next steps, in the order they are read."""
    progress = ProgressItem.objects.shown().filter(action__in=actions)
    steps = NextStep.objects.open().filter(action__in=actions)
    columns = ["action_id", "stands", "position", "pk", "text"]
    rows = (
        progress.order_by()
        .annotate(stands=Value(1, IntegerField()))
        .values_list(*columns)
        .union(
            steps.order_by().annotate(stands=Value(2, IntegerField())).values_list(*columns),
            all=True,
        )
    )
    texts = defaultdict(list)
    for action in actions:
        texts[action.pk].append(Text("Action", action.wording))
    for action_id, stands, _, _, text in sorted(rows, key=lambda row: row[:4]):
        texts[action_id].append(Text(_WHERE[stands], text))
    return texts


def _decided(actions):
    """(action's key, body's key) and (action's key, words) of everything that was answered."""
    oversights = Oversight.objects.filter(action__in=actions).order_by()
    namings = Naming.objects.filter(action__in=actions).order_by()
    rows = oversights.values_list("action_id", "body_id", Value("")).union(
        namings.values_list("action_id", "body_id", F("words"))
    )
    decided = set()
    for action_id, body_id, words in rows:
        decided |= {(action_id, body_id), (action_id, words)}
    return decided
