"""Two councils that must never see each other's: the demonstration, and a hostile one.

Everything that the product can hold is in both, so that whatever leaks from one to the other can
show. What the other council says is as awkward as text can be, and bears a mark of its own.
"""

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from axes.models import AccessAttempt
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from actions import services
from actions.importing import by_hand, intake, progress
from actions.importing.headings import PROGRESS
from actions.importing.mends import Kind, Mend
from actions.models import Action, Import, Notice
from actions.people import link_to_set_password
from boards.demonstration import load
from boards.models import Body
from boards.services import make_calendar_address
from improvement import history
from improvement.models import User
from tests.actions.importing.sheets import make_workbook
from tests.factories import (
    make_body,
    make_contributor,
    make_council,
    make_import,
    make_meeting,
    make_member,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_reference,
    make_seat,
    make_user,
    person_with_role,
)

MARK = "Zanzibar"  # stands in every text of the other council, and nowhere else
BACKWARDS = "\N{RIGHT-TO-LEFT OVERRIDE}gnorw\N{POP DIRECTIONAL FORMATTING}"
AWKWARD = f"{MARK} <script>alert(1)</script> '\"& {BACKWARDS}"
AWKWARD_NAME = f"{AWKWARD} {'W' * 24}"
ENDLESS = f"{AWKWARD} {'W' * 5000}"
# Of either notice; the first is done, and the last is being written.
IMPORTS = {"checked": 2, "given_up": 3, "answered": 4, "begun": 9}
# Actions of the demonstration by what was said of them.
AT_STAGES = {
    "deliverable": "IN1",
    "not_deliverable": "IN9",
    "delivered": "IN7",
    "awaiting": "IN11",
    "returned": "IN15",
    "signed_off": "IN24",
    "moved": "IN8",
    "asked": "IN13",
}
LOCKED_OUT = "locked.out@example.org"


@dataclass(frozen=True)
class TwoCouncils:
    """The people by what they are, each logged in, and what each of them may look for.

    `ours` and `theirs` fill the gaps of an address: {notice}, {ref}, {body}, {seat} and so on.
    """

    people: dict[str, int]
    sessions: dict[str, str]
    ours: dict[str, object]
    theirs: dict[str, object]
    neighbours: dict[str, object]

    def person(self, role):
        return User.objects.get(pk=self.people[role])

    def place_of(self, role):
        """What this person comes for."""
        own = {"stranger": self.theirs, "neighbour": self.neighbours}
        return own.get(role, self.ours)


def make() -> TwoCouncils:
    notice = load.load(timezone.now())
    load.set_passwords()
    people = {role: User.objects.get(email=f"{key}@demo.example") for role, key in _HELD.items()}
    people |= _who_see_nothing(notice)
    theirs, people["stranger"] = _other_council()
    plan = make_notice(council=notice.council, slug="other-plan", title="The council’s other plan")
    people["neighbour"] = person_with_role(plan, "administrator", full_name="Nia Neighbour")
    _lock_out()
    ours = _ours(notice, people)
    for begun_in in (notice, Notice.objects.get(slug=theirs["notice"])):
        _being_written(begun_in)
    _begun_to_say(ours, people["lead"], "Begun to say")
    _begun_to_say(theirs, people["stranger"], ENDLESS)
    return TwoCouncils(
        people={role: person.pk for role, person in people.items()},
        sessions={role: _session_of(person) for role, person in people.items()},
        ours=ours,
        theirs=theirs,
        neighbours={"notice": plan.slug, "empty": plan.slug},
    )


_HELD = {
    "administrator": "admin",
    "lead": "officer",
    "contributor": "practice",
    "officer": "workforce",
    "assurance_lead": "assurance",
    "board_member": "chair",
    "observer": "observer",
}


def _who_see_nothing(notice):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ended = make_user(full_name="Eli Ended")
    make_member(notice, "administrator", user=ended, until_on=yesterday)
    closed = make_user(full_name="Cleo Closed", is_active=False)
    make_member(notice, "administrator", user=closed)
    return {"ended": ended, "deactivated": closed}


def _session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _lock_out():
    AccessAttempt.objects.create(
        username=LOCKED_OUT,
        ip_address="127.0.0.1",
        failures_since_start=settings.AXES_FAILURE_LIMIT,
    )


