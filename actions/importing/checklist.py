"""A check as the page shows it: every row as it will become, with its problems in place. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field

from actions.importing import layout as layouts
from actions.importing.changes import ActionChange, Kind
from actions.importing.problems import Problem, Severity


@dataclass
class Block:
    """One action of the file, or a row that belongs to none: as printed, and as it becomes."""

    row: int
    ref: str = ""
    change: ActionChange | None = None
    printed: list[tuple[int, list[tuple[str, str]]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # For each question its form, where it has a proposal; put here by the page.
    asked: list[tuple[Problem, object]] = field(default_factory=list)

    @property
    def needs_a_person(self) -> bool:
        return any(problem.severity is not Severity.NOTE for problem in self.problems)

    @property
    def notes(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.NOTE]

    @property
    def questions(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is not Severity.NOTE]


@dataclass(frozen=True)
class Checklist:
    """All of the page: what needs a person first, what does not after, what is said of neither."""

    troubled: list[Block]
    untroubled: list[Block]
    whole: Block  # what is said of the file as a whole
    missing: list[ActionChange]  # actions that the register has and the file has not
    row_count: int  # rows that actions are made of, or may be: something is still asked of them
    left_out_count: int  # rows of the table of which nothing is in an action


def make(found, sheets) -> Checklist:
    """Lay out a check (see actions.importing.intake.Check) as blocks in the order of the file."""
    table = layouts.sheet_of(sheets, found.reading.layout)
    cells = {row.number: row.cells for row in table.rows}
    headings = [(column.heading, column.index) for column in found.reading.columns.values()]
    read = [change for change in found.plan.changes if change.read]
    blocks = [Block(change.read.row, change.ref, change) for change in read]
    taken_in = {row for change in read for row in change.read.rows}
    on_rows, of_whole = _by_row(found.problems, found.reading.sheet, cells)
    orphans = [row for row in on_rows if row not in taken_in]
    blocks += [Block(row) for row in orphans]
    for block in blocks:
        rows = block.change.read.rows if block.change else (block.row,)
        block.printed = [(row, _cells_of(cells[row], headings)) for row in rows]
    _put_in_place(on_rows, blocks)
    blocks.sort(key=lambda block: block.row)
    whole = Block(0, problems=of_whole)
    used = taken_in | {row for row in orphans if any(map(_is_open, on_rows[row]))}
    mended = found.reading.mended
    return Checklist(
        troubled=[block for block in [whole, *blocks] if block.needs_a_person],
        untroubled=[block for block in blocks if not block.needs_a_person],
        whole=whole,
        missing=[change for change in found.plan.changes if change.kind is Kind.MISSING],
        row_count=len(used),
        left_out_count=len({line.number for line in mended.came} - used) if mended else 0,
    )


def _is_open(problem):
    return problem.severity is not Severity.NOTE and problem.decision is None


def _by_row(problems, sheet, cells):
    on_rows, of_whole = defaultdict(list), []
    for problem in problems:
        if problem.row in cells and problem.sheet == sheet and problem.ref + problem.column:
            on_rows[problem.row].append(problem)
        else:
            of_whole.append(problem)
    return on_rows, of_whole


def _put_in_place(on_rows, blocks):
    """Each problem in one block: where an action took the row in, the last one that did."""
    home = {row: block for block in blocks for row, _ in block.printed}
    for row, problems in on_rows.items():
        home[row].problems.extend(problems)


def _cells_of(cells, headings):
    return [(heading, cells[index]) for heading, index in headings if index < len(cells)]
