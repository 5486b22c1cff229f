"""Ratings and statuses as people print them, read where they say one thing plainly.

Blue and complete are not taken over: an action is signed off by a board's decision only, and
delivered by its lead's word, with evidence.
"""

import re
from dataclasses import dataclass

from .characters import fold

RED, AMBER, GREEN = "red", "amber", "green"
NOT_STARTED, IN_PROGRESS = "not_started", "in_progress"


@dataclass(frozen=True)
class ReadWord:
    """What a rating or status comes to, or "" and why; `is_done` where it says all is done."""

    value: str
    why: str = ""
    is_done: bool = False


_COLOURS = {RED: RED, AMBER: AMBER, GREEN: GREEN, "🔴": RED, "🟠": AMBER, "🟢": GREEN}
_LETTERS = {"r": RED, "a": AMBER, "g": GREEN}
_COLOUR = re.compile(r"\b(?:red|amber|green|blue)\b|[🔴🟠🟢🔵]")
_LETTER_ALONE = re.compile(r"[(\[]?\s*([ragb])\s*[)\]]?(?:\s*[-–—:(↑↓→].*)?")
_DENIED = re.compile(r"\b(?:not|no|nor|never|was|were|previously|formerly|from|to|towards)\b")
_NO_RATING = re.compile(r"(?:n/?a|tbc|tba|none|not (?:applicable|(?:yet )?rated)|[-–—.?]+)")

_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?\s?%(?:\s?(?:complete[d]?|done|delivered))?")
_NOT_STARTED = re.compile(
    r"(?:not (?:yet )?(?:started|begun|commenced)|yet to (?:start|begin|commence)"
    r"|to (?:start|begin)|unstarted|not due to start(?: yet)?)"
)
_PARTLY = re.compile(r"(?:part(?:ly|ially)?|nearly|almost) (?:complete[d]?|done|delivered)")
_IN_PROGRESS = re.compile(
    r"(?:(?:work )?in[ -]progress|(?:work )?under ?way|started|commenced|begun|on-?going"
    r"|progressing|in hand|in train|active)"
)
_DONE = re.compile(
    r"(?:(?:fully |now |action )?(?:complete[d]?|done|delivered|closed|achieved|finished|met"
    r"|implemented|(?:awaiting |for )?sign(?:ed)?[ -]off|embedded))"
)
_NOT_REQUIRED = re.compile(r"(?:no longer|not) (?:required|needed|applicable)|superseded|cancelled")
# What follows a plain word and does not change it: "In progress - on track", "Complete May 2014".
_MORE = re.compile(
    r"\s*(?:[-–—:;,.(].*"
    r"|(?:in |on )?(?:\d|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec).*)?"
)
_SAYS_DONE = re.compile(r"\b(?:complete[d]?|done|delivered|closed|achieved|finished)\b")


def read_rating(text: str) -> ReadWord:
    """Return red, amber or green, if the text says one of them and nothing against it."""
    plain = fold(text).casefold()
    said = set(_COLOUR.findall(plain))
    if not said:
        return _read_letter(plain)
    if said <= {"blue", "🔵"} or _is_done(plain):
        return ReadWord("", _SIGNED_OFF, True)
    colours = {_COLOURS.get(word, word) for word in said}
    if len(colours) > 1 or _DENIED.search(plain):
        return ReadWord("", "It says more than one rating, or what the rating is not or was.")
    return ReadWord(colours.pop())


_SIGNED_OFF = "An action is signed off only by a board's decision."
_DELIVERED = (
    "An action is declared delivered here, by its lead's word, with evidence, and signed off by a "
    "board's decision."
)
_ONLY_BY_DECISION = "An action stops being required only by a board's decision, recorded here."


def _read_letter(plain: str) -> ReadWord:
    found = _LETTER_ALONE.fullmatch(plain)
    if found and found[1] in _LETTERS:
        return ReadWord(_LETTERS[found[1]])
    if found or _is_done(plain):
        return ReadWord("", _SIGNED_OFF, True)
    if _NO_RATING.fullmatch(plain):
        return ReadWord("", "It says that there is no rating.")
    return ReadWord("", "It is none of red, amber and green.")


def read_status(text: str) -> ReadWord:
    """Return not started or in progress, if the text says so plainly."""
    plain = fold(text).casefold()
    percent = _PERCENT.fullmatch(plain)
    if percent:
        return _read_percent(int(percent[1]))
    if _is_done(plain):
        return ReadWord("", _DELIVERED, True)
    if _begins(_NOT_REQUIRED, plain):
        return ReadWord("", _ONLY_BY_DECISION, True)
    if _begins(_PARTLY, plain):
        return ReadWord(IN_PROGRESS)
    if not _SAYS_DONE.search(plain):
        if _begins(_NOT_STARTED, plain):
            return ReadWord(NOT_STARTED)
        if _begins(_IN_PROGRESS, plain):
            return ReadWord(IN_PROGRESS)
    return ReadWord("", "It says neither that it is not started nor that it is in progress.")


def _read_percent(percent: int) -> ReadWord:
    if percent >= 100:
        return ReadWord("", _DELIVERED, True)
    return ReadWord(IN_PROGRESS if percent else NOT_STARTED)


def _is_done(plain: str) -> bool:
    return _begins(_DONE, plain)


def _begins(pattern: re.Pattern[str], plain: str) -> bool:
    """Say whether a text is one of these, with nothing after it but an aside."""
    found = pattern.match(plain)
    return bool(found and _MORE.fullmatch(plain, found.end()))
