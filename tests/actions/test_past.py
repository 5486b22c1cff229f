"""Changed at random, the past and the comparison agree with copies taken at the time."""

import datetime as dt
import uuid
from collections import Counter
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actions import services
from actions.comparison import compare
from actions.importing import grid, intake, kinds
from actions.importing.undo import NotImported, undo
from actions.models import (
    Action,
    Contributor,
    CrossReference,
    NextStep,
    Notice,
    ProgressItem,
)
from improvement import history
from improvement.history.moments import as_at
from tests.factories import make_action, make_next_step, make_notice, make_progress_item, make_user

pytestmark = pytest.mark.django_db

TABLES = [Action, ProgressItem, NextStep, CrossReference, Contributor]
WORDS = st.sampled_from(["Plans reviewed", "Staff trained", "See IN2 above", "Audit of files"])
PLACE = st.integers(0, 5)
EDITS = st.one_of(
    st.tuples(st.just("say"), PLACE, WORDS),
    st.tuples(st.just("plan"), PLACE, WORDS),
    st.tuples(st.just("reword item"), PLACE, WORDS),
    st.tuples(st.just("withdraw item"), PLACE, WORDS),
    st.tuples(st.just("step"), PLACE, st.sampled_from(["done", "carried_forward", "open"])),
    st.tuples(st.just("rate"), PLACE, st.sampled_from(["red", "amber", "green", ""])),
    st.tuples(st.just("correct"), PLACE, WORDS),
    st.tuples(st.just("date"), PLACE, st.dates(dt.date(2013, 1, 1), dt.date(2015, 1, 1))),
    st.tuples(st.just("withdraw"), PLACE, st.booleans()),
    st.tuples(st.just("leave"), PLACE, st.none()),
    st.tuples(st.just("import"), PLACE, WORDS),
    st.tuples(st.just("undo"), PLACE, st.none()),
)


EDITED = st.lists(EDITS, min_size=4, max_size=12)


class Register:
    """A notice that is edited through the same services as the pages."""

    def __init__(self, folder, notice):
        self.folder = folder
        self.notice = notice
        self.people = [make_user() for _ in range(2)]
        self.by = make_user()
        self.imports = []

    def do(self, what, place, value):
        getattr(self, f"_{what.replace(' ', '_')}")(place, value)

    def _action(self, place):
        actions = list(Action.objects.filter(notice=self.notice).order_by("pk"))
        return actions[place % len(actions)]

    def _update(self, action, **update):
        services.update_action(
            action=action, version=action.version, update=services.Update(**update),
            by=self.by, reason="Update", form_id=uuid.uuid4(),
        )  # fmt: skip

    def _say(self, place, text):
        self._update(self._action(place), added=[ProgressItem(text=text)])

    def _plan(self, place, text):
        self._update(self._action(place), added=[NextStep(text=text)])

    def _item(self, model, place):
        items = list(model.objects.filter(action__notice=self.notice).order_by("pk"))
        return items[place % len(items)]

    def _edit(self, row, **values):
        for name, value in values.items():
            setattr(row, name, value)
        self._update(row.action, edited=[row])

    def _reword_item(self, place, text):
        self._edit(self._item(ProgressItem, place), text=text)

    def _withdraw_item(self, place, _):
        item = self._item(ProgressItem, place)
        self._edit(item, is_withdrawn=not item.is_withdrawn)

    def _step(self, place, status):
        self._edit(self._item(NextStep, place), status=status)

    def _rate(self, place, rating):
        why = {"rating_reason": "Because"} if rating else {"rating_reason": ""}
        path = {"path_to_green": "Hire" if rating in ("red", "amber") else ""}
        self._update(self._action(place), rating={"delivery_rating": rating} | why | path)

    def _correct(self, place, wording):
        action = self._action(place)
        services.correct_wording(
            action=action, version=action.version, wording=wording, by=self.by, reason="Slip"
        )

    def _date(self, place, day):
        action = self._action(place)
        services.set_details(
            action=action, version=action.version, by=self.by, reason="Known now",
            due_on=action.due_on or day,
            lead=self.people[place % 2], contributors=self.people[: place % 3],
        )  # fmt: skip
        with suppress(services.NotYet):  # to no day, or to the same one, no date moves
            services.move_date_agreed(
                action=action, version=action.version, due_after=day or action.due_on,
                agreed_by="The board", by=self.by, reason="Moved",
            )  # fmt: skip

    def _withdraw(self, place, is_withdrawn):
        action = self._action(place)
        action.is_withdrawn = is_withdrawn
        history.save_as(action, by=self.by, reason="No longer asked for")

    def _leave(self, place, _):
        person = self.people[place % 2]
        person.is_active = not person.is_active
        history.save_as(person, by=self.by, reason="Left")

    def _import(self, place, text):
        path = self.folder / "notice.csv"
        path.write_text(
            "Ref,Action,Progress,Next Steps\n"
            f"IN1,Improve IN1,Begun,\nIN2,{text},{text},Go on\nIN{place + 3},New,{text},{text}\n"
        )
        self.imports.append(
            intake.import_file(notice=self.notice, path=path, filename="notice.csv", by=self.by)
        )

    def _undo(self, place, _):
        if self.imports:
            try:
                undo(self.imports.pop(), by=self.by)
            except NotImported:
                return


