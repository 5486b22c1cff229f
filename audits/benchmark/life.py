"""What happens to the actions, month after month: reports, decisions, and files brought again."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from django.utils import timezone

from actions.importing.held import WAY
from actions.models import Action, NextStep, ProgressItem
from audits.benchmark.beginning import Held, begin, bring, new_id, settle
from audits.benchmark.ledger import Ledger
from audits.benchmark.words import Words
from improvement import history
from improvement.history.acts import Act

SEED = 2014
DAYS = 548  # eighteen months
FILES = 17  # brought in after the first: one a month
OF_A_FILE = 0.01  # of the actions, changed by each
_STAGES = [
    Action.Stage.IN_PROGRESS,
    Action.Stage.DELIVERED,
    Action.Stage.AWAITING_SIGN_OFF,
    Action.Stage.SIGNED_OFF,
    Action.Stage.EMBEDDED,
]
_RATINGS = [Action.Rating.RED, Action.Rating.AMBER, Action.Rating.AMBER, Action.Rating.GREEN]
_REPORTED = ["Monthly report", "Report to the Improvement Board", "Progress reported", ""]
_DECIDED = ["Agreed by the Improvement Board", "Agreed with the lead", "Corrected after a check"]


def live(*, notices: int, actions: int, updates: int, until: dt.date) -> Ledger:
    """Make the register and so many versions after those that began it, up to this day."""
    chance = Random(SEED)  # noqa: S311 - the same register each time, no secret
    first = until - dt.timedelta(days=DAYS)
    share, more = divmod(actions, notices)
    registers = [
        begin(number + 1, share + (number < more), first, chance) for number in range(notices)
    ]
    life = _Life(registers, updates, list(_working_days(first, until)), chance)
    life.pass_by()
    return life.ledger


def _working_days(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    for days in range(1, (until - first).days):
        day = first + dt.timedelta(days=days)
        if day.weekday() < 5:
            yield day


class _Life:
    """Acts one after another, at an even pace through the hours of the working days."""

    def __init__(self, registers, updates, days, chance):
        self.registers, self.updates, self.days = registers, updates, days
        self.chance = chance
        self.words = Words(chance)
        self.ledger = Ledger()
        self.everything = [(of, held) for of in registers for held in of.held]

    def pass_by(self):
        files = 0
        while self.left:
            if self.ledger.written * FILES >= (files + 1) * self.updates:
                files += 1
                self._bring_a_file()
            elif self.chance.random() < 0.12:
                self._decide()
            else:
                self._report()
            if self.ledger.is_full:
                self.ledger.flush()
        self.ledger.settle()

    @property
    def left(self) -> int:
        return self.updates - self.ledger.written

    def _now(self):
        """Hours nine to five; how far through them is how much of it all is written. The last of
        them is reached with the last, though a file may be brought in after it.
        """
        through = self.ledger.written * len(self.days)
        days, of = divmod(min(through, self.updates * len(self.days) - 1), self.updates)
        hours = dt.timedelta(hours=8 * of / self.updates)
        return timezone.make_aware(dt.datetime.combine(self.days[days], dt.time(9))) + hours

    def _act(self, by, reason, **more):
        said = {"way": history.PAGE, "at": self._now(), "id": new_id(self.chance)} | more
        return Act(name=by.full_name, by=by, reason=reason, **said)

    # By somebody on a page

    def _report(self):
        of, held = self.chance.choice(self.everything)
        lead = held.action.lead
        is_by_lead = lead is not None and self.chance.random() < 0.7
        by = lead if is_by_lead else self.chance.choice(of.officers)
        act = self._act(by, self.chance.choice(_REPORTED))
        self.ledger.enter(act, of.notice.log_subject)
        for item in self._some_items(held, act.at.date()):
            self.ledger.write(act, item)
        if self.chance.random() < 0.4:
            self._rate(held.action)
        self._move_on(held.action)
        self.ledger.write(act, held.action)

    def _decide(self):
        """Who leads, by when, or how far it is."""
        of, held = self.chance.choice(self.everything)
        act = self._act(of.administrator, self.chance.choice(_DECIDED))
        self.ledger.enter(act, of.notice.log_subject)
        self._settle_details(of, held.action, act.at.date())
        self._move_on(held.action)
        self.ledger.write(act, held.action)

    def _settle_details(self, of, action, on):
        what = self.chance.choice(["lead", "due date", "stage"])
        if what == "lead":
            action.lead = self.chance.choice(of.officers)
        elif what == "due date":
            action.due_on = on + dt.timedelta(days=self.chance.randrange(-30, 240))
            action.original_due_on = action.original_due_on or action.due_on
        else:
            place = _STAGES.index(action.stage)
            most = min(place + 1, len(_STAGES) - 1)
            action.stage = _STAGES[most if self.chance.random() < 0.5 else 0]
            is_delivered = action.stage not in (Action.Stage.NOT_STARTED, Action.Stage.IN_PROGRESS)
            action.delivered_on = (action.delivered_on or on) if is_delivered else None

    # By a file

    def _bring_a_file(self):
        """Of every notice: changes of a few actions, all in one act."""
        for of in self.registers:
            number = max(1, int(len(of.held) * OF_A_FILE))
            some = sorted(self.chance.sample(range(len(of.held)), number))
            self.ledger.flush()
            record = bring(of, [of.held[place] for place in some], self._now(), self.chance)
            act = self._act(of.administrator, str(record), way=f"{WAY} {record.number}")
            if self.left >= 2:
                self.ledger.enter(act, of.notice.log_subject)
            for place in some:
                if self.left >= 2:
                    self._bring_in(of.held[place], act)
            with history.act(by=act.by, way=act.way, reason=act.reason, at=act.at, id=act.id):
                self.ledger.flush()
                settle(record, act.by, act.at)

    def _bring_in(self, held: Held, act):
        item = self._some_item(held, act.at.date())
        self._move_on(held.action)
        for row in (held.action, item):
            row.detail_of_change = f"row {held.action.imported_rows[0]}"
            self.ledger.write(act, row)
            row.detail_of_change = ""

    # What any of them changes

    def _move_on(self, action):
        action.version += 1

    def _rate(self, action):
        rating = self.chance.choice(_RATINGS)
        action.delivery_rating = rating
        action.rating_reason = self.words.reason()
        action.path_to_green = "" if rating == Action.Rating.GREEN else self.words.path_to_green()

    def _some_items(self, held, on):
        """One or two, as far as there is room; each is in an act once."""
        wanted = min(1 if self.chance.random() < 0.7 else 2, self.left - 1)
        items = [self._some_item(held, on) for _ in range(wanted)]
        return list({id(item): item for item in items}.values())

    def _some_item(self, held, on):
        """One that was added or changed just now."""
        if self.chance.random() < 0.5:
            return self._progress(held, on)
        return self._step(held, on)

    def _progress(self, held, on):
        if not held.progress or self.chance.random() < 0.08:
            item = ProgressItem(
                action=held.action, position=_next_place(held.progress), text=self.words.progress()
            )
            held.progress.append(item)
        else:
            item = self.chance.choice(held.progress)
            item.text = self.words.progress()
        if self.chance.random() < 0.4:
            item.achieved_on = on - dt.timedelta(days=self.chance.randrange(30))
        return item

    def _step(self, held, on):
        open_ones = [step for step in held.steps if step.is_open]
        if not open_ones or self.chance.random() < 0.05:
            step = NextStep(
                action=held.action, position=_next_place(held.steps), text=self.words.step()
            )
            step.owner = held.action.lead
            held.steps.append(step)
        else:
            step = self.chance.choice(open_ones)
            self._follow(step)
        step.due_on = on + dt.timedelta(days=self.chance.randrange(7, 180))
        return step

    def _follow(self, step):
        outcome = self.chance.random()
        if outcome < 0.05:
            step.status = NextStep.Status.DONE
        elif outcome < 0.2:
            step.status = NextStep.Status.CARRIED_FORWARD
        elif outcome < 0.6:
            step.text = self.words.step()


def _next_place(items):
    return max((item.position for item in items), default=-1) + 1
