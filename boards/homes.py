"""What each role's home page shows. A home is a template and its context, in few queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from itertools import islice

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from actions import gaps
from actions.date_pages import Move
from actions.models import Action, DateChange, Evidence, Import, Member
from actions.permissions import records_dates
from boards import waiting
from boards.desk import is_overdue
from boards.models import Body, Meeting, Oversight
from boards.officer_home import officer_home
from boards.recent import added, recent
from boards.tallies import RegisterCount, body_counts, register_counts, stage_counts

LATELY = 30  # days, as the register counts them
MOST_SHOWN = 10


@dataclass(frozen=True)
class Home:
    """The template of a home, and what it shows."""

    template: str
    context: dict = field(default_factory=dict)


def home_of(user, notice, role, today: dt.date) -> Home:
    """The home of somebody who has this role on the notice."""
    home = _HOMES[role](user, notice, today)
    return replace(home, context=home.context | {"dates": _dates_asked_for(user, notice, today)})


def _dates_asked_for(user, notice, today):
    """The due dates that this person may decide on, the longest waiting first; and whether there
    are more.
    """
    waiting = DateChange.objects.to_decide_on(notice, but_by=user)
    if not records_dates(user, notice):
        chaired = Oversight.objects.chaired_by(user, today)
        waiting = waiting.filter(Exists(chaired.filter(action=OuterRef("action"))))
    found = waiting.select_related("action__notice", "asked_by").order_by("asked_on", "pk")
    found = [Move(change) for change in found[: MOST_SHOWN + 1]]
    return {"rows": found[:MOST_SHOWN], "has_more": len(found) > MOST_SHOWN}


def _since(today):
    return timezone.make_aware(dt.datetime.combine(today, dt.time())) - dt.timedelta(days=LATELY)


def _board_member(user, notice, today):
    bodies = list(Body.objects.of(notice).seating(user, today).with_next_meeting(today))
    counts = body_counts(bodies, notice, today)
    actions = Action.objects.of(notice)
    # Somebody without a seat, or whose bodies oversee nothing yet, reads the whole notice.
    oversees = any(counts[body][0].number for body in bodies)
    if oversees:
        overseen = Oversight.objects.in_force().filter(action=OuterRef("pk"), body__in=bodies)
        actions = actions.filter(Exists(overseen))
    return Home(
        "boards/home_board_member.html",
        {
            "bodies": list(counts.items()),
            "oversees": oversees,
            "counts": None if oversees else register_counts(notice, today),
            **_what_changed(actions, today),
            "off_track": _off_track(actions, today),
        },
    )


def _what_changed(actions, today):
    since = _since(today)
    return {"recent": recent(actions, since), "added": added(actions, since)}


def _off_track(actions, today):
    """Red, amber or overdue, and not delivered: the worst first, as many as a page bears."""
    wanted = Q(delivery_rating__in=["red", "amber"]) | Q(due_on__lt=today)
    worst = actions.undelivered().filter(wanted).select_related("lead", "notice")
    ordered = worst.in_order("rating")[: MOST_SHOWN + 1]
    return Listed.of(ordered, today)


@dataclass(frozen=True)
class Listed:
    """Actions for a list, each with what is said beside it, and whether there are more."""

    rows: list
    has_more: bool

    @classmethod
    def of(cls, actions, today):
        found = list(actions)
        rows = [(action, is_overdue(action, today)) for action in islice(found, MOST_SHOWN)]
        return cls(rows, len(found) > MOST_SHOWN)


def _officer(user, notice, today):
    return Home("boards/home_officer.html", officer_home(user, notice, today))


def _administrator(user, notice, today):
    imports = Import.objects.without_sheets().filter(notice=notice)
    imports = list(imports.select_related("applied_by", "notice")[:20])
    return Home(
        "boards/home_administrator.html",
        {
            "checking": [one for one in imports if one.status == Import.Status.CHECKING],
            "last_import": next((one for one in imports if one.applied_at), None),
            "gaps": _gaps(notice, today),
            "waiting": waiting.count_waiting(notice),
            "asking": _asking(notice, today),
            "people": Member.objects.current(today).filter(notice=notice).count(),
        },
    )


def _asking(notice, today):
    """The meeting for which updates are due first, and how many actions nobody answered for."""
    asking = Meeting.objects.of(notice).asking(today).with_unanswered(notice)
    return asking.select_related("body").order_by("updates_due_on", "pk").first()


def _gaps(notice, today):
    """What the record lacks, in one query; each count leads to where it is listed."""
    page = reverse("actions:gaps", args=[notice.slug])
    counts = gaps.count_gaps(Action.objects.of(notice), today)
    return [
        RegisterCount(gap.label, number, f"{page}#{gap.name}")
        for gap, number in counts.items()
        if number
    ]


def _assurance_lead(user, notice, today):
    actions = Action.objects.of(notice)
    waits = actions.filter(stage__in=["delivered", "awaiting_sign_off"])
    waits = waits.select_related("lead", "notice").in_order("due")
    return Home(
        "boards/home_assurance_lead.html",
        {
            "stages": stage_counts(notice),
            "to_check": Listed.of(waits[: MOST_SHOWN + 1], today),
            "evidence": _evidence_to_check(user, notice),
            **_what_changed(actions, today),
            "off_track": _off_track(actions, today),
        },
    )


def _evidence_to_check(user, notice):
    """What nobody checked as it is now and this person may, the longest waiting first; and whether
    there is more.
    """
    waits = Evidence.objects.of(notice).unchecked().that_may_be_checked_by(user)
    found = waits.select_related("action__notice", "added_by").order_by("received_on", "pk")
    found = list(found[: MOST_SHOWN + 1])
    return {"rows": found[:MOST_SHOWN], "has_more": len(found) > MOST_SHOWN}


def _observer(user, notice, today):
    actions = Action.objects.of(notice)
    return Home(
        "boards/home_observer.html",
        {
            "counts": register_counts(notice, today),
            "stages": stage_counts(notice),
            **_what_changed(actions, today),
        },
    )


_HOMES = {
    Member.Role.BOARD_MEMBER: _board_member,
    Member.Role.OFFICER: _officer,
    Member.Role.ADMINISTRATOR: _administrator,
    Member.Role.ASSURANCE_LEAD: _assurance_lead,
    Member.Role.OBSERVER: _observer,
}
