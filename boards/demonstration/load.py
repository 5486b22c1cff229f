"""Puts the demonstration into an empty place: once, in one transaction, dated as it tells.

The notice goes through the importer as any other file does, and everything else through the same
services as the pages use, so that the record of the demonstration is a record like any other.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from actions import people, services
from actions.importing.intake import import_file
from actions.models import Action, Council, Member, NextStep, Notice, ProgressItem
from boards import waiting
from boards.demonstration import leads
from boards.demonstration.bodies import BODIES
from boards.demonstration.people import ORGANISATION, PEOPLE
from boards.demonstration.updates import REPORTS
from boards.models import Body
from boards.services import Decision, decide, seat
from improvement import history
from improvement.accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD
from improvement.models import User

SLUG = "cheshire-east"
FILE = settings.BASE_DIR / "fixtures" / "cheshire-east-improvement-notice.xlsx"
NAME = "The demonstration"
BEGAN = 56  # days ago
# Of the ids of forms, so that the demonstration is the same wherever it is loaded.
_FORMS = uuid.UUID("5d0b3a34-6c0f-4d3c-9c3c-2f3f0c1e8a11")


def is_loaded() -> bool:
    return Notice.objects.filter(slug=SLUG).exists()


def set_passwords():
    """Give the made-up people the password that the login page names, where they have none."""
    password = make_password(DEMO_PASSWORD)
    made_up = User.objects.filter(email__endswith=DEMO_DOMAIN, organisation=ORGANISATION)
    with history.act(name=NAME, reason="Password of the demonstration"):
        for user in made_up:
            if not user.has_usable_password():
                user.password = password
                user.save()


@transaction.atomic
def load(now: dt.datetime) -> Notice:
    """Everything, as it would stand at this moment had it begun some weeks ago."""
    return _Demonstration(now).load()


class _Demonstration:
    def __init__(self, now):
        self.now = now
        self.today = timezone.localdate(now)
        self.people: dict[str, User] = {}
        self.bodies: dict[str, Body] = {}

    def load(self):
        with self._act(BEGAN, name=NAME, reason="Set up"):
            self.notice = self._make_notice()
            self._add_people()
            self._add_bodies()
        admin = self.people["admin"]
        with self._act(BEGAN - 1, by=admin):
            self._import(admin)
        with self._act(BEGAN - 2, by=admin):
            self._accept_what_is_named(admin)
            self._set_details(admin)
        self._tell_what_followed()
        return self.notice

    def _act(self, days_ago, hour=10, **said):
        """An act of that day, at a working hour, and never later than now."""
        day = dt.datetime.combine(self.today - dt.timedelta(days=days_ago), dt.time(hour))
        at = min(timezone.make_aware(day), self.now - dt.timedelta(minutes=5))
        return history.act(at=at, way="demonstration", **said)

    def _day(self, days):
        return None if days is None else self.today + dt.timedelta(days=days)

    def _make_notice(self):
        council = Council(name="Cheshire East Council", short_name="Cheshire East", slug=SLUG)
        council.save()
        notice = Notice(
            council=council,
            slug=SLUG,
            title="Cheshire East improvement notice",
            instrument=Notice.Instrument.IMPROVEMENT_NOTICE,
            issuer="Department for Education",
            ref_prefix="IN",
        )
        notice.save()
        return notice

    def _add_people(self):
        for person in PEOPLE:
            member = people.add_person(
                notice=self.notice,
                email=f"{person.key}{DEMO_DOMAIN}",
                full_name=person.full_name,
                job_title=person.job_title,
                organisation=ORGANISATION,
                role=Member.Role(person.role),
                until_on=self._day(person.days_left),
                on=self.today,
                reason="Set up",
            )
            self.people[person.key] = member.user

    def _add_bodies(self):
        for named in BODIES:
            body = Body(
                council=self.notice.council,
                slug=named.slug,
                name=named.name,
                short_name=named.short_name,
                aliases=list(named.aliases),
                kind=named.kind,
                remit=named.remit,
                reports_to=self.bodies.get(named.reports_to),
            )
            body.save()
            self.bodies[named.slug] = body
            for person, office, began, ended in named.seats:
                seat(
                    body=body,
                    user=self.people[person],
                    office=office,
                    from_on=self._day(-began),
                    until_on=None if ended is None else self._day(-ended),
                    by=None,
                    reason="Set up",
                )

    def _import(self, admin):
        import_file(notice=self.notice, path=FILE, filename=FILE.name, by=admin)

    def _accept_what_is_named(self, admin):
        """Every body that is plainly named; "Board" alone and unknown names stay to be decided."""
        found = waiting.proposals(self.notice, self._actions().values())
        decisions = [
            Decision(proposal.action, finding.words, body, waiting.suggested_part(finding))
            for proposal in found
            for finding in proposal.findings
            for body in self.bodies.values()
            if body.pk == finding.body
        ]
        decide(decisions=decisions, by=admin, reason="Named in the words of the action")

    def _actions(self):
        return {action.ref: action for action in Action.objects.filter(notice=self.notice)}

    def _set_details(self, admin):
        for ref, action in self._actions().items():
            details = leads.DETAILS[ref]
            services.set_details(
                action=action,
                version=action.version,
                lead=self.people.get(details.lead),
                area=details.area,
                due_on=self._day(details.due_in),
                contributors=[self.people[key] for key in details.contributors],
                by=admin,
                reason="Leads and dates as the programme office knows them",
            )

    def _tell_what_followed(self):
        """Reports, the date that moved and the action delivered, in the order of their days."""
        moved_ref, moved_ago, *_ = leads.MOVED
        delivered_ref, delivered_ago, _ = leads.DELIVERED
        events = [(report.days_ago, report.ref, self._report, report) for report in REPORTS]
        events.append((moved_ago, moved_ref, self._move_date, leads.MOVED))
        events.append((delivered_ago, delivered_ref, self._deliver, leads.DELIVERED))
        for place, (days_ago, ref, tell, what) in enumerate(
            sorted(events, key=lambda event: -event[0])
        ):
            action = Action.objects.get(notice=self.notice, ref=ref)
            with self._act(days_ago, hour=9 + place % 8, by=action.lead):
                tell(action, what)

    def _report(self, action, report):
        rating = {
            "delivery_rating": report.rating,
            "rating_reason": report.reason,
            "path_to_green": report.path,
        }
        progress = [ProgressItem(text=text) for text in report.progress]
        steps = [
            NextStep(text=text, due_on=self._day(days), owner=action.lead)
            for text, days in report.steps
        ]
        services.update_action(
            action=action,
            version=action.version,
            update=services.Update(rating=rating, added=progress + steps),
            by=action.lead,
            reason="Update",
            form_id=uuid.uuid5(_FORMS, f"{report.ref} {report.days_ago}"),
        )

    def _move_date(self, action, moved):
        _, _, due_in, reason = moved
        admin = self.people["admin"]
        services.set_details(
            action=action,
            version=action.version,
            lead=action.lead,
            area=action.area,
            due_on=self._day(due_in),
            contributors=[one.user for one in action.contributors.all()],
            by=admin,
            reason=reason,
        )

    def _deliver(self, action, delivered):
        services.claim(action, action.version)
        action.stage = Action.Stage.DELIVERED
        history.save_as(action, by=action.lead, reason=delivered[2])
