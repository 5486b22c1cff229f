"""manage.py export_notice: the notice as a file, as the page gives it."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actions import writing
from actions.models import Action, Notice
from actions.reports import notice_as_json, notice_table


class Command(BaseCommand):
    help = "Write a notice's actions, progress and next steps to a file."

    def add_arguments(self, parser):
        parser.add_argument("notice", metavar="SLUG")
        parser.add_argument("--format", choices=[*writing.CONTENT_TYPES, "json"], required=True)
        parser.add_argument("--output", metavar="FILE", required=True)

    def handle(self, *args, **options):
        if options["format"] == "pdf" and not writing.can_write_pdf():
            raise CommandError(
                "PDF needs WeasyPrint (pip install weasyprint, or this project’s extra “pdf”) and "
                "the library pango. Neither Word nor Excel files do."
            )
        notice = Notice.objects.filter(slug=options["notice"]).first()
        if notice is None:
            raise CommandError(f"There is no notice “{options['notice']}”.")
        actions = Action.objects.of(notice)
        try:
            with open(options["output"], "wb") as file:
                self._write(actions, notice, options["format"], file)
        except OSError as error:
            raise CommandError(f"{options['output']} can’t be written: {error.strerror}") from error
        self.stdout.write(f"{actions.count()} actions written to {options['output']}")

    def _write(self, actions, notice, kind, file):
        if kind == "json":
            text = json.dumps(notice_as_json(actions), ensure_ascii=False, indent=1)
            file.write(text.encode())
        else:
            writing.write(notice_table(actions, notice, timezone.localdate()), kind, file)
