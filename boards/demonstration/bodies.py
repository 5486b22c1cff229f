"""The bodies that the notice names, as far as its own words tell of them, and made-up seats.

"Children's Partnership Board" (IN22) is left out on purpose: the notice does not say whether it is
the Children's Trust, so that is for a person to decide.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Named:
    """A body, and who sits on it: (person, office, from how many days ago, until how many)."""

    slug: str
    name: str
    kind: str
    remit: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    reports_to: str = ""
    seats: list[tuple[str, str, int, int | None]] = field(default_factory=list)


BODIES = [
    Named(
        slug="improvement-board",
        name="Improvement Board",
        kind="board",
        aliases=("IB",),
        remit=(
            "Makes sure that the actions and their timescales are communicated and carried out, "
            "and receives the reports, audits and management information that the notice asks for "
            "(IN10, IN13, IN15). Established in June 2013 (IN24)."
        ),
        seats=[
            ("chair", "chair", 200, None),
            ("member", "member", 200, None),
            ("admin", "secretary", 60, None),
            ("partnership", "secretary", 200, 61),
            ("officer", "in_attendance", 200, None),
        ],
    ),
    Named(
        slug="lscb",
        name="Local Safeguarding Children Board",
        short_name="LSCB",
        aliases=("LSC",),
        kind="board",
        remit=(
            "Scrutinises, monitors, challenges and provides strategic direction (IN19), and "
            "undertakes multi-agency audits (IN20)."
        ),
        seats=[
            ("member", "member", 150, None),
            ("practice", "member", 150, None),
        ],
    ),
    Named(
        slug="lscb-executive-group",
        name="LSCB Executive Group",
        aliases=("Executive Group of LSCB", "Executive Group"),
        kind="executive",
        reports_to="lscb",
        remit="New with the revised governance of the LSCB, to improve accountability (IN19).",
        seats=[("practice", "member", 120, None)],
    ),
    Named(
        slug="childrens-trust",
        name="Children's Trust",
        kind="partnership",
        remit="Its governance was reviewed and new ways of working agreed (IN16).",
        seats=[("partnership", "in_attendance", 120, None)],
    ),
    Named(
        slug="safeguarding-review-meeting",
        name="Safeguarding Review Meeting",
        kind="group",
        remit=(
            "Meets monthly, with the director of children's services, the chief executive, the "
            "lead member and the chair of the LSCB, about accountability (IN17)."
        ),
        seats=[("officer", "member", 120, None)],
    ),
    Named(
        slug="scrutiny-committee",
        name="Scrutiny Committee",
        kind="scrutiny",
        remit="Receives regular reports on safeguarding (IN17).",
    ),
]
