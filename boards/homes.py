"""What each role's home page shows. A home is a template and its context, in few queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, CrossReference, Import, Member
from boards import waiting
from boards.models import Body, Oversight
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
    return _HOMES[role](user, notice, today)


def _since(today):
    return timezone.make_aware(dt.datetime.combine(today, dt.time())) - dt.timedelta(days=LATELY)


def _board_member(user, notice, today):
    bodies = list(Body.objects.of(notice).seating(user, today))
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


def is_overdue(action, today):
    undelivered = action.stage in (Action.Stage.NOT_STARTED, Action.Stage.IN_PROGRESS)
    return undelivered and action.due_on is not None and action.due_on < today


def _officer(user, notice, today):
    mine = Action.objects.of(notice).reported_by(user).select_related("lead", "notice")
    actions = list(mine.with_last_said().by_soonest_due())
    since = _since(today)
    groups = {"overdue": [], "stale": [], "rest": [], "done": []}
    for action in actions:
        groups[_standing(action, today, since)].append(action)
    return Home(
        "boards/home_officer.html",
        {"groups": groups, "total": len(actions), "days": LATELY, "role": Member.Role.OFFICER},
    )


def _standing(action, today, since):
    if action.stage not in (Action.Stage.NOT_STARTED, Action.Stage.IN_PROGRESS):
        return "done"
    if is_overdue(action, today):
        return "overdue"
    said = action.last_said_at
    return "stale" if said is None or said < since else "rest"


def _administrator(user, notice, today):
    imports = Import.objects.without_sheets().filter(notice=notice)
    imports = list(imports.select_related("applied_by", "notice")[:20])
    return Home(
        "boards/home_administrator.html",
        {
            "checking": [one for one in imports if one.status == Import.Status.CHECKING],
            "last_import": next((one for one in imports if one.applied_at), None),
            "gaps": _gaps(notice),
            "waiting": waiting.count_waiting(notice),
            "people": Member.objects.current(today).filter(notice=notice).count(),
        },
    )


def _gaps(notice):
    """What the record lacks, in one query; each count leads to what it counts."""
    register = reverse("actions:register", args=[notice.slug])
    unresolved = CrossReference.objects.shown().unresolved().filter(action=OuterRef("pk"))
    counts = [
        ("No lead", Q(lead=None), f"{register}?lead=none"),
        ("No due date", Q(due_on=None), f"{register}?only=no-date"),
        ("Not rated", Q(delivery_rating=""), f"{register}?rating=none"),
        ("References that lead nowhere", Q(Exists(unresolved)), f"{register}?only=unresolved"),
    ]
    wanted = {f"n{place}": Count("pk", filter=q) for place, (_, q, _) in enumerate(counts)}
    numbers = Action.objects.of(notice).order_by().aggregate(**wanted)
    return [
        RegisterCount(label, numbers[f"n{place}"], url)
        for place, (label, _, url) in enumerate(counts)
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
            **_what_changed(actions, today),
            "off_track": _off_track(actions, today),
        },
    )


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
