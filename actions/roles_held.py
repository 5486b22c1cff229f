"""The role that somebody had on a notice when they did something, and whether they have left."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from actions.models import Member


class _Held(NamedTuple):
    since: dt.datetime
    role: str
    until_on: dt.date | None
    is_over: bool

    def stands_on(self, day):
        return not self.is_over and (self.until_on is None or self.until_on >= day)


class RolesHeld:
    """What these people were on one notice, at any moment. One query."""

    def __init__(self, notice, people: Iterable[int | None], today: dt.date):
        self._today = today
        self._held = defaultdict(list)
        self._can_log_in = {}
        versions = Member.history.filter(notice=notice, user__in={p for p in people if p})
        for person, since, kind, role, until_on, is_active in versions.order_by(
            "history_date", "history_id"
        ).values_list(
            "user", "history_date", "history_type", "role", "until_on", "user__is_active"
        ):
            self._held[person].append(_Held(since, role, until_on, kind == "-"))
            self._can_log_in[person] = is_active

    def said(self, person: int | None, moment: dt.datetime) -> str:
        """In words, to stand after a name: "officer", "officer then, has left"."""
        if person is None:
            return ""
        then = self._role(person, moment, timezone.localdate(moment))
        now = self._role(person, None, self._today) if self._can_log_in.get(person) else ""
        if then == now:
            return then or "not on this notice"
        if not then:
            return f"{now} now"
        return f"{then} then, {now} now" if now else f"{then} then, has left"

    def _role(self, person, moment, day):
        held = [one for one in self._held[person] if moment is None or one.since <= moment]
        stands = bool(held) and held[-1].stands_on(day)
        return Member.Role(held[-1].role).label.lower() if stands else ""
