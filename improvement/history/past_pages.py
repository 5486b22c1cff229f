"""Pages read as at a date: `?as_at=2013-12-01`, or a moment where a version is meant."""

from __future__ import annotations

import datetime as dt
import re
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from improvement.history.moments import as_at, end_of, moment_shown

PARAMETER = "as_at"
# Nothing was kept before it; and no clock, nor any database, can reckon around the year 1.
FIRST_YEAR = 1900
_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])\Z", re.ASCII)


class MomentField(forms.CharField):
    """A day in any form that people write, meaning its end; or a moment in ISO 8601."""

    def clean(self, value):
        text = super().clean(value)
        found = _moment(text) or self._day(text)
        self._refuse_unless_shown(found, text)
        moment = found if isinstance(found, dt.datetime) else end_of(found)
        if timezone.localdate(moment) > timezone.localdate():
            raise _still_to_come(text)
        return moment

    def bound_data(self, data, initial):
        """What is shown again: a day as people write it, anything else as it was typed."""
        return date_format(dt.date.fromisoformat(data)) if _ISO_DAY.match(data or "") else data

    def _day(self, text):
        try:
            return forms.DateField(localize=True).clean(text)
        except (forms.ValidationError, OverflowError):
            raise forms.ValidationError(
                f"“{text}” is not a date. Enter one like 1 December 2013"
            ) from None

    def _refuse_unless_shown(self, when, text):
        """By its year alone: a day at either end of the calendar is none in another time zone."""
        if when.year < FIRST_YEAR:
            raise forms.ValidationError(
                f"“{text}” can’t be shown: nothing was kept before {FIRST_YEAR}. "
                "Enter a date like 1 December 2013"
            )
        if when.year > timezone.localdate().year + 1:
            raise _still_to_come(text)


class MomentForm(forms.Form):
    as_at = MomentField(
        label="See it as at",
        help_text="For example, 1 December 2013",
        max_length=40,
        error_messages={
            "required": "Enter a date, like 1 December 2013",
            "max_length": "Enter a date, like 1 December 2013",
        },
    )


def _still_to_come(text):
    return forms.ValidationError(f"“{text}” is still to come. Enter today or an earlier day")


def _moment(text):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def spelled(moment: dt.datetime) -> str:
    """The moment as an address says it: a day where it is the end of one."""
    if is_end_of_a_day(moment):
        return timezone.localdate(moment).isoformat()
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def is_end_of_a_day(moment: dt.datetime) -> bool:
    # Nearly no moment is, and most can be told by their last digits.
    return moment.microsecond == 999_999 and moment == end_of(timezone.localdate(moment))


def in_the_past(url: str, moment: dt.datetime | None = None) -> str:
    """The address, as at this moment or the one that is being shown; as it is where none is."""
    moment = moment or moment_shown()
    if moment is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({PARAMETER: spelled(moment)})}"


def readable_as_at(view):
    """Let `?as_at=` show this page as it stood. What is no date is answered with a sentence.

    The page is rendered whole while the moment is shown.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.GET.get(PARAMETER, "").strip():
            return view(request, *args, **kwargs)
        form = MomentForm(request.GET)
        if not form.is_valid():
            return render(request, "as_at_which.html", _which(request, form), status=400)
        moment = form.cleaned_data[PARAMETER]
        try:
            with as_at(moment):
                response = view(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response
        except Http404:
            form.add_error(PARAMETER, f"Nothing was here on {_in_words(moment)}. Try a later day")
            return render(request, "as_at_which.html", _which(request, form), status=404)

    return wrapper


def _in_words(moment):
    return date_format(timezone.localdate(moment))


def _which(request, form):
    """Asks again, with what was typed and the rest of the address kept."""
    return {"form": form, "rest": kept_beside_the_moment(request)}


def kept_beside_the_moment(request) -> list[tuple[str, str]]:
    """The other parts of the address, for a form that asks for another moment."""
    return [
        (name, value)
        for name in request.GET
        if name not in (PARAMETER, "page")
        for value in request.GET.getlist(name)
        if value
    ]
