"""How the register begins: councils, people, bodies, and notices that are brought in by a file."""

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from actions.importing.grid import Row, Sheet, to_json
from actions.importing.held import WAY
from actions.importing.origin import place_in_words
from actions.models import (
    Action,
    Contributor,
    Council,
    CrossReference,
    Import,
    Member,
    NextStep,
    Notice,
    ProgressItem,
)
from audits.benchmark.words import Words
from boards.models import Body, Oversight
from improvement import history
from improvement.models import User

SLUG = "benchmark"
PREFIX = "IN"
BATCH = 2_000
AREAS = ["Help and protection", "Children in care", "Care leavers", "Leadership", "Workforce"]
BODIES = ["Improvement Board", "Safeguarding Board", "Corporate Parenting Board"]
PEOPLE = {
    Member.Role.ADMINISTRATOR: 2,
    Member.Role.OFFICER: 40,
    Member.Role.ASSURANCE_LEAD: 2,
    Member.Role.BOARD_MEMBER: 6,
    Member.Role.OBSERVER: 2,
}
FIRST_NAMES = ["Amina", "Ben", "Carys", "David", "Efua", "Farid", "Grace", "Harjit", "Imogen"]
LAST_NAMES = ["Ahmed", "Baker", "Clarke", "Davies", "Evans", "Fraser", "Green", "Hughes"]
_HEADINGS = ("Ref", "Action", "Progress", "Next Steps")


@dataclass
class Held:
    """One action with the items that may be written to, as they stand."""

    action: Action
    progress: list[ProgressItem] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)


@dataclass
class Register:
    """One notice, the people on it by role, and its actions."""

    notice: Notice
    people: dict[str, list[User]]
    held: list[Held] = field(default_factory=list)

    @property
    def administrator(self) -> User:
        return self.people[Member.Role.ADMINISTRATOR][0]

    @property
    def officers(self) -> list[User]:
        return self.people[Member.Role.OFFICER]


def begin(number: int, actions: int, on: dt.date, chance: Random) -> Register:
    """One notice of so many actions as it stood when its first file was brought in."""
    at = timezone.make_aware(dt.datetime.combine(on, dt.time(9)))
    with history.act(name=SLUG, reason="Set up", at=at, id=new_id(chance)):
        register = _set_up(number, on)
    register.held = [_action(register, place, on, chance) for place in range(1, actions + 1)]
    record = bring(register, register.held, at + dt.timedelta(hours=1), chance)
    at += dt.timedelta(hours=2)
    by = register.administrator
    way = f"{WAY} {record.number}"
    with history.act(by=by, way=way, reason=str(record), at=at, id=new_id(chance)):
        _create(register, record, chance)
        settle(record, by, at)
    at += dt.timedelta(hours=1)
    with history.act(by=by, way=history.PAGE, reason="Set up", at=at, id=new_id(chance)):
        _oversee(register, chance)
    return register


