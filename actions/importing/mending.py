"""What could be mended in a table, each as a proposal that a person takes or refuses.

Every proposal is worked out from the file alone, as if all the others were taken, so that none
comes or goes with the answer to another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .better_refs import better_refs, propose_refs
from .bullets import Piece, split
from .details import LineDetails, remark_on_second_details
from .headings import LISTS, NEXT_STEPS, PROGRESS, WORDING
from .problems import Problem, Proposal
from .repeats import Said
from .scribe import Scribe
from .sentences import (
    Weights,
    begins_mid_sentence,
    best_cut,
    breaks_off,
    ends_open,
    has_sentence_end,
    joins_oddly,
)
from .table import Kind, Line

_SHOWN = 60
_END_KEPT = 300  # of a text that grows row by row, enough to see how it ends


@dataclass(frozen=True)
class Mend:
    """One proposal: which line and field it changes, and the words it moves or leaves out."""

    problem: Problem
    line: int
    field: str
    kind: str
    words: str

    @property
    def is_taken(self) -> bool:
        return self.problem.decision is True


@dataclass
class _Group:
    """An action's own row and the rows without a ref that seem to belong to it, by position."""

    first: int
    rest: list[int] = field(default_factory=list)


def propose(lines: list[Line], details: Sequence[LineDetails], scribe: Scribe) -> list[Mend]:
    """Return every mend there is to offer for the lines of a table, in no special order."""
    refs = better_refs(lines)
    groups = _groups(lines, refs)
    mends = [
        Mend(problem, index, "ref", "ref", refs[index])
        for index, problem in propose_refs(lines, refs, scribe).items()
    ]
    for group in groups:
        mends += _join_mends(lines, group, scribe)
    together = ([group.first, *group.rest] for group in groups)
    remark_on_second_details(lines, together, details, scribe)
    return mends + _cut_mends(lines, groups, scribe)


def _groups(lines: list[Line], refs: dict[int, str]) -> list[_Group]:
    groups: list[_Group] = []
    for index, line in enumerate(lines):
        if line.kind is Kind.ACTION or index in refs:
            groups.append(_Group(index))
        elif line.kind is Kind.LOOSE and groups:
            groups[-1].rest.append(index)
    return groups


def _join_mends(lines: list[Line], group: _Group, scribe: Scribe) -> list[Mend]:
    """Offer to join each row without a ref to its action, and to leave out what it repeats."""
    mends: list[Mend] = []
    end = lines[group.first].wording
    said = {name: Said(_running_text(lines[group.first], name)) for name in (WORDING, *LISTS)}
    for index in group.rest:
        line = lines[index]
        mends.append(_join_mend(lines, group, index, end, scribe))
        repeat = said[WORDING].repeated_by(line.wording)
        if repeat:
            mends.append(_leave_out(line, index, WORDING, repeat.words, scribe))
        fresh = repeat.rest if repeat else line.wording
        _note_odd_join(end, fresh, line, scribe)
        said[WORDING].add(fresh)
        end = f"{end} {fresh}".strip()[-_END_KEPT:]
        for name in LISTS:
            text = _running_text(line, name)
            again = said[name].repeated_by(text)
            if again and not again.rest:
                mends.append(_leave_out(line, index, name, line.cell(name), scribe))
            else:
                said[name].add(text)
    return mends


def _running_text(line: Line, name: str) -> str:
    return " ".join(line.items(name)) if name in LISTS else line.cell(name)


def _join_mend(lines: list[Line], group: _Group, index: int, wording: str, scribe: Scribe) -> Mend:
    line, first = lines[index], lines[group.first]
    text = line.wording or " ".join(line.items(PROGRESS) + line.items(NEXT_STEPS))
    text = text or " ".join(line.details.values())
    before = wording if line.wording else text
    problem = scribe.decision(
        "row-without-ref",
        f"Row {line.number} has no reference: “{_start(text)}”. It seems to go on from row "
        f"{lines[index - 1].number}.",
        Proposal(
            "join",
            str(first.number),
            "Join it to the row above",
            before=_end(before),
            after=_start(text),
        ),
        row=line.number,
        column=scribe.letter("ref"),
        value=text,
    )
    return Mend(problem, index, "", "join", "")


def _leave_out(line: Line, index: int, name: str, words: str, scribe: Scribe) -> Mend:
    shown = " ".join(split(words)) if name in LISTS else words
    problem = scribe.decision(
        "words-repeated",
        f"Row {line.number}: the words “{_start(shown)}” are already in the row above. A page "
        "break may have printed them twice.",
        Proposal("leave-out", shown, "Leave these words out", before=shown),
        row=line.number,
        column=scribe.letter(name),
        value=shown,
    )
    return Mend(problem, index, name, "leave-out", words)


def _note_odd_join(before: str, after: str, line: Line, scribe: Scribe) -> None:
    odd = joins_oddly(before, after)
    if odd:
        scribe.note(
            "join-odd",
            f"Row {line.number}: joined to the row above it reads “{odd}”. Words may be lost "
            "between the two, or one of them may be said twice. Both are kept.",
            row=line.number,
            column=scribe.letter(WORDING),
            value=odd,
        )


