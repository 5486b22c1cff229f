"""Entries of the change log as a person reads them: who, in what role, how, why, and what."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from actions.models import Action, Council, Evidence, Import, Member, Notice
from actions.roles_held import RolesHeld
from audits.reading import Counts, Written, counts, some_of
from audits.recorded import Audience
from boards.models import Body
from improvement.history import KINDS, LogEntry
from improvement.history.acts import BETWEEN
from improvement.history.columns import differences, names_of, pointed_at
from improvement.history.entries import DONE, Change, Part, counted, way_in_words
from improvement.history.past_pages import in_the_past
from improvement.models import User

MOST_VERSIONS = 40  # of one act that a page of the log reads whole
A_FEW = 8  # versions from each table, of a longer act
MOST_CHANGES = 20  # of one act that a page of the log shows
MOST_THINGS = 3  # that an entry names one by one; more are counted, and unfold
_OF_AN_IMPORT = re.compile(r"import (\d+)$")
# Named by what their own versions say.
_SAY_THEIR_NAME = {Notice, Council, Member, Import}
_HAVE_PAGES = {Action, Evidence, Body}
_MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Line:
    """One act as the change log tells it."""

    act: UUID
    url: str
    when: dt.datetime
    who: str
    role: str
    way_in_words: str
    way_url: str
    why: str
    parts: tuple[Part, ...]
    said: str  # how much of what it changed: "25 actions added"
    is_cut: bool  # whether it changed more than its parts tell
    is_folded: bool  # whether there is too much of it to be told at once


class Reader:
    """For whom the log is told: links that lead this person nowhere are not made, nor any at all
    for a file.
    """

    def __init__(self, notice, may, today: dt.date, *, wants_links=True):
        self.notice, self.may, self.today = notice, may, today
        self.wants_links = wants_links

    @property
    def audience(self) -> Audience:
        return Audience(self.notice, self.may.reads_restricted)


def lines(entries: list[LogEntry], reader: Reader) -> list[Line]:
    """These entries with what each changed in this notice. As many queries for fifty as for one."""
    found = counts([entry.act for entry in entries], reader.audience)
    written = some_of(found, reader.audience, most=MOST_VERSIONS, few=A_FEW)
    return _told(entries, found, written, reader, MOST_CHANGES)


def whole(entries: list[LogEntry], found: Mapping[UUID, Counts], reader: Reader) -> list[Line]:
    """These entries with all that each changed, of acts that are short."""
    most = max((mine.total for mine in found.values()), default=0)
    written = some_of(found, reader.audience, most=most, few=0)
    return _told(entries, found, written, reader, None)


def line(entry: LogEntry, mine: Counts, written: list[Written], reader: Reader) -> Line:
    """One entry with these of its versions."""
    (told,) = _told([entry], {entry.act: mine}, written, reader, None)
    return told


def _told(entries, found, written, reader, most):
    names = Names(written, reader)
    roles = RolesHeld(reader.notice, {entry.by_id for entry in entries}, reader.today)
    of_act = defaultdict(list)
    for version in written:
        of_act[version.act].append(version)
    return [
        _line(entry, found.get(entry.act, Counts()), of_act[entry.act], names, roles, most)
        for entry in entries
    ]


def _line(entry, mine, versions, names, roles, most):
    parts = _parts(versions, mine, entry.reason, names)
    parts, is_shortened = _at_most(parts, most)
    is_cut = is_shortened or mine.total > len(versions)
    return Line(
        act=entry.act,
        url=reverse("audits:act", args=[names.reader.notice.slug, entry.act]),
        when=entry.at,
        who=entry.by_name,
        role=roles.said(entry.by_id, entry.at),
        way_in_words=way_in_words(entry.way),
        way_url=_import_url(entry, names.reader),
        why=entry.reason,
        parts=tuple(parts),
        said=how_much(mine) + ("" if is_cut else _main_ones(parts)),
        is_cut=is_cut,
        is_folded=is_cut or len(parts) > MOST_THINGS,
    )


def how_much(mine: Counts) -> str:
    """What an act wrote, counted: "25 actions added, 112 progress items added"."""
    return ", ".join(
        f"{counted(table.model, number)} {DONE[KINDS[kind]]}"
        for (table, kind), number in mine.of.items()
    )


def _main_ones(parts):
    """How often each of the changes was made that readers look for first: "; due date of 3"."""
    fields = Counter(change.field.lower() for part in parts for change in part.first)
    return "".join(f"; {field} of {number}" for field, number in fields.items())


def _parts(versions, mine, why, names):
    """What was changed, thing by thing, in the order in which the act is told."""
    of_thing = defaultdict(list)
    for version in versions:
        of_thing[version.thing].append(version)
    return [_part(thing, some, mine, why, names) for thing, some in of_thing.items()]


def _part(thing, versions, mine, why, names):
    model, key = thing
    url = names.url(model, key)
    past = {}
    if model is Action and url:
        is_new = any(v.history_type == "+" and v.table.model is Action for v in versions)
        past["just_after"] = in_the_past(url, mine.last)
        past["just_before"] = "" if is_new else in_the_past(url, mine.first - _MOMENT)
    changes = tuple(change for version in versions for change in _changes(version, why, names))
    return Part(changes, model, names.thing(versions[0]), url, **past)


def _changes(version, why, names):
    model, kind = version.table.model, version.history_type
    own = version.why.removeprefix(why).removeprefix(BETWEEN)
    for change in differences(model, kind, version.before, version.after, names.names):
        yield replace(change, row=version.row, why=own)


def _at_most(parts, most):
    """These parts with so many changes in all, and whether any were left out."""
    if most is None:
        return parts, False
    shown, left = [], most
    for part in parts:
        if left <= 0:
            return shown, True
        if len(part.changes) > left:
            shown.append(replace(part, changes=_main_first(part.changes)[:left]))
            return shown, True
        shown.append(part)
        left -= max(len(part.changes), 1)
    return shown, False


def _main_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: not change.is_first))


def _import_url(entry, reader):
    """Where the import is that the act was; nothing for whoever may not read it."""
    found = _OF_AN_IMPORT.search(entry.way)
    is_of_this_notice = entry.subject == reader.notice.log_subject
    if found is None or not is_of_this_notice or not reader.may.can_import:
        return ""
    return reverse("actions:import", args=[reader.notice.slug, found[1]])


class Names:
    """How the things and people in some versions are called: one query for all, and one for each
    kind of thing that has a page. An action of another notice is not named.
    """

    def __init__(self, versions: Iterable[Written], reader: Reader):
        self.reader = reader
        wanted = defaultdict(set)
        for version in versions:
            for model, key in _named_in(version):
                wanted[model].add(key)
        self._rows = {
            (model, row.pk): row
            for model in _HAVE_PAGES & wanted.keys()
            for row in self._held(model).filter(pk__in=wanted[model])
        }
        self.names: Mapping[tuple[type[Model], int], str] = names_of(
            (model, key) for model in wanted.keys() - _HAVE_PAGES for key in wanted[model]
        )
        self.names |= {key: str(row) for key, row in self._rows.items()}
        elsewhere = wanted[Action] - self._actions
        self.names |= {(Action, key): "an action of another plan" for key in elsewhere}

    @property
    def _actions(self):
        return {key for model, key in self._rows if model is Action}

    def _held(self, model):
        rows = model._default_manager.all()
        if model is Action:
            return rows.filter(notice=self.reader.notice).only("ref", "notice_id")
        if model is Evidence:
            return rows.select_related("action")
        return rows

    def thing(self, version: Written) -> str:
        """What the version is of, as a reader knows it: "IN8", "Improvement Board"."""
        model, key = version.thing
        if model is Member:
            return self.names.get((User, version.after["user_id"]), "A person")
        if model is Import:
            return f"Import {version.after['number']}"
        if model is Notice:
            return "This notice"
        if model is Council:
            return version.after["name"]
        return self.names.get((model, key), f"{model._meta.verbose_name} that was removed")

    def url(self, model, key) -> str:
        if not self.reader.wants_links:
            return ""
        row = self._rows.get((model, key))
        notice = self.reader.notice
        if model is Action and row:
            return reverse("actions:detail", args=[notice.slug, row.ref])
        if model is Evidence and row:
            return reverse("actions:evidence", args=[notice.slug, row.action.ref, row.number])
        return row.url_on(notice) if model is Body and row else ""


def _named_in(version):
    model, _ = version.thing
    if model not in _SAY_THEIR_NAME:
        yield version.thing
    for values in filter(None, [version.before, version.after]):
        yield from pointed_at(version.table.model, values)
