"""manage.py seal_record: covers what was written since the last seal. Safe to run at any time."""

from django.core.management.base import BaseCommand, CommandError

from improvement.seals import sealing


class Command(BaseCommand):
    help = (
        "Seals what was written to the record since the last seal, and prints the new head. "
        "Keep the head outside the database; docs/operating.md says how."
    )

    def handle(self, **options):
        try:
            made = sealing.seal()
        except sealing.RecordIsBusy as busy:
            raise CommandError(str(busy)) from None
        if made is None:
            self.stdout.write("Nothing was written since the last seal. There is nothing to seal.")
        else:
            self.stdout.write(sealing.line_of(made))
