"""Reports: each turns actions and a date into a table of plain values. Writing is elsewhere."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import formats, timezone

from actions.due_dates import moved_in_words
from actions.models import CrossReference, NextStep, ProgressItem
from improvement.models import Seal


@dataclass(frozen=True)
class Column:
    """A heading, and how wide the column is in a spreadsheet, in characters."""

    heading: str
    width: int


@dataclass(frozen=True)
class Facts:
    """A cell that holds several short facts, each with its name."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """What a page or a file shows. A cell is a text, a whole number, a date, Facts or None; a tuple
    of texts is a list. `about` and `key` are printed with the table where it goes on paper: what it
    shows and as at when, and what its words mean.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple]
    about: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


NOTICE_COLUMNS = (
    Column("Ref", 8),
    Column("Action", 70),
    Column("Progress", 60),
    Column("Next Steps", 60),
)
REGISTER_COLUMNS = (
    *NOTICE_COLUMNS,
    Column("Area", 20),
    Column("Stage", 16),
    Column("Rating", 12),
    Column("Reason for the rating", 40),
    Column("Path to green", 40),
    Column("Lead", 22),
    Column("Due", 18),
    Column("Originally due", 18),
    Column("Times moved", 10),
    Column("Days moved", 10),
    Column("Overdue", 10),
)
# As wide as they can be read on a sheet of paper
PAPER_COLUMNS = (*NOTICE_COLUMNS, Column("Where it stands", 34))
RATING_KEY = (
    ("Red", "off track"),
    ("Amber", "at risk"),
    ("Green", "on track"),
    ("Signed off", "closed by its board"),
    ("Not rated", "nobody has rated it yet"),
)


def notice_table(actions, notice, on: dt.date | None = None):
    """The four columns as the notice was printed: what was done, and what still comes next."""
    rows = [
        (action.ref, action.wording, progress, steps)
        for action, progress, steps in _with_items(actions)
    ]
    return Table(
        f"{notice.title}: progress and next steps",
        NOTICE_COLUMNS,
        rows,
        about=_about(notice, rows, on) if on else (),
    )


def register_table(actions, notice, on: dt.date):
    """Everything the register says of these actions, as on this day."""
    rows = [
        (
            action.ref,
            action.wording,
            progress,
            steps,
            action.area,
            action.get_stage_display(),
            action.rating_in_words or "Not rated",
            action.rating_reason,
            action.path_to_green,
            action.lead.full_name if action.lead else "",
            action.due_on,
            action.original_due_on,
            action.times_moved or "",
            _days_moved(action),
            "Yes" if action.is_overdue else "No",
        )
        for action, progress, steps in _with_items(_for_reading(actions, on))
    ]
    about = _about(notice, rows, on)
    return Table(f"{notice.title}: register", REGISTER_COLUMNS, rows, about)


def register_paper(actions, notice, on: dt.date, only: Iterable[str] = ()):
    """The register as it goes on paper: the four columns, and where each action stands.

    `only` says in words what the actions were narrowed to.
    """
    rows = [
        (action.ref, action.wording, progress, steps, _standing(action))
        for action, progress, steps in _with_items(_for_reading(actions, on))
    ]
    about = _about(notice, rows, on, only)
    return Table(f"{notice.title}: register", PAPER_COLUMNS, rows, about, RATING_KEY)


def _for_reading(actions, on):
    return actions.select_related("lead").with_overdue(on).with_times_moved()


def _days_moved(action):
    if not action.times_moved or action.due_on is None:
        return ""
    return (action.due_on - action.original_due_on).days


def _moved(action):
    if not action.times_moved:
        return ""
    return moved_in_words(action.times_moved, action.original_due_on, action.due_on)


def _standing(action):
    due = _day(action.due_on) if action.due_on else "No date"
    if action.due_on and action.is_overdue:
        due = f"{due}, overdue"
    was = action.original_due_on
    said = [
        ("Stage", action.get_stage_display()),
        ("Rating", action.rating_in_words or "Not rated"),
        ("Reason", action.rating_reason),
        ("Path to green", action.path_to_green),
        ("Lead", action.lead.full_name if action.lead else "Nobody yet"),
        ("Due", due),
        ("Originally due", _day(was) if was and was != action.due_on else ""),
        ("Date moved", _moved(action)),
        ("Area", action.area),
    ]
    return Facts(tuple((name, words) for name, words in said if words))


def _about(notice, rows, on, only=()):
    actions = "1 action" if len(rows) == 1 else f"{len(rows):,} actions"
    shown = f"Only: {'; '.join(only)}." if only else "Every action is shown."
    return (notice.council.name, f"As at {_day(on)}. {actions}. {shown}", *seal_in_words())


def seal_in_words() -> list[str]:
    """The newest seal, by which the paper can prove later what the record held; none, if none."""
    if (seal := Seal.objects.newest()) is None:
        return []
    made = formats.date_format(timezone.localtime(seal.made_at), "DATETIME_FORMAT")
    return [f"Record sealed on {made}, head {seal.short_head}."]


def _day(date):
    return formats.date_format(date, "DATE_FORMAT")


def notice_as_json(actions):
    """The actions in the shape in which `import_notice --format json` tells them."""
    references = Prefetch(
        "references_made", CrossReference.objects.shown().select_related("target")
    )
    actions = actions.prefetch_related(references)
    return {
        "actions": [
            {
                "ref": action.ref,
                "source_ref": action.source_ref,
                "action": action.wording,
                "progress": list(progress),
                "next_steps": list(steps),
                "cross_references": [
                    _reference_as_json(reference, action)
                    for reference in action.references_made.all()
                ],
            }
            for action, progress, steps in _with_items(actions)
        ]
    }


def _reference_as_json(reference, action):
    target = reference.target
    is_of_this_notice = target is not None and target.notice_id == action.notice_id
    return {
        "field": reference.field,
        "words": reference.words,
        "target": target.ref if is_of_this_notice else None,
        "plan": None if is_of_this_notice else target.ref if target else reference.plan_ref,
    }


def _with_items(actions):
    """(action, progress, next steps) of each, in order: three queries, however many there are."""
    progress = _texts(ProgressItem.objects.shown(), actions)
    steps = _texts(NextStep.objects.open(), actions)
    return [(action, tuple(progress[action.pk]), tuple(steps[action.pk])) for action in actions]


def _texts(items, actions):
    texts = defaultdict(list)
    wanted = items.filter(action__in=actions.order_by().values("pk"))
    for action, text in wanted.order_by("position", "pk").values_list("action", "text"):
        texts[action].append(text)
    return texts
