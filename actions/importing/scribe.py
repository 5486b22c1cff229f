"""Writes problems down: gives each its place, its key and the answer a person gave to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from .headings import Header
from .problems import Problem, Proposal, Severity, problem_key
from .workbook import Sheet

Decisions = Mapping[str, bool] | Literal["all", "none"]


def answer_to(key: str, decisions: Decisions) -> bool | None:
    """Return what was decided on a proposal: taken, refused, or nothing yet."""
    if decisions == "all":
        return True
    if decisions == "none":
        return False
    return decisions.get(key) if not isinstance(decisions, str) else None


class Scribe:
    """The problems of one reading of one file, in the order of their rows."""

    def __init__(self, sheets: list[Sheet], header: Header, decisions: Decisions) -> None:
        self._sheets = sheets
        self._header = header
        self._decisions = decisions
        self._keys: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def letter(self, field: str) -> str:
        """Return the letter of the column of a field, or "" where there is none."""
        column = self._header.columns.get(field)
        return column.letter if column else ""

    def note(
        self,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
        certain: bool = True,
        sheet_index: int | None = None,
    ) -> Problem:
        """Write down something worth knowing."""
        return self._write(
            code, Severity.NOTE, message, row, column, value, None, certain, sheet_index
        )

    def error(
        self, code: str, message: str, *, row: int | None, column: str = "", value: str = ""
    ) -> Problem:
        """Write down what stops the import."""
        return self._write(code, Severity.ERROR, message, row, column, value, None, True, None)

    def decision(
        self, code: str, message: str, proposal: Proposal, *, row: int, column: str, value: str
    ) -> Problem:
        """Write down a proposal, with the answer it has been given."""
        return self._write(
            code, Severity.DECISION, message, row, column, value, proposal, True, None
        )

    def problems(self, ref_of_row: Mapping[int, str]) -> list[Problem]:
        """Return every problem in the order of the rows, with the action each one concerns."""
        table = self._sheets[self._header.sheet_index].name
        named = [
            replace(problem, ref=ref_of_row.get(problem.row or 0, ""))
            if problem.sheet == table
            else problem
            for problem in self._problems
        ]
        return sorted(named, key=lambda problem: (problem.sheet != table, problem.row or 0))

    def _write(
        self,
        code: str,
        severity: Severity,
        message: str,
        row: int | None,
        column: str,
        value: str,
        proposal: Proposal | None,
        certain: bool,
        sheet_index: int | None,
    ) -> Problem:
        index = self._header.sheet_index if sheet_index is None else sheet_index
        key = problem_key(code, index + 1, row, column)
        self._keys[key] += 1
        if self._keys[key] > 1:
            key = f"{key}-{self._keys[key]}"
        problem = Problem(
            key=key,
            code=code,
            severity=severity,
            sheet=self._sheets[index].name,
            row=row,
            column=column,
            value=value,
            message=message,
            proposal=proposal,
            decision=answer_to(key, self._decisions) if proposal else None,
            certain=certain,
        )
        self._problems.append(problem)
        return problem
