"""What could be mended in a table, each as a proposal that a person takes or refuses.

Every proposal is worked out from the file alone, as if all the others were taken, so that none
comes or goes with the answer to another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .bullets import Piece, split
from .details import LineDetails, remark_on_second_details
from .headings import LISTS, NEXT_STEPS, PROGRESS, WORDING
from .problems import Problem, Proposal
from .scribe import Scribe
from .sentences import (
    Weights,
    begins_mid_sentence,
    best_cut,
    breaks_off,
    ends_open,
    has_sentence_end,
    joins_oddly,
    repeated_start,
)
from .sequence import mend
from .table import Kind, Line

_SHOWN = 60


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
    refs = _better_refs(lines)
    groups = _groups(lines, refs)
    mends = [_ref_mend(lines, index, ref, scribe) for index, ref in sorted(refs.items())]
    for group in groups:
        mends += _join_mends(lines, group, scribe)
    together = ([group.first, *group.rest] for group in groups)
    remark_on_second_details(lines, together, details, scribe)
    return mends + _cut_mends(lines, groups, scribe)


def _better_refs(lines: list[Line]) -> dict[int, str]:
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


def _groups(lines: list[Line], refs: dict[int, str]) -> list[_Group]:
    groups: list[_Group] = []
    for index, line in enumerate(lines):
        if line.kind is Kind.ACTION or index in refs:
            groups.append(_Group(index))
        elif line.kind is Kind.LOOSE and groups:
            groups[-1].rest.append(index)
    return groups


def _ref_mend(lines: list[Line], index: int, ref: str, scribe: Scribe) -> Mend:
    line = lines[index]
    code, message = _about_ref(lines, index, ref)
    problem = scribe.decision(
        code,
        message,
        Proposal("ref", ref, f"Read it as {ref}", before=line.printed_ref, after=ref),
        row=line.number,
        column=scribe.letter("ref"),
        value=line.printed_ref,
    )
    return Mend(problem, index, "ref", "ref", ref)


def _about_ref(lines: list[Line], index: int, ref: str) -> tuple[str, str]:
    line = lines[index]
    others = [o for o in lines if o.kind is Kind.ACTION and o.ref == line.ref and o is not line]
    where = _between(lines, index)
    if not line.printed_ref:
        return "ref-missing", (
            f"Row {line.number} has no reference, but it reads as an action of its own. {where}, "
            f"so it is probably {ref}."
        )
    if others:
        return "ref-repeated", (
            f"Row {line.number}: the reference “{line.printed_ref}” is used twice (also in row "
            f"{others[0].number}). {where}, so it is probably {ref}."
        )
    return "ref-damaged", (
        f"Row {line.number}: the reference “{line.printed_ref}” does not fit the others. {where}, "
        f"so it is probably {ref}."
    )


def _between(lines: list[Line], index: int) -> str:
    above = next((o.ref for o in reversed(lines[:index]) if o.kind is Kind.ACTION), "")
    below = next((o.ref for o in lines[index + 1 :] if o.kind is Kind.ACTION), "")
    if above and below:
        return f"It stands between {above} and {below}"
    return f"It stands after {above}" if above else f"It stands before {below}"


def _join_mends(lines: list[Line], group: _Group, scribe: Scribe) -> list[Mend]:
    """Offer to join each row without a ref to its action, and to leave out what it repeats."""
    mends: list[Mend] = []
    wording = lines[group.first].wording
    lists = {name: lines[group.first].items(name) for name in LISTS}
    for index in group.rest:
        line = lines[index]
        mends.append(_join_mend(lines, group, index, wording, scribe))
        repeat = repeated_start(wording, line.wording)
        if repeat:
            mends.append(_leave_out(line, index, WORDING, repeat.words, scribe))
        fresh = repeat.rest if repeat else line.wording
        _note_odd_join(wording, fresh, line, scribe)
        wording = f"{wording} {fresh}".strip()
        for name in LISTS:
            items = line.items(name)
            again = repeated_start(" ".join(lists[name]), " ".join(items))
            if again and not again.rest:
                mends.append(_leave_out(line, index, name, line.cell(name), scribe))
            else:
                lists[name] += items
    return mends


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
