"""manage.py import_notice: the same import as the page, for scripts and for a first set-up."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from actions import services
from actions.importing import intake, rows, sandbox
from actions.importing.held import held_actions
from actions.importing.problems import Unreadable
from actions.importing.standing import standing
from actions.models import Notice
from improvement import history
from improvement.models import User

CLEAN, NEEDS_A_PERSON, UNREADABLE = 0, 1, 2
CHANGES = ["added", "changed", "unchanged", "missing", "conflicts"]


class Command(BaseCommand):
    help = (
        "Import a notice from a spreadsheet. Exits 0 if it was applied (or, in a dry run, could "
        "be), 1 if a person must decide something first, 2 if the file can't be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--notice", required=True, metavar="SLUG")
        parser.add_argument("--council", metavar="NAME", help="with --title: makes the notice")
        parser.add_argument("--title", metavar="TEXT")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--accept", choices=["all", "none"], default="none", help="every proposal, or none"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the person who answers for the import")

    def handle(self, *args, **options):
        by = self._person(options["by"])
        try:
            with history.act(by=by, name=None if by else "import_notice", way="command"):
                code = self._import(by, options)
        except Unreadable as refusal:
            self._say_unreadable(refusal, options)
            code = UNREADABLE
        raise SystemExit(code)

    def _import(self, by, options):
        notice = Notice.objects.filter(slug=options["notice"]).first()
        if options["dry_run"]:
            found = self._look(notice, options)
            self._report(found, options)
            return self._code(found, options["accept"])
        with transaction.atomic():
            notice = notice or self._make_notice(options)
            record = intake.receive(
                notice=notice, path=options["file"], filename=options["file"], by=by
            )
            found = intake.decide_all(record, taken=options["accept"] == "all", by=by)
            code = self._code(found, options["accept"])
            if code == CLEAN:
                fingerprint = found.plan.fingerprint
                intake.confirm(record, fingerprint=fingerprint, by=by, shown=found)
            else:
                transaction.set_rollback(True)
                record.file.delete(save=False)
        self._report(found, options, applied=code == CLEAN)
        return code

    def _look(self, notice, options):
        sheets = sandbox.read_file(options["file"], filename=options["file"])
        held = held_actions(notice) if notice else []
        reading = rows.read(sheets, options["accept"], stands=standing(held))
        return intake.compare(reading, held, options["accept"])

    def _code(self, found, accept):
        undecided = accept == "none" and found.decisions
        return NEEDS_A_PERSON if found.errors or undecided else CLEAN

    def _make_notice(self, options):
        name, title = options["council"], options["title"]
        if not (name and title):
            raise CommandError(
                f"There is no notice “{options['notice']}” yet. To make it, say whose it is and "
                "what it is called: --council NAME --title TEXT"
            )
        try:
            return services.open_notice(
                slug=options["notice"],
                title=title,
                council=name,
                reason=f"Made for the import of {options['file']}",
            )
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from None

    def _person(self, email):
        if email is None:
            return None
        try:
            return User.objects.active().named(email).get()
        except User.DoesNotExist:
            raise CommandError(f"Nobody who can log in has the address {email}.") from None

    # What it says

    def _say_unreadable(self, refusal, options):
        if options["format"] == "json":
            self.stdout.write(json.dumps({"error": refusal.message}, ensure_ascii=False))
        else:
            self.stderr.write(refusal.message)

    def _report(self, found, options, applied=False):
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=1))
            return
        for problem in found.problems:
            self.stdout.write(f"{problem.severity}: {problem.message}")
        counts = found.plan.counts
        self.stdout.write(
            f"{len(found.reading.actions)} actions: {counts['added']} added, "
            f"{counts['changed']} changed, {counts['unchanged']} unchanged, "
            f"{counts['missing']} not in the file, {counts['conflicts']} changed on both sides. "
            f"{found.reading.words.kept} of {found.reading.words.total} words kept."
        )
        self.stdout.write("Imported." if applied else "Nothing was written.")


def as_json(found: intake.Check) -> dict:
    """What the command prints with --format json; docs/operating.md gives its shape."""
    reading = found.reading
    return {
        "actions": [action_as_json(action) for action in reading.actions],
        "problems": [problem_as_json(problem) for problem in found.problems],
        "left_out": [vars(left) for left in reading.left_out],
        "changes": {name: found.plan.counts[name] for name in CHANGES},
        "words": {
            "in": reading.words.total,
            "kept": reading.words.kept,
            "left_out": reading.words.left_out,
        },
    }


def action_as_json(action) -> dict:
    return {
        "ref": action.ref,
        "source_ref": action.source_ref,
        "action": action.wording,
        "progress": [item.text for item in action.progress],
        "next_steps": [item.text for item in action.next_steps],
        "cross_references": [
            {"field": r.field, "words": r.words, "target": r.target, "plan": r.plan}
            for r in action.references
        ],
    }


def problem_as_json(problem) -> dict:
    proposal = problem.proposal
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "proposal": proposal
        and {"kind": proposal.kind, "value": proposal.value, "label": proposal.label},
    }
