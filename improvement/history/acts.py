"""Acts: who does something, by which way, and why.

A change is made inside an *act*: one thing that one person did, which may touch many rows. The
act names the author and gives the reason; each version that is written takes both from it, so
that neither can cling to an instance and sign its next save too. Without an act nothing that is
recorded can be saved.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone

BETWEEN = ", "  # what stands between the reason of an act and the detail of one row

PAGE = "page"
COMMAND = "command"


class NobodyNamed(RuntimeError):
    """Something recorded was saved, and nobody was named as its author."""


@dataclass(frozen=True)
class Act:
    """One thing that somebody did: the author of every version written while it lasts.

    `by` is None where a command acts without a person; `name` then says which.
    `at` is set only to load a past that really was (the demonstration); else it is the clock.
    """

    name: str
    way: str
    by: settings.AUTH_USER_MODEL | None = None
    reason: str = ""
    at: dt.datetime | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def moment(self) -> dt.datetime:
        """When what is written now is said to be written."""
        return self.at or timezone.now()


_current: ContextVar[Act | None] = ContextVar("act", default=None)


def current_act() -> Act:
    """The act under way. Raises NobodyNamed where there is none."""
    if (under_way := _current.get()) is None:
        raise NobodyNamed("Say who does this and why: with history.act(by=..., reason=...)")
    return under_way


@contextmanager
def act(*, by=None, reason=None, way=None, name=None, at=None, id=None) -> Iterator[Act]:
    """Sign all that is saved inside with this author and reason.

    Inside another act it is a part of that act: what it does not say, it takes from there.
    `id` is given where a form carries its own, so that sending it twice can be told; and where
    one request or command does several things, each of which is an act of its own.
    """
    said = {"by": by, "reason": reason, "way": way, "at": at, "id": id}
    said["name"] = name or (by.get_full_name() if by else None)
    said = {key: value for key, value in said.items() if value is not None}
    if (outer := _current.get()) is None:
        begun = Act(**{"way": COMMAND} | said)
    else:
        begun = replace(outer, **said)
    token = _current.set(begun)
    try:
        yield begun
    finally:
        _current.reset(token)


def save_as(instance, *, by, reason):
    """Save one row under a name and a reason, neither of which clings to the instance."""
    with act(by=by, reason=reason):
        instance.save()


class ActMiddleware:
    """Each request is an act of the person who makes it, by way of a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user if request.user.is_authenticated else None
        with act(by=user, name=None if user else "Not logged in", way=PAGE):
            return self.get_response(request)
