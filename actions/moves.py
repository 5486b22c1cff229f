"""What a pair of versions of one action, progress item or next step says was changed. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from actions.models import Action

_STAGES = [stage.value for stage in Action.Stage]
_STAGE_WORDS = dict(Action.Stage.choices)
_RATING_WORDS = dict(Action.Rating.choices)
_RATINGS = ["red", "amber", "green"]  # the worst first
_TEXTS = ["wording", "ref", "rating_reason", "path_to_green", "area"]
_OPEN, _DONE = {"open", "carried_forward"}, "done"


@dataclass(frozen=True)
class Move:
    """One fact of an action, before and after, as a person reads it.

    `way` says where it went: "forward" or "back" for a stage, "better" or "worse" for a rating,
    "later" or "earlier" for a date, and nothing where neither can be said. `days` is how far a
    date moved; `reasons` are those given for it, oldest first.
    """

    what: str  # "Stage", "Rating", "Due date", "Lead", "Wording" ...
    before: str | dt.date | None
    after: str | dt.date | None
    way: str = ""
    days: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemMove:
    """What became of one progress item or next step.

    `how`: "added", "reworded", "dated", "withdrawn" or "put back"; of a step also "done",
    "carried forward" and "re-opened".
    """

    how: str
    before: str
    after: str
    date_before: dt.date | None = None
    date_after: dt.date | None = None


@dataclass(frozen=True)
class Unchanged:
    """An officer's answer that nothing had changed since a day."""

    by: str
    on: dt.date
    since: dt.date
    note: str = ""


@dataclass(frozen=True)
class ActionMove:
    """Everything that changed in one action. `how`: "added", "withdrawn", "put back" or ""."""

    pk: int
    ref: str
    wording: str
    how: str
    moves: tuple[Move, ...] = ()
    progress: tuple[ItemMove, ...] = ()
    steps: tuple[ItemMove, ...] = ()
    answers: tuple[Unchanged, ...] = ()

    @property
    def has_said_something(self) -> bool:
        """Whether it is new, its progress, steps, stage or rating moved, or somebody answered."""
        moved = self.move_of("Stage") or self.move_of("Rating")
        return bool(self.how or self.progress or self.steps or self.answers or moved)

    def move_of(self, what: str) -> Move | None:
        return next((move for move in self.moves if move.what == what), None)


def action_move(
    before, after, progress, steps, *, reasons=(), names=None, answers=()
) -> ActionMove | None:
    """What changed in one action, or None where nothing did that a person reads.

    `before` and `after` are the action's row at each end, None where it was not there;
    `progress` and `steps` are such pairs of its items. `reasons` are those given for moving its
    due date; `names` says who each lead is; `answers` that nothing had changed are told as given.
    """
    if not (_stands(before) or _stands(after)):
        return None
    row = after or before
    moves = _moves(before, after, reasons, names or {}) if before and after else ()
    move = ActionMove(
        pk=row.id,
        ref=row.ref,
        wording=row.wording,
        how=_fate(before, after),
        moves=tuple(moves),
        progress=tuple(_item_moves(progress, _progress_move)),
        steps=tuple(_item_moves(steps, _step_move)),
        answers=tuple(answers),
    )
    is_any = move.how or move.moves or move.progress or move.steps or move.answers
    return move if is_any else None


def _fate(before, after):
    was, stands = _stands(before), _stands(after)
    if was == stands:
        return ""
    if was:
        return "withdrawn"
    return "put back" if before else "added"


def _stands(row):
    return row is not None and not row.is_withdrawn


def _moves(before, after, reasons, names):
    if before.stage != after.stage:
        way = _way(_STAGES, before.stage, after.stage, "forward", "back")
        yield Move("Stage", _STAGE_WORDS[before.stage], _STAGE_WORDS[after.stage], way)
    if before.delivery_rating != after.delivery_rating:
        way = _way(_RATINGS, before.delivery_rating, after.delivery_rating, "better", "worse")
        yield Move("Rating", _rating(before), _rating(after), way)
    if before.due_on != after.due_on:
        yield _due_move(before.due_on, after.due_on, reasons)
    if before.lead_id != after.lead_id:
        yield Move("Lead", names.get(before.lead_id, ""), names.get(after.lead_id, ""))
    for column in _TEXTS:
        old, new = getattr(before, column), getattr(after, column)
        if old != new:
            label = str(Action._meta.get_field(column).verbose_name).capitalize()
            yield Move(label, old, new)


def _way(order, old, new, up, down):
    if old not in order or new not in order:
        return ""
    return up if order.index(new) > order.index(old) else down


def _rating(row):
    return _RATING_WORDS.get(row.delivery_rating, "Not rated")


def _due_move(old, new, reasons):
    if old is None or new is None:
        return Move("Due date", old, new, reasons=tuple(reasons))
    days = (new - old).days
    return Move("Due date", old, new, "later" if days > 0 else "earlier", abs(days), tuple(reasons))


def _item_moves(pairs, tell):
    for before, after in pairs:
        how = tell(before, after)
        if how:
            yield ItemMove(
                how=how,
                before=before.text if before else "",
                after=after.text if after else "",
                date_before=_date_of(before),
                date_after=_date_of(after),
            )


def _date_of(item):
    return (item.achieved_on if hasattr(item, "achieved_on") else item.due_on) if item else None


def _progress_move(before, after):
    was, stands = _stands(before), _stands(after)
    if was != stands:
        if was:
            return "withdrawn"
        return "put back" if before else "added"
    return _changed(before, after) if stands else ""


def _step_move(before, after):
    was, stands = (row.status if row else None for row in (before, after))
    stayed_open = was in _OPEN and stands in _OPEN
    if stayed_open and (was == stands or stands == "open"):
        return _changed(before, after)
    return "" if was == stands else _step_fate(was, stands)


def _step_fate(was, stands):
    """What became of a step whose status is another; None says that it was not there."""
    if stands in (None, "withdrawn"):
        return "withdrawn" if was else ""
    if stands == _DONE:
        return "done"
    if was is None:
        return "added"
    return "carried forward" if was in _OPEN else "re-opened"


def _changed(before, after):
    if before.text != after.text:
        return "reworded"
    return "dated" if _date_of(before) != _date_of(after) else ""
