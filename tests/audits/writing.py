"""What a case of writing is, and the notice on which each of them writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from actions import services
from actions.importing import intake
from actions.models import Import, Notice
from tests.factories import make_action, make_notice, person_with_role
from tests.improvement.markup import form_values, parse

PAGE = "page"
TABLE = b"""Ref,Action,Progress,Next steps
IN1,Open the parks. See IN2 below,Opened,Close
IN2,Mend the roads,Begun; see IN1 above,Report
"""
# The third line asks whether it belongs to the second.
ASKING = TABLE.replace(b"IN2,", b",and the gardens of the town,,\nIN2,", 1)


@dataclass(frozen=True)
class Case:
    """One way to write.

    `prepare(world)` sets it up and gives what does it. `of` is the name of an address or of a
    command. The act is signed as `by` ("Ada Administrator", or a command's name) and `ways` say;
    `subjects` are the logs that tell of it. Of a story of many acts by many people none of that
    is said.
    """

    of: str
    prepare: Callable
    by: str = "Ada Administrator"
    ways: tuple[str, ...] = (PAGE,)
    subjects: tuple[str, ...] = ("notice",)
    acts: int = 1
    is_a_story: bool = False

    def __str__(self):
        return f"{self.of}: {self.prepare.__name__.replace('_', ' ')}"


@dataclass
class Cases:
    """The cases of a module, in the order they are written down."""

    all: list[Case] = field(default_factory=list)

    def of(self, name, **said):
        def keep(prepare):
            self.all.append(Case(name, prepare, **said))
            return prepare

        return keep


class World:
    """A notice, its administrator at a browser, and a lead."""

    def __init__(self, settings, monkeypatch):
        self.settings, self.monkeypatch = settings, monkeypatch
        self.notice = make_notice(slug="ce")
        self.admin = self.person("administrator", "Ada Administrator")
        self.lead = self.person("officer", "Lee Lead")
        self.client = self.browser_of(self.admin)

    def person(self, role, name):
        return person_with_role(self.notice, role, full_name=name)

    def browser_of(self, person):
        client = Client()
        client.force_login(person)
        return client

    def action(self, **said):
        return make_action(self.notice, **{"ref": "IN2", "lead": self.lead} | said)

    def sends(self, path, *, client=None, **said):
        """Open a page and fill its form in; gives what sends it. None: a box that is not sent."""
        client = client or self.client
        said = {name.replace("__", "-"): value for name, value in said.items()}
        path = path if path.startswith("/") else f"/notices/ce/{path}"
        page = client.get(path)
        assert page.status_code == 200, page
        data = form_values(parse(page.content), said) | said
        return self.posts(path, client=client, **data)

    def posts(self, path, *, client=None, **data):
        """Gives what sends these boxes and nothing else."""
        client = client or self.client
        path = path if path.startswith("/") else f"/notices/ce/{path}"
        sent = {name: value for name, value in data.items() if value is not None}
        return lambda: client.post(path, sent)

    def uploads(self, content=TABLE, **said):
        file = SimpleUploadedFile("table.csv", content)

        def upload():
            file.seek(0)
            return self.client.post("/notices/ce/imports/", {"file": file} | said)

        return upload

    def document(self):
        return SimpleUploadedFile("audit.txt", b"Six of nine teams meet the standard")

    def evidence(self):
        """A file on IN2, brought by its lead."""
        action = self.action()
        held = services.hold_file(action=action, user=self.lead, upload=self.document())
        said = {"title": "Audit", "kind": "audit", "dated_on": dt.date(2026, 3, 1)}
        return services.add_evidence(
            action=action, file=held, by=self.lead, reason="Added evidence", **said
        )

    def received(self, content=TABLE, **said) -> Import:
        """An import that waits for an answer, or for its confirmation."""
        address = self.uploads(content, **said)().url
        return Import.objects.get(notice=self.notice, number=address.rstrip("/").split("/")[-1])

    def imported(self, content=TABLE) -> Import:
        record = self.received(content)
        intake.decide_all(record, taken=True, by=self.admin)
        found = intake.check(record)
        intake.confirm(record, fingerprint=found.plan.fingerprint, by=self.admin)
        record.refresh_from_db()
        return record

    def confirms(self, number=1, **said):
        page = self.client.get(f"/notices/ce/imports/{number}/")
        fingerprint = page.context["found"].plan.fingerprint
        path = f"imports/{number}/"
        return self.posts(path, do="confirm", fingerprint=fingerprint, **said)

    def everything_is_long(self):
        """Imports are begun in the request, and the process that would end them is not started."""
        self.settings.IMPORT_ROWS_IN_REQUEST = 0
        self.monkeypatch.setattr("actions.importing.long_work._start", lambda record: None)

    def name_of(self, subject):
        """Of a log: "notice" for that of the notice, and so on."""
        names = {notice.log_subject: "notice" for notice in Notice.objects.all()}
        names |= {notice.council.log_subject: "council" for notice in Notice.objects.all()}
        return names.get(subject, subject)
