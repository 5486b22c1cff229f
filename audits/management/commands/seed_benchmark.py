"""Makes a large register to measure with."""

import datetime as dt
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from actions.models import Notice
from audits.benchmark.beginning import SLUG
from audits.benchmark.life import live
from audits.recorded import recorded


class Command(BaseCommand):
    help = (
        "Makes a large register, always the same one, to measure with: notices of made-up councils "
        "with their people and actions, and eighteen months of changes. Only for a database that "
        "is to be thrown away: nothing in the record can be deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument("--notices", type=int, default=1, help="default: 1")
        parser.add_argument("--actions", type=int, default=10_000, help="in all; default: 10,000")
        parser.add_argument(
            "--updates",
            type=int,
            default=1_000_000,
            help="versions of actions and items, in all, after those that created them; "
            "two or three make up what one person reports at a time; default: 1,000,000",
        )
        parser.add_argument(
            "--until",
            type=dt.date.fromisoformat,
            help="the day after the last change, as 2027-03-31; default: today",
        )

    def handle(self, *, notices, actions, updates, until, **options):
        if not 1 <= notices <= actions or updates < 0:
            raise CommandError("There is at least one notice, and one action in each.")
        if Notice.objects.filter(slug__startswith=f"{SLUG}-").exists():
            raise CommandError("This database holds a benchmark already. Make another database.")
        began = time.perf_counter()
        until = until or timezone.localdate()
        with transaction.atomic():
            live(notices=notices, actions=actions, updates=updates, until=until)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the database would by itself before long
        kept = sum(model.history.count() for model in recorded())
        self.stdout.write(
            f"{actions:,} actions in {notices:,} notices, {kept:,} rows of history: "
            f"{time.perf_counter() - began:.0f} s"
        )
