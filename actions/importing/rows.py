"""The cells of a workbook read as actions: the middle of the importer, pure from end to end."""

from collections.abc import Mapping, Sequence

from .assembly import Assembly, Draft
from .details import read_details
from .headings import FIELDS, LISTS, NEXT_STEPS, PROGRESS, REF, Header, Known
from .layout import Layout, header_of, layout_of, other_tables
from .mending import propose
from .mends import Mend
from .problems import Unreadable
from .reading import Detail, Details, Item, LeftOut, ReadAction, Reading, ReadReference
from .remarks import references_of, remark_on_errors, remark_on_gaps
from .scribe import Decisions, Scribe
from .standing import Standing, settle
from .surroundings import (
    left_out_around,
    remark_on_cells,
    remark_on_header,
    remark_on_rows,
    title_of,
)
from .table import Kind, Line, each_line, lines_of
from .word_count import Words, count_words
from .workbench import apply as carry_out
from .workbook import Sheet

__all__ = [
    "Decisions",
    "Detail",
    "Details",
    "Item",
    "Layout",
    "LeftOut",
    "ReadAction",
    "ReadReference",
    "Reading",
    "Unreadable",
    "Words",
    "expect_actions",
    "read",
]


def read(
    sheets: list[Sheet],
    decisions: Decisions,
    layout: Layout | None = None,
    *,
    by_hand: Sequence[Mend] = (),
    known: Known | None = None,
    stands: Mapping[str, Standing] | None = None,
) -> Reading:
    """Return what the sheets say, mended by hand, with the proposals that were taken carried out.

    `decisions` holds True (taken) or False (refused) by the key of a problem; what is not in it is
    undecided and not carried out. "all" takes every proposal and "none" takes none. `layout` says
    where the table is; without it, its headings are looked for, by the names in `known` first.
    Raises Unreadable where there are no headings, no actions, or a layout that does not fit.
    """
    header = header_of(sheets, layout, known)
    mended = carry_out(sheets[header.sheet_index], header, by_hand)
    table = mended.table
    lines = lines_of(table, header, mended.refs) if by_hand else mended.came
    lines = settle(lines, stands or {})
    scribe = Scribe(sheets, header, decisions)
    remark_on_header(sheets, header, scribe)
    if layout is None:
        _remark_on_other_tables(sheets, header, known, scribe)
    remark_on_cells(table, header, scribe)
    assembly = _assembled(lines, table, header, scribe)
    actions = mended.traced(_actions(assembly.drafts, table.name, scribe))
    left_out = sorted(
        left_out_around(sheets, header) + mended.left_out + assembly.left_out,
        key=lambda left: (left.sheet != table.name, left.row),
    )
    return Reading(
        actions=actions,
        problems=scribe.problems(_refs_by_row(assembly.drafts)),
        left_out=left_out,
        words=_account(actions, left_out, sheets, header, mended.came if by_hand else lines),
        title=title_of(table, header),
        sheet=table.name,
        columns=header.columns,
        mended=mended,
        layout=layout or layout_of(sheets, header),
        unread=(*header.unmapped, *header.repeated),
    )


def _assembled(lines: list[Line], table: Sheet, header: Header, scribe: Scribe) -> Assembly:
    """Put the lines together into actions, each with what is to be said of it."""
    details = read_details(lines, scribe)
    mends = propose(lines, details, scribe)
    remark_on_rows(lines, mends, scribe)
    assembly = Assembly(table.name, _letters(header), mends, details)
    for index, line in enumerate(lines):
        assembly.add(index, line)
    if not assembly.drafts:
        raise Unreadable(_no_actions(header))
    remark_on_errors(assembly.drafts, scribe)
    remark_on_gaps(assembly.drafts, scribe)
    return assembly


def expect_actions(sheets: list[Sheet], known: Known | None = None) -> None:
    """Raise Unreadable where `read` would with no layout and nothing decided, in far less time."""
    header = header_of(sheets, None, known)
    lines = each_line(sheets[header.sheet_index], header)
    if not any(line.kind is Kind.ACTION for line in lines):
        raise Unreadable(_no_actions(header))


def _no_actions(header: Header) -> str:
    column = header.columns[REF].letter
    if not header.row.number:
        return f"No row has a reference in column {column}, so there are no actions to read."
    return (
        f"The headings are in row {header.row.number}, but no row below them has a reference in "
        f"column {column}, so there are no actions to read."
    )


def _remark_on_other_tables(
    sheets: list[Sheet], header: Header, known: Known | None, scribe: Scribe
) -> None:
    others = [f"“{name}”" for name in other_tables(sheets, header, known)]
    if others:
        are = "sheet" if len(others) == 1 else "sheets"
        scribe.note(
            "sheet-choice",
            f"There is a table on the {are} {', '.join(others)} as well. "
            f"“{sheets[header.sheet_index].name}” is read, as it comes first. Another can be "
            "chosen.",
            value=", ".join(others),
        )


def _letters(header: Header) -> dict[str, str]:
    return {name: column.letter for name, column in header.columns.items()}


def _actions(drafts: list[Draft], sheet: str, scribe: Scribe) -> list[ReadAction]:
    return [
        ReadAction(
            ref=draft.ref,
            source_ref=draft.source_ref,
            wording=draft.wording,
            progress=tuple(draft.lists[PROGRESS]),
            next_steps=tuple(draft.lists[NEXT_STEPS]),
            references=references,
            sheet=sheet,
            row=draft.lines[0].number,
            rows=tuple(line.number for line in draft.lines),
            printed=tuple(line.cells for line in draft.lines),
            details=Details(**draft.details),
        )
        for draft, references in zip(drafts, references_of(drafts, scribe), strict=True)
    ]


def _refs_by_row(drafts: list[Draft]) -> dict[int, str]:
    """Return which action each row is of; a row that two actions share is of the later one."""
    return {line.number: draft.ref for draft in drafts for line in draft.lines}


def _account(
    actions: list[ReadAction],
    left_out: list[LeftOut],
    sheets: list[Sheet],
    header: Header,
    lines: list[Line],
) -> Words:
    """Count the words kept and left out, and, apart from both, those of the file's own cells."""
    kept = sum(
        count_words([action.source_ref, action.wording])
        + count_words(item.text for item in (*action.progress, *action.next_steps))
        + count_words(action.details.printed)
        for action in actions
    )
    return Words(kept, sum(left.words for left in left_out), _words_in(sheets, header, lines))


def _words_in(sheets: list[Sheet], header: Header, lines: list[Line]) -> int:
    read_columns = {column.index for column in header.columns.values()}
    total = 0
    for index, sheet in enumerate(sheets):
        in_table = index == header.sheet_index
        for row in sheet.rows:
            if in_table and row.number == header.row.number:
                continue
            below = in_table and row.number > header.row.number
            skip = read_columns if below else set()
            total += count_words(t for column, t in enumerate(row.cells) if column not in skip)
    for line in lines:
        total += sum(count_words([line.cell(name)]) for name in FIELDS if name not in LISTS)
        total += sum(count_words(line.items(name)) for name in LISTS)
        total += count_words(line.details.values())
    return total
