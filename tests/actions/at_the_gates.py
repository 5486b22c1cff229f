"""An action and its people, brought as far as a test needs it."""

import datetime as dt
from dataclasses import dataclass

from actions import services
from actions.models import Action
from improvement import history
from improvement.models import User
from tests.factories import make_action, make_notice, make_progress_item, person_with_role

DELIVERED_ON = dt.date(2013, 11, 1)
ASKED_ON = dt.date(2013, 11, 16)
_ASKED_AT = dt.datetime(2013, 11, 16, 12, tzinfo=dt.UTC)


@dataclass
class Walk:
    """An action, its lead, a checker and a decider, who are three people."""

    action: Action
    lead: User
    checker: User
    decider: User

    @property
    def now(self):
        return Action.objects.get(pk=self.action.pk)

    def step(self, verb, **said):
        action = self.now
        return verb(action=action, version=action.version, **said)

    def adds_evidence(self, title="Terms of reference", **said):
        return services.add_evidence(
            action=self.action,
            by=self.lead,
            **{
                "title": title,
                "kind": "document",
                "dated_on": DELIVERED_ON,
                "link": "https://example.org/terms",
                "reason": "Added",
            }
            | said,
        )

    def checks(self, evidence, opinion="sufficient", by=None):
        return services.check_evidence(
            evidence=evidence, opinion=opinion, reason="Read it whole", by=by or self.checker
        )

    def delivers(self, **said):
        return self._in_the_past(
            services.declare_delivered,
            **{"delivered_on": DELIVERED_ON, "by": self.lead} | said,
        )

    def asks(self, **said):
        return self._in_the_past(services.ask_for_sign_off, **{"by": self.lead} | said)

    def _in_the_past(self, verb, **said):
        """Before the board met, so that its decision can answer it."""
        with history.act(name="The test", at=_ASKED_AT):
            return self.step(verb, **said)

    def decides(self, verb, **said):
        return self.step(
            verb,
            **{
                "decided_by": self.decider,
                "by": self.decider,
                "on": dt.date(2013, 12, 2),
                "reason": "As the board agreed",
            }
            | said,
        )

    # How far

    def is_delivered(self):
        make_progress_item(self.action)
        self.checks(self.adds_evidence())
        self.delivers()
        return self

    def is_awaiting(self):
        self.is_delivered()
        self.asks()
        return self

    def is_signed_off(self):
        self.is_awaiting()
        self.decides(services.sign_off)
        return self


def make_walk(notice=None, **said) -> Walk:
    notice = notice or make_notice()
    lead = person_with_role(notice, "officer", full_name="Lee Lead")
    return Walk(
        action=make_action(notice, **{"ref": "IN2", "lead": lead, "stage": "in_progress"} | said),
        lead=lead,
        checker=person_with_role(notice, "assurance_lead", full_name="Cy Checker"),
        decider=person_with_role(notice, "board_member", full_name="Di Decider"),
    )
