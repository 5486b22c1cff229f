"""Boxes that know what is likely."""

import datetime as dt

from django import forms

FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


def is_within_memory(day: dt.date):
    """Refuse a day that nobody can mean, such as one of the year 1 or of 20144."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(
            f"The year must be between {FIRST_DAY.year} and {LAST_DAY.year}", code="unlikely"
        )


class DateField(forms.DateField):
    """A date that somebody types: in the years that the work can be about."""

    default_validators = [is_within_memory]
