"""manage.py finish_import: what the pages start for a large import. Nobody needs to call it."""

from django.core.management.base import BaseCommand, CommandError

from actions.importing import long_work
from actions.models import Import


class Command(BaseCommand):
    help = (
        "Write, or undo, the import with this key, as a person confirmed it on its page. The page "
        "starts this by itself. Exits 1 if nothing was written; the page then says why."
    )

    def add_arguments(self, parser):
        parser.add_argument("pk", type=int)

    def handle(self, *args, **options):
        record = (
            Import.objects.select_related("notice__council", "applied_by", "undone_by")
            .filter(pk=options["pk"])
            .first()
        )
        if record is None or not long_work.finish(record):
            raise CommandError("Nothing was written.")
