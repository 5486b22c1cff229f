"""References as people write them: "IN 2", "in2", "See IN2 above", "See action plans A2 and A4".

One place knows what a reference looks like. It has no list of known prefixes: a notice may number
its actions IN1, A1, 1.1 or R12(a).
"""

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import lru_cache

# Words people put before a number in a reference column; they say nothing that the number does not.
_LABEL = re.compile(
    r"^(?:action|recommendation|rec|requirement|item|point|ref|reference|number|no|num)\b[\s.:#]*"
    r"(?=\S*\d)",
    re.IGNORECASE,
)
_SHAPE = re.compile(
    r"(?P<prefix>[A-Za-z]{0,6})[\s./-]{0,2}"
    r"(?P<numbers>[0-9]{1,6}(?:\.[0-9]{1,6}){0,4})"
    r"[\s.]?(?P<tail>\([A-Za-z]{1,4}\)|[A-Za-z]?)[.:)]?"
)
# A ref in its one form already, as nearly all are: to see that is far quicker than to read it.
_IN_ITS_ONE_FORM = re.compile(r"[A-Z]{0,6}(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,6}){0,4}")
_SORTED_PARTS = re.compile(r"[0-9]+|[A-Z]+")
_SORTED_WIDTH = 6


@dataclass(frozen=True)
class Reference:
    """One reference found in running text; references of one phrase share its words and place."""

    words: str
    ref: str
    start: int
    end: int
    says_plan: bool


def canonical_ref(text: str | None) -> str | None:
    """Return a printed reference in its one form ("in 02" -> "IN2"), or None if it is not one."""
    if not text or _IN_ITS_ONE_FORM.fullmatch(text):
        return text or None
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    seen = " ".join(seen.split()).strip("[]#").strip()
    if seen.startswith("(") and seen.endswith(")") and seen.count("(") == 1:
        seen = seen[1:-1].strip()
    found = _SHAPE.fullmatch(_LABEL.sub("", seen))
    if not found:
        return None
    first, *rest = found["numbers"].split(".")
    numbers = ".".join([first.lstrip("0") or "0", *rest])
    return found["prefix"].upper() + numbers + found["tail"].lower()


def sort_key(ref: str) -> str:
    """Return ASCII letters and digits that sort as a person counts: IN2 before IN10.

    Only letters and digits, since some database collations pass over punctuation.
    """
    parts = _SORTED_PARTS.findall(ref.upper())
    return "".join(part.zfill(_SORTED_WIDTH) if part.isdigit() else part for part in parts)


# A reference in running text is stricter than one in its own column: "see in 2 weeks" is not IN2,
# so a prefix that stands apart from its number has to be in capitals.
_LETTERED = (
    r"(?:[A-Z]{1,4}[ -]?|(?!(?:pp?|pg|para|ss?|fig|q)\d)[a-z]{1,4})\d{1,4}"
    r"(?:\.\d{1,3}){0,3}(?:\([a-z]\)|[a-z]\b)?"
)
_NUMBERED = r"\d{1,3}(?:\.\d{1,3}){0,3}(?:\([a-z]\)|[a-z]\b)?"
_ONE = rf"(?:{_LETTERED}|{_NUMBERED})(?![\w%£$])(?!\.\d)"
_BETWEEN = r"\s*(?:,\s*and\b|,\s*or\b|,|;|&|/|\band\b|\bor\b|\bto\b|-|–)\s*"
_PHRASE = re.compile(
    r"\b(?P<says>(?i:see(?:\s+also)?|as\s+(?:in|under|per)|refer(?:s|red|ring)?\s+(?:back\s+)?to"
    r"|cross[\s-]?refer(?:s|red|ences?|enced)?(?:\s+(?:to|with))?|covered\s+(?:in|by|under)"
    r"|reported\s+(?:in|under)|same\s+as|addressed\s+(?:in|under)|included\s+(?:in|under)))\b\s*:?\s*"
    r"(?i:(?:progress|updates?|comments?|response|next\s+steps?)\s+"
    r"(?:under|in|at|for|against|on|to)\s+)?"
    r"(?i:the\s+)?"
    r"(?P<noun>(?i:(?:(?:action|improvement)\s+)?plans?|actions?|recommendations?|recs?|requirements?"
    r"|items?|points?|priority|priorities)\s+)?"
    r"(?i:(?:refs?|references?|nos?|numbers?)\b\.?\s*)?"
    rf"(?P<refs>{_ONE}(?:{_BETWEEN}{_ONE}){{0,19}})"
    r"(?P<where>\s+(?i:above|below)\b)?"
)
_EACH = re.compile(rf"(?P<between>{_BETWEEN})?(?P<ref>{_ONE})")
_DIGIT = re.compile(r"\d")
# What every referring phrase has; to look for it is far quicker than for the phrase.
_MAY_SAY = ("see", "refer", "covered", "reported", "same", "addressed", "included")
_AS = re.compile(r"\bas\s+(?:in|under|per)\b", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s*(?:$|[.,;:)\]])")
_LONGEST_RANGE = 50
# "action plan A4" names an action of a plan without a referring phrase before it.
_NAMED_PLAN = re.compile(
    r"\b(?i:action|improvement)\s+(?i:plans?)\s+(?i:(?:refs?|references?|nos?)\b\.?\s*)?"
    rf"(?P<refs>{_LETTERED}(?![\w%£$])(?!\.\d)(?:{_BETWEEN}{_ONE}){{0,19}})"
)
# What a text in small letters has that says "plan", "action" and the like of a number.
_NOUN_AND_REF = re.compile(
    r"(?:plans?|actions?|recommendations?|recs?|requirements?|items?|points?|priority|priorities)"
    r"\s+(?:(?:refs?|references?|nos?|numbers?)\.?\s*)?[a-z]{0,4}[ -]?\d"
)
_BARE = re.compile(rf"(?<![\w.-]){_LETTERED}(?![\w%£$-])(?!\.\d)")


