"""manage.py export_notice: the notice as a file, as the page gives it."""

import json
from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from actions import writing
from actions.models import Action, Notice
from actions.reports import notice_as_json, notice_table
from improvement.history.moments import as_at, today
from improvement.history.past_pages import MomentField


class Command(BaseCommand):
    help = "Write a notice's actions, progress and next steps to a file."

    def add_arguments(self, parser):
        parser.add_argument("notice", metavar="SLUG")
        parser.add_argument("--format", choices=[*writing.CONTENT_TYPES, "json"], required=True)
        parser.add_argument("--output", metavar="FILE", required=True)
        parser.add_argument(
            "--as-at", metavar="DATE", help="as it stood at the end of that day: 2013-12-01"
        )

    def handle(self, *args, **options):
        if options["format"] == "pdf" and not writing.can_write_pdf():
            raise CommandError(
                "PDF needs WeasyPrint (pip install weasyprint, or this project’s extra “pdf”) and "
                "the library pango. Neither Word nor Excel files do."
            )
        notice = Notice.objects.filter(slug=options["notice"]).first()
        if notice is None:
            raise CommandError(f"There is no notice “{options['notice']}”.")
        with self._moment(options["as_at"]):
            actions = Action.objects.of(notice)
            try:
                with open(options["output"], "wb") as file:
                    self._write(actions, notice, options["format"], file)
            except OSError as error:
                raise CommandError(
                    f"{options['output']} can’t be written: {error.strerror}"
                ) from error
            self.stdout.write(f"{actions.count()} actions written to {options['output']}")

    def _moment(self, text):
        if text is None:
            return nullcontext()
        try:
            return as_at(MomentField().clean(text))
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error

    def _write(self, actions, notice, kind, file):
        if kind == "json":
            text = json.dumps(notice_as_json(actions), ensure_ascii=False, indent=1)
            file.write(text.encode())
        else:
            writing.write(notice_table(actions, notice, today()), kind, file)
