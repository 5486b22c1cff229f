"""Reads from the register what the gates ask of an action."""

from actions.gates import Facts, LastStep, Piece
from actions.models import Action, EvidenceCheck, StageMove


def facts_of(action) -> Facts:
    """Everything, for a step that somebody is about to take: five queries."""
    checks = EvidenceCheck.objects.filter(evidence__action=action, evidence__is_withdrawn=False)
    return what_is_shown(
        action,
        progress=action.progress_items.shown().count(),
        evidence=action.evidence.standing().with_opinion(),
        checkers=frozenset(checks.values_list("checked_by", flat=True)),
        **_what_moves_say(action),
    )


def what_is_shown(action, *, progress: int, evidence, **more) -> Facts:
    """What the page of an action needs to say that something is missing, of rows it has at hand.

    `evidence` is what stands, each with its opinion.
    """
    return Facts(
        notice=action.notice.slug,
        ref=action.ref,
        stage=action.stage,
        lead=action.lead_id,
        contributors=frozenset(one.user_id for one in action.contributors.all()),
        progress=progress,
        evidence=tuple(_piece(one) for one in evidence),
        issued_on=action.notice.issued_on,
        is_withdrawn=action.is_withdrawn,
        **more,
    )


def _piece(evidence):
    return Piece(
        number=evidence.number,
        title=evidence.title,
        opinion=evidence.opinion or "",
        checked_by=evidence.opinion_by,
        is_restricted=evidence.is_restricted,
    )


def _what_moves_say(action):
    """Who last declared it delivered, and the step that it took last; one query for both."""
    moves = list(StageMove.objects.filter(action=action).order_by("-pk"))
    declared = (
        move.moved_by_id
        for move in moves
        if (move.to_stage, move.how) == (Action.Stage.DELIVERED, StageMove.How.FORWARD)
    )
    last = next(iter(moves), None)
    return {
        "declared_by": next(declared, None),
        "last_step": last and LastStep(_in_words(last), last.moved_on),
    }


_DONE = {
    Action.Stage.DELIVERED: "declared delivered",
    Action.Stage.AWAITING_SIGN_OFF: "sent for sign-off",
    Action.Stage.NO_LONGER_REQUIRED: "called no longer required",
}


def _in_words(move):
    if move.how != StageMove.How.FORWARD:
        return move.get_how_display().lower()
    return _DONE.get(move.to_stage) or Action.Stage(move.to_stage).label.lower()
