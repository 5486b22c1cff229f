"""manage.py verify_record: looks at the whole record again, and says the first thing wrong."""

import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import formats, timezone

from improvement.seals import heads, verifying

log = logging.getLogger("improvement.seals")


class Command(BaseCommand):
    help = (
        "Checks every seal and every row under it, each kept file, and each register row beside "
        "its history. Exits 0 where the record is whole, 1 where it is not."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="HEX",
            help="a head from a paper or a log, or its first 16 characters; may be given again",
        )
        parser.add_argument(
            "--heads-file",
            action="append",
            default=[],
            metavar="FILE",
            help="a log that holds the lines which seals wrote, or a list of heads",
        )

    def handle(self, **options):
        found = verifying.verify(self._given(options))
        verifying.keep(found, way="command")
        for line in told(found):
            self.stdout.write(line)
        if not found.is_whole:
            log.error("The record is not as it was sealed. %s", found.faults[0])
            raise SystemExit(1)

    def _given(self, options):
        try:
            given = [heads.read_head(head) for head in options["head"]]
        except ValueError as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        for name in options["heads_file"]:
            try:
                with Path(name).open(encoding="utf-8", errors="replace") as lines:
                    of_file = list(heads.read_heads(lines))
            except OSError as refusal:
                raise CommandError(f"{name} can't be read: {refusal}", returncode=2) from None
            if not of_file:
                raise CommandError(f"There is no head in {name}.", returncode=2)
            given += of_file
        return given


def told(found: verifying.Found) -> list[str]:
    """What a verification found, in sentences: the first fault first."""
    lines = []
    if found.faults:
        lines.append(f"The record is not as it was sealed. {found.faults[0]}")
        lines += [f"Also: {fault}" for fault in found.faults[1:]]
    else:
        lines.append("The record is whole.")
    lines.append(_about_seals(found))
    lines.append(
        f"{found.rows:,} sealed rows were read in {found.seconds_for_rows:.1f} seconds: "
        f"{found.rows_a_second:,} a second. The whole took {found.seconds:.1f} seconds."
    )
    return lines


def _about_seals(found):
    if found.newest is None:
        return f"There is no seal yet: {found.unsealed:,} rows are not sealed. Run seal_record."
    made = formats.date_format(timezone.localtime(found.newest.made_at), "j F Y H:i")
    return (
        f"{found.seals:,} seals, the newest of {made} with the head {found.newest.head}. "
        f"{found.heads:,} heads kept elsewhere were compared, {found.files:,} kept files read. "
        f"{found.unsealed:,} rows were written since the newest seal and are not sealed yet."
    )
