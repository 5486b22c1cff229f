"""Reads from the register what the gates ask of an action."""

from actions.gates import Facts, Piece
from actions.models import Action, EvidenceCheck, StageMove


def facts_of(action) -> Facts:
    """Everything, for a step that somebody is about to take: five queries."""
    checks = EvidenceCheck.objects.filter(evidence__action=action, evidence__is_withdrawn=False)
    return what_is_shown(
        action,
        progress=action.progress_items.shown().count(),
        evidence=action.evidence.standing().with_opinion(),
        checkers=frozenset(checks.values_list("checked_by", flat=True)),
        declared_by=_declared_by(action),
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


def _declared_by(action):
    """Who last declared it delivered."""
    moves = StageMove.objects.filter(
        action=action, to_stage=Action.Stage.DELIVERED, how=StageMove.How.FORWARD
    )
    return moves.order_by("-pk").values_list("moved_by", flat=True).first()
