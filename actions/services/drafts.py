"""What somebody began to say of an action, kept for them alone until they send it."""

from collections.abc import Mapping

from django.utils import timezone

from actions.models import UpdateDraft


def keep_draft(*, action, by, boxes: Mapping[str, list[str]]) -> UpdateDraft:
    """Keep the boxes of an update page as they are, right or wrong, in place of those before."""
    # A database that keeps JSON as such knows no NUL; nobody means one.
    clean = {name: [value.replace("\0", "") for value in values] for name, values in boxes.items()}
    draft, _ = UpdateDraft.objects.update_or_create(
        action=action, user=by, defaults={"boxes": clean, "saved_at": timezone.now()}
    )
    return draft


def drop_draft(*, action, by, form_id=None):
    """Forget a draft: this person's, or it alone where it is of the form of this number.

    A draft that another page of theirs holds stays where only one of the two was sent.
    """
    for draft in UpdateDraft.objects.filter(action=action, user=by):
        if form_id is None or draft.boxes.get("form_id") == [str(form_id)]:
            draft.delete()
