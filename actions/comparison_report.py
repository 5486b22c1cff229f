"""A comparison as a table of plain values, for a page, a spreadsheet or paper."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats, timezone

from actions.comparison import Comparison
from actions.models import Action
from actions.moves import ActionMove, ItemMove, Move
from actions.reports import Column, Table, seal_in_words

COLUMNS = (
    Column("Ref", 8),
    Column("What", 24),
    Column("Before", 60),
    Column("After", 60),
    Column("More", 30),
)
_HOW = {"added": "Added", "withdrawn": "Withdrawn", "put back": "Put back"}


def comparison_table(comparison: Comparison, notice) -> Table:
    """Every change as a row: the counts at both ends, each action's changes, who said nothing."""
    start, end = (day(moment) for moment in (comparison.start, comparison.end))
    return Table(
        f"{notice.title}: what changed",
        COLUMNS,
        [*_count_rows(comparison), *_action_rows(comparison), *_silent_rows(comparison)],
        about=(notice.council.name, f"From {start} to {end}.", *seal_in_words()),
    )


def counts(comparison: Comparison) -> list[tuple[str, int, int, int]]:
    """(what is counted, at the start, at the end, the difference), for what either end has."""
    before, after = comparison.before, comparison.after
    stages, ratings = dict(Action.Stage.choices), dict(Action.Rating.choices) | {"": "Not rated"}
    rows = [("Actions", before.total, after.total)]
    rows += [
        (words, before.by_stage.get(stage, 0), after.by_stage.get(stage, 0))
        for stage, words in stages.items()
    ]
    rows += [
        (words, before.by_rating.get(rating, 0), after.by_rating.get(rating, 0))
        for rating, words in ratings.items()
    ]
    rows.append(("Overdue", before.overdue, after.overdue))
    return [(what, old, new, new - old) for what, old, new in rows if old or new]


def day(moment) -> str:
    return formats.date_format(timezone.localdate(moment))


def way_in_words(move: Move) -> str:
    """How far and which way a fact moved: "12 days later", "better"."""
    if move.days is None:
        return move.way
    return f"{move.days} day{'' if move.days == 1 else 's'} {move.way}"


def _count_rows(comparison) -> Iterator[tuple]:
    for what, old, new, difference in counts(comparison):
        yield "", f"How many: {what.lower()}", str(old), str(new), f"{difference:+d}"


def _action_rows(comparison):
    for action in comparison.actions:
        if action.how:
            yield action.ref, _HOW[action.how], "", action.wording, ""
        yield from (_move_row(action, move) for move in action.moves)
        yield from (_item_row(action, "Progress", item) for item in action.progress)
        yield from (_item_row(action, "Next step", item) for item in action.steps)
        for answer in action.answers:
            said = f"Nothing had changed since {_words(answer.since)}, {answer.by} said"
            yield action.ref, "Answer", "", said, answer.note


def _move_row(action: ActionMove, move: Move):
    more = "; ".join(filter(None, [way_in_words(move), *move.reasons]))
    return action.ref, move.what, _words(move.before), _words(move.after), more


def _item_row(action: ActionMove, what: str, item: ItemMove):
    dates = ""
    if item.date_before != item.date_after:
        dates = f"date: {_words(item.date_before)} to {_words(item.date_after)}"
    return action.ref, f"{what} {item.how}", item.before, item.after, dates


def _silent_rows(comparison):
    for ref, wording in comparison.silent:
        yield ref, "Nothing said", "", wording, ""


def _words(value):
    if value in (None, ""):
        return "nothing"
    return value if isinstance(value, str) else formats.date_format(value)
