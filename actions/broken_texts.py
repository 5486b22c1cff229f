"""Texts that break off or begin in the middle, as conditions of a query.

The same rules as `actions.importing.sentences`, so that what the register lists is what the import
said; here as patterns that the database looks for, since ten thousand actions are not read for it.
That both agree is held by a test.
"""

from django.db.models import F, Q, Value
from django.db.models.functions import Length, Lower, Replace, Right
from django.db.models.lookups import In, IRegex, LessThan, Regex

from actions.importing.sentences import DETERMINERS, LAST_WORDS

_TAIL = 24  # letters: how a text ends is seen in these, and each more costs the database time
_WORD, _BETWEEN = "[A-Za-z0-9]", "[^A-Za-z0-9'’]"
_ENDS = (
    f"([,(&/–—-]|{_WORD}{_BETWEEN}+({'|'.join(sorted(LAST_WORDS))})|{_BETWEEN}{_WORD}+(['’]s|s’))$"
)
# What all that ends so has last: compared first, since it costs the database a tenth.
_LAST_SIGNS = [*",(&/–—-a"]
_LAST_TWO = sorted({word[-2:] for word in LAST_WORDS if len(word) > 1} | {"'s", "’s", "s’"})
_BEGINS = f"^([\"'“‘(]*[a-z]|[,;).:]|[A-Z][A-Z]+ ({'|'.join(sorted(DETERMINERS))}) )"


def breaks_off(column: str) -> Q:
    """The text of this column stops before its end, surely or perhaps."""
    tail = Right(F(column), _TAIL)
    open_bracket = LessThan(_length_without(column, "("), _length_without(column, ")"))
    may = Q(In(Lower(Right(F(column), 1)), _LAST_SIGNS)) | Q(
        In(Lower(Right(F(column), 2)), _LAST_TWO)
    )
    return (may & Q(IRegex(tail, _ENDS))) | (Q(open_bracket) & ~Q(Regex(tail, "[.!?]$")))


def begins_midway(column: str) -> Q:
    """The words before the text of this column are missing."""
    return Q(Regex(F(column), _BEGINS))


def _length_without(column, sign):
    return Length(Replace(F(column), Value(sign), Value("")))
