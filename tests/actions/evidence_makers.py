"""Evidence for tests, through the services, as the pages make it."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from actions import services
from tests.factories import make_user

WORDS = b"Six of nine teams meet the standard"
DAY = dt.date(2013, 9, 18)


def an_upload(name="audit.txt", data=WORDS):
    return SimpleUploadedFile(name, data)


def hold(action, by, name="audit.txt", data=WORDS):
    return services.hold_file(action=action, user=by, upload=an_upload(name, data))


def make_evidence(action, by=None, *, name="audit.txt", data=WORDS, link="", **said):
    """A file on an action, or a link."""
    by = by or make_user()
    file = None if link else hold(action, by, name, data)
    said = {"title": "Audit of plans", "kind": "audit", "dated_on": DAY, "reason": "Added"} | said
    return services.add_evidence(action=action, by=by, file=file, link=link, **said)


def make_version(evidence, by=None, name="audit.txt", data=b"The second round", reason="New"):
    by = by or evidence.added_by
    held = hold(evidence.action, by, name, data)
    return services.replace_file(evidence=evidence, file=held, by=by, reason=reason)


def make_check(evidence, by=None, opinion="sufficient", reason="It shows it", **said):
    said = {"opinion": opinion, "reason": reason, "by": by or make_user()} | said
    return services.check_evidence(evidence=evidence, **said)
