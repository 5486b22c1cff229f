"""Counts that are links into the register: each leads to just what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from actions.models import Action
from actions.querysets import SIGNED_OFF
from boards.models import Oversight


@dataclass(frozen=True)
class RegisterCount:
    """One number, what it counts, and where that is listed."""

    label: str
    number: int
    url: str
    kind: str = ""  # "red", "amber", "green" or "blue": the bar beside it


def register_counts(notice, on) -> list[RegisterCount]:
    """How many actions of the notice stand how, in one query."""
    actions = Action.objects.of(notice).order_by()
    numbers = actions.aggregate(**_standings(on))
    return _as_links(numbers, notice)


def body_counts(bodies, notice, on) -> dict:
    """body -> the counts of what it oversees on the notice, in one query however many bodies."""
    oversights = Oversight.objects.in_force().filter(body__in=bodies, action__notice=notice)
    rows = oversights.order_by().values("body_id").annotate(**_standings(on, "action__"))
    by_body = {row["body_id"]: row for row in rows}
    return {body: _as_links(by_body.get(body.pk, {}), notice, body=body.slug) for body in bodies}


def stage_counts(notice) -> list[RegisterCount]:
    """How many actions are at each stage that any is at, in the order of the stages."""
    numbers = Action.objects.of(notice).count_by_stage()
    return [
        RegisterCount(label, numbers[value], _address(notice, {"stage": value}))
        for value, label in Action.Stage.choices
        if value in numbers
    ]


# name -> what it is called, what the register is asked for, the bar beside it
_NAMES = {
    "all": ("Actions", {}, ""),
    "overdue": ("Overdue", {"only": "overdue"}, ""),
    "red": ("Red", {"rating": "red"}, "red"),
    "amber": ("Amber", {"rating": "amber"}, "amber"),
    "green": ("Green", {"rating": "green"}, "green"),
    "blue": ("Blue: signed off", {"rating": "blue"}, "blue"),
    "unrated": ("Not rated", {"rating": "none"}, ""),
}


def _standings(on, path=""):
    """The numbers as aggregates; `path` leads to the action."""

    def number(**standing):
        return Count("pk", filter=Q(**{f"{path}{name}": value for name, value in standing.items()}))

    def rated(rating):
        """As it is shown: what is signed off is rated no more."""
        signed_off = Q(**{f"{path}stage__in": SIGNED_OFF})
        return Count("pk", filter=Q(**{f"{path}delivery_rating": rating}) & ~signed_off)

    return {
        "n_all": Count("pk"),
        "n_overdue": number(stage__in=["not_started", "in_progress"], due_on__lt=on),
        "n_red": rated("red"),
        "n_amber": rated("amber"),
        "n_green": rated("green"),
        "n_blue": number(stage__in=SIGNED_OFF),
        "n_unrated": rated(""),
    }


def _as_links(numbers, notice, **narrowed):
    return [
        RegisterCount(label, numbers.get(f"n_{name}", 0), _address(notice, narrowed | query), kind)
        for name, (label, query, kind) in _NAMES.items()
    ]


def _address(notice, query):
    register = reverse("actions:register", args=[notice.slug])
    return f"{register}?{urlencode(query)}" if query else register
