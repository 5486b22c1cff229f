"""Who leads which action, in which area and by when. All made up: the notice says none of it.

Days are counted from the day on which the demonstration is loaded; a negative one has passed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Details:
    """What the programme office set for an action. Both may be missing, as they are in life."""

    lead: str | None
    area: str
    due_in: int | None
    contributors: tuple[str, ...] = ()


PRACTICE = "Quality of practice"
ADOPTION = "Adoption"
ASSURANCE = "Quality assurance"
WORKFORCE = "Workforce"
GOVERNANCE = "Leadership and governance"

DETAILS = {
    "IN1": Details("officer", PRACTICE, 45, ("practice",)),
    "IN2": Details("practice", PRACTICE, 17),
    "IN3": Details("practice", PRACTICE, 62),
    "IN4": Details("practice", PRACTICE, -12),
    "IN5": Details("officer", PRACTICE, 24),
    "IN6": Details("partnership", PRACTICE, 80, ("practice",)),
    "IN7": Details("officer", ASSURANCE, 38),
    "IN8": Details("adoption", ADOPTION, -20),
    "IN9": Details("officer", ASSURANCE, 52),
    "IN10": Details("practice", ASSURANCE, 31),
    "IN11": Details("workforce", WORKFORCE, 73, ("practice",)),
    "IN12": Details("workforce", WORKFORCE, -6),
    "IN13": Details("workforce", WORKFORCE, 20),
    "IN14": Details("officer", GOVERNANCE, 10),
    "IN15": Details("partnership", GOVERNANCE, 58),
    "IN16": Details("partnership", GOVERNANCE, 66),
    "IN17": Details("officer", GOVERNANCE, 40),
    "IN18": Details(None, GOVERNANCE, 95),
    "IN19": Details("partnership", GOVERNANCE, 27),
    "IN20": Details("practice", ASSURANCE, 48),
    "IN21": Details("partnership", GOVERNANCE, -9),
    "IN22": Details("partnership", GOVERNANCE, None),
    "IN23": Details(None, GOVERNANCE, None),
    "IN24": Details("partnership", GOVERNANCE, -30),
    "IN25": Details("officer", GOVERNANCE, 110),
}

# Dates that slid, as dates do, each asked for by the lead: (action, days ago, new due day, reason,
# who agreed it; nobody yet).
MOVED = (
    (
        "IN8",
        13,
        35,
        "The joint recruitment campaign of the four councils starts later",
        "Improvement Board",
    ),
    ("IN13", 2, 55, "The last of the three agency posts starts in four weeks", ""),
)
