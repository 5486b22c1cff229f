"""Lines and the mends that were taken, put together into actions; the rest listed as left out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .bullets import starts_with_mark
from .characters import fold_lines
from .details import LineDetails
from .details import joined as joined_details
from .headings import FIELDS, LISTS, NEXT_STEPS, PROGRESS, REF, WORDING
from .mending import Mend
from .reading import Detail, Item, LeftOut
from .table import Kind, Line
from .word_count import count_words


@dataclass
class Draft:
    """An action while its rows are being put together."""

    ref: str
    source_ref: str
    lines: list[Line]
    wording: str = ""
    lists: dict[str, list[Item]] = field(default_factory=lambda: {PROGRESS: [], NEXT_STEPS: []})
    details: dict[str, Detail] = field(default_factory=dict)


class Assembly:
    """Takes a table's lines one by one; afterwards holds its drafts and what was left out."""

    def __init__(
        self,
        sheet: str,
        letters: dict[str, str],
        mends: list[Mend],
        details: Sequence[LineDetails],
    ) -> None:
        self.drafts: list[Draft] = []
        self.left_out: list[LeftOut] = []
        self._sheet = sheet
        self._letters = letters
        self._details = details
        # The row without a ref that comes next may go on from here; None once a row was left out
        # that it may have gone on from.
        self._open: Draft | None = None
        self._taken: dict[int, list[Mend]] = defaultdict(list)
        self._offered: dict[int, set[str]] = defaultdict(set)
        for mend in mends:
            self._offered[mend.line].add(mend.kind)
            if mend.is_taken:
                self._taken[mend.line].append(mend)

    def add(self, index: int, line: Line) -> None:
        """Take in the line at a position."""
        if line.kind is Kind.HEADINGS:
            self._leave_row(line, "The headings, printed again.", needs_attention=False)
        elif line.kind is Kind.SECTION:
            self._leave_row(line, "A heading between the actions, which is not an action.")
        elif line.kind is Kind.ACTION or self._mend(index, "ref", REF):
            self._begin(index, line)
        else:
            self._add_loose(index, line)

    def _begin(self, index: int, line: Line) -> None:
        better = self._mend(index, "ref", REF)
        draft = Draft(better.words if better else line.ref, line.printed_ref, [line])
        draft.wording = line.wording
        before = self._open
        cut = self._mend(index, "cut", WORDING)
        if cut and before:
            before.wording = joined(before.wording, cut.words)
            draft.wording = fold_lines(line.wording[len(cut.words) :])
            before.lines.append(line)
        for name in LISTS:
            self._begin_list(index, line, draft, before, name)
        self._add_details(index, line, draft)
        self.drafts.append(draft)
        self._open = draft

    def _begin_list(
        self, index: int, line: Line, draft: Draft, before: Draft | None, name: str
    ) -> None:
        found = line.items(name)
        cut = self._mend(index, "cut", name)
        if cut and before and before.lists[name]:
            before.lists[name][-1].text += f" {found.pop(0)}"
            if line not in before.lines:
                before.lines.append(line)
        draft.lists[name] = [Item(text, line.number) for text in found]

    def _add_loose(self, index: int, line: Line) -> None:
        draft = self._open
        if "join" not in self._offered[index] or draft is None:
            above = (
                "the row above it was left out" if self.drafts else "there is no action above it"
            )
            self._leave_row(line, f"The row has no reference, and {above}.")
            if "ref" in self._offered[index]:
                self._open = None
        elif not self._mend(index, "join", ""):
            self._leave_row(line, "The row has no reference and is not joined to the row above.")
        else:
            self._join(index, line, draft)

    def _join(self, index: int, line: Line, draft: Draft) -> None:
        draft.lines.append(line)
        wording = line.wording
        repeat = self._mend(index, "leave-out", WORDING)
        if repeat:
            self._leave(line, WORDING, repeat.words, "The row above has these words already.")
            wording = " ".join(wording.split()[len(repeat.words.split()) :])
        draft.wording = joined(draft.wording, wording)
        for name in LISTS:
            if self._mend(index, "leave-out", name):
                self._leave(line, name, line.cell(name), "The row above has these words already.")
            else:
                _extend(draft.lists[name], line, name)
        self._add_details(index, line, draft)

    def _add_details(self, index: int, line: Line, draft: Draft) -> None:
        for name, found in self._details[index].items():
            if found.detail is None:
                self._leave(line, name, line.cell(name), found.reason)
                continue
            before = draft.details.get(name, Detail())
            draft.details[name], reason = joined_details(name, before, found.detail)
            if reason:
                self._leave(line, name, line.cell(name), reason)

    def _mend(self, index: int, kind: str, name: str) -> Mend | None:
        if index not in self._taken:
            return None
        found = (m for m in self._taken[index] if m.kind == kind and m.field == name)
        return next(found, None)

    def _leave_row(self, line: Line, reason: str, *, needs_attention: bool = True) -> None:
        for name in (*FIELDS, *line.details):
            self._leave(line, name, line.cell(name), reason, needs_attention=needs_attention)

    def _leave(
        self, line: Line, name: str, text: str, reason: str, *, needs_attention: bool = True
    ) -> None:
        if not text:
            return
        words = count_words(line.items(name) if name in LISTS else [text])
        place = (self._sheet, line.number, self._letters.get(name, ""))
        self.left_out.append(LeftOut(*place, text, reason, needs_attention, words))


def joined(before: str, after: str) -> str:
    """Put two parts of a wording together; a list item in it keeps its own line."""
    if not before or not after:
        return before or after
    return f"{before}\n{after}" if starts_with_mark(after) else f"{before} {after}"


def _extend(items: list[Item], line: Line, name: str) -> None:
    """Add a row's items to a list; text before its first bullet goes on from the last item."""
    found = list(line.pieces[name])
    if items and found and not found[0].marked and not starts_afresh(items[-1].text, found[0].text):
        items[-1].text += f" {found.pop(0).text}"
    items.extend(Item(piece.text, line.number) for piece in found)


def starts_afresh(before: str, after: str) -> bool:
    """Say whether an item without a bullet is one of its own: the last is closed, this is begun."""
    return before[-1:] in {".", "!", "?"} and not after[:1].islower()
