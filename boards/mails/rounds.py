"""One round of mails: to everybody whom it concerns, each on their own, so that what goes wrong
with one goes wrong with nobody else.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from abc import ABC, abstractmethod
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from actions.models import MailPreference, Member
from boards.mails.ledger import send_once, unsent
from boards.mails.letters import Letter, number_of
from improvement.models import User


def people(on: dt.date):
    """Everybody who reports on some notice that day, and can log in."""
    writes = Member.objects.current(on).officers().filter(user=OuterRef("pk"))
    return User.objects.active().filter(Exists(writes)).select_related("mail_preference")


def preference_of(user) -> MailPreference:
    """What mail this person wants; as it is for all, where they never said."""
    return getattr(user, "mail_preference", None) or MailPreference(user=user)


class Round(ABC, BaseCommand):
    """A command that sends mails. Those below say what, to whom and when."""

    kind = ""

    @abstractmethod
    def wants(self, preference, on) -> bool:
        """Whether a person with this preference is sent it on this day."""

    @abstractmethod
    def told(self, user, on) -> tuple[set[str], object]:
        """The keys of what there is to tell, and whatever `letter` needs to tell it."""

    @abstractmethod
    def letter(self, what, keys: set[str]) -> Letter:
        """The mail that tells what has these keys."""

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="list them and send nothing")
        parser.add_argument(
            "--on", type=self._day, help="as if it were this day, such as 2027-03-31"
        )

    @staticmethod
    def _day(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"“{text}” is not a date. Write it as 2027-03-31.") from None

    def handle(self, *, dry_run, on, **options):
        self._check_site()
        on = on or timezone.localdate()
        self._connection = get_connection()
        sent = failed = 0
        for user in people(on):
            if not self.wants(preference_of(user), on):
                continue
            try:
                sent += bool(self._list(user, on) if dry_run else self._send(user, on))
            except (smtplib.SMTPException, OSError) as fault:
                failed += 1
                self._connection.close()  # the next one begins anew
                self.stderr.write(f"Not sent to {user.email}: {fault}")
        self._connection.close()
        done = "would be sent" if dry_run else "sent"
        self.stdout.write(f"{sent} {'mail' if sent == 1 else 'mails'} {done}.")
        if failed:
            raise CommandError(f"{failed} could not be sent; the next run tries again.")

    def _check_site(self):
        site = urlsplit(settings.SITE_URL)
        if site.scheme not in ("http", "https") or not site.hostname:
            raise CommandError(
                "SITE_URL is not set: mails lead to the register, so it must say where that is, "
                "such as https://improvement.example.gov.uk"
            )

    def _send(self, user, on):
        keys, what = self.told(user, on)
        if not keys:
            return 0

        def compose(new):
            number = number_of(user, self.kind, new)
            return self.letter(what, new).message(user, number, self._connection)

        return send_once(user=user, kind=self.kind, keys=keys, compose=compose)

    def _list(self, user, on):
        keys, what = self.told(user, on)
        new = unsent(user, self.kind, keys)
        if new:
            letter = self.letter(what, new)
            self.stdout.write(f"{user.email}: {letter.subject}")
            for section in letter.sections:
                for line in section.lines:
                    self.stdout.write(f"  {section.heading}: {line.said}")
        return len(new)
