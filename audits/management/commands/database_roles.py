"""manage.py database_roles: gives the application's log-in what it needs, and nothing more."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audits import privileges


class Command(BaseCommand):
    help = (
        "Prints the SQL that gives the application's own PostgreSQL log-in what it needs and "
        "nothing by which it could alter the record. With --apply, runs it. Run this as the owner "
        "of the tables, and again after each migration."
    )

    def add_arguments(self, parser):
        parser.add_argument("--application", required=True, metavar="LOGIN")
        parser.add_argument("--apply", action="store_true", help="run it, too")

    def handle(self, application, apply, **options):
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no log-ins: whoever can read the file can change it.")
        if not apply:
            for statement in privileges.statements(application):
                self.stdout.write(f"{statement};")
            return
        self._refuse_who_could_go_round(application)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in privileges.statements(application):
                cursor.execute(statement)
        self.stdout.write(
            f"{application} can add to the record, and can't alter it. "
            "Let the application log in as it, and run this again after each migration."
        )

    def _refuse_who_could_go_round(self, login):
        if not privileges.is_known(login):
            raise CommandError(
                f"There is no log-in {login}. Make it first: CREATE ROLE {login} LOGIN PASSWORD …"
            )
        if found := privileges.ways_round(login):
            raise CommandError(f"{login} could alter the record all the same: it {found[0]}.")
