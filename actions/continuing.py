"""Next steps that go on and on: "Continue to ...". One without a date is never looked at again."""

import re

from actions.querysets_of_gaps import goes_on

_GOES_ON = re.compile(
    r"\W*(?:to\s+)?(?:continu(?:e|es|ing|ously)|on-?going|carry(?:ing)? on)\b", re.I
)


def lacks_review_date(step) -> bool:
    """Whether an open step goes on, by its kind or its words, and no date says until when it is
    looked at again.
    """
    is_endless = goes_on(step) or bool(_GOES_ON.match(step.text))
    return is_endless and step.is_open and step.due_on is None
