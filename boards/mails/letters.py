"""A mail as it leaves: in plain text and in HTML, with the same words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from boards.mails.lines import Section, address

# Of the numbers of mails, so that the same mail has the same number wherever it is made.
_MAILS = uuid.UUID("0b6fbd4f-8d4f-4a53-9d53-5a0f4f0a6f27")


@dataclass(frozen=True)
class Letter:
    """What one person is told in one mail."""

    subject: str
    opening: str
    sections: list[Section]

    def message(self, user, number: uuid.UUID, connection=None) -> EmailMultiAlternatives:
        said = {
            "letter": self,
            "service_name": settings.SERVICE_NAME,
            "home": address("home"),
            "preferences": address("mail_preferences"),
        }
        message = EmailMultiAlternatives(
            subject=f"{settings.SERVICE_NAME}: {self.subject}",
            body=render_to_string("mail/letter.txt", said),
            to=[user.email],
            headers={
                # A mail that is sent a second time is known by its number as the same.
                "Message-ID": f"<{number}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{said['preferences']}>",
            },
            connection=connection,
        )
        message.attach_alternative(render_to_string("mail/letter.html", said), "text/html")
        return message


def number_of(user, kind: str, keys) -> uuid.UUID:
    """The number of the mail of this kind that tells this person of these."""
    return uuid.uuid5(_MAILS, "\n".join([str(user.pk), kind, *sorted(keys)]))
