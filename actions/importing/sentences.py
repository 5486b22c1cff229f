"""Where a text breaks off, begins in the middle, or passes from one action's words to the next's.

These are rules about English prose as it comes out of a table broken by page ends. They flag; they
never supply a word.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

# No English clause ends in one of these, so words that came after it are lost.
_NEVER_LAST = """a an the and or nor of from into with by that which who whose their our its your
    is are was were be been being has have had will would should must may can could at than between
    among via during through against towards as if because whether while where when including using
    upon within without"""
# These can end a clause ("children cared for", "signed off on") but seldom do.
_SELDOM_LAST = "to for in on other such each every any various several both no all"
_NEVER_LAST_WORDS = frozenset(_NEVER_LAST.split())
_SELDOM_LAST_WORDS = frozenset(_SELDOM_LAST.split())
LAST_WORDS = _NEVER_LAST_WORDS | _SELDOM_LAST_WORDS  # that tell of words lost after them
DETERMINERS = {"the", "a", "an", "this", "these", "those", "their", "its", "our", "each", "every"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
_CLOSING = "\"'”’)]"
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)\]]*\s+(?=\S)")
_CAPITAL = re.compile(r"(?<=[^\s.!?;:])\s+(?=[A-Z][a-z]+\b)")
_ROOT_LETTERS = 6  # "supervision" and "supervising" count as one word
_SHORTEST_TELLING_WORD = 4
_LONGEST_LAST_WORD = 200  # no text is gone through whole to see how it ends


def breaks_off(text: str) -> bool | None:
    """Say whether a text stops before its end: True surely, False perhaps, None not."""
    if not text or text[-1] in ".!?":
        return None
    if text[-1] in ",-–—(&/" or text.count("(") > text.count(")"):
        return True
    words = _WORD.findall(text.lower())
    if not words or not text[-1].isalnum():
        return False if _POSSESSIVE.search(text) and len(words) > 1 and text[-1] != "'" else None
    if len(words) > 1 and words[-1] in _NEVER_LAST_WORDS:
        return True
    if len(words) > 1 and (words[-1] in _SELDOM_LAST_WORDS or _POSSESSIVE.search(text)):
        return False
    return None


def ends_open(text: str) -> bool:
    """Say whether a text ends without what closes a sentence, so that more may follow."""
    return bool(text) and text.rstrip(_CLOSING)[-1:] not in {".", "!", "?"}


def has_sentence_end(text: str) -> bool:
    """Say whether a sentence ends in a text and another begins."""
    return bool(_SENTENCE_END.search(text))


def begins_mid_sentence(text: str) -> bool:
    """Say whether a text begins with a small letter, or with what closes a sentence."""
    start = text.lstrip("\"'“‘(")
    return start[:1].islower() or text[:1] in {",", ";", ")", ".", ":"}


def has_lost_its_head(text: str) -> bool:
    """Say whether the words before a text are missing.

    Beside a small letter, an abbreviation before a determiner ("LSCB the frequency") shows it: an
    abbreviation is a name, and no sentence begins with a name and then "the".
    """
    if begins_mid_sentence(text):
        return True
    words = text.split(maxsplit=2)
    if len(words) < 2:
        return False
    return (
        words[0].isalpha()
        and len(words[0]) > 1
        and words[0].isupper()
        and (words[1].lower() in DETERMINERS)
    )


def joins_oddly(before: str, after: str) -> str:
    """Return the two words that meet, where they look like one word said twice, or ""."""
    last = _WORD.findall(before[-_LONGEST_LAST_WORD:])[-1:]
    first = _WORD.findall(after)[:1]
    if not last or not first:
        return ""
    one, two = last[0].lower(), first[0].lower()
    shared = _shared_start(one, two)
    if one == two or (shared >= 5 and shared * 2 > max(len(one), len(two))):
        return f"{last[0]} {first[0]}"
    return ""


def _shared_start(one: str, two: str) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


class Weights:
    """How telling each word of a table is: the fewer actions use it, the more it tells."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._used_in: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._texts += 1
            self._used_in.update(roots(text))

    def of(self, root: str) -> float:
        """Return a word's weight: nothing where every action uses it."""
        return math.log((self._texts + 1) / max(self._used_in[root], 1))


def roots(text: str) -> set[str]:
    """Return the telling words of a text, without their endings."""
    return {word[:_ROOT_LETTERS] for word in _telling(text)}


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if _is_telling(word)]


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST_TELLING_WORD


def best_cut(text: str, before: str, after: str, weights: Weights) -> int | None:
    """Return where a text stops being the end of `before` and becomes part of `after`.

    The places tried are the ends of sentences, and, at a price, a capital in the middle of a line,
    since page breaks eat full stops. The best is where the words on either side are most like those
    they would join, rarer words counting for more. None where there is no place to cut.
    """
    full = [found.end() for found in _SENTENCE_END.finditer(text)]
    half = [found.end() for found in _CAPITAL.finditer(text)]
    price = math.log(2 * len(text.split()) + 1)
    costs = dict.fromkeys(half, price) | dict.fromkeys(full, 0.0)
    leaning = _Leaning(text, roots(before), roots(after), weights)
    scored = [(leaning.parted_at(place) - cost, -place) for place, cost in costs.items()]
    return -max(scored)[1] if scored else None


class _Leaning:
    """How much more the words on either side of a place are those of the text they would join.

    Worked out once for all places, each word counting once on its side of it.
    """

    def __init__(self, text: str, before: set[str], after: set[str], weights: Weights) -> None:
        words = [found for found in _WORD.finditer(text) if _is_telling(found[0])]
        each = [found[0].lower()[:_ROOT_LETTERS] for found in words]
        self._ends = [found.end() for found in words]
        leans = {root: weights.of(root) * ((root in before) - (root in after)) for root in each}
        self._up_to = _sums(each, leans)
        self._from = _sums(each[::-1], leans)[::-1]

    def parted_at(self, place: int) -> float:
        """Return how well the text is parted at a place."""
        count = bisect_right(self._ends, place)
        return self._up_to[count] - self._from[count]


def _sums(each: list[str], leans: dict[str, float]) -> list[float]:
    """Return what the first 0, 1, 2 ... words come to, a word that comes again counting once."""
    seen: set[str] = set()
    sums = [0.0]
    for root in each:
        sums.append(sums[-1] + (0.0 if root in seen else leans[root]))
        seen.add(root)
    return sums
