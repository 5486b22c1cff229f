from calendar import month_name
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.dates import read_date

MARCH = date(2014, 3, 31)
SEPTEMBER = date(2013, 9, 18)
MONTHS = list(month_name)[1:]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 September 2013", SEPTEMBER),
        ("18th Sept 2013", SEPTEMBER),
        ("18th of September, 2013", SEPTEMBER),
        ("Wed 18 Sept. 2013", SEPTEMBER),
        ("Wednesday, 18 September 2013", SEPTEMBER),
        ("September 18, 2013", SEPTEMBER),
        ("Sept 18th 2013", SEPTEMBER),
        ("by 18 September 2013.", SEPTEMBER),
        ("No later than 18/09/2013", SEPTEMBER),
        ("complete by 18/9/13", SEPTEMBER),
        ("18 September 2013 00:00", SEPTEMBER),
        ("18/09/2013 17:30", SEPTEMBER),
        ("2013-09-18T00:00:00", SEPTEMBER),
        ("31/3/14", MARCH),
        ("31.03.2014", MARCH),
        ("31. 3. 2014", MARCH),
        ("31-03-14", MARCH),
        ("2014-03-31", MARCH),
        ("2014/03/31", MARCH),
        ("31-Mar-14", MARCH),
        ("31 Mar '14", MARCH),
        ("31MAR2014", MARCH),
        ("3/4/14", date(2014, 4, 3)),
        ("end March 2014", MARCH),
        ("End of March 2014", MARCH),
        ("by the end of Mar 14", MARCH),
        ("end Feb 2016", date(2016, 2, 29)),
        ("31/12/99", date(1999, 12, 31)),
    ],
)
def test_a_date_in_any_form_is_certain(text, day):
    found = read_date(text)

    assert (found.date, found.certain, found.why) == (day, True, "")


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("Sept 2013", date(2013, 9, 30), "no day"),
        ("September 2013", date(2013, 9, 30), "no day"),
        ("by Sep-2013", date(2013, 9, 30), "no day"),
        ("Sept '13", date(2013, 9, 30), "no day"),
        ("09/2013", date(2013, 9, 30), "no day"),
        ("2013-09", date(2013, 9, 30), "no day"),
        ("late September 2013", date(2013, 9, 30), "no day"),
        ("September 13", date(2013, 9, 30), "a day or a year"),
        ("March 14", MARCH, "a day or a year"),
        ("Mar-14", MARCH, "a day or a year"),
        ("March 99", date(1999, 3, 31), "no day"),
        ("mid April 2014", date(2014, 4, 15), "the 15th"),
        ("Mid-April 2014", date(2014, 4, 15), "the 15th"),
        ("41729", MARCH, "Excel"),
        ("41729.0", MARCH, "Excel"),
        ("Jan - Mar 2014", MARCH, "its end"),
        ("January to March 2014", MARCH, "its end"),
        ("Jan 2014 – Mar 2014", MARCH, "its end"),
        ("1 Jan - 31 March 2014", MARCH, "its end"),
        ("from 1/1/14 to 31/3/14", MARCH, "its end"),
        ("between January and March 2014", MARCH, "its end"),
        ("3/31/14", MARCH, "America"),
        ("end 2014", date(2014, 12, 31), "financial"),
        ("31 March 2014 (agreed at the Board)", MARCH, "Only “31 march 2014”"),
        ("Phase 1: end of March 2014", MARCH, "Only “end of march 2014”"),
        ("w/c 31 March 2014", MARCH, "Only"),
        ("before 31/03/14", MARCH, "Only"),
        ("31 March 1914", date(1914, 3, 31), "far from now"),
    ],
)
def test_what_a_date_is_worked_out_from_is_said(text, day, why):
    found = read_date(text)

    assert (found.date, found.certain) == (day, False)
    assert why in found.why


@pytest.mark.parametrize(
    "text",
    [
        "ongoing",
        "On-going",
        "Continuous",
        "TBC",
        "tba.",
        "to be confirmed",
        "n/a",
        "N/A.",
        "Immediate",
        "with immediate effect",
        "ASAP",
        "-",
        "Monthly",
        "not set",
    ],
)
def test_what_says_that_there_is_no_date_is_known(text):
    assert read_date(text).date is None
    assert read_date(text).certain


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Spring 2014", "a season"),
        ("Q4 2013/14", "a part of a year"),
        ("by Easter 2014", "a season"),
        ("2014", "a part of a year"),
        ("Autumn term 2014", "a season"),
        ("31 September 2013", "no such day"),
        ("29/02/2013", "no such day"),
        ("31 March", "no year"),
        ("March", "no year"),
        ("March 9", "No date"),
        ("early May 2014", "No date"),
        ("Ongoing from September 2013", "starts"),
        ("Completed March 2014", "was done"),
        ("March 2014 onwards", "starts"),
        ("31/3/14 30/6/14", "No date"),
        ("31 March 2014, was 30 June 2013", "No date"),
        ("12", "No date"),
        ("123456", "No date"),
        ("J. Smith", "No date"),
        ("3/4", "No date"),
    ],
)
def test_what_is_no_date_is_not_read_as_one(text, why):
    found = read_date(text)

    assert (found.date, found.certain) == (None, False)
    assert why in found.why


def test_nothing_is_no_date():
    assert read_date("  ").date is None
    assert read_date("").certain


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_day_comes_back_in_every_form(day):
    month = MONTHS[day.month - 1]
    forms = [
        f"{day.day} {month} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year % 100:02}",
        f"{day.day}-{month[:3]}-{day.year}",
        day.isoformat(),
        str((day - date(1899, 12, 30)) // timedelta(days=1)),
    ]

    found = {read_date(form).date for form in forms if form != forms[2] or day.year < 2060}

    assert day in found
    assert found <= {day, day.replace(year=day.year + 100) if day.year < 1970 else day}


@given(st.text(alphabet="0123456789 /-.'JanFebMrthofsQ\u0661\u00b2", max_size=20))
def test_any_text_is_answered(text):
    found = read_date(text)

    assert found.why or found.certain
