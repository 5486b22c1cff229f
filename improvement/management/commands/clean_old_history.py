"""Stands before the history library's command of this name, which deletes history."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Disabled: the record is never deleted."

    def run_from_argv(self, argv):
        """Refuse whatever the arguments, known here or not."""
        self.execute(*argv[2:3], force_color=False, no_color=False, skip_checks=True)

    def handle(self, *args, **options):
        raise CommandError("The record can only be added to. This command is disabled.")
