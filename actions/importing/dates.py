"""Dates as councils write them: "18 September 2013", "31/3/14", "end March 2014", "ongoing".

Day comes before month, as it does in Britain. What is not a date as it stands is never read as one
in silence: it comes back uncertain, with the reason, or as no date at all.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .characters import fold


@dataclass(frozen=True)
class ReadDate:
    """A date that was read, whether it is what the text says, and what there is to say of it."""

    date: date | None
    certain: bool
    why: str = ""


_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
_FOUR = r"(?P<year>(?:19|20)\d\d)"
_YEAR = rf"(?:{_FOUR}|['’]?(?P<short>\d\d))"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*)?"
_CLOCK = r"(?:[t\s]+(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d(?:\.0+)?)?\s?(?:am|pm|z)?)?"
_GAP = r"[\s./,–-]{1,3}"

_WHOLE_DATES = [
    rf"{_WEEKDAY}{_DAY}(?:\s+of)?{_GAP}{_MONTH}{_GAP}{_YEAR}",
    rf"{_WEEKDAY}{_DAY}(?:\s+of)?\s?{_MONTH}\s?{_FOUR}",
    rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+{_FOUR}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\s?(?P<sign>[./-])\s?(?P<month>\d{{1,2}})\s?(?P=sign)\s?{_YEAR}",
    rf"{_FOUR}(?P<sign>[./-])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
]
_MONTH_AND_YEAR = [
    rf"{_MONTH}(?:{_GAP}|\s?['’])?{_FOUR}",
    rf"{_MONTH}(?:{_GAP}|\s?['’]\s?){_YEAR}",
    rf"(?P<month>0?[1-9]|1[0-2])[./-]{_FOUR}",
    rf"{_FOUR}[./-](?P<month>0[1-9]|1[0-2])",
]
_END_OF = r"(?:the\s+)?(?:month\s+)?end(?:ing)?(?:\s+of)?(?:\s+the\s+month\s+of)?\s+"
_MID = r"(?:the\s+)?mid(?:dle)?(?:\s+of)?[\s-]+"
_LATE = r"late(?:\s+in)?[\s-]+"
_BY = re.compile(
    r"(?:(?:to\s+be\s+)?(?:completed?|delivered)\s+by|by|on|due(?:\s+(?:by|on))?|target|deadline"
    r"|(?:no|not)\s+later\s+than)\b\s*:?\s*(?:the\s+)?"
)


def _matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern).fullmatch


_IS_WHOLE = [_matcher(pattern + _CLOCK) for pattern in _WHOLE_DATES]
_IS_MONTH = [_matcher(pattern) for pattern in _MONTH_AND_YEAR]
_IS_END = [_matcher(_END_OF + pattern) for pattern in _MONTH_AND_YEAR]
_IS_MID = [_matcher(_MID + pattern) for pattern in _MONTH_AND_YEAR]
_IS_LATE = [_matcher(_LATE + pattern) for pattern in _MONTH_AND_YEAR]
_IS_END_OF_YEAR = _matcher(rf"(?:(?:the\s+)?(?:year\s+)?end(?:\s+of)?|end\s+of\s+year)\s+{_FOUR}")
_IS_NUMBER = _matcher(r"(?P<serial>\d{5})(?:\.0+)?")
_WITHIN = [re.compile(rf"(?<![\w/]){p}(?![\w/])") for p in (*_WHOLE_DATES, *_MONTH_AND_YEAR)]
_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|\band\b|&|[–—-]|/)\s*")
_MONTH_ALONE = _matcher(_MONTH)
_DAY_ALONE = _matcher(rf"{_DAY}(?:\s?{_MONTH})?")

_NO_DATE = _matcher(
    r"(?:on-?\s?going|continu(?:ous|al|ing|ally|ously)(?:\s+\w+)?|rolling(?:\s+\w+)?"
    r"|tb[acd]|to\s+be\s+(?:confirmed|agreed|advised|decided|determined|set)|n/?a|not\s+(?:applicable"
    r"|set|known|agreed|yet\s+(?:set|known|agreed))|none(?:\s+set)?|no\s+date|unknown|various"
    r"|immediate(?:ly)?|with\s+immediate\s+effect|asap|as\s+soon\s+as\s+possible|now|\?+|[-–—.]+"
    r"|(?:daily|weekly|fortnightly|monthly|bi-?monthly|quarterly|termly|annual(?:ly)?|yearly)"
    r"(?:\s+(?:review|update|report|meetings?))?)[.!]?"
)
_STARTS_OR_RECURS = re.compile(
    r"\b(on-?going|continu\w+|from|since|start\w*|begin\w*|began|onwards?|rolling|daily|weekly"
    r"|monthly|quarterly|annual\w*)\b"
)
_SAYS_DONE = re.compile(r"\b(completed?|done|achieved|delivered|finished|closed|met)\b")
_SEASON = re.compile(
    r"\b(spring|summer|autumn|winter|easter|christmas|term|half[\s-]?term|q[1-4]|quarter|(?:financial"
    r"|academic|calendar|school|municipal)\s+year)\b"
)
_VAGUE = re.compile(r"\b(early|before\s+the\s+end|after)\b")
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2060
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 58_804  # 1 January 1990 to 31 December 2060
_EXCEL_DAY_NONE = date(1899, 12, 30)
_AS_YEARS = range(10, 31)  # "March 14" may be a year; "March 9" and "March 31" are days

_NO_DAY = "It names a month and no day, so it is read as the last day of the month."
_LAST_OF_RANGE = "It names a span of time, so it is read as its end."


def read_date(text: str) -> ReadDate:
    """Return the date that a text names, if it names one."""
    plain = fold(text).casefold().strip(" .,;:")
    if not plain:
        return ReadDate(None, True)
    if _NO_DATE(plain) or _NO_DATE(fold(text).casefold()):
        return ReadDate(None, True, "It names no date.")
    by = _BY.match(plain)
    found = _read_plain(plain[by.end() :] if by else plain) or _read_within(plain)
    return found or ReadDate(None, False, _why_not(plain))


def _read_plain(plain: str) -> ReadDate | None:
    """Read a text that is a date and nothing else."""
    readers = (_whole, _end_of_month, _month, _mid_month, _year_end, _bare_month, _serial, _range)
    return next((found for reader in readers if (found := reader(plain))), None)


def _whole(plain: str) -> ReadDate | None:
    found = _first(_IS_WHOLE, plain)
    return _on_the_day(found) if found else None


def _on_the_day(found: re.Match[str]) -> ReadDate:
    printed, year = found["month"], _year_of(found)
    day, month = int(found["day"]), _month_of(printed)
    if month > 12 >= day:
        day, month = month, day
        why = "The month comes before the day in it, as it does in America."
        return _checked(_made(year, month, day), found, why)
    return _checked(_made(year, month, day), found, "")


def _checked(day: date | None, found: re.Match[str], why: str) -> ReadDate:
    if day is None:
        return ReadDate(None, False, f"There is no such day as “{found.group().strip()}”.")
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        why = f"The year {day.year} is far from now."
    return ReadDate(day, not why, why)


def _end_of_month(plain: str) -> ReadDate | None:
    found = _first(_IS_END, plain)
    return _checked(_last_of(found), found, "") if found else None


def _month(plain: str) -> ReadDate | None:
    found = _first(_IS_MONTH, plain) or _first(_IS_LATE, plain)
    return _checked(_last_of(found), found, _why_month(found)) if found else None


def _why_month(found: re.Match[str]) -> str:
    short = found.groupdict().get("short")
    if short and "'" not in found.group() and "’" not in found.group() and int(short) <= 31:
        return f"“{short}” may be a day or a year. It is read as the last day of the month."
    return _NO_DAY


def _mid_month(plain: str) -> ReadDate | None:
    found = _first(_IS_MID, plain)
    if found is None:
        return None
    middle = _made(_year_of(found), _month_of(found["month"]), 15)
    return _checked(middle, found, "It says the middle of the month, so it is read as the 15th.")


def _year_end(plain: str) -> ReadDate | None:
    found = _IS_END_OF_YEAR(plain)
    if found is None:
        return None
    why = "It may be the end of the calendar year or of the financial year."
    return _checked(date(int(found["year"]), 12, 31), found, why)


def _bare_month(plain: str) -> ReadDate | None:
    """Take care of what looks like a month and a year and is a month and a day."""
    found = _DAY_ALONE(plain)
    if found and found["month"]:
        return ReadDate(None, False, "It names a day and a month, and no year.")
    return ReadDate(None, False, "It names a month, and no year.") if _MONTH_ALONE(plain) else None


def _serial(plain: str) -> ReadDate | None:
    found = _IS_NUMBER(plain)
    if not found or not _FIRST_SERIAL <= int(found["serial"]) <= _LAST_SERIAL:
        return None
    day = _EXCEL_DAY_NONE + timedelta(days=int(found["serial"]))
    return ReadDate(day, False, "It is a number, by which Excel keeps a date.")


def _range(plain: str) -> ReadDate | None:
    """Read "Jan - Mar 2014" as its end, if both its ends can be read."""
    for gap in _TO.finditer(plain):
        first = plain[: gap.start()].removeprefix("between ").removeprefix("from ")
        last = _end_of_range(plain[gap.end() :])
        is_start = _MONTH_ALONE(first) or _DAY_ALONE(first) or _read_end(first)
        if last and is_start and first != plain:
            return ReadDate(last, False, _LAST_OF_RANGE)
    return None


def _end_of_range(text: str) -> date | None:
    found = _read_end(text)
    return found.date if found else None


def _read_end(text: str) -> ReadDate | None:
    return next(
        (found for reader in (_whole, _end_of_month, _month) if (found := reader(text))), None
    )


def _read_within(plain: str) -> ReadDate | None:
    """Read the one date in a text that says something else as well; None if it is not one."""
    if any(sign.search(plain) for sign in (_STARTS_OR_RECURS, _SAYS_DONE, _SEASON, _VAGUE)):
        return None
    spans = _apart(found.span() for pattern in _WITHIN for found in pattern.finditer(plain))
    if len(spans) != 1:
        return None
    start, end = spans[0]
    before = re.search(rf"(?:{_END_OF}|{_MID}|{_LATE})$", plain[:start])
    words = plain[before.start() if before else start : end]
    found = _read_end(words) or _mid_month(words)
    if found is None or found.date is None:
        return found
    return ReadDate(found.date, False, f"Only “{words}” in it is a date.")


def _apart(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that lie in no other."""
    kept: list[tuple[int, int]] = []
    for span in sorted(set(spans), key=lambda span: span[0] - span[1]):
        if not any(start < span[1] and span[0] < end for start, end in kept):
            kept.append(span)
    return kept


