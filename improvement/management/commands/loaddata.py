"""Stands before Django's own command of this name, which writes rows past their history."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Disabled: rows that are loaded so would have no history."

    def add_arguments(self, parser):
        parser.add_argument("fixture", nargs="*")

    def run_from_argv(self, argv):
        """Refuse whatever the arguments, known here or not."""
        self.execute(*argv[2:3], force_color=False, no_color=False, skip_checks=True)

    def handle(self, *args, **options):
        raise CommandError(
            "Rows that are loaded so would have no history. This command is disabled: "
            "restore a backup of the database instead."
        )