def _cut_mends(lines: list[Line], groups: list[_Group], scribe: Scribe) -> list[Mend]:
    """Offer to move what a row begins with to the end of the action before it."""
    texts = [_text_of(lines, group) for group in groups]
    weights: Weights | None = None
    manner = _manner_of(lines, groups)
    mends: list[Mend] = []
    for place in range(1, len(groups)):
        before, group = groups[place - 1], groups[place]
        line = lines[group.first]
        if line.is_settled:
            continue
        if _wording_runs_over(_last_wording(lines, before), line.wording, manner):
            weights = weights or Weights(texts)
            words = _overrun(lines, group, texts[place - 1], weights)
            if words:
                mends.append(_cut_mend(line, group.first, WORDING, words, scribe))
        for name in LISTS:
            words = _item_overrun(lines, before, line, name)
            if words and manner.begins_seldom(name):
                mends.append(_cut_mend(line, group.first, name, words, scribe))
    return mends


@dataclass(frozen=True)
class _Manner:
    """How a table is written: how many of its texts begin with a small letter, or end open.

    What most rows do is their manner and shows no break.
    """

    actions: int
    small: Mapping[str, int]  # by field; of a list, those whose first line is no item
    open_ends: int  # of wordings

    def begins_seldom(self, name: str) -> bool:
        """Say whether a small letter at the beginning is out of the ordinary here."""
        return (self.small[name] - 1) * _SELDOM <= self.actions - 1

    @property
    def ends_open_seldom(self) -> bool:
        return (self.open_ends - 1) * _SELDOM <= self.actions - 1


_SELDOM = 3  # at most one in so many of the others


def _manner_of(lines: list[Line], groups: list[_Group]) -> _Manner:
    firsts = [lines[group.first] for group in groups]
    small = {
        name: sum(_begins_before_its_bullets(line.pieces[name]) for line in firsts)
        for name in LISTS
    }
    small[WORDING] = sum(begins_mid_sentence(line.wording) for line in firsts)
    open_ends = sum(ends_open(_last_wording(lines, group)) for group in groups)
    return _Manner(len(groups), small, open_ends)


def _text_of(lines: list[Line], group: _Group) -> str:
    return " ".join(
        lines[index].cell(name)
        for index in (group.first, *group.rest)
        for name in (WORDING, *LISTS)
    )


def _last_wording(lines: list[Line], group: _Group) -> str:
    above = [lines[index].wording for index in (group.first, *group.rest)]
    return next((text for text in reversed(above) if text), "")


def _wording_runs_over(last: str, wording: str, manner: _Manner) -> bool:
    """Say whether a wording goes on from the last one, by more than a small letter and no stop.

    Either the last breaks off in the middle of a phrase, or a small letter is out of the ordinary
    in this table, and so is an open end, unless a sentence ends within the wording.
    """
    if not (begins_mid_sentence(wording) and ends_open(last)):
        return False
    telling = manner.ends_open_seldom or has_sentence_end(wording)
    return breaks_off(last) is not None or (manner.begins_seldom(WORDING) and telling)


def _overrun(lines: list[Line], group: _Group, before: str, weights: Weights) -> str:
    """Return the words of a row that end the wording before it, or "" where no place shows."""
    line = lines[group.first]
    more = " ".join(lines[index].wording for index in group.rest)
    own = " ".join([line.progress, line.next_steps, more])
    own += " ".join(lines[index].cell(name) for index in group.rest for name in LISTS)
    place = best_cut(line.wording, before, own, weights)
    if place is None:
        return line.wording if more.strip() else ""
    return line.wording[:place].rstrip()


def _item_overrun(lines: list[Line], before: _Group, line: Line, name: str) -> str:
    """Return the text before a cell's first bullet that ends the last item of the row above."""
    found = line.pieces[name]
    above = lines[(before.rest or [before.first])[-1]].items(name)
    if not above or not _begins_before_its_bullets(found) or found[0].text.endswith(":"):
        return ""
    return found[0].text if ends_open(above[-1]) else ""


def _begins_before_its_bullets(found: list[Piece]) -> bool:
    """Say whether a list begins with text in a small letter and goes on with bullets."""
    return (
        len(found) > 1
        and not found[0].marked
        and found[1].marked
        and begins_mid_sentence(found[0].text)
    )


def _cut_mend(line: Line, index: int, name: str, words: str, scribe: Scribe) -> Mend:
    whole = line.cell(name) if name == WORDING else "\n".join(line.items(name))
    code = "wording-runs-over" if name == WORDING else "item-runs-over"
    problem = scribe.decision(
        code,
        f"Row {line.number} begins in the middle of a sentence that the row above leaves open. The "
        f"words up to “{_end(words)}” seem to belong to the row above.",
        Proposal(
            "cut",
            words,
            "Move these words to the row above",
            before=words,
            after=whole[len(words) :].strip(),
        ),
        row=line.number,
        column=scribe.letter(name),
        value=whole,
    )
    return Mend(problem, index, name, "cut", words)


def _start(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"


def _end(text: str) -> str:
    return text if len(text) <= _SHOWN else "…" + text[-_SHOWN:].split(" ", 1)[-1]
