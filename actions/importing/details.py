"""What a row says beside its action and lists: lead, due date, rating, status, area and body.

What can be read plainly is taken; what has to be worked out is proposed; the rest is left out and
said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .dates import ReadDate, read_date
from .headings import AREA, BODY, DUE, LEAD, RATING, STATUS
from .problems import Proposal
from .ratings import ReadWord, read_rating, read_status
from .reading import Detail
from .scribe import Scribe
from .table import Kind, Line

# Texts of these go on over a page's end; of the others, an action has one.
RUNNING = frozenset({LEAD, AREA, BODY})
NAMES = {
    LEAD: "lead",
    DUE: "due date",
    RATING: "rating",
    STATUS: "status",
    AREA: "area",
    BODY: "responsible body",
}
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Found:
    """What a cell gives. `detail` is None where it gives nothing; `reason` says why."""

    detail: Detail | None
    reason: str = ""
    may_be: Detail | None = None  # what it gives if the proposal about it is taken


LineDetails = Mapping[str, Found]


def read_details(lines: Sequence[Line], scribe: Scribe) -> list[LineDetails]:
    """Return what each line gives by field, and write down what is proposed or not read."""
    return [
        {name: _read(line, name, text, scribe) for name, text in line.details.items()}
        if line.details and line.kind in {Kind.ACTION, Kind.LOOSE}
        else {}
        for line in lines
    ]


def _read(line: Line, name: str, text: str, scribe: Scribe) -> Found:
    if name == DUE:
        return _read_due(line, text, scribe)
    if name == RATING:
        return _read_word(line, name, text, read_rating(text), scribe)
    if name == STATUS:
        return _read_word(line, name, text, read_status(text), scribe)
    return Found(Detail(text, text, line.number))


def _read_due(line: Line, text: str, scribe: Scribe) -> Found:
    read = read_date(text)
    if read.date is None:
        return _without_date(line, text, read, scribe)
    detail = Detail(text, read.date, line.number)
    if read.certain:
        return Found(detail)
    taken = _propose_date(line, text, read.date, read.why, scribe)
    return Found(detail if taken else None, "It is not taken as a date.", detail)


def _without_date(line: Line, text: str, read: ReadDate, scribe: Scribe) -> Found:
    scribe.note(
        "date-none" if read.certain else "date-unread",
        f"Row {line.number}: the due date is printed “{_short(text)}”. {read.why} It is left out.",
        row=line.number,
        column=scribe.letter(DUE),
        value=text,
    )
    return Found(None, read.why)


def _propose_date(line: Line, text: str, day: date, why: str, scribe: Scribe) -> bool:
    shown = f"{day.day} {day:%B} {day.year}"
    problem = scribe.decision(
        "date-read",
        f"Row {line.number}: the due date is printed “{_short(text)}”. {why}",
        Proposal("date", day.isoformat(), f"Take it as {shown}", before=text, after=shown),
        row=line.number,
        column=scribe.letter(DUE),
        value=text,
    )
    return problem.decision is True


_CODES_OF_DONE = {RATING: "rating-signed-off", STATUS: "status-delivered"}


def _read_word(line: Line, name: str, text: str, read: ReadWord, scribe: Scribe) -> Found:
    if read.value:
        return Found(Detail(text, read.value, line.number))
    scribe.note(
        _CODES_OF_DONE[name] if read.is_done else f"{name}-unread",
        f"Row {line.number}: the {NAMES[name]} “{_short(text)}” is not taken over. {read.why}",
        row=line.number,
        column=scribe.letter(name),
        value=text,
    )
    return Found(None, read.why)


def remark_on_second_details(
    lines: Sequence[Line],
    groups: Iterable[Sequence[int]],
    found: Sequence[LineDetails],
    scribe: Scribe,
) -> None:
    """Write down what a row that goes on from another says where that one says something else.

    Each group is the positions of an action's own row and of those that go on from it.
    """
    for group in groups:
        held: dict[str, Detail] = {}
        for index in group:
            for name, here in found[index].items():
                detail = here.detail or here.may_be
                if detail is None:
                    continue
                before = held.setdefault(name, detail)
                if name not in RUNNING and before.value != detail.value:
                    _note_second(lines[index], name, detail, before, scribe)


def _note_second(line: Line, name: str, detail: Detail, before: Detail, scribe: Scribe) -> None:
    scribe.note(
        "detail-twice",
        f"Row {line.number}: the {NAMES[name]} “{_short(detail.printed)}” stands in a row that "
        f"goes on from the one above, and row {before.row} has “{_short(before.printed)}”. Only "
        "the first is kept.",
        row=line.number,
        column=scribe.letter(name),
        value=detail.printed,
    )


def joined(name: str, before: Detail, after: Detail) -> tuple[Detail, str]:
    """Return what two rows of one action give together, and why the second's is left out, or ""."""
    if not before.printed:
        return after, ""
    if before.value == after.value:
        return before, "The row above has this already."
    if name not in RUNNING:
        return before, f"The row above has another {NAMES[name]}."
    text = f"{before.printed} {after.printed}"
    return Detail(text, text, before.row), ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "…"
