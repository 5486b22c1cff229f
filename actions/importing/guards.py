"""The apostrophe that keeps a spreadsheet from running a cell of a .csv as a formula.

`unguarded(guarded(text)) == text` for every text.
"""

import re

# What a spreadsheet may run when it opens a .csv, whole-width forms of the signs included.
_MAY_RUN = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
# A dash, a space and words, with no sign that a formula needs to do harm: a bullet.
_HONEST_BULLET = re.compile(r"- [^=|!@()\[\]{}<>+*/^&]*\Z")


def may_run(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return begins_like_a_formula(text) and not _HONEST_BULLET.match(text)


def begins_like_a_formula(text: str) -> bool:
    """Say whether a text begins as a formula does, an honest bullet included."""
    return bool(_MAY_RUN.match(text))


def guarded(text: str) -> str:
    """A text with an apostrophe before it if a spreadsheet might run it as a formula.

    A text that looks guarded as it stands gets one too, so that taking one off gives it back.
    """
    return f"'{text}" if may_run(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """A cell as it was before `guarded`."""
    return text[1:] if text.startswith("'") and may_run(text.lstrip("'")) else text
