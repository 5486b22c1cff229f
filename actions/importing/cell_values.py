"""A workbook's numbers and dates as a person reads them on the sheet."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

# Formats that a workbook may use without spelling them out (ECMA-376 part 1, 18.8.30): those that
# show decimals, per cent, dates or times.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
}
GENERAL = "General"
_QUOTED_OR_LOCALE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_LASTING = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_FIRST_DAY = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - Excel's have no zone
_DAY_MS = 24 * 60 * 60 * 1000
_LEAP_DAY_THAT_WAS_NOT = 60  # Excel counts a 29 February 1900


class _Kind(Enum):
    NUMBER = "number"
    MOMENT = "moment"
    MONTH = "month"  # a date of which the month and the year are shown: "Sep-13"
    YEAR = "year"
    LASTING = "lasting"


@dataclass(frozen=True)
class Style:
    """How a cell shows what it holds."""

    number_format: str = GENERAL
    is_struck: bool = False
    kind: _Kind = _Kind.NUMBER

    @property
    def hides_the_day(self) -> bool:
        """Whether a date is shown without its day, which then is nobody's word."""
        return self.kind in _WITHOUT_DAY


_WITHOUT_DAY = {_Kind.MONTH: "%B %Y", _Kind.YEAR: "%Y"}


def style(format_id: int, formats: dict[int, str], is_struck: bool) -> Style:
    """Return a cell's style from the number of its format and the formats spelled out."""
    number_format = formats.get(format_id) or _BUILT_IN.get(format_id, GENERAL)
    return Style(number_format, is_struck, _kind(number_format))


def _kind(number_format: str) -> _Kind:
    first = number_format.split(";")[0]
    parts = set("".join(_DATE.findall(_QUOTED_OR_LOCALE.sub("", first))).lower())
    if not parts:
        return _Kind.NUMBER
    if _LASTING.search(first):
        return _Kind.LASTING
    if parts & set("dhs"):
        return _Kind.MOMENT
    return _Kind.MONTH if "m" in parts else _Kind.YEAR


def shown_number(text: str, style: Style, *, from_1904: bool) -> tuple[str, bool]:
    """Return what a cell with a number shows, and whether that is an error."""
    try:
        value = float(text) if any(sign in text for sign in ".eE") else int(text)
    except ValueError:
        return text, False  # what is no number is shown as it stands
    if style.kind is _Kind.NUMBER:
        return as_shown(value, style.number_format), False
    try:
        return _without_hidden_day(_moment(value, style.kind, from_1904), style), False
    except (OverflowError, ValueError):
        return "#VALUE!", True


def shown_iso_date(text: str, style: Style) -> str:
    """Return what a cell with a date written out shows, as Strict Open XML has them."""
    try:
        if text.count(":") and "-" not in text:
            return as_shown(time.fromisoformat(text.removesuffix("Z")), GENERAL)
        return _without_hidden_day(datetime.fromisoformat(text.removesuffix("Z")), style)
    except ValueError:
        return text


def _without_hidden_day(value: datetime | time | timedelta, style: Style) -> str:
    if isinstance(value, datetime) and style.hides_the_day:
        return f"{value:{_WITHOUT_DAY[style.kind]}}"
    return as_shown(value, GENERAL)


def _moment(value: int | float, kind: _Kind, from_1904: bool) -> datetime | time | timedelta:
    if kind is _Kind.LASTING:
        return timedelta(milliseconds=round(value * _DAY_MS))
    day, fraction = divmod(value, 1)
    clock = timedelta(milliseconds=round(fraction * _DAY_MS))
    if 0 <= value < 1 and clock.days == 0:
        return (_FIRST_DAY[False] + clock).time()
    if 0 < value < _LEAP_DAY_THAT_WAS_NOT and not from_1904:
        day += 1
    return _FIRST_DAY[from_1904] + timedelta(days=day) + clock


def as_shown(value: Any, number_format: str) -> str:
    """Return a value as a person would read it: 1.0 is "1", a date is "18 September 2013"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        clock = "" if value.time() == time.min else f" {value:%H:%M}"
        return _day(value) + clock
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return _number(value, number_format)


def _day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def _number(value: int | float, number_format: str) -> str:
    """Show the decimals that the cell shows, since 1.10 and 1.1 are two references."""
    shown = number_format.split(";")[0]
    decimals = len(shown.rpartition(".")[2].rstrip("%")) if "." in shown else 0
    if shown.strip("0.%") == "" and "0" in shown:
        percent = shown.endswith("%")
        return f"{value * 100 if percent else value:.{min(decimals, 15)}f}{'%' if percent else ''}"
    return format(value, ".15g")
