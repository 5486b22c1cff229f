"""What the record of an action may lack: each a condition that a query of actions can ask for.

An action that was signed off lacks nothing any more but evidence, if none stands; one that is
required no longer lacks nothing at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from actions.broken_texts import begins_midway, breaks_off
from actions.querysets import UNDELIVERED
from actions.querysets_of_answers import answered_between

SILENT_DAYS = 60
OFTEN = 2  # moves of a due date
# What an import writes where its file rates an action and does not say why.
NOT_SAID = "Not said in the imported file"
_UNDELIVERED = Q(stage__in=UNDELIVERED)
_ASKED = ~Q(stage__in=["signed_off", "embedded", "no_longer_required"])
_SAID_DELIVERED = Q(stage__in=["delivered", "awaiting_sign_off", "signed_off", "embedded"])
# How a step reads that can never be finished: so it begins, or so it says further on.
_BEGINS = ("continue", "regularly", "ongoing", "on-going")
_SAYS = " continue to "


def no_lead(on: dt.date) -> Q:
    return _ASKED & Q(lead=None)


def no_date(on: dt.date) -> Q:
    return _ASKED & Q(due_on=None)


def no_rating(on: dt.date) -> Q:
    return _ASKED & Q(delivery_rating="")


def no_next_step(on: dt.date) -> Q:
    return _UNDELIVERED & ~Q(Exists(_of("NextStep").open()))


def delivered_without_evidence(on: dt.date) -> Q:
    return _SAID_DELIVERED & ~Q(Exists(_of("Evidence").standing()))


def silent(on: dt.date) -> Q:
    """Nobody answered for it for so long, and it has been in the register for as long."""
    since = silent_since(on)
    before = _versions().filter(history_date__lt=since)
    return _UNDELIVERED & Q(Exists(before)) & ~answered_between(since)


def no_path_to_green(on: dt.date) -> Q:
    unsaid = Q(path_to_green__in=["", NOT_SAID])
    return _UNDELIVERED & Q(delivery_rating__in=["red", "amber"]) & unsaid


def step_past_its_date(on: dt.date) -> Q:
    return _ASKED & Q(Exists(_of("NextStep").overdue(on)))


def unresolved_reference(on: dt.date) -> Q:
    return _ASKED & Q(Exists(_of("CrossReference").shown().unresolved()))


def words_lost(on: dt.date) -> Q:
    """Its wording, or an item that is shown, breaks off; or its wording begins in the middle."""
    items = Q()
    for rows in (_of("ProgressItem").shown(), _of("NextStep").open()):
        items |= Q(Exists(rows.filter(breaks_off("text"))))
    return _ASKED & (breaks_off("wording") | begins_midway("wording") | items)


def date_moved_often(on: dt.date) -> Q:
    moves = _of("DateChange").agreed().order_by().values("action").annotate(n=Count("pk"))
    return _UNDELIVERED & Q(Exists(moves.filter(n__gte=OFTEN)))


def never_reviewed(on: dt.date) -> Q:
    """A step that goes on, or says that it does, and no day on which it is looked at."""
    return _ASKED & Q(Exists(going_on_undated(_of("NextStep"))))


def going_on_undated(steps):
    continues = Q(kind="ongoing") | Q(text__icontains=_SAYS)
    for word in _BEGINS:
        continues |= Q(text__istartswith=word)
    return steps.open().filter(continues, due_on=None)


def goes_on(step) -> bool:
    """Whether this step is ongoing, or says that it is."""
    text = step.text.lower()
    return step.kind == "ongoing" or text.startswith(_BEGINS) or _SAYS in text


def silent_since(on: dt.date) -> dt.datetime:
    begin = dt.datetime.combine(on, dt.time()) - dt.timedelta(days=SILENT_DAYS)
    return timezone.make_aware(begin)


def any_of(rules: list[Callable[[dt.date], Q]], on: dt.date) -> Q:
    either = Q()
    for rule in rules:
        either |= rule(on)
    return either


def _of(model):
    """The rows of this model that hang on the action of the query around them."""
    return apps.get_model("actions", model).objects.filter(action=OuterRef("pk"))


def _versions():
    history = apps.get_model("actions", "HistoricalAction").objects
    return history.order_by().filter(id=OuterRef("pk"))
