"""Search: which actions hold every one of some words, how well, and where they hold them.

On PostgreSQL a word is found wherever a text has one that begins with it, or another form of it
("plan" by "plans"), by indexes on the words of each text. Elsewhere, and where the past is read, a
word is found wherever its letters are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

from django.db import connection
from django.utils.formats import date_format

from actions.listing import Row
from actions.references import canonical_ref
from improvement.history.moments import moment_shown

AS_A_REFERENCE = 100  # what it weighs that an action is named by its own reference
_SIGNS = r"[!-/:-@[-`{-~]+"
_PIECES = re.compile(r"[^\W_]+")
# A form of a word ends otherwise: what remains begins the others.
_ENDINGS = re.compile(r"(?:ations?|ions?|ings?|ies|ied|ed|es|s|y|e)$")
LEAST_STEM = 4
ROUND_A_MATCH = 70  # characters of a text, before and after what was found in it
MOST_PASSAGES = 2  # for each action, beside what its row shows anyway


class _Place(NamedTuple):
    """A text that is searched: where it is kept, which of its rows count, and what it weighs."""

    table: str
    action: str
    text: str
    counts: str
    weight: int


_PLACES = [
    _Place("actions_action", "id", "wording", "1 = 1", 4),
    _Place("actions_progressitem", "action_id", "text", "NOT is_withdrawn", 2),
    _Place("actions_nextstep", "action_id", "text", "status IN ('open', 'carried_forward')", 2),
    # What some may not read is found by nobody.
    _Place("actions_evidence", "action_id", "title", "NOT is_withdrawn AND NOT is_restricted", 1),
]


def found(said: str, notice) -> dict[int, int]:
    """The actions of a notice that hold every word of what was typed: key -> how well. One query.

    "in 2" is IN2 as well as two words.
    """
    words = list(dict.fromkeys(said.split()))
    parts, values = [], []
    for number, word in enumerate(words):
        parts.append(
            f"SELECT id AS action, {number} AS word, {AS_A_REFERENCE} AS weight "  # noqa: S608 - names of our own
            f"FROM actions_action WHERE UPPER(ref) = UPPER(%s)"
        )
        values.append(word)
        for place in _PLACES:
            condition, value = _holds(place.text, word)
            parts.append(
                f"SELECT {place.action}, {number}, {place.weight} FROM {place.table} "  # noqa: S608
                f"WHERE {place.counts} AND {condition}"
            )
            values += value
    if ref := canonical_ref(said):
        whole = f"SELECT id, {{}}, {AS_A_REFERENCE} FROM actions_action WHERE ref = %s"  # noqa: S608
        parts += [whole.format(number) for number in range(len(words))]
        values += [ref] * len(words)
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT hit.action, SUM(hit.weight) FROM ({' UNION ALL '.join(parts)}) hit "  # noqa: S608
            "JOIN actions_action mine ON mine.id = hit.action AND mine.notice_id = %s "
            "GROUP BY hit.action HAVING COUNT(DISTINCT hit.word) = %s",
            [*values, notice.pk, len(words)],
        )
        return dict(cursor.fetchall())


def _holds(column, word):
    """(condition, its values) by which a text holds a word."""
    pieces = _PIECES.findall(word)
    if connection.vendor == "postgresql" and moment_shown() is None and pieces:
        begins = " & ".join(f"{piece}:*" for piece in pieces)
        condition = (
            f"{words_of(column)} @@ (to_tsquery('simple', %s) || plainto_tsquery('english', %s))"
        )
        return condition, [begins, " ".join(pieces)]
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    literal = re.sub(r"([\\%_])", r"\\\1", word)
    return f"{column} {like} %s ESCAPE '\\'", [f"%{literal}%"]


def words_of(column: str) -> str:
    """The words of a text as PostgreSQL indexes them: as they are, and without their endings.

    What is neither letter nor digit parts words, so that "and/or" is two and no path of a file.
    A migration makes the indexes with this very expression; a test holds the two together.
    """
    text = f"regexp_replace({column}, '{_SIGNS}', ' ', 'g')"
    return f"(to_tsvector('simple', {text}) || to_tsvector('english', {text}))"


# Where it was found


class Passage(NamedTuple):
    """A text that holds what was looked for: "Progress of 3 September 2013", and what it says."""

    where: str
    text: str


class Finder:
    """What was looked for, as a page shows where it stands."""

    def __init__(self, said: str = ""):
        self._words = [_pattern(word) for word in dict.fromkeys(said.split())]
        self._any = re.compile("|".join(word.pattern for word in self._words), re.IGNORECASE)
        self._passages: Mapping[int, list[Passage]] = {}

    def look_beyond(self, rows: Iterable[Row]):
        """Look for the words that a row doesn't show in the other texts of its action. One query,
        or none where every row shows every word.
        """
        missing = {row.pk: words for row in rows if (words := self._missing(row))}
        texts = _texts_of(missing) if missing else {}
        self._passages = {key: _chosen(texts.get(key, []), missing[key]) for key in missing}

    def marked(self, text: str) -> str:
        """The text as HTML, with what was looked for marked."""
        if not self._words:
            return escape(text)
        pieces, end = [], 0
        for match in self._any.finditer(text):
            pieces += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
            end = match.end()
        return "".join([*pieces, escape(text[end:])])

    def is_far_in(self, text: str) -> bool:
        """Whether the first match stands beyond what a text cut short would show."""
        match = self._any.search(text) if self._words else None
        return match is not None and match.end() > 2 * ROUND_A_MATCH

    def passages(self, row: Row) -> list[tuple[str, str]]:
        """(where, what it says as HTML) of what was found elsewhere in a row's action."""
        found = self._passages.get(row.pk, [])
        return [(one.where, self.marked(self._cut(one.text))) for one in found]

    def _missing(self, row):
        shown = [row.ref, row.wording, row.progress or "", row.step or ""]
        return [word for word in self._words if not any(map(word.search, shown))]

    def _cut(self, text):
        match = self._any.search(text)
        start = max(match.start() - ROUND_A_MATCH, 0) if match else 0
        end = (match.end() if match else 0) + ROUND_A_MATCH
        before, after = "…" if start else "", "…" if end < len(text) else ""
        return f"{before}{text[start:end].strip()}{after}"


