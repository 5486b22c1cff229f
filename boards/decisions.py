"""Writing down what a body decided about an action: once, with the step that follows from it."""

from django.db import transaction

from actions import services
from actions.services import Missing, NotYet
from boards.models import Body, Decision, Seat
from improvement import history

Kind = Decision.Kind
_STEPS = {
    Kind.SIGN_OFF: services.sign_off,
    Kind.RETURN: services.return_action,
    Kind.EMBED: services.embed,
    Kind.RE_OPEN: services.re_open,
    Kind.NO_LONGER_REQUIRED: services.no_longer_required,
}
_OPEN = (Kind.NO_LONGER_REQUIRED,)
_AT = {
    "not_started": _OPEN,
    "in_progress": _OPEN,
    "delivered": _OPEN,
    "awaiting_sign_off": (Kind.SIGN_OFF, Kind.RETURN, *_OPEN),
    "signed_off": (Kind.EMBED, Kind.RE_OPEN),
    "embedded": (Kind.RE_OPEN,),
    "no_longer_required": (Kind.RE_OPEN,),
}


def kinds_for(action) -> list[Kind]:
    """What can be decided about the action at the stage that it is at."""
    return list(_AT[action.stage])


def chair_of(body, on, preferred=None):
    """Who chairs the body that day, or None. Where two do, the preferred one."""
    chairs = [seat.user for seat in Seat.objects.chairing(on).filter(body=body).order_by("pk")]
    return preferred if preferred in chairs else next(iter(chairs), None)


@transaction.atomic
def decide(*, action, version, body, kind, decided_on, decided_by, by, minute) -> Decision:
    """Write down a decision, and take the step. `by` is the chair, or who records for the chair.

    Raises NotYet where the body does not decide on the action, where nobody of that name chaired
    it, or where the step has its gate shut; EditClash.
    """
    if not Body.objects.deciding_on(action).filter(pk=body.pk).exists():
        raise NotYet([Missing("no-oversight", f"{body.called} does not oversee {action.ref}.")])
    if decided_by is None or chair_of(body, decided_on, decided_by) != decided_by:
        raise NotYet([Missing("no-chair", f"{body.called} had no such chair that day.")])
    with history.act(by=by, reason=minute):
        move = _STEPS[Kind(kind)](
            action=action, version=version, decided_by=decided_by, by=by, on=decided_on,
            reason=minute,
        )  # fmt: skip
        decision = Decision(
            action=action,
            body=body,
            kind=kind,
            decided_on=decided_on,
            decided_by=decided_by,
            recorded_by=by,
            minute=minute,
            stage_move=move,
        )
        decision.save()
    return decision
