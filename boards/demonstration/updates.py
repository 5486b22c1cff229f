"""Some weeks of updates by the leads. All made up: no such update was ever given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """How many days ago a lead said that nothing had changed, and since when."""

    days_ago: int
    ref: str
    since: int
    note: str = ""


@dataclass(frozen=True)
class Turn:
    """What became of a step: carried forward to a day, or done and so recorded as progress.

    `step` is how it begins.
    """

    days_ago: int
    ref: str
    step: str
    carried_to: int | None = None
    done: str = ""


ANSWERS = [
    Answer(5, "IN21", 46, "Both chairs have the document on their next agenda"),
]
TURNS = [
    Turn(17, "IN12", "Take the strategy to the staff forum", carried_to=-5),
    Turn(4, "IN12", "Take the strategy to the staff forum", carried_to=24),
    Turn(
        2,
        "IN9",
        "Share the draft framework",
        done="Draft framework shared with the LSCB for comment",
    ),
]


@dataclass(frozen=True)
class Report:
    """What a lead reported, how many days ago. A step is a text, or a text and its due day."""

    days_ago: int
    ref: str
    rating: str = ""
    reason: str = ""
    path: str = ""
    progress: tuple[str, ...] = ()
    steps: tuple[tuple[str, int | None], ...] = ()


REPORTS = [
    Report(
        48,
        "IN2",
        rating="amber",
        reason="Practice standards are launched, but audits do not yet show them in every team",
        path="Managers go through each plan with its social worker, two teams a month",
    ),
    Report(
        47,
        "IN12",
        rating="green",
        reason="The strategy is drafted and consultation has begun",
        steps=(("Take the strategy to the staff forum", -18),),
    ),
    Report(
        46,
        "IN21",
        rating="amber",
        reason="Two bodies have not yet commented on the governance document",
        path="Chase both chairs, then present the document to the Improvement Board",
    ),
    Report(
        44,
        "IN8",
        rating="amber",
        reason="More adopters are approved, but timescales are slow to move",
        path="Joint recruitment with the other councils of Four4Adoption",
        progress=("Two more adoption activity days held with the voluntary agencies",),
    ),
    Report(41, "IN4", rating="green", reason="The model is chosen; training dates are booked"),
    Report(
        39,
        "IN15",
        rating="green",
        reason="Both frameworks are in use and reported on each month",
    ),
    Report(
        34,
        "IN9",
        rating="green",
        reason="The wider framework is drafted with the audit team",
        steps=(("Share the draft framework with the LSCB for comment", 6),),
    ),
    Report(
        26,
        "IN13",
        rating="amber",
        reason="Two of nine teams are still above the agreed workload",
        path="Three agency posts are approved until permanent staff start",
        progress=("Workload reported to managers each week, by team",),
    ),
    Report(
        24,
        "IN1",
        rating="green",
        reason="The pathway is in use in every locality",
        progress=(
            "Step up and step down pathway launched in all localities",
            "Form IN2 filled in for each decision to step down",
        ),
        steps=(("Review the first quarter of step down decisions", 30),),
    ),
    Report(
        20,
        "IN8",
        rating="red",
        reason="The due date was missed: the average time has not come down this quarter",
        path="New date asked for, to follow the joint recruitment campaign",
    ),
    Report(
        18,
        "IN10",
        rating="green",
        reason="The audit schedule is kept, and findings go to every team",
        progress=("Findings of the autumn audits shared in team learning sessions",),
    ),
    Report(
        15,
        "IN11",
        rating="green",
        reason="Induction is in place and the training programme is full until spring",
        progress=("Risk analysis workshop run for all team managers",),
        steps=(("Ask staff after three months what they use of the training", 60),),
    ),
    Report(
        12,
        "IN2",
        rating="amber",
        reason="Six of nine teams now meet the standard in audit; three do not yet",
        path="The principal social worker visits the three teams by the end of the month",
        progress=("Each child protection plan read by a manager outside the team",),
    ),
    Report(
        10,
        "IN4",
        rating="red",
        reason="Overdue: only two teams of nine were trained before the trainer left",
        path="A second trainer starts next week; all teams trained within six weeks",
        steps=(("Train the remaining seven teams on the risk assessment model", 40),),
    ),
    Report(
        8,
        "IN19",
        rating="green",
        reason="Peer challenge is booked and the performance framework is agreed",
        progress=("Annual business plan checked against the improvement plan",),
    ),
    Report(
        7,
        "IN13",
        rating="red",
        reason="Four of nine teams are above the agreed workload, two more than last month",
        path="Two of three agency posts filled this week; workload checked by the director weekly",
    ),
    Report(
        6,
        "IN5",
        rating="amber",
        reason="Management oversight is recorded in most audited files, not in all",
        path="Standing item in supervision, checked in the next bi-monthly audit",
        progress=("Bi-monthly audit of management oversight completed",),
        steps=(("Report the audit of management oversight to the Improvement Board", 12),),
    ),
    Report(
        4,
        "IN12",
        rating="red",
        reason="The due date has passed: the strategy waits for its budget",
        path="Budget goes to the leadership team this month; report to the Board after it",
    ),
    Report(
        3,
        "IN16",
        rating="green",
        reason="Partners present their arrangements in turn, as agreed",
        progress=("Health and police presented their safeguarding arrangements",),
    ),
    Report(
        1,
        "IN20",
        rating="green",
        reason="The second of four multi-agency audits is done",
        progress=(
            "Second multi-agency audit completed with five agencies",
            "What it found went to every team, as under IN 10",
        ),
        steps=(("Bring the themes of both audits to the LSCB", 21),),
    ),
    Report(
        0,
        "IN14",
        rating="amber",
        reason="The vision is drafted; two partners have asked for changes",
        path="Changes agreed with both partners before the workshops",
        progress=("Draft vision discussed with staff in all localities",),
        steps=(("Publish the agreed vision to staff and partners", 9),),
    ),
]
