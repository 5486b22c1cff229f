"""What the programme office sets: the wording, who leads, in which area and by when."""

from django.db import transaction

from actions.due_dates import before_the_notice
from actions.gates import Missing, NotYet
from actions.models import Action, Contributor, CrossReference
from actions.services import clashes
from actions.services.references import drop_those_whose_words_went
from improvement import history


@transaction.atomic
def correct_wording(*, action: Action, version: int, wording: str, by, reason: str):
    """Correct the wording as issued; the one before stays in the history. Raises EditClash."""
    clashes.claim(action, version)
    action.wording = wording
    with history.act(by=by, reason=reason):
        action.save()
        of_wording = action.references_made.filter(field=CrossReference.Field.WORDING)
        drop_those_whose_words_went(of_wording, wording)


@transaction.atomic
def set_details(*, action: Action, version: int, contributors, by, reason: str, **details):
    """Say who leads, who contributes, in which area and by when.

    `details` are fields of the action: lead, area, due_on. The first due date that is set is the
    original, for good; from then on it moves only by a request. Raises EditClash, NotYet.
    """
    _refuse_the_date(action, details.get("due_on", action.due_on))
    clashes.claim(action, version)
    for name, value in details.items():
        setattr(action, name, value)
    if action.original_due_on is None:
        action.original_due_on = action.due_on
    with history.act(by=by, reason=reason):
        action.save()
        wanted = {person.pk for person in contributors}
        for held in action.contributors.all():
            if held.user_id not in wanted:
                held.delete()
            wanted.discard(held.user_id)
        for person in contributors:
            if person.pk in wanted:
                Contributor(action=action, user=person).save()


def _refuse_the_date(action, due_on):
    at = (action.notice.slug, action.ref)
    if action.due_on not in (None, due_on):
        sentence = f"The due date of {action.ref} is set: to move it is asked for, with a reason."
        raise NotYet([Missing("date-is-set", sentence, "actions:date", at)])
    early = before_the_notice(due_on, action.notice.issued_on)
    if early and action.due_on is None:
        raise NotYet([Missing("date-before-notice", f"{early}.", "actions:details", at)])
