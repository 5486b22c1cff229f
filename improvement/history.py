"""The history of every record: who changed it, when, by which way, and why.

A change is made inside an *act*: one thing that one person did, which may touch many rows. The
act names the author and gives the reason; each version that is written takes both from it, so
that neither can cling to an instance and sign its next save too. Without an act nothing that is
recorded can be saved.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile

from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from simple_history.models import HistoricalRecords

_BETWEEN = ", "  # what stands between the reason of an act and the detail of one row

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
    `id` is given where a form carries its own, so that sending it twice can be told.
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


def _author_name():
    return current_act().name


def _way():
    return current_act().way


def _act_id():
    return current_act().id


class Version(models.Model):
    """What every version says beside the library's own date, author, reason and kind.

    The author's name is kept here as it was, whatever becomes of the account.
    """

    history_user_name = models.CharField(max_length=200, default=_author_name, editable=False)
    history_way = models.CharField(max_length=100, default=_way, editable=False)
    history_act = models.UUIDField(default=_act_id, editable=False, db_index=True)

    class Meta:
        abstract = True


class Recorded(models.Model):
    """A record whose every change leaves a version, signed by the act under way.

    The three names below are where the history library looks for author, reason and date.
    """

    class Meta:
        abstract = True

    # What one row adds to the reason of the act: "row 14".
    detail_of_change = ""
    # The foreign keys that say where a row belongs; a timeline does not repeat them.
    hangs_on: tuple[str, ...] = ()

    @property
    def _history_user(self):
        return current_act().by

    @property
    def _change_reason(self):
        return _BETWEEN.join(filter(None, [current_act().reason, self.detail_of_change]))

    @property
    def _history_date(self):
        return current_act().at or timezone.now()


def record(**kwargs) -> HistoricalRecords:
    """The `history` of a model: write `history = record()` in its body."""
    return HistoricalRecords(bases=[Version], **kwargs)


# Reading it


@dataclass(frozen=True)
class Change:
    """One field of one thing, old and new, as a person reads them."""

    what: str  # "Progress item"
    field: str  # "Date achieved"
    before: str
    after: str
    kind: str  # "created", "changed" or "deleted"
    why: str = ""  # what its reason says beyond that of its entry: "row 14"


@dataclass(frozen=True)
class Entry:
    """One act as a timeline shows it: who, when, by which way, why, and every change it made."""

    when: dt.datetime
    who: str
    way: str
    why: str
    changes: tuple[Change, ...]


KINDS = {"+": "created", "~": "changed", "-": "deleted"}


def timeline(*histories: Iterable[models.Model]) -> list[Entry]:
    """The versions in these querysets of history as entries, newest first.

    Give one queryset for each kind of record: `action.history.all()`,
    `ProgressItem.history.filter(action_id=action.pk)`. One query for each, and one for each model
    that their foreign keys point at, however many versions there are. Versions in which nothing
    that a person reads was changed make no entry.
    """
    versions = [list(versions.order_by("history_date", "history_id")) for versions in histories]
    names = _names_of_what_is_pointed_at([v for of_one_model in versions for v in of_one_model])
    acts = defaultdict(list)
    for of_one_model in versions:
        for version, found in _changes(of_one_model, names):
            if found:
                acts[version.history_act].append((version, found))
    entries = [_entry(of_one_act) for of_one_act in acts.values()]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def _entry(versions):
    """One entry of the versions of an act, each with what it changed."""
    first = versions[0][0]
    reasons = [version.history_change_reason or "" for version, _ in versions]
    why = _shared(reasons)
    return Entry(
        when=first.history_date,
        who=first.history_user_name,
        way=first.history_way,
        why=why,
        changes=tuple(
            replace(change, why=reason.removeprefix(why).removeprefix(_BETWEEN))
            for reason, (_, changes) in zip(reasons, versions, strict=True)
            for change in changes
        ),
    )


def _shared(reasons):
    """What all of these reasons begin with: what remains is a row's own `detail_of_change`."""
    parts = [reason.split(_BETWEEN) for reason in dict.fromkeys(reasons)]
    same = takewhile(lambda part: len(set(part)) == 1, zip(*parts, strict=False))
    return _BETWEEN.join(part[0] for part in same)


def _changes(versions, names):
    """Each version of one model beside what it changed, in the order they were written."""
    of_one_row = sorted(versions, key=lambda v: (v.id, v.history_date, v.history_id))
    for _, mine in groupby(of_one_row, key=lambda version: version.id):
        for before, after in pairwise([None, *mine]):
            yield after, list(_differences(before, after, names))


def _differences(before, after, names):
    what = str(after.instance_type._meta.verbose_name).capitalize()
    kind = KINDS[after.history_type]
    for column in _columns_shown(after):
        new = _as_read(after, column, names)
        old = _as_read(before, column, names) if before else ""
        said_at_birth = before or getattr(after, column.attname) != column.get_default()
        if new != old and said_at_birth:
            label = str(column.verbose_name).capitalize()
            yield Change(what=what, field=label, before=old, after=new, kind=kind)


def _columns_shown(version):
    """What a person can set; not what follows from it, nor the row it hangs on."""
    parents = version.instance_type.hangs_on
    return [
        column
        for column in version.tracked_fields
        if column.editable and not column.primary_key and column.name not in parents
    ]


def _as_read(version, column, names):
    value = getattr(version, column.attname)
    if value is None or value == "":
        return ""
    if column.is_relation:
        return names.get((column.related_model, value), "somebody or something removed")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return formats.localize(value) if isinstance(value, dt.date) else str(value)


def _names_of_what_is_pointed_at(versions):
    """(model, key) -> how it is called, for every foreign key shown in these versions.

    What came with the versions (by select_related) is not fetched again.
    """
    names, keys = {}, defaultdict(set)
    for version in versions:
        for column in _columns_shown(version):
            value = getattr(version, column.attname)
            if not column.is_relation or value is None:
                continue
            if column.is_cached(version) and column.get_cached_value(version) is not None:
                names[column.related_model, value] = str(column.get_cached_value(version))
            else:
                keys[column.related_model].add(value)
    for model, wanted in keys.items():
        missing = wanted - {key for of, key in names if of is model}
        if missing:
            found = model._default_manager.filter(pk__in=missing)
            names |= {(model, row.pk): str(row) for row in found}
    return names
