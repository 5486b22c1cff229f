"""Plain makers of rows with sane defaults. Each test states the values that it relies on."""

import datetime as dt
from itertools import count

from django.utils import timezone

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
from boards.models import Body, Meeting, Oversight, Seat
from improvement import history
from improvement.models import User

_numbers = count(1)
PASSWORD = "correct horse battery"


def signed(make):
    """Rows made for a test are signed by the test itself, at a past moment where it gives `at`."""

    def wrapper(*args, **kwargs):
        at = kwargs.pop("at", None)
        with history.act(name="The test", way="test", reason="Set up", at=at):
            return make(*args, **kwargs)

    return wrapper


@signed
def make_user(email=None, full_name="Pat Example", **kwargs):
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(email, full_name, kwargs.pop("password", PASSWORD), **kwargs)


@signed
def make_council(name=None, **kwargs):
    number = next(_numbers)
    defaults = {"short_name": "Testshire", "slug": f"council-{number}"}
    return Council.objects.create(name=name or f"Testshire Council {number}", **defaults | kwargs)


@signed
def make_notice(**kwargs):
    defaults = {
        "slug": f"notice-{next(_numbers)}",
        "title": "Testshire improvement notice",
        "ref_prefix": "IN",
    }
    if "council" not in kwargs:
        kwargs["council"] = make_council()
    return Notice.objects.create(**defaults | kwargs)


@signed
def make_member(notice=None, role=Member.Role.OBSERVER, **kwargs):
    return Member.objects.create(
        notice=notice or make_notice(),
        user=kwargs.pop("user", None) or make_user(),
        role=role,
        **kwargs,
    )


def person_with_role(notice, role, **kwargs):
    """A user who holds this role on this notice."""
    return make_member(notice=notice, role=role, user=make_user(**kwargs)).user


@signed
def make_action(notice=None, **kwargs):
    defaults = {"ref": f"IN{next(_numbers)}", "wording": "Improve the quality of plans."}
    if kwargs.get("stage") in ("delivered", "awaiting_sign_off", "signed_off", "embedded"):
        defaults["delivered_on"] = dt.date(2013, 9, 1)
    if "due_on" in kwargs:
        defaults["original_due_on"] = kwargs["due_on"]
    return Action.objects.create(notice=notice or make_notice(), **defaults | kwargs)


@signed
def make_contributor(action, user):
    return Contributor.objects.create(action=action, user=user)


@signed
def make_progress_item(action, text="New practice standards launched", **kwargs):
    defaults = {"position": action.progress_items.count()}
    return ProgressItem.objects.create(action=action, text=text, **defaults | kwargs)


@signed
def make_next_step(action, text="Review the new standards", **kwargs):
    defaults = {"position": action.next_steps.count()}
    return NextStep.objects.create(action=action, text=text, **defaults | kwargs)


@signed
def make_reference(action, target=None, words="See IN2 above", **kwargs):
    return CrossReference.objects.create(
        action=action, target=target, words=words, **{"field": "wording"} | kwargs
    )


@signed
def make_import(notice=None, **kwargs):
    notice = notice or make_notice()
    defaults = {
        "number": Import.objects.next_number(notice),
        "filename": "notice.xlsx",
        "file": "imports/none",
        "sha256": "0" * 64,
        "sheets": [],
        "uploaded_at": timezone.now(),
    }
    return Import.objects.create(notice=notice, **defaults | kwargs)


@signed
def make_body(council=None, **kwargs):
    number = next(_numbers)
    defaults = {"slug": f"body-{number}", "name": f"Improvement Board {number}"}
    return Body.objects.create(council=council or make_council(), **defaults | kwargs)


@signed
def make_seat(body, user, **kwargs):
    return Seat.objects.create(body=body, user=user, **{"from_on": dt.date(2013, 6, 1)} | kwargs)


@signed
def make_meeting(body, meets_on, **kwargs):
    """A meeting; with `updates_due_on` it asks from now on, or from `asked_at`."""
    defaults = {"asked_at": timezone.now()} if kwargs.get("updates_due_on") else {}
    return Meeting.objects.create(body=body, meets_on=meets_on, **defaults | kwargs)


@signed
def make_oversight(body, action, **kwargs):
    return Oversight.objects.create(body=body, action=action, **kwargs)
