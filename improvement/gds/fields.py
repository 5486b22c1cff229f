"""Boxes that know what is likely."""

import datetime as dt
import unicodedata

from django import forms

FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


def is_within_memory(day: dt.date):
    """Refuse a day that nobody can mean, such as one of the year 1 or of 20144."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(
            f"The year must be between {FIRST_DAY.year} and {LAST_DAY.year}", code="unlikely"
        )


# Letters to Unicode, and blank all the same: fillers of Korean, and Braille without dots.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def can_be_seen(name: str):
    """Refuse a name of which nothing shows: only spaces, marks of direction and the like."""
    if not any(unicodedata.category(one)[0] not in "CZM" and one not in _BLANK for one in name):
        raise forms.ValidationError(
            "It has nothing in it that can be seen. Type it again", code="unseen"
        )


class DateField(forms.DateField):
    """A date that somebody types: in the years that the work can be about."""

    default_validators = [is_within_memory]
