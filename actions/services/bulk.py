"""One change for many actions, as it was shown before: all of it or nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from actions.bulk import Judged, Wanted, digest_of, judge
from actions.models import Action, DateChange
from actions.services import clashes
from actions.services.dates import because, record_move
from improvement import history


class OthersMovedOn(Exception):
    """What was shown is not what would be written by now; nothing was written."""


def judge_all(notice, keys, wanted: Wanted, *, by, holds: bool = False) -> list[Judged]:
    """What would become of these actions of the notice, in order. With `holds` nobody else can
    change them until the transaction ends.
    """
    actions = Action.objects.of(notice).filter(pk__in=keys).order_by("sort_key", "pk")
    actions = actions.select_for_update(of=["self"]) if holds else actions
    asked = set(DateChange.objects.open().filter(action__in=keys).values_list("action", flat=True))
    return [
        judge(action, wanted, by=by, is_asked=action.pk in asked)
        for action in actions.select_related("lead", "notice")
    ]


@transaction.atomic
def change_many(
    *, notice, keys, wanted: Wanted, shown: str, by, reason: str, form_id: UUID
) -> list[Judged]:
    """Write what was shown (`shown` is its digest), once; gives what was changed.

    Each action has versions of its own, with this reason; a move of a due date says who agreed.
    Raises AlreadyDone where this form was carried out, OthersMovedOn where the preview is stale.
    """
    judged = judge_all(notice, keys, wanted, by=by, holds=True)
    if Action.history.filter(id__in=keys, history_act=form_id).exists():
        raise clashes.AlreadyDone
    if digest_of(judged) != shown:
        raise OthersMovedOn
    changed = [one for one in judged if one.changes]
    with history.act(by=by, reason=reason, id=form_id):
        for one in changed:
            _change(one, wanted, by=by, reason=reason)
    return changed


def _change(one, wanted, *, by, reason):
    action = one.action
    clashes.claim(action, action.version)
    for name, value in one.fields:
        setattr(action, name, value)
    if action.original_due_on is None:
        action.original_due_on = action.due_on
    said = because(reason, wanted.agreed_by) if one.moves_to else reason
    with history.act(reason=said):
        if one.moves_to:
            moved = {"agreed_by": wanted.agreed_by, "by": by, "reason": reason}
            record_move(action, one.moves_to, **moved)
        action.save()
