"""The evidence of a notice as a table: one row for each piece."""

from collections.abc import Iterator

from django.utils import formats

from actions.models import EvidenceCheck
from actions.reports import Column, Table, seal_in_words

COLUMNS = (
    Column("Ref", 8),
    Column("Number", 8),
    Column("Title", 44),
    Column("Kind", 24),
    Column("Evidence of", 44),
    Column("Date it is of", 18),
    Column("Date it came in", 18),
    Column("File", 34),
    Column("Version", 10),
    Column("SHA-256", 40),
    Column("Link", 40),
    Column("Added by", 22),
    Column("Checked", 20),
    Column("Restricted", 12),
    Column("Withdrawn", 12),
)
OPINIONS = dict(EvidenceCheck.Opinion.choices)
_AT_A_TIME = 1000


def evidence_table(evidence, notice, on) -> Table:
    """Every piece that is asked for, as on this day. The rows are made as they are written."""
    about = (f"As at {formats.date_format(on)}.", *seal_in_words())
    return Table(f"{notice.title}: evidence", COLUMNS, _rows(evidence), about)


def _rows(evidence) -> Iterator[tuple]:
    found = evidence.for_listing().select_related("progress_item", "next_step")
    for one in found.iterator(chunk_size=_AT_A_TIME):
        item = one.progress_item or one.next_step
        yield (
            one.action.ref,
            str(one.number),
            one.title,
            one.get_kind_display(),
            item.text if item else "The action as a whole",
            one.dated_on,
            one.received_on,
            one.file_name or "",
            str(one.file_number or ""),
            one.file_sha256 or "",
            one.link,
            one.added_by.full_name,
            OPINIONS.get(one.opinion, "Not checked"),
            "Yes" if one.is_restricted else "No",
            "Yes" if one.is_withdrawn else "No",
        )
