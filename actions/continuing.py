"""Next steps that go on and on: "Continue to ...". One without a date is never looked at again."""

import re

_GOES_ON = re.compile(
    r"\W*(?:to\s+)?(?:continu(?:e|es|ing|ously)|on-?going|carry(?:ing)? on)\b", re.I
)


def lacks_review_date(step) -> bool:
    """Whether an open step goes on, by its kind or its first words, and no date says until when
    it is looked at again.
    """
    goes_on = step.kind == step.Kind.ONGOING or bool(_GOES_ON.match(step.text))
    return goes_on and step.is_open and step.due_on is None
