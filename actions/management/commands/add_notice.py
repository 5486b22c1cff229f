"""manage.py add_notice: an empty notice, to import into from the browser."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from actions import services
from improvement import history


class Command(BaseCommand):
    help = "Begins the record of a notice. Then add its first administrator with add_person."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="its place in the address, such as our-notice")
        parser.add_argument("--council", required=True, metavar="NAME")
        parser.add_argument("--title", required=True, metavar="TEXT")
        parser.add_argument(
            "--issued",
            type=dt.date.fromisoformat,
            metavar="DATE",
            help="when it was issued, such as 2013-09-18: nothing is due or delivered before it",
        )

    def handle(self, *, slug, council, title, issued=None, **options):
        try:
            with history.act(name="add_notice", way="command"):
                notice = services.open_notice(
                    slug=slug, title=title, council=council, issued_on=issued, reason="Set up"
                )
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from None
        self.stdout.write(f"{notice.title} is at {notice.get_absolute_url()}")