def copy():
    return {
        model.__name__: {row["id"]: row for row in model.objects.order_by().values()}
        for model in TABLES
    }


def by_hand(before, after):
    """What a careful reader of two copies finds: (ref, how) of actions and of every item."""
    stands = [
        {key for key, row in one["Action"].items() if not row["is_withdrawn"]}
        for one in (before, after)
    ]
    return {*_actions_by_hand(before, after, *stands), *_items_by_hand(before, after, *stands)}


def _actions_by_hand(before, after, stood, stands):
    for key in stood | stands:
        row, old = after["Action"][key], before["Action"].get(key)
        if key not in stood:
            yield row["ref"], "put back" if old else "added"
        elif key not in stands:
            yield row["ref"], "withdrawn"
        for column, what in COLUMNS.items():
            if old and old[column] != row[column]:
                yield row["ref"], what, old[column], row[column]


def _items_by_hand(before, after, stood, stands):
    for model, shown in SHOWN.items():
        for key, row in after[model].items():
            if row["action_id"] not in stood | stands:
                continue
            ref, old = after["Action"][row["action_id"]]["ref"], before[model].get(key)
            was, is_now = (one is not None and shown(one) for one in (old, row))
            if was != is_now:
                yield ref, model, key, "shown" if is_now else "gone"
            elif was and old["text"] != row["text"]:
                yield ref, model, key, "reworded"


COLUMNS = {
    "wording": "Wording",
    "stage": "Stage",
    "delivery_rating": "Rating",
    "due_on": "Due date",
    "lead_id": "Lead",
    "rating_reason": "Reason for the rating",
    "path_to_green": "Path to green",
}
SHOWN = {
    "ProgressItem": lambda row: not row["is_withdrawn"],
    "NextStep": lambda row: row["status"] in ("open", "carried_forward"),
}


def as_compared(comparison, before, after):
    """The comparison's actions in the terms of `by_hand`."""
    for action in comparison.actions:
        if action.how:
            yield action.ref, action.how
        old, new = before["Action"].get(action.pk), after["Action"][action.pk]
        for move in action.moves:
            column = next(column for column, what in COLUMNS.items() if what == move.what)
            yield action.ref, move.what, old[column], new[column]


def small_notice():
    notice = make_notice()
    for ref in ("IN1", "IN2"):
        action = make_action(notice, ref=ref, wording=f"Improve {ref}")
        make_progress_item(action, "Begun")
        make_next_step(action, "Go on")
    return notice


def examples(number):
    """Without looking for the shortest list that fails, which takes minutes."""
    return settings(
        max_examples=number,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@examples(10)
@given(edits=EDITED)
def test_past_and_comparison_agree_with_copies_taken_at_the_time(tmp_path, monkeypatch, edits):
    monkeypatch.setattr(intake.sandbox, "read_file", _read_here)
    _edit_and_compare(small_notice, edits, tmp_path)


@examples(4)
@given(edits=EDITED)
def test_they_agree_for_the_demonstration_too(two_councils, tmp_path, monkeypatch, edits):
    monkeypatch.setattr(intake.sandbox, "read_file", _read_here)
    demonstration = Notice.objects.get(slug="cheshire-east")
    _edit_and_compare(lambda: demonstration, edits, tmp_path)


def _edit_and_compare(make, edits, folder):
    with transaction.atomic():
        register = Register(folder, make())
        taken = [(timezone.now(), copy())]
        for edit in edits:
            register.do(*edit)
            taken.append((timezone.now(), copy()))

        for moment, held in taken:
            with as_at(moment):
                assert copy() == held
        for first, (start, before) in enumerate(taken):
            for end, after in taken[first::3]:
                found = compare(register.notice, start, end)
                expected = by_hand(before, after)
                items = {one for one in expected if one[1] in SHOWN}
                assert {*as_compared(found, before, after)} == expected - items
                assert Counter(_items(found)) == Counter(_without_keys(items))
        transaction.set_rollback(True)


def _items(found):
    """(ref, kind, whether shown, gone or reworded) of each item."""
    for action in found.actions:
        for kind, items in (("ProgressItem", action.progress), ("NextStep", action.steps)):
            for item in items:
                if fate := _fate(item):
                    yield action.ref, kind, fate


def _fate(item):
    if item.how in ("added", "put back", "re-opened"):
        return "shown"
    if item.how in ("withdrawn", "done"):
        return "gone" if item.before else None
    return "reworded" if item.before != item.after else None


def _without_keys(items):
    return [(ref, kind, fate) for ref, kind, _, fate in items]


def _read_here(path, filename=""):
    """What the child process would give, without one."""
    return grid.from_json(grid.to_json(kinds.read(path.read_bytes(), filename)))
