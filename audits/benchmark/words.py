"""Sentences such as a notice and its reports are made of: no two reports alike, of any length."""

from random import Random

VERBS = [
    "Review", "Develop", "Implement", "Embed", "Monitor", "Agree", "Refresh", "Strengthen",
    "Audit", "Publish", "Commission", "Redesign",
]  # fmt: skip
OBJECTS = [
    "the threshold document with partners",
    "practice standards for child protection plans",
    "the quality assurance framework",
    "supervision policy and procedure",
    "the training offer for social workers",
    "performance reporting to the board",
    "independent reviews of care plans",
    "the recording of children’s views",
    "the front door and its decisions",
    "management oversight of assessments",
    "the recruitment of experienced practitioners",
    "arrangements for children who go missing",
    "pathway plans for care leavers",
    "caseloads in the assessment teams",
]
PURPOSES = [
    "so that decisions are made at the right time",
    "and report what the audits find",
    "across all teams and localities",
    "with evidence of management oversight",
    "in line with statutory guidance",
    "and share it with the safeguarding board",
    "so that no child waits longer than ten days",
    "with health, schools and the police",
    "before the next monitoring visit",
]
FINDINGS = [
    "{0} of {1} cases audited were good or better",
    "{0} of {1} managers have completed the training",
    "{0} of {1} plans had the child’s views in them",
    "{0} of {1} visits were made within timescale",
    "{0} of {1} posts are filled by permanent staff",
    "{0} of {1} teams use the new template",
]
CAUSES = [
    "two posts are vacant", "the supplier is late", "partners have not agreed",
    "audits show uneven practice", "data cannot be relied on yet", "demand rose in the quarter",
]  # fmt: skip


class Words:
    """The sentences, drawn by one source of chance."""

    def __init__(self, chance: Random):
        self._chance = chance

    def wording(self) -> str:
        """An action as issued: from one sentence to half a page."""
        count = 1 + int(self._chance.random() ** 2 * 9)
        return " ".join(self._task() + "." for _ in range(count))

    def progress(self) -> str:
        """What was done, in one to four sentences."""
        more = [self._finding() + "." for _ in range(int(self._chance.random() ** 2 * 4))]
        return " ".join([f"Work to {self._lower_task()} is reported.", *more])

    def step(self) -> str:
        """What comes next, in one or two sentences."""
        return self._task() + (f". {self._finding()}." if self._chance.random() < 0.3 else "")

    def reason(self) -> str:
        return f"{self._finding()}; {self._chance.choice(CAUSES)}"

    def path_to_green(self) -> str:
        return self._task()

    def _task(self):
        pick = self._chance.choice
        return f"{pick(VERBS)} {pick(OBJECTS)} {pick(PURPOSES)}"

    def _lower_task(self):
        task = self._task()
        return task[0].lower() + task[1:]

    def _finding(self):
        of = self._chance.randrange(10, 250)
        return self._chance.choice(FINDINGS).format(self._chance.randrange(of), of)
