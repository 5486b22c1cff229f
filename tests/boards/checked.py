"""Evidence that somebody has checked."""

import datetime as dt

from actions.models import Evidence, EvidenceCheck
from improvement import history
from tests.factories import make_user


def make_checked(action, by, *opinions):
    """A link as evidence, and what was said of it, one after the other."""
    with history.act(name="Assurance", reason="Checked"):
        piece = Evidence(
            action=action,
            number=action.evidence.count() + 1,
            title="Audit of plans",
            kind="audit",
            dated_on=dt.date(2013, 9, 1),
            received_on=dt.date(2013, 9, 2),
            link="https://files.example/1",
            added_by=by,
        )
        piece.save()
        for opinion in opinions:
            EvidenceCheck(
                evidence=piece,
                link=piece.link,
                opinion=opinion,
                reason="Only two teams",
                checked_by=make_user(),
                checked_on=dt.date(2013, 9, 3),
            ).save()
    return piece
