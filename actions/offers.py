"""What an action's texts say that looks like a reference, and nobody has answered yet.

Pure: texts in, offers out. A link is never made in silence: a person makes each, or says that it
is none, and then nothing is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from actions.references import Reference, could_be_refs, find_mentions

WORDING, PROGRESS, NEXT_STEPS = "wording", "progress", "next_steps"
_IN_WORDS = {WORDING: "Wording", PROGRESS: "Progress", NEXT_STEPS: "Next steps"}
LONGEST_WORDS = 200  # of what was said to be none, as it is kept
_WORDS_AROUND = 80  # characters of context on either side


@dataclass(frozen=True)
class Passage:
    """One text of an action: its field, and the key of the item (None for the wording)."""

    field: str
    item: int | None
    text: str


@dataclass(frozen=True)
class Offer:
    """Words that look like a reference, with some of what stands around them."""

    field: str
    item: int | None
    words: str
    ref: str
    says_plan: bool
    before: str
    after: str

    @property
    def key(self) -> str:
        """What names it in a form: the same for as long as the item says so."""
        return f"{self.field}-{self.item or 0}-{self.ref}"

    @property
    def field_in_words(self) -> str:
        return _IN_WORDS[self.field]

    @property
    def place(self) -> tuple[str, int | None, str]:
        return self.field, self.item, self.ref


def offers(
    passages: Iterable[Passage],
    *,
    own_ref: str,
    prefixes: Set[str],
    held: Set[str],
    made: Set[tuple[str, int | None, str]],
    declined: Set[tuple[str, str]],
) -> list[Offer]:
    """Return what the texts of one action say that is neither linked nor declined, in order.

    `prefixes` are those of the refs in use, `held` the refs of the notice; `made` the (field, item,
    ref) of each reference that is there; `declined` the (words, ref) that somebody said are none.
    """
    found = []
    for passage in passages:
        for said in find_mentions(passage.text, prefixes, held):
            offer = _offer(passage, said)
            is_answered = offer.place in made or (said.words[:LONGEST_WORDS], said.ref) in declined
            if said.ref != own_ref and not is_answered:
                found.append(offer)
    return found


def refs_to_look_for(passages: Iterable[Passage]) -> set[str]:
    """Return every ref that these texts might name, so that one query says which are held."""
    return {ref for passage in passages for ref in could_be_refs(passage.text)}


def _offer(passage: Passage, said: Reference) -> Offer:
    before, after = passage.text[: said.start], passage.text[said.end :]
    if len(before) > _WORDS_AROUND:
        before = "…" + before[-_WORDS_AROUND:].partition(" ")[2]
    if len(after) > _WORDS_AROUND:
        after = after[:_WORDS_AROUND].rpartition(" ")[0] + "…"
    return Offer(passage.field, passage.item, said.words, said.ref, said.says_plan, before, after)