def _pattern(word):
    """Finds a word where it was typed so, and other forms of it where a word begins."""
    forms = [re.escape(word)]
    stem = _ENDINGS.sub("", word)
    if len(stem) >= LEAST_STEM and stem.isalpha():
        forms.append(rf"\b{stem}\w*")
    return re.compile("|".join(reversed(forms)), re.IGNORECASE)


def _chosen(passages, words):
    """The first passages that between them hold as many of the words as two can."""
    chosen, left = [], list(words)
    for passage in passages:
        held = [word for word in left if word.search(passage.text)]
        if held and len(chosen) < MOST_PASSAGES:
            chosen.append(passage)
            left = [word for word in left if word not in held]
    return chosen


_TEXTS = [
    "SELECT 0 AS kind, action_id, text, achieved_on AS dated, -position AS place, id "
    "FROM actions_progressitem WHERE NOT is_withdrawn AND action_id IN ({keys})",
    "SELECT 1, action_id, text, due_on, position, id "
    "FROM actions_nextstep WHERE status IN ('open', 'carried_forward') AND action_id IN ({keys})",
    "SELECT 2, action_id, title, dated_on, number, id "
    "FROM actions_evidence WHERE NOT is_withdrawn AND NOT is_restricted AND action_id IN ({keys})",
]
_WHERE = ["Progress", "Next step", "Evidence"]
_DATED = ["of", "due", "of"]


def _texts_of(keys):
    """key -> the texts of an action: what was done, newest first; what comes next; evidence."""
    asked = " UNION ALL ".join(_TEXTS).format(keys=", ".join(["%s"] * len(keys)))
    texts = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} ORDER BY 1, 5, 6", [*keys] * len(_TEXTS))
        for kind, key, text, dated, *_ in cursor.fetchall():
            texts.setdefault(key, []).append(Passage(_in_words(kind, dated), text))
    return texts


def _in_words(kind, dated):
    if dated is None:
        return _WHERE[kind]
    day = dt.date.fromisoformat(dated) if isinstance(dated, str) else dated
    return f"{_WHERE[kind]} {_DATED[kind]} {date_format(day)}"
