"""What the importer has to say about a file: values, never exceptions, each naming its place."""

from dataclasses import dataclass
from enum import StrEnum


class Unreadable(Exception):
    """The file cannot be read at all; `message` is a sentence for the person who sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Severity(StrEnum):
    """How much a problem asks of a person."""

    ERROR = "error"  # the import cannot go on until it is mended
    DECISION = "decision"  # there is a proposal, which a person takes or refuses
    NOTE = "note"  # worth knowing; nothing is changed


@dataclass(frozen=True)
class Proposal:
    """A mend that a person may take: what it does, and the text before and after."""

    kind: str  # "ref", "join", "leave-out" or "cut"
    value: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to know about one place in a file.

    `key` depends on the file alone, so that an answer given to it stays given whatever else is
    answered. `decision` is True when its proposal was taken, False when it was refused, None when
    nobody has said. `certain` is False where the words only may be wrong.
    """

    key: str
    code: str
    severity: Severity
    sheet: str
    row: int | None
    column: str
    value: str
    message: str
    proposal: Proposal | None = None
    ref: str = ""
    decision: bool | None = None
    certain: bool = True


def problem_key(code: str, sheet_index: int, row: int | None, column: str) -> str:
    """Return a key of letters, digits and hyphens, fit for the name of a form field."""
    return f"{code}-{sheet_index}-{row or 0}-{column or '0'}"
