"""What a person should know of actions once they are put together: gaps, references, errors."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from actions.references import Reference, canonical_ref, find_references, prefix_of

from .assembly import Draft
from .headings import LISTS, NEXT_STEPS, PROGRESS, REF, WORDING
from .problems import Unreadable
from .reading import ReadReference
from .scribe import Scribe
from .sentences import breaks_off, has_lost_its_head

MAX_REFERENCES = 20_000
_TOO_MANY_REFERENCES = (
    f"This file refers more than {MAX_REFERENCES:,} times from one action to another. Check that "
    "it is the right file, take out what was copied many times over, and send it again."
)
_NAMES = {WORDING: "action", PROGRESS: "progress", NEXT_STEPS: "next steps"}
_FEWEST_WORDS_CUT_SHORT = 4
_SHOWN = 70


@dataclass(frozen=True)
class _Passage:
    """One text of an action: its wording, or an item of a list."""

    field: str
    item: int | None
    text: str
    row: int


def _passages(draft: Draft) -> list[_Passage]:
    first = draft.lines[0].number
    found = [_Passage(WORDING, None, draft.wording, first)] if draft.wording else []
    for name in LISTS:
        found += [
            _Passage(name, index, item.text, item.row)
            for index, item in enumerate(draft.lists[name])
        ]
    return found


def remark_on_errors(drafts: list[Draft], scribe: Scribe) -> None:
    """Write down what stops the import: refs used twice or unreadable, actions without words."""
    rows: dict[str, list[int]] = defaultdict(list)
    for draft in drafts:
        rows[draft.ref].append(draft.lines[0].number)
    for draft in drafts:
        row = draft.lines[0].number
        if row != rows[draft.ref][0]:
            scribe.error(
                "ref-used-twice",
                f"Rows {rows[draft.ref][0]} and {row}: two rows have the reference {draft.ref}. "
                "Each action needs its own.",
                row=row,
                column=scribe.letter(REF),
                value=draft.ref,
            )
        if canonical_ref(draft.ref) is None:
            scribe.error(
                "ref-unreadable",
                f"Row {row}: “{_short(draft.ref)}” is not a reference such as IN2, A4 or 1.1.",
                row=row,
                column=scribe.letter(REF),
                value=draft.source_ref,
            )
        if not draft.wording:
            scribe.error(
                "wording-missing",
                f"Row {row}: {_short(draft.ref)} has a reference but does not say what the action "
                "is.",
                row=row,
                column=scribe.letter(WORDING),
            )


def remark_on_gaps(drafts: list[Draft], scribe: Scribe) -> None:
    """Write down each text that breaks off or whose beginning is lost, and each empty list."""
    longer = _Longer([passage.text for draft in drafts for passage in _passages(draft)])
    for draft in drafts:
        for passage in _passages(draft):
            _remark_on_end(draft, passage, longer, scribe)
        if has_lost_its_head(draft.wording):
            scribe.note(
                "wording-begins-midway",
                f"Row {draft.lines[0].number}: the action of {draft.ref} begins in the middle: "
                f"“{_short(draft.wording)}”. Words before it may be missing.",
                row=draft.lines[0].number,
                column=scribe.letter(WORDING),
                value=draft.wording,
            )
        _remark_on_empty_lists(draft, scribe)


def _remark_on_empty_lists(draft: Draft, scribe: Scribe) -> None:
    for name in LISTS:
        if not draft.lists[name] and scribe.letter(name):
            code = "no-next-steps" if name == NEXT_STEPS else "no-progress"
            row = draft.lines[0].number
            scribe.note(
                code,
                f"Row {row}: {draft.ref} has no {_NAMES[name]}.",
                row=row,
                column=scribe.letter(name),
            )


def _remark_on_end(draft: Draft, passage: _Passage, longer: "_Longer", scribe: Scribe) -> None:
    sign = breaks_off(passage.text)
    whole = longer.than(passage.text)
    if sign is None and not whole:
        return
    certain = sign is True or (sign is False and bool(whole))
    said = "breaks off" if certain else "may break off"
    more = f" Elsewhere the file has “{_short(whole)}”." if whole else ""
    what = "the action" if passage.field == WORDING else f"an item of the {_NAMES[passage.field]}"
    # A wording is put together from several rows; what it lacks, it lacks at the end of the last.
    row = passage.row if passage.item is not None else draft.lines[-1].number
    scribe.note(
        "wording-breaks-off" if passage.item is None else "item-breaks-off",
        f"Row {row}: {what} of {draft.ref} {said}: “{_tail(passage.text)}”.{more} Nothing is "
        "added.",
        row=row,
        column=scribe.letter(passage.field),
        value=passage.text,
        certain=certain,
    )


class _Longer:
    """Finds a text that says the same as a shorter one and then goes on."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = sorted({text.casefold(): text for text in texts}.items())
        self._keys = [key for key, _ in self._texts]

    def than(self, text: str) -> str:
        """Return a text that begins with all the words of this one, or ""."""
        start = f"{text.casefold()}"
        if len(text.split()) < _FEWEST_WORDS_CUT_SHORT:
            return ""
        place = bisect_right(self._keys, f"{start} ")
        found = place < len(self._keys) and self._keys[place].startswith(f"{start} ")
        return self._texts[place][1] if found else ""


def references_of(drafts: list[Draft], scribe: Scribe) -> list[tuple[ReadReference, ...]]:
    """Return the references that each draft makes, and write each of them down.

    Raises Unreadable where they are more than anybody can have meant.
    """
    held = Counter(draft.ref for draft in drafts)
    prefixes = {prefix_of(draft.ref) for draft in drafts}
    made: list[tuple[ReadReference, ...]] = []
    left = MAX_REFERENCES
    for draft in drafts:
        references: list[ReadReference] = []
        for passage in _passages(draft):
            said = find_references(passage.text, prefixes)
            left -= len(said)
            if left < 0:
                raise Unreadable(_TOO_MANY_REFERENCES)
            references += _noted(said, draft, passage, held, scribe)
        made.append(tuple(references))
    return made


def _noted(
    references: list[Reference],
    draft: Draft,
    passage: _Passage,
    held: Counter[str],
    scribe: Scribe,
) -> list[ReadReference]:
    found: list[ReadReference] = []
    for said in references:
        here = said.ref if held[said.ref] else None
        code, message = _about_reference(passage.field, said.ref, here, draft.ref)
        scribe.note(
            code,
            f"Row {passage.row}: {draft.ref} says “{said.words}”. {message}",
            row=passage.row,
            column=scribe.letter(passage.field),
            value=said.words,
        )
        if here != draft.ref:
            plan = None if here else said.ref
            found.append(ReadReference(passage.field, passage.item, said.words, here, plan))
    return found


def _about_reference(field: str, ref: str, here: str | None, own: str) -> tuple[str, str]:
    if here == own:
        return "reference-to-itself", "That is itself, so it is not linked."
    if here is None:
        return "reference-elsewhere", (
            f"{ref} is not in this file. The words are kept, and will link once the plan that has "
            "it is held."
        )
    return "reference", _shows(field, ref)


def _shows(field: str, ref: str) -> str:
    if field == WORDING:
        return f"It will link to {ref}."
    return f"It will show the {_NAMES[field]} of {ref}."


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"


def _tail(text: str) -> str:
    return text if len(text) <= _SHOWN else "…" + text[-_SHOWN:].split(" ", 1)[-1]
