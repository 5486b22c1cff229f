"""What the page of an action shows of its stage: how it came there, and what went missing since."""

from dataclasses import dataclass

from actions import gates
from actions.gate_facts import what_is_shown
from actions.models import Action, StageMove
from improvement.written_once import Given, WrittenOnce

Stage, How = Action.Stage, StageMove.How
# Decisions stand in an app above this one, and lead here.
_OF_DECISIONS = ("decision__body",)
# At the others nothing can go missing.
_WITH_A_GATE = (Stage.DELIVERED, Stage.AWAITING_SIGN_OFF, Stage.SIGNED_OFF, Stage.EMBEDDED)
_FORWARD = {
    Stage.DELIVERED: "Declared delivered",
    Stage.AWAITING_SIGN_OFF: "Asked for sign-off",
    Stage.SIGNED_OFF: "Signed off",
    Stage.EMBEDDED: "Embedded: it was tested again and has held",
    Stage.NO_LONGER_REQUIRED: "No longer required",
}


_MOVES = WrittenOnce(
    lambda: (
        StageMove.objects.filter(action=Given("action"))
        .select_related("moved_by", *_OF_DECISIONS)
        .order_by("pk")
    )
)


@dataclass(frozen=True)
class Told:
    """One step from stage to stage, as a reader is told of it."""

    move: StageMove

    @property
    def step(self) -> str:
        if self.move.how == How.TAKEN_BACK:
            was_asked = self.move.from_stage == Stage.AWAITING_SIGN_OFF
            return f"Took back {'the request for sign-off' if was_asked else 'the delivery'}"
        if self.move.how == How.FORWARD:
            to = self.move.to_stage
            return _FORWARD.get(to) or Stage(to).label
        return self.move.get_how_display()

    @property
    def body(self):
        """The body that decided it, where one did."""
        decision = getattr(self.move, "decision", None)
        return decision and decision.body.called

    @property
    def delivered_on(self):
        """Said with the step that declares it, and with those that undo it."""
        is_about_delivery = self.move.to_stage in (Stage.DELIVERED, Stage.IN_PROGRESS)
        return self.move.delivered_on if is_about_delivery else None


class StagePage:
    """One query, however often the stage moved. `page` is that of the action, already read."""

    def __init__(self, action, page):
        self.moves = [Told(move) for move in _MOVES.rows(action=action.pk)]
        self.missing = []
        if action.stage in _WITH_A_GATE and not action.is_withdrawn:
            self.missing = gates.still_missing(_facts(action, page))


def _facts(action, page):
    return what_is_shown(action, progress=len(page.progress), evidence=page.evidence.all_standing)
