"""Sets the demonstration up and serves it to this machine alone: what `make run` calls."""

import os
import socket
import sys

from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from actions.models import Member
from boards.demonstration.load import SLUG
from improvement.accounts.demo import DEMO_PASSWORD, demo_logins

HOST = "127.0.0.1"
WORKERS = 2


class Command(BaseCommand):
    help = "Migrates, loads the demonstration, collects the static files, and serves on PORT."
    requires_migrations_checks = False

    def handle(self, **options):
        port = self._port()
        self._refuse_a_taken_port(port)
        self._migrate()
        self._say("Loading the demonstration council")
        call_command("demo", stdout=self.stdout)
        self._say("Collecting the stylesheet and scripts")
        call_command(collectstatic.Command(), interactive=False, verbosity=0)
        self._print_logins(port)
        self._serve(port)

    def _say(self, what):
        self.stdout.write(f"== {what}")

    def _port(self):
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT must be a number from 1 to 65535, not “{port}”.")
        return int(port)

    def _refuse_a_taken_port(self, port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError:
                raise CommandError(
                    f"Port {port} may not be used by an ordinary account. "
                    "Choose one above 1023: make run PORT=8001"
                ) from None
            except OSError:
                raise CommandError(
                    f"Port {port} is in use, perhaps by this same demonstration in another window. "
                    f"Choose another: make run PORT={port + 1}"
                ) from None

    def _migrate(self):
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self._say("Making the database's tables")
            call_command("migrate", verbosity=0, interactive=False)

    def _print_logins(self, port):
        roles = dict(Member.objects.filter(notice__slug=SLUG).values_list("user__email", "role"))
        order = Member.Role.values
        people = [person for person in demo_logins() if person.email in roles]
        people.sort(key=lambda person: (order.index(roles[person.email]), person.full_name))
        lines = [
            f"  {person.email:26} {Member.Role(roles[person.email]).label:16} {person.full_name}"
            for person in people
        ]
        self.stdout.write(
            f"\nThe register is at http://{HOST}:{port}/\n"
            "Log in as one of these made-up people. The password of each is:\n"
            f"  {DEMO_PASSWORD}\n"
        )
        self.stdout.write("\n".join(lines))
        self.stdout.write("Stop it with Ctrl-C.\n")
        self.stdout.flush()

    def _serve(self, port):
        """Become the web server: this process goes on as gunicorn's, so Ctrl-C reaches it."""
        connection.close()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "improvement.wsgi:application",
            f"--bind={HOST}:{port}",
            f"--workers={WORKERS}",
            "--timeout=60",
            "--log-level=warning",
            "--no-control-socket",
        ]
        os.execv(sys.executable, command)  # noqa: S606 - our own fixed command