def _place(notice, *, action, body, seat, member, invited):
    """What stands in the addresses of one notice."""
    link = link_to_set_password(invited, "")
    return {
        "notice": notice.slug,
        "ref": action.ref,
        "refers": action.ref,  # it has words that wait for an answer
        "progress": action.progress_items.first().pk,
        "step": action.next_steps.first().pk,
        "action": action.pk,
        "act": action.history.latest("history_id").history_act,
        "body": body.slug,
        "body_key": body.pk,
        "seat": seat.pk,
        "meeting": body.meetings.latest("meets_on").meets_on.isoformat(),
        "member": member.pk,
        "evidence": 1,
        "view": notice.saved_views.first().pk,
        "restricted": 2,  # in ours
        "withdrawn": 2,  # in theirs
        "calendar": make_calendar_address(user=action.lead),
        "link": link,
    }


def _ours(notice, people):
    action = Action.objects.get(notice=notice, ref="IN1")
    body = Body.objects.get(council=notice.council, slug="improvement-board")
    invited = make_user(full_name="Ina Invited", password=None)
    member = make_member(notice, "observer", user=invited)
    admin = people["administrator"]
    mended = 4
    _mended(_received(notice, load.FILE, admin), mended, admin)
    _given_up(_mended(_received(notice, load.FILE, admin), mended, admin), admin)
    intake.decide_all(_received(notice, load.FILE, admin), taken=True, by=admin)
    elsewhere = Body.objects.get(council=notice.council, slug="lscb").seats.first()
    seat = body.seats.get(user=people["board_member"])
    place = _place(notice, action=action, body=body, seat=seat, member=member, invited=invited)
    place |= {"refers": "IN20", "begun_ref": "IN5"}
    place |= {"seat_elsewhere": elsewhere.pk, "row": 13, "mended": mended}
    return place | IMPORTS | AT_STAGES


def _received(notice, path, by):
    return intake.receive(notice=notice, path=path, filename=Path(path).name, by=by)


def _mended(record, row, by):
    """The first thing done in this row becomes a next step, by hand."""
    words = intake.read(record).mended.rows[row].items(PROGRESS)[:1]
    switch = Mend(f"{record.pk}", Kind.SWITCH, row, PROGRESS, tuple(words))
    by_hand.mend(record, switch, by=by)
    record.refresh_from_db()
    return record


def _given_up(record, by):
    record.status = Import.Status.ABANDONED
    history.save_as(record, by=by, reason="Not wanted")


def _being_written(notice):
    """An import whose process has come so far, and says nothing more."""
    record = make_import(notice, number=IMPORTS["begun"], status=Import.Status.APPLYING)
    progress.tell(record.pk, written=4_000, of=10_000)


def _begun_to_say(place, by, words):
    """A draft with a file, which nobody but its author may meet anywhere."""
    action = Action.objects.get(notice__slug=place["notice"], ref=place["begun_ref"])
    file = SimpleUploadedFile(f"{words[:60]}.csv", b"Month,Audits\nMay,12\n")
    held = services.hold_file(action=action, user=by, upload=file)
    boxes = {
        "new-progress-0-text": words,
        "new-progress-0-achieved_on": "31 Feb",
        "rating-rating_reason": words,
        "evidence-0-held": str(held.token),
        "evidence-0-title": words,
    }
    boxes = {name: [text] for name, text in boxes.items()}
    services.keep_draft(action=action, by=by, boxes=boxes)


