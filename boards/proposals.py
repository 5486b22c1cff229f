"""Finds the bodies that an action's own words name.

Pure: texts and bodies in, findings out. It proposes, and a person decides. Three things are found:
a body that is held (by any of its names), the bare word "Board", which may mean any of them, and
words that look like the name of a body that is not held.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

BARE = "Board"
LONGEST_NAME = 150
_WORDS_AROUND = 60  # characters of context on either side

_CAPITALISED = r"[A-Z][\w’'&-]*"
_LINK = r"(?:and|of|for|in|&)"
_ENDING = r"(?:(?:Sub-?[Gg]|G)roup|Board|Committee|Trust|Meeting|Panel|Partnership)"
_LOOKS_LIKE_A_BODY = re.compile(
    rf"(?<![\w’'-]){_CAPITALISED}(?:\s+(?:{_LINK}\s+)?{_CAPITALISED}){{0,7}}(?![\w’'-])"
)
# "Trust" ends no name in "Children's Trust Board": more of the name follows.
_ENDS_A_NAME = re.compile(
    rf"(?<![\w’'-]){_ENDING}(?![\w’'-])(?!(?:\s+{_CAPITALISED}){{0,3}}\s+{_ENDING}(?![\w’'-]))"
)
_BARE = re.compile(rf"(?<![\w-]){BARE}(?![\w-])")
# Words that begin a phrase with a capital, and are no part of a name.
_BEFORE_A_NAME = re.compile(
    r"(?:(?:The|A|An|Each|Every|This|That|Any|All|Our|Its|New|Revised|Existing|Regular|Weekly"
    r"|Monthly|Quarterly|Annual|Bi-monthly)\s+)+"
)
_JOINS = re.compile(r"\s+(?:and|&|of|for|the|in)(?:\s+the)?\s+")
_ENDS_IN_A_JOIN = re.compile(r"(?:\b(?:and|of|for|the|in)|&)\s+$")
_STARTS_A_SENTENCE = re.compile(r"[.;:!?•\n]|[-–] $")


class Named(Protocol):
    """What is asked of a body: a key, and every name by which a document may call it."""

    pk: Hashable
    names: list[str]


@dataclass(frozen=True)
class Text:
    """One text of an action, and where it stands: "Action", "Progress" or "Next steps"."""

    where: str
    words: str


@dataclass(frozen=True)
class Quote:
    """The words found, with some of what stands around them."""

    where: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Finding:
    """One body that is named, one question, or one name that is not held, with each place.

    `body` is the body's key; empty for the bare word and for a name that is not held.
    """

    words: str
    body: Hashable | None = None
    quotes: list[Quote] = field(default_factory=list, hash=False)

    @property
    def is_question(self) -> bool:
        return self.body is None and self.words == BARE

    @property
    def is_not_held(self) -> bool:
        return self.body is None and self.words != BARE

    @property
    def is_in_the_wording(self) -> bool:
        return any(quote.where == "Action" for quote in self.quotes)


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    words: str
    body: Hashable | None = None


def named_in(texts: Iterable[Text], bodies: Iterable[Named]) -> list[Finding]:
    """Return what the texts name: held bodies and questions in reading order, then the rest."""
    names = _patterns(bodies)
    findings: dict[tuple[Hashable | None, str], Finding] = {}
    for text in texts:
        for span in _spans(text.words, names):
            key = (span.body, "" if span.body is not None else span.words)
            finding = findings.setdefault(key, Finding(words=span.words, body=span.body))
            finding.quotes.append(_quote(text, span))
    return sorted(findings.values(), key=lambda finding: finding.is_not_held)


def _spans(text: str, names: list[tuple[re.Pattern[str], Hashable]]) -> list[_Span]:
    """Where the text names something; the longest name at any place wins."""
    held = _longest(
        _Span(match.start(), match.end(), _as_one_line(match.group()), body)
        for pattern, body in names
        for match in pattern.finditer(text)
    )
    bare = [_Span(match.start(), match.end(), BARE) for match in _BARE.finditer(text)]
    chosen = _longest([*held, *_unknown(text, held), *bare])
    return sorted(chosen, key=lambda span: span.start)


def _longest(spans: Iterable[_Span]) -> list[_Span]:
    """Those that do not overlap, longer ones first; of two equally long, the one named first."""
    chosen: list[_Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: span.start - span.end):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(span)
    return chosen


def _patterns(bodies: Iterable[Named]) -> list[tuple[re.Pattern[str], Hashable]]:
    return [(_pattern(name), body.pk) for body in bodies for name in body.names if name.strip()]


def _pattern(name: str) -> re.Pattern[str]:
    """The name as a whole, however spaced, with either apostrophe.

    Its first letter is as given; so is all of an acronym. "Safeguarding review meeting" is the
    Safeguarding Review Meeting; "improvement board" in small letters may be any, and "ib" is none.
    """
    words = [re.sub(r"['’‘]", "['’‘]", re.escape(word)) for word in name.split()]
    first, rest = words[0], r"\s+".join(words[1:])
    if any(letter.islower() for letter in name):
        head = re.match(r"\\?.", first).group()
        first = f"{head}(?i:{first[len(head) :]})"
        rest = f"(?i:{rest})" if rest else ""
    whole = rf"{first}\s+{rest}" if rest else first
    return re.compile(rf"(?<!\w){whole}(?!\w)")


def _as_one_line(words: str) -> str:
    return " ".join(words.split()).replace("’", "'")


def _unknown(text: str, held: list[_Span]) -> Iterator[_Span]:
    """Capitalised phrases that end as the name of a body does, without what only leads to them."""
    held_at_end = {span.end: span for span in held}
    for phrase in _LOOKS_LIKE_A_BODY.finditer(text):
        start = phrase.start()
        for ending in _ENDS_A_NAME.finditer(text, phrase.start(), phrase.end()):
            begins = _where_it_begins(text, start, ending.end(), held_at_end)
            words = _as_one_line(text[begins : ending.end()])
            if " " in words and len(words) <= LONGEST_NAME:
                yield _Span(begins, ending.end(), words)
            joined = _JOINS.match(text, ending.end())
            start = joined.end() if joined else ending.end()


def _where_it_begins(text: str, start: int, end: int, held_at_end: dict[int, _Span]) -> int:
    """Leave out "The" and "New", a held body joined by "and", and a verb before a held name."""
    if before := _BEFORE_A_NAME.match(text, start, end):
        start = before.end()
    for joined in _JOINS.finditer(text, start, end):
        if joined.start() in held_at_end:
            start = joined.end()
    held = held_at_end.get(end)
    if held and start < held.start and _only_leads_to(text, start, held.start):
        return held.start
    return start


def _only_leads_to(text: str, start: int, name: int) -> bool:
    """Whether what stands before a held name is one word of its own, or is joined to it."""
    lead = text[start:name]
    is_one_word = len(lead.split()) == 1
    begins_a_sentence = start < 2 or bool(_STARTS_A_SENTENCE.search(text[start - 2 : start]))
    return (is_one_word and begins_a_sentence) or bool(_ENDS_IN_A_JOIN.search(lead))


def _quote(text: Text, span: _Span) -> Quote:
    before, after = text.words[: span.start], text.words[span.end :]
    if len(before) > _WORDS_AROUND:
        before = "…" + _from_a_word(before[-_WORDS_AROUND:])
    if len(after) > _WORDS_AROUND:
        after = _to_a_word(after[:_WORDS_AROUND]) + "…"
    return Quote(text.where, before, text.words[span.start : span.end], after)


def _from_a_word(cut: str) -> str:
    head, space, tail = cut.partition(" ")
    return space + tail if space else head


def _to_a_word(cut: str) -> str:
    head, space, tail = cut.rpartition(" ")
    return head + space if space else tail