def find_references(text: str, prefixes: Set[str] | None = None) -> list[Reference]:
    """Return the references that a text makes, in order.

    Only words that follow a referring phrase ("see", "as under", "refer to") are read as
    references, so that "S47 training" and "WT13" are left alone. "A2 and A4" are two; "IN2 to IN4"
    are three. With `prefixes`, those of the refs in use, "see S47" is none either, unless it says
    that it is an action or plan.
    """
    found: list[Reference] = []
    for phrase in _phrases(text):
        bare = phrase["refs"][0].isdigit()
        if bare and not (phrase["noun"] or phrase["where"] or _stands_alone(text, phrase)):
            continue
        refs = _expand(phrase["refs"])
        if prefixes is not None and not (phrase["noun"] or prefixes & set(map(prefix_of, refs))):
            continue
        says_plan = "plan" in (phrase["noun"] or "").lower()
        found.extend(
            Reference(phrase.group(), ref, phrase.start(), phrase.end(), says_plan) for ref in refs
        )
    return found


def find_mentions(text: str, prefixes: Set[str], held: Set[str]) -> list[Reference]:
    """Return all that looks like a reference in a text, to be asked about; none twice.

    Beside what `find_references` reads, that is "action plan A4" with no referring phrase before
    it, and the bare ref of an action that is held.
    """
    found = find_references(text, prefixes)
    for plan in _NAMED_PLAN.finditer(text):
        refs = _expand(plan["refs"])
        found += _beside(found, [Reference(plan.group(), ref, *plan.span(), True) for ref in refs])
    for bare in _BARE.finditer(text):
        ref = canonical_ref(bare.group())
        if ref in held:
            found += _beside(found, [Reference(bare.group(), ref, *bare.span(), False)])
    first = {said.ref: said for said in sorted(found, key=lambda said: -said.start)}
    return sorted(first.values(), key=lambda said: said.start)


def quick_look(prefixes: Set[str]) -> Callable[[str], bool]:
    """Return what says of a text whether `find_mentions` may find anything in it.

    It says no of nearly every text, and far quicker than to read what the text says.
    """
    beginning = _beginning(frozenset(prefixes))

    def may_mention(text: str) -> bool:
        if beginning.search(text):
            return True
        plain = text.casefold()
        return ("plan" in plain or _may_refer(text)) and bool(_NOUN_AND_REF.search(plain))

    return may_mention


@lru_cache(maxsize=64)
def _beginning(prefixes: frozenset[str]) -> re.Pattern[str]:
    """What refs with these prefixes begin with: "IN 2", "in2"; of bare numbers, any digit."""
    if not all(prefixes):
        return _DIGIT
    upper = "|".join(map(re.escape, sorted(prefixes)))
    return re.compile(rf"(?:(?:{upper})[ -]?|(?:{upper.lower()}))\d")


def could_be_refs(text: str) -> set[str]:
    """Return every ref that a text might name, whether it is one or not."""
    bare = (canonical_ref(match.group()) for match in _BARE.finditer(text))
    return {ref for ref in bare if ref}


def still_says(text: str, words: str) -> bool:
    """Say whether words that were read in a text still stand in it: "IN2" is not in "IN21"."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def _beside(found: list[Reference], new: list[Reference]) -> list[Reference]:
    """Those that overlap none of the ones that were found already."""
    return [
        one for one in new if all(one.end <= held.start or held.end <= one.start for held in found)
    ]


def _phrases(text: str) -> list[re.Match[str]]:
    return list(_PHRASE.finditer(text)) if _may_refer(text) else []


def _may_refer(text: str) -> bool:
    if not _DIGIT.search(text):
        return False
    plain = text.casefold()
    return any(word in plain for word in _MAY_SAY) or ("as" in plain and bool(_AS.search(text)))


def _stands_alone(text: str, phrase: re.Match[str]) -> bool:
    """Say whether a number such as "1.1" ends its clause, and so is no amount of something."""
    return "." in phrase["refs"] and bool(_STANDS_ALONE.match(text, phrase.end()))


def _expand(printed: str) -> list[str]:
    """Turn "IN2, 3 and IN5 to IN7" into each reference it names, once each."""
    refs: list[str] = []
    for match in _EACH.finditer(printed):
        ref = canonical_ref(match["ref"])
        if ref is None:
            continue
        if refs and ref[0].isdigit():
            ref = prefix_of(refs[-1]) + ref
        if refs and (match["between"] or "").strip().lower() in {"to", "-", "–"}:
            refs.extend(_those_between(refs[-1], ref))
        refs.append(ref)
    return list(dict.fromkeys(refs))


def prefix_of(ref: str) -> str:
    """Return the letters that a ref in its one form begins with: "IN" of "IN2"."""
    return ref[: len(ref) - len(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]


def _those_between(first: str, last: str) -> list[str]:
    prefix = prefix_of(first)
    low, high = first[len(prefix) :], last[len(prefix) :]
    if prefix_of(last) != prefix or not (low.isdigit() and high.isdigit()):
        return []
    if int(high) - int(low) > _LONGEST_RANGE:
        return []
    return [f"{prefix}{number}" for number in range(int(low) + 1, int(high))]
