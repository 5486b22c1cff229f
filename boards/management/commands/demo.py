"""Loads the demonstration council."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from boards.demonstration import load
from improvement.seals import sealing, verifying
from improvement.seals.heads import Head


class Command(BaseCommand):
    help = (
        "Loads the demonstration: the Cheshire East notice, with people and updates that are made "
        "up. A second run changes nothing."
    )

    def handle(self, **options):
        began = time.monotonic()
        if load.is_loaded():
            self.stdout.write("The demonstration is loaded already; nothing was changed.")
        else:
            notice = load.load(timezone.now())
            self.stdout.write(
                f"Loaded {notice.actions.count()} actions of the {notice.title}, with people and "
                f"updates that are made up, in {time.monotonic() - began:.0f} seconds."
            )
        if settings.DEMO or settings.DEBUG:
            load.set_passwords()
        else:
            self.stdout.write(
                "The made-up people have no password, so nobody can log in as them. "
                "Run this again with DEMO=1 if this is a demonstration and nothing else."
            )
        if made := sealing.seal():
            head = Head(made.head, made.number)
            verifying.keep(verifying.verify([head]), way="demonstration")
