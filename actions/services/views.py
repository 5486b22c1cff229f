"""Ways of reading the register that somebody keeps under a name."""

from django.db import transaction

from actions.models import SavedView
from improvement import history


@transaction.atomic
def save_view(*, notice, name: str, query: str, is_shared: bool, by) -> SavedView:
    """Keep a view under a name. One's own of that name is replaced, so that a form that is sent
    twice has one effect.
    """
    # Of two at once the second waits here, and then finds what the first kept.
    type(notice).objects.select_for_update().get(pk=notice.pk)
    view = SavedView.objects.of(notice).filter(user=by, name=name).first()
    view = view or SavedView(notice=notice, user=by, name=name)
    if view.pk and (view.query, view.is_shared) == (query, is_shared):
        return view
    view.query, view.is_shared = query, is_shared
    with history.act(by=by, reason=f"Saved the view “{name}”"):
        view.save()
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by):
    """It stands in nobody's list any more. Removed twice: once."""
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    if not view.is_removed:
        view.is_removed = True
        with history.act(by=by, reason=f"Removed the view “{view.name}”"):
            view.save()
