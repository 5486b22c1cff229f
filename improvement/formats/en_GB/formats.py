"""Dates as GOV.UK writes them, and read in every form that people and spreadsheets use."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y \a\t H:i"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
# The first is how a form writes a date that it already holds; it can only write.
DATE_INPUT_FORMATS = [
    "%-d %B %Y",
    "%d %m %Y",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d",
    *[
        f"%d{ordinal}{space}{month}{space}{year}"
        for ordinal in ("", "st", "nd", "rd", "th")
        for space in (" ", "-")
        for month in ("%B", "%b", "%bt")  # March, Mar and Sept
        for year in ("%Y", "%y")
    ],
]
THOUSAND_SEPARATOR = ","
DECIMAL_SEPARATOR = "."
