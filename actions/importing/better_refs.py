"""References that are missing, repeated or damaged, and what their neighbours show them to be."""

from collections import defaultdict

from .problems import Problem, Proposal
from .scribe import Scribe
from .sentences import begins_mid_sentence, breaks_off
from .sequence import mend
from .table import Kind, Line


def better_refs(lines: list[Line]) -> dict[int, str]:
    """Return refs by line where the sequence shows a better one than is printed."""
    actions = [index for index, line in enumerate(lines) if line.kind is Kind.ACTION]
    said = [line.given_ref or line.printed_ref for line in lines]
    found = mend([said[index] for index in actions])
    better = {
        actions[position]: ref
        for position, ref in found.items()
        if not lines[actions[position]].given_ref
    }
    without = {index for index in range(len(lines)) if _may_have_lost_its_ref(lines, index)}
    rows = [i for i in range(len(lines)) if i in without or lines[i].kind is Kind.ACTION]
    found = mend([better.get(index, said[index]) for index in rows])
    lost = {rows[position]: ref for position, ref in found.items() if rows[position] in without}
    return better | lost


def _may_have_lost_its_ref(lines: list[Line], index: int) -> bool:
    """Say whether a row without a ref reads as an action of its own, not as more of the last."""
    line = lines[index]
    if line.kind is not Kind.LOOSE or not line.wording or begins_mid_sentence(line.wording):
        return False
    above = lines[index - 1].wording if index else ""
    return bool(line.progress or line.next_steps) and not breaks_off(above)


def propose_refs(lines: list[Line], refs: dict[int, str], scribe: Scribe) -> dict[int, Problem]:
    """Write each better ref down as a proposal, and return these by line."""
    if not refs:
        return {}
    printed = _Printed(lines)
    found = {}
    for index, ref in sorted(refs.items()):
        line = lines[index]
        code, message = printed.about(index, ref)
        found[index] = scribe.decision(
            code,
            message,
            Proposal("ref", ref, f"Read it as {ref}", before=line.printed_ref, after=ref),
            row=line.number,
            column=scribe.letter("ref"),
            value=line.printed_ref,
        )
    return found


class _Printed:
    """The refs of a table as they are printed: where each stands, and between which others."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._rows: dict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            if line.kind is Kind.ACTION:
                self._rows[line.ref].append(index)
        self._above = _nearest_before(lines)
        self._below = _nearest_before(lines[::-1])[::-1]

    def about(self, index: int, ref: str) -> tuple[str, str]:
        """Return what is wrong with the ref of a line: a code and a sentence."""
        line = self._lines[index]
        where = self._between(index)
        if not line.printed_ref:
            return "ref-missing", (
                f"Row {line.number} has no reference, but it reads as an action of its own. "
                f"{where}, so it is probably {ref}."
            )
        other = next((row for row in self._rows[line.ref][:2] if row != index), None)
        if other is not None:
            return "ref-repeated", (
                f"Row {line.number}: the reference “{line.printed_ref}” is used twice (also in row "
                f"{self._lines[other].number}). {where}, so it is probably {ref}."
            )
        return "ref-damaged", (
            f"Row {line.number}: the reference “{line.printed_ref}” does not fit the others. "
            f"{where}, so it is probably {ref}."
        )

    def _between(self, index: int) -> str:
        above, below = self._above[index], self._below[index]
        if above and below:
            return f"It stands between {above} and {below}"
        return f"It stands after {above}" if above else f"It stands before {below}"


def _nearest_before(lines: list[Line]) -> list[str]:
    """Return for each line the ref of the last action before it, or ""."""
    nearest, found = "", []
    for line in lines:
        found.append(nearest)
        if line.kind is Kind.ACTION:
            nearest = line.ref
    return found