def new_id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def bring(register: Register, held: list[Held], at: dt.datetime, chance: Random) -> Import:
    """Upload a file of these actions, to be checked."""
    rows = [_HEADINGS, *(_printed(one) for one in held)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    content = text.getvalue().encode()
    sheets = [Sheet("Table", tuple(Row(place, row) for place, row in enumerate(rows, start=1)))]
    notice, by = register.notice, register.administrator
    record = Import(
        notice=notice,
        number=Import.objects.next_number(notice),
        filename=f"notice-{at:%Y-%m}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=to_json(sheets),
        uploaded_by=by,
        uploaded_at=at,
    )
    record.file = default_storage.save(f"imports/{new_id(chance)}", ContentFile(content))
    reason = f"Uploaded {record.filename}"
    with history.act(by=by, way=history.PAGE, reason=reason, at=at, id=new_id(chance)):
        record.save()
    return record


def settle(record: Import, by: User, at: dt.datetime):
    """Say that the file is in the register, inside the act that wrote it."""
    record.status = Import.Status.APPLIED
    record.applied_by, record.applied_at = by, at
    record.save()


def _printed(one):
    lists = [[item.text for item in items] for items in (one.progress, one.steps)]
    cells = ["\n".join(f"• {text}" for text in texts) for texts in lists]
    return (one.action.source_ref, one.action.wording, *cells)


def _set_up(number, on):
    name = f"Benchmark {number} Council"
    slug = f"{SLUG}-{number}"
    council = Council.objects.create(name=name, short_name=f"Benchmark {number}", slug=slug)
    notice = Notice.objects.create(
        council=council,
        slug=slug,
        title=f"Benchmark {number} improvement notice",
        issuer="Department for Education",
        issued_on=on,
        ref_prefix=PREFIX,
    )
    for body in BODIES:
        Body.objects.create(council=council, slug=body.lower().replace(" ", "-"), name=body)
    people = {
        role: [_person(notice, role, place) for place in range(count)]
        for role, count in PEOPLE.items()
    }
    return Register(notice, people)


def _person(notice, role, place):
    first = FIRST_NAMES[place % len(FIRST_NAMES)]
    last = LAST_NAMES[(place + place // len(FIRST_NAMES)) % len(LAST_NAMES)]
    user = User.objects.create_user(
        f"{role}.{place}@{notice.slug}.example.org",
        f"{first} {last}",
        job_title=Member.Role(role).label,
    )
    Member.objects.create(notice=notice, user=user, role=role)
    return user


def _action(register, place, on, chance):
    words = Words(chance)
    ref = f"{PREFIX}{place}"
    due = on + dt.timedelta(days=chance.randrange(60, 720)) if chance.random() < 0.9 else None
    progress = [words.progress() for _ in range(chance.choice([1, 2, 3, 3, 4]))]
    if place > 1 and chance.random() < 0.1:
        progress.append(f"See {PREFIX}{chance.randrange(1, place)} above")
    steps = [words.step() for _ in range(chance.choice([1, 2, 2, 3]))]
    action = Action(
        notice=register.notice,
        ref=ref,
        source_ref=ref,
        wording=words.wording(),
        area=chance.choice(AREAS),
        lead=chance.choice(register.officers) if chance.random() < 0.95 else None,
        due_on=due,
        original_due_on=due,
        stage=Action.Stage.IN_PROGRESS,
        imported_rows=[place + 1],
    )
    origin = {"action": action, "imported_row": place + 1}
    return Held(
        _from_row(action, place + 1),
        [
            _from_row(ProgressItem(position=at, text=text, **origin), place + 1)
            for at, text in enumerate(progress)
        ],
        [
            _from_row(
                NextStep(position=at, text=text, due_on=_soon(on, chance), **origin), place + 1
            )
            for at, text in enumerate(steps)
        ],
    )


def _soon(on, chance):
    return on + dt.timedelta(days=chance.randrange(14, 200)) if chance.random() < 0.8 else None


def _from_row(row, number):
    row.detail_of_change = place_in_words("Table", number)
    return row


def _create(register, record, chance):
    actions = [one.action for one in register.held]
    progress = [item for one in register.held for item in one.progress]
    steps = [step for one in register.held for step in one.steps]
    for row in [*actions, *progress, *steps]:
        row.imported_in = record
    for rows, model in [(actions, Action), (progress, ProgressItem), (steps, NextStep)]:
        history.create_all(rows, model, batch_size=BATCH)
    keys = {action.ref: action.pk for action in actions}
    references = [
        _from_row(_reference(item, keys), item.imported_row)
        for item in progress
        if item.text.startswith("See ")
    ]
    history.create_all(references, CrossReference, batch_size=BATCH)
    for one in register.held:  # what refers to another action is left as it is
        one.progress = [item for item in one.progress if not item.text.startswith("See ")]
        for row in (one.action, *one.progress, *one.steps):
            row.detail_of_change = ""
    history.create_all(list(_contributors(register, chance)), Contributor, batch_size=BATCH)


def _reference(item, keys):
    return CrossReference(
        action=item.action,
        field=CrossReference.Field.PROGRESS,
        progress_item=item,
        words=item.text,
        target_id=keys[item.text.split()[1]],
    )


def _contributors(register, chance):
    for one in register.held:
        person = chance.choice(register.officers)
        if chance.random() < 0.3 and person.pk != one.action.lead_id:
            yield Contributor(action=one.action, user=person)


def _oversee(register, chance):
    bodies = list(register.notice.council.bodies.order_by("pk"))
    rows = [
        Oversight(action=one.action, body=body, part=part)
        for one in register.held
        for body, part in [
            (bodies[0], Oversight.Part.HOLDS_TO_ACCOUNT),
            (chance.choice(bodies[1:]), Oversight.Part.ASSURES),
        ]
    ]
    history.create_all(rows, Oversight, batch_size=BATCH)
