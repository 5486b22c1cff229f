"""The answer that nothing has changed: an answer, not silence."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from actions.models import Action, NoChange
from actions.services import clashes
from actions.services.updates import was_carried_out
from improvement import history


@transaction.atomic
def say_no_change(
    *, action: Action, version: int, since_on: dt.date, note: str, by, form_id: UUID
) -> NoChange:
    """Record that nothing has changed since this day, once.

    Raises EditClash if `version` is no longer the action's: then something has. Raises AlreadyDone
    if this form was carried out before.
    """
    if was_carried_out(action, form_id):
        raise clashes.AlreadyDone
    clashes.claim(action, version)
    with history.act(by=by, reason="Nothing has changed", id=form_id) as said:
        answer = NoChange(
            action=action,
            since_on=since_on,
            note=note,
            said_by=by,
            said_on=timezone.localdate(said.moment),
        )
        answer.save()
        action.save()  # it was spoken of: no longer silent
    return answer
