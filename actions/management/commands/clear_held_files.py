"""Deletes the files that came with pages which nobody ever saved."""

from django.core.management.base import BaseCommand

from actions import services


class Command(BaseCommand):
    help = (
        "Deletes files that were brought with an update or with evidence that was never saved, 30 "
        "days after they came. Safe to run twice, and while people work."
    )

    def handle(self, **options):
        cleared = services.clear_held_files()
        self.stdout.write(f"{cleared} file{'' if cleared == 1 else 's'} cleared.")