def _other_council():
    council = make_council(name=f"Otherby {AWKWARD_NAME}", short_name=MARK, slug="otherby")
    notice = make_notice(council=council, slug="otherby", title=f"Notice {AWKWARD_NAME}")
    empty = make_notice(council=council, slug="otherby-empty", title=f"Empty {MARK}")
    admin = person_with_role(notice, "administrator", full_name=f"Ada {AWKWARD_NAME}")
    make_member(empty, "administrator", user=admin)
    body = make_body(council, slug="otherby-board", name=f"Board {AWKWARD_NAME}"[:150])
    group = make_body(council, name=f"Group {MARK}", remit=ENDLESS, reports_to=body)
    seat = make_seat(body, admin)
    today = timezone.localdate()
    make_meeting(body, today + dt.timedelta(days=3), updates_due_on=today)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{MARK} '“<b>.xlsx"
        path.write_bytes(_awkward_workbook())
        intake.import_file(notice=notice, path=path, filename=path.name, by=admin)
        path.write_bytes(_awkward_workbook(more="Changed"))
        _mended(_received(notice, path, admin), mended := 3, admin)
        _given_up(_mended(_received(notice, path, admin), mended, admin), admin)
        intake.decide_all(_received(notice, path, admin), taken=True, by=admin)
        _received(notice, path, admin)
    action = _fill_in(notice, admin, [body, group])
    invited = make_user(full_name=f"Ivo {AWKWARD_NAME}", password=None)
    member = make_member(notice, "observer", user=invited)
    place = _place(notice, action=action, body=body, seat=seat, member=member, invited=invited)
    place["begun_ref"] = "IN2"
    only = {"empty": empty.slug, "row": 2, "mended": mended, "only_ref": "IN77", "only_import": 5}
    return place | IMPORTS | {"person": admin.pk} | only, admin


def _awkward_workbook(more=""):
    """The same once more asks what the reference that is used twice should be."""
    return make_workbook(
        ("IN1", f"{AWKWARD} {more}", f"• {ENDLESS}\n• See IN2 above", f"• {AWKWARD}"),
        ("IN2", f"{ENDLESS} {more}", f"• {AWKWARD}\n• The Executive Board", "• See IN77 below"),
        ("IN77", f"{AWKWARD} See action plan A2", "", f"• {ENDLESS}"),
        ("", f"{AWKWARD} with no reference", "", ""),
        *([("IN2", f"{AWKWARD} {more} twice", "", "")] if more else []),
    )


def _fill_in(notice, admin, bodies):
    action = Action.objects.get(notice=notice, ref="IN1")
    make_contributor(action, admin)
    item = make_progress_item(action, ENDLESS, achieved_on=timezone.localdate(), position=9)
    make_next_step(action, ENDLESS, due_on=timezone.localdate(), owner=admin, position=9)
    make_reference(action, None, words=AWKWARD, plan_ref="A2")
    _refer(action, admin)
    services.save_view(notice=notice, name=AWKWARD_NAME[:80], query="q=W", is_shared=True, by=admin)
    for body in bodies:
        make_oversight(body, action)
    today = timezone.localdate()
    action.lead, action.area, action.due_on = admin, AWKWARD_NAME, today
    action.original_due_on = today
    action.delivery_rating, action.rating_reason = "red", ENDLESS
    action.path_to_green = ENDLESS
    history.save_as(action, by=admin, reason=AWKWARD)
    _evidence(action, item, admin)
    return action


def _refer(action, admin):
    """A link by hand, an offer, and words that somebody said are no reference."""
    other = Action.objects.get(notice=action.notice, ref="IN2")
    make_reference(action, other, field="by_hand", words=AWKWARD)
    make_progress_item(action, f"{ENDLESS} as under IN77 {ENDLESS}", position=10)
    services.decline(action=action, words=AWKWARD, ref="IN2", by=admin, reason=AWKWARD)


def _evidence(action, item, admin):
    """A file in two versions, of which one is checked, and a link that was withdrawn."""
    said = {"kind": "audit", "dated_on": timezone.localdate(), "by": admin, "reason": AWKWARD}
    assurance = person_with_role(action.notice, "assurance_lead", full_name=f"Asa {MARK}")
    title = f"{AWKWARD_NAME} {'W' * 70}"
    files = [ContentFile(MARK.encode(), name=f"{MARK} {n} {'W' * 99}.txt") for n in (1, 2)]
    held = [services.hold_file(action=action, user=admin, upload=one) for one in files]
    one = services.add_evidence(
        action=action, title=title, file=held[0], progress_item=item, is_restricted=True, **said
    )
    check = {"opinion": "in_part", "reason": ENDLESS, "by": assurance}
    services.check_evidence(evidence=one, **check)
    services.replace_file(evidence=one, file=held[1], by=admin, reason=AWKWARD)
    link = f"https://{MARK.lower()}.example/{'W' * 400}?q=<script>"
    two = services.add_evidence(action=action, title=AWKWARD, link=link, **said)
    services.withdraw_evidence(evidence=two, by=admin, reason=ENDLESS)


def notice_of(place):
    return Notice.objects.get(slug=place["notice"])
