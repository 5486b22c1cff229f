"""Rows that say just what the register says already. Nothing is asked of such a row: whatever it
looks like, a person has seen it stand so. Pure.

So an export comes back without a question, and next month's file asks only of what is new in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .bullets import Piece, join
from .characters import fold_lines
from .headings import LISTS, NEXT_STEPS, PROGRESS, WORDING
from .table import Kind, Line


@dataclass(frozen=True)
class Standing:
    """The texts of one action as they stand in the register."""

    wording: str
    lists: Mapping[str, tuple[str, ...]]


def standing(held: Iterable) -> dict[str, Standing]:
    """What stands, by ref, from what `held.held_actions` gives."""
    return {
        action.ref: Standing(
            action.wording.text,
            {
                PROGRESS: tuple(item.text for item in action.progress if not item.is_closed),
                NEXT_STEPS: tuple(item.text for item in action.next_steps if not item.is_closed),
            },
        )
        for action in held
    }


def settle(lines: list[Line], stands: Mapping[str, Standing]) -> list[Line]:
    """Return the lines with those settled that say what stands.

    A row and the rows without a ref under it, with which a text too long for one cell goes on,
    become one line.
    """
    settled: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        known = stands.get(line.ref) if line.kind is Kind.ACTION else None
        taken = _taken(lines, place, known) if known else 0
        settled.append(_as_it_stands(line, known) if known and taken else line)
        place += taken or 1
    return settled


def _taken(lines: list[Line], place: int, known: Standing) -> int:
    """Return how many lines from this one on say just what stands: 0 if they do not."""
    end = place + 1
    while end < len(lines) and _may_go_on(lines[end]):
        end += 1
    if _says(lines[place:end], known):
        return end - place
    return 1 if _says(lines[place : place + 1], known) else 0


def _may_go_on(line: Line) -> bool:
    """Say whether a row has no ref and nothing but more of the texts."""
    filled = sum(bool(line.cell(name).strip()) for name in (WORDING, *LISTS))
    return line.kind is Kind.LOOSE and sum(bool(cell.strip()) for cell in line.cells) == filled


def _says(lines: list[Line], known: Standing) -> bool:
    wordings = [line.wording for line in lines if line.wording]
    return _makes_up(fold_lines(known.wording), wordings) and all(
        _lists(lines, name, known.lists[name]) for name in LISTS
    )


def _lists(lines: list[Line], name: str, items: tuple[str, ...]) -> bool:
    filled = [line for line in lines if line.cell(name).strip()]
    if len(filled) == 1 and tuple(filled[0].items(name)) == items:
        return True
    return _makes_up(join(items), [line.cell(name).strip() for line in filled])


def _makes_up(whole: str, parts: list[str]) -> bool:
    """Say whether the parts, one after another, are the whole, but for white space between them."""
    at = 0
    for part in parts:
        while whole[at : at + 1].isspace():
            at += 1
        if not whole.startswith(part, at):
            return False
        at += len(part)
    return not whole[at:].strip()


def _as_it_stands(line: Line, known: Standing) -> Line:
    texts = {name: join(known.lists[name]) for name in LISTS}
    pieces = {name: [Piece(item, True) for item in known.lists[name]] for name in LISTS}
    return replace(
        line, wording=known.wording, pieces=pieces, given_ref=line.ref, is_settled=True, **texts
    )
