"""Puts the demonstration into an empty place: once, in one transaction, dated as it tells.

The notice goes through the importer as any other file does, and everything else through the same
services as the pages use, so that the record of the demonstration is a record like any other.
"""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import groupby

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from actions import people, services
from actions.importing.intake import import_file
from actions.models import (
    Action,
    Council,
    MailPreference,
    Member,
    NextStep,
    Notice,
    ProgressItem,
)
from boards import decisions, waiting
from boards.demonstration import leads
from boards.demonstration.bodies import BODIES
from boards.demonstration.evidence import PIECES, as_upload
from boards.demonstration.meetings import MEETINGS
from boards.demonstration.people import ORGANISATION, PEOPLE
from boards.demonstration.references import BY_HAND, DECLINED
from boards.demonstration.stages import STEPS
from boards.demonstration.updates import ANSWERS, REPORTS, TURNS
from boards.models import Body
from boards.services import Decision, decide, make_calendar_address, plan_meeting, seat
from improvement import history
from improvement.accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD
from improvement.models import User

SLUG = "cheshire-east"
FILE = settings.BASE_DIR / "fixtures" / "cheshire-east-improvement-notice.xlsx"
NAME = "The demonstration"
VIEWS = [
    ("Off track, by date", "rating=red&rating=amber&sort=due"),
    ("Overdue", "only=overdue"),
    ("Workforce", "q=workforce"),
]
BEGAN = 56  # days ago
ISSUED = 70  # days ago, made up like every day of the demonstration
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
        self._plan_meetings(admin)
        self._save_views(admin)
        self._choose_mails()
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
            issued_on=self._day(-ISSUED),
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

    def _choose_mails(self):
        """One officer wants a digest each working day, and reads the dates in a calendar."""
        officer = self.people["officer"]
        with self._act(BEGAN - 3, by=officer, reason="Mails chosen"):
            MailPreference(user=officer, digest=MailPreference.Digest.DAILY).save()
        with self._act(BEGAN - 3, hour=11, by=officer):
            make_calendar_address(user=officer)

    def _save_views(self, admin):
        with self._act(BEGAN - 3, by=admin):
            for name, query in VIEWS:
                services.save_view(
                    notice=self.notice, name=name, query=query, is_shared=True, by=admin
                )

    def _plan_meetings(self, admin):
        for planned in MEETINGS:
            with self._act(planned.asked, by=admin):
                plan_meeting(
                    body=self.bodies[planned.body],
                    meets_on=self._day(planned.meets_in),
                    updates_due_on=self._day(planned.updates_due_in),
                    by=admin,
                    reason="Meeting planned",
                )

    def _tell_what_followed(self):
        """Reports, evidence, dates that moved and steps taken, in the order of their days."""
        events = [(report.days_ago, report.ref, self._report, report) for report in REPORTS]
        events += [(turn.days_ago, turn.ref, self._turn, turn) for turn in TURNS]
        events += [(said.days_ago, said.ref, self._answer, said) for said in ANSWERS]
        events += [(moved[1], moved[0], self._move_date, moved) for moved in leads.MOVED]
        events += [event for piece in PIECES for event in self._of_evidence(piece)]
        events += [(step.days_ago, step.ref, self._take_step, step) for step in STEPS]
        events += [(linked[1], linked[0], self._link_by_hand, linked) for linked in BY_HAND]
        events += [(said[1], said[0], self._decline, said) for said in DECLINED]
        in_order = sorted(events, key=lambda event: -event[0])
        for days_ago, of_day in groupby(in_order, key=lambda event: event[0]):
            for hour, (_, ref, tell, what) in enumerate(of_day, start=9):
                action = Action.objects.get(notice=self.notice, ref=ref)
                with self._act(days_ago, hour=hour, by=action.lead):
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

    def _turn(self, action, turn):
        step = action.next_steps.open().get(text__startswith=turn.step)
        added = []
        if turn.done:
            step.status = NextStep.Status.DONE
            done_on = self._day(-turn.days_ago)
            added = [ProgressItem(text=turn.done, achieved_on=done_on, came_from_step=step)]
        else:
            step.status, step.due_on = NextStep.Status.CARRIED_FORWARD, self._day(turn.carried_to)
            step.times_carried += 1
        services.update_action(
            action=action,
            version=action.version,
            update=services.Update(edited=[step], added=added),
            by=action.lead,
            reason="Update",
            form_id=uuid.uuid5(_FORMS, f"{turn.ref} {turn.days_ago} step"),
        )

    def _answer(self, action, said):
        services.say_no_change(
            action=action,
            version=action.version,
            since_on=self._day(-said.since),
            note=said.note,
            by=action.lead,
            form_id=uuid.uuid5(_FORMS, f"{said.ref} {said.days_ago} answer"),
        )

    def _of_evidence(self, piece):
        yield piece.days_ago, piece.ref, self._bring, piece
        for check in piece.checks:
            yield check.days_ago, piece.ref, self._check, (piece, check)
        if piece.newer:
            yield piece.newer[0], piece.ref, self._bring_anew, piece
        if piece.withdrawn:
            yield piece.withdrawn[0], piece.ref, self._withdraw_evidence, piece

    def _bring(self, action, piece):
        item = action.progress_items.filter(text=piece.of_item).first()
        services.add_evidence(
            action=action,
            title=piece.title,
            kind=piece.kind,
            dated_on=self._day(-piece.dated_ago),
            file=self._held(action, piece.file) if piece.file else None,
            link=piece.link,
            is_restricted=piece.is_restricted,
            progress_item=item,
            by=action.lead,
            reason="Added evidence",
        )

    def _check(self, action, what):
        piece, check = what
        services.check_evidence(
            evidence=action.evidence.get(title=piece.title),
            opinion=check.opinion,
            reason=check.reason,
            by=self.people["assurance"],
        )

    def _bring_anew(self, action, piece):
        _, reason, rows = piece.newer
        services.replace_file(
            evidence=action.evidence.get(title=piece.title),
            file=self._held(action, (piece.file[0], rows)),
            by=action.lead,
            reason=reason,
        )

    def _withdraw_evidence(self, action, piece):
        services.withdraw_evidence(
            evidence=action.evidence.get(title=piece.title),
            by=action.lead,
            reason=piece.withdrawn[1],
        )

    def _held(self, action, file):
        return services.hold_file(action=action, user=action.lead, upload=as_upload(*file))

    def _move_date(self, action, moved):
        _, _, due_in, reason, agreed_by = moved
        change = services.ask_to_move_date(
            action=action, due_after=self._day(due_in), reason=reason, by=action.lead
        )
        if agreed_by:
            with history.act(id=uuid.uuid5(_FORMS, f"{action.ref} {due_in}")):
                services.agree_to_move_date(
                    change=change, agreed_by=agreed_by, by=self.people["admin"]
                )

    def _link_by_hand(self, action, linked):
        _, _, ref, why = linked
        services.make_by_hand(
            action=action,
            target=self._actions()[ref],
            note=why,
            shows_items=True,
            by=action.lead,
            reason=why,
        )

    def _decline(self, action, said):
        _, _, words, ref, why = said
        services.decline(action=action, words=words, ref=ref, by=action.lead, reason=why)

    def _take_step(self, action, step):
        said = {"action": action, "version": action.version}
        if step.what == "deliver":
            day = self._day(-step.delivered_ago)
            services.declare_delivered(delivered_on=day, by=action.lead, reason=step.reason, **said)
        elif step.what == "ask":
            services.ask_for_sign_off(by=action.lead, reason=step.reason, **said)
        else:
            self._decide(step, said)

    def _decide(self, step, said):
        admin = self.people["admin"]
        with history.act(by=admin, id=uuid.uuid5(_FORMS, f"{step.ref} {step.what}")):
            decisions.decide(
                body=self.bodies["improvement-board"],
                kind=step.what,
                decided_on=self._day(-step.met),
                decided_by=self.people["chair"],
                by=admin,
                minute=step.reason,
                **said,
            )
