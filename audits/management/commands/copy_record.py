"""manage.py copy_record: carries everything from a SQLite file into an empty database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audits.copying import NotCopied, copy


class Command(BaseCommand):
    help = (
        "Copies every row, with its history and seals, from a SQLite file into the database that "
        "DATABASE_URL names, which must be migrated and empty. All or nothing. Copy the uploads "
        "beside it, then run verify_record."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the SQLite file, as var/register.sqlite3")

    def handle(self, *, file, **options):
        try:
            found = list(copy(file))
        except (NotCopied, DatabaseError) as refusal:
            raise CommandError(f"Nothing was copied. {refusal}") from refusal
        for model, number in found:
            if number:
                self.stdout.write(f"{model._meta.db_table}: {number:,}")
        total = sum(number for _, number in found)
        self.stdout.write(f"{total:,} rows copied. Copy the uploads, then run verify_record.")
