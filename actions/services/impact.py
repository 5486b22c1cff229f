"""What is different for children: judged by assurance, apart from delivery."""

from django.db import transaction

from actions.gates import Missing, NotYet
from actions.models import Action
from actions.permissions import reports_on
from actions.services import clashes
from improvement import history


@transaction.atomic
def rate_impact(*, action: Action, version: int, rating: str, because: str, by):
    """Say what impact the action has had, and how that is known. An empty rating: not measured.

    Raises NotYet where the person reports on the action, EditClash.
    """
    clashes.claim(action, version)
    action.refresh_from_db()
    if reports_on(by, action):
        own = f"Whoever reports on {action.ref} can’t rate its impact."
        raise NotYet([Missing("rated-by-own", own)])
    with history.act(by=by, reason=because):
        action.impact_rating, action.impact_reason = rating, because if rating else ""
        action.save()
