"""Two edits of one action at once: only one of them goes through."""

from django.db.models import F

from actions.models import Action


class EditClash(Exception):
    """Somebody else changed the action after this edit was begun; nothing was written."""


class AlreadyDone(Exception):
    """The same form came twice; it was carried out the first time."""


def claim(action: Action, version: int):
    """Move the action's version on, if it still is the one that the edit began with.

    The condition is in the UPDATE itself, so of two at once only one succeeds, on any database.
    The caller saves the action afterwards, which writes the history row of this step.
    Raises EditClash.
    """
    moved = Action.objects.filter(pk=action.pk, version=version).update(version=F("version") + 1)
    if not moved:
        raise EditClash
    action.version = version + 1
