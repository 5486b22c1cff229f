"""Sending once what was not sent before, whoever else sends at the same time.

The lines of a mail are claimed, the mail is handed over, and then the claim is kept: all in one
transaction, which holds the person. Where the mail can't be handed over nothing is claimed, and the
next run tries again. Killed in the moment between, the next run sends it a second time, with the
same number, by which most mail servers know it again: better twice than never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from actions.models import SentMail
from improvement.models import User


def unsent(user, kind: str, keys: Iterable[str]) -> set[str]:
    """Those of these keys that this person was not sent yet."""
    keys = set(keys)
    sent = SentMail.objects.filter(user=user, kind=kind, about__in=keys)
    return keys - set(sent.values_list("about", flat=True))


@transaction.atomic
def send_once(
    *, user, kind: str, keys: Iterable[str], compose: Callable[[set[str]], EmailMessage]
) -> int:
    """Send one mail about those keys that were not sent yet; gives how many they were."""
    # Two runs at once take turns. Rows that name the person can still be written meanwhile.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    new = unsent(user, kind, keys)
    if not new:
        return 0
    for key in sorted(new):
        SentMail.objects.create(user=user, kind=kind, about=key, sent_at=timezone.now())
    compose(new).send()
    return len(new)
