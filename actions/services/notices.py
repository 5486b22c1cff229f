"""Beginning the record of a notice."""

import datetime as dt

from django.db import transaction
from django.utils.text import slugify

from actions.models import Council, Notice
from improvement import history


@transaction.atomic
def open_notice(
    *,
    slug: str,
    title: str,
    council: str,
    reason: str,
    issued_on: dt.date | None = None,
    by=None,
) -> Notice:
    """Begin the record of a notice, and of its council if that is not held yet.

    Raises ValidationError where the slug is taken or is not one.
    """
    with history.act(by=by, reason=reason):
        held = Council.objects.filter(name=council).first()
        if held is None:
            held = Council(name=council, short_name=council[:40], slug=slugify(council)[:50])
            held.full_clean()
            held.save()
        notice = Notice(council=held, slug=slug, title=title, issued_on=issued_on)
        notice.full_clean()
        notice.save()
    return notice