def _why_not(plain: str) -> str:
    if _SAYS_DONE.search(plain):
        return "It says when it was done, not when it is due."
    if _STARTS_OR_RECURS.search(plain):
        return "It says when it starts or how often, not when it is due."
    if _SEASON.search(plain) or re.fullmatch(_FOUR, plain):
        return "It names a season or a part of a year, and no day."
    return "No date can be read in it."


def _first(
    matchers: list[Callable[[str], re.Match[str] | None]], plain: str
) -> re.Match[str] | None:
    """Return the first match that is a day or month that can be meant."""
    for matcher in matchers:
        found = matcher(plain)
        if found and _may_be(found):
            return found
    return None


def _may_be(found: re.Match[str]) -> bool:
    """Say whether the number after a month is its year: it cannot be in "March 9"."""
    said = found.groupdict()
    short = said.get("short")
    if short is None or "day" in said or "'" in found.group() or "’" in found.group():
        return True
    return short.startswith("0") or int(short) in _AS_YEARS or int(short) > 31


def _month_of(printed: str) -> int:
    return int(printed) if printed.isdigit() else _MONTHS[printed[:3]]


def _year_of(found: re.Match[str]) -> int:
    said = found.groupdict()
    if said.get("year"):
        return int(said["year"])
    short = int(said["short"])
    return short + (2000 if short < 70 else 1900)


def _last_of(found: re.Match[str]) -> date:
    year, month = _year_of(found), _month_of(found["month"])
    return date(year, month, monthrange(year, month)[1])


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
