"""All parts of the update page as one form: what it was shown with, what was sent, what to write.

Beside its boxes it carries `shown`: the version, the values and the places that it was shown with,
signed, so that a part which somebody else changed meanwhile can be told (see actions.clashes).
"""

import copy
import uuid

from django import forms
from django.core import signing
from django.http import QueryDict

from actions.clashes import Part, Side
from actions.forms.update.evidence import NO_FILES, NewEvidenceForm
from actions.forms.update.new_rows import NewProgressForm, NewStepForm
from actions.forms.update.order import in_wanted_order, rising
from actions.forms.update.owners import Owners
from actions.forms.update.parts import PartForm, ProgressForm, RatingForm, StepForm
from actions.forms.update.remarks import NoChangeForm, WhyForm
from actions.gates import to_change_what_it_rests_on
from actions.models import NextStep
from actions.services import Update

SALT = "actions.update.page"
EMPTY_ROWS = {"progress": 2, "steps": 1, "evidence": 1}
MOST_NEW_ROWS = 30


class UpdateForm:
    """All parts of the page: bound to what was sent, or fresh from the register.

    A quiet one shows what was sent without judging it: a draft, or a page with more rows.
    """

    shows_theirs = False  # the page of a clash, made anew on what the register says now

    def __init__(self, action, data=None, *, files=NO_FILES, is_quiet=False, rows=EMPTY_ROWS):
        self.action, self.data, self.files, self.is_quiet = action, data, files, is_quiet
        self.shown_version, self.base, self.places = self._shown_with()
        self.owners = Owners(action)
        # A copy: checking the form must not touch the action that is to be saved.
        self.rating = self._make(RatingForm, "rating", instance=copy.copy(action))
        items = list(action.progress_items.all())
        self.progress = [
            self._make(ProgressForm, prefix, instance=item, place=place)
            for prefix, item, place in self._shown_rows("progress", items)
        ]
        self.steps = [
            self._make(
                StepForm,
                prefix,
                instance=step,
                place=place,
                owners=self.owners,
                became=[item for item in items if item.came_from_step_id == step.pk],
                shown_with=self.base.get(prefix),
            )
            for prefix, step, place in self._shown_rows("step", action.next_steps.all())
        ]
        self.rows = rows
        self.new_progress = [
            self._make(NewProgressForm, f"new-progress-{n}") for n in range(rows["progress"])
        ]
        self.new_steps = [
            self._make(NewStepForm, f"new-step-{n}", owners=self.owners)
            for n in range(rows["steps"])
        ]
        self.new_evidence = [
            self._make(NewEvidenceForm, f"evidence-{n}", files=files)
            for n in range(rows["evidence"])
        ]
        self.no_change = self._make(NoChangeForm, "nothing")
        self.why = self._make(WhyForm, "why")

    def _make(self, kind, prefix, **said):
        if self.data is None or not self.is_quiet:
            return kind(self.data, prefix=prefix, **said)
        form = kind(prefix=prefix, **said)
        for name, box in form.fields.items():
            sent = (self.data, {}, form.add_prefix(name))
            if not box.widget.value_omitted_from_data(*sent):
                form.initial[name] = box.widget.value_from_datadict(*sent)
        return form

    def _shown_rows(self, kind, rows):
        """(prefix, row, place) of those that stand, and of those that stood when it was shown."""
        named = [(f"{kind}-{row.pk}", row) for row in rows]
        shown = [(name, row) for name, row in named if _stands(row) or name in self.base]
        return [(name, row, place) for place, (name, row) in enumerate(shown, start=1)]

    @classmethod
    def sent(cls, action, data, files=NO_FILES):
        """The form as it was sent, with as many new rows as it had.

        Items that came in after it was shown are not in it: they stand as the register has them.
        """
        data = _as_lines_are_kept(data)
        for part in cls(action).parts:
            if not any(part.add_prefix(name) in data for name in part.fields):
                part.put_fresh_in(data)
        return cls(action, data, files=files, rows=_rows_asked_for(data))

    @classmethod
    def of_draft(cls, action, boxes, files=NO_FILES):
        """The page as its author left it, on what the register says now.

        What the author had left alone shows what became of it; the rest is judged when it is sent.
        """
        data = QueryDict(mutable=True)
        for name, values in boxes.items():
            data.setlist(name, values)
        begun = cls.sent(action, data, files)
        begun.is_valid()
        again = begun._made_anew(Side.THEIRS, is_quiet=True)
        base = begun.base | {
            part.prefix: part.held for part, side in begun._sides() if side is Side.THEIRS
        }
        # What is done or withdrawn by now is not on the page, so nothing of it comes back.
        on_the_page = {part.prefix for part in again.parts}
        base = {prefix: held for prefix, held in base.items() if prefix in on_the_page}
        again.shown = _signed([begun.shown_version, base, begun.places])
        return again

    @property
    def parts(self) -> list[PartForm]:
        """Those that stand for something in the register already."""
        return [self.rating, *self.progress, *self.steps]

    @property
    def forms(self) -> list[forms.BaseForm]:
        """All of them in the order of the page, as the error summary asks for them."""
        return [
            self.no_change,
            *self.new_progress,
            *self.progress,
            *self.steps,
            *self.new_steps,
            self.rating,
            *self.new_evidence,
            self.why,
        ]

    def total_error_count(self):
        return sum(len(form.errors) for form in self.forms)

    @property
    def newest_progress(self):
        """The item written down last, or None."""
        return next((form.row for form in reversed(self.progress) if _stands(form.row)), None)

    @property
    def progress_is_open(self) -> bool:
        """Whether what was said before must be unfolded: something in it needs a person."""
        return any(form.is_open for form in self.progress)

    @property
    def evidence_is_open(self) -> bool:
        return any(form.is_open for form in self.new_evidence)

    @property
    def why_is_open(self) -> bool:
        return bool(self.why.errors or self.why["reason"].value())

    @property
    def no_change_is_open(self) -> bool:
        return bool(self.no_change.errors or self.no_change["note"].value())

    # What it was shown with

    @property
    def shown(self) -> str:
        """To be carried in the page: what its boxes were filled from, signed.

        A page that comes back (an error, more rows) still has the boxes of the first showing. Only
        where both texts were shown has the person seen what the register says now.
        """
        if self._carried is not None:
            return self._carried
        if self.data is not None and not self.shows_theirs:
            return self.data.get("shown", "")
        places = {part.prefix: part.initial["place"] for part in (*self.progress, *self.steps)}
        held = {part.prefix: part.held for part in self.parts}
        return _signed([self.action.version, held, places])

    @shown.setter
    def shown(self, carried):
        self._carried = carried

    _carried = None

    @property
    def form_id(self) -> uuid.UUID:
        """The form's own number: a form that is sent twice is carried out once."""
        try:
            return uuid.UUID(self.data["form_id"])
        except (KeyError, TypeError, ValueError):
            return uuid.uuid4()

    def _shown_with(self):
        """(version, values by part, places by part) that the page was shown with, or nothing."""
        try:
            return signing.loads((self.data or {}).get("shown", ""), salt=SALT)
        except signing.BadSignature:
            return None, {}, {}

    # What was sent

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        if all(valid) and self._changes_what_was_said() and not self.why.cleaned_data["reason"]:
            self.why.add_error("reason", "Say why you change or withdraw what was said before")
            return False
        return all(valid) and not self._changes_what_was_signed_off_on()

    def _changes_what_was_signed_off_on(self):
        """Whether it does, which is said beside the box. What is new is no matter."""
        refused = to_change_what_it_rests_on(self.action.ref, self.action.stage)
        going_on = self._going_on() if refused else []
        changed = [part for part in self.progress if part in going_on and part.changes_its_row]
        for part in changed:
            part.add_error(part.changed_columns[0], refused[0].sentence)
        return bool(changed)

    def _changes_what_was_said(self):
        return any(
            form.values["text"] != form.held["text"]
            or form.values.get("is_withdrawn")
            or form.values.get("status") == NextStep.Status.WITHDRAWN
            for form in self._going_on()
            if form is not self.rating
        )

    def _sides(self):
        """Each part beside whose values it goes on with."""
        for part in self.parts:
            if self.shown_version == self.action.version:
                side = Side.MINE if part.values != part.held else Side.THEIRS
            else:
                side = Part(self.base.get(part.prefix), part.values, part.held).side
            yield part, side

    def _going_on(self):
        """The parts whose new values are to be written."""
        return [part for part, side in self._sides() if side is not Side.THEIRS]

    @property
    def has_clash(self) -> bool:
        return any(side is Side.BOTH for _, side in self._sides())

    @property
    def answers_that_nothing_changed(self) -> bool:
        """Whether a note was written that only the answer "nothing has changed" would send."""
        return bool(self.no_change.cleaned_data["note"])

    @property
    def explains_nothing(self) -> bool:
        """Whether a reason was typed for a change, and nothing is left to change."""
        return bool(self.why.cleaned_data["reason"]) and self.as_update().is_empty

    @property
    def was_overtaken(self) -> bool:
        """Whether somebody saved the action after this page was shown."""
        return self.shown_version != self.action.version

    def beside_theirs(self) -> "UpdateForm":
        """The same page, made anew on what the register says now.

        What I changed is in its boxes; where somebody else changed it too, theirs stands beside.
        What I left alone shows what they made of it.
        """
        again = self._made_anew(Side.THEIRS)
        again.shows_theirs = True
        return again

    def _made_anew(self, side_of_the_register, *, is_quiet=False):
        data, sides = self.data.copy(), {part.prefix: side for part, side in self._sides()}
        for part in self.parts:
            if sides[part.prefix] is side_of_the_register:
                part.put_held_in(data)
        again = UpdateForm(self.action, data, files=self.files, is_quiet=is_quiet, rows=self.rows)
        for part in again.parts:
            part.is_clash = not is_quiet and sides.get(part.prefix) is Side.BOTH
        mine = {prefix for prefix, side in sides.items() if side is not side_of_the_register}
        again.progress = [one for one in again.progress if _stands(one.row) or one.prefix in mine]
        again.steps = [one for one in again.steps if _stands(one.row) or one.prefix in mine]
        return again

    def with_more_rows(self, kind) -> "UpdateForm":
        """The page as it was sent, with one more empty row of this kind. Nothing is judged."""
        rows = dict(self.rows)
        if kind in rows:
            rows[kind] = min(rows[kind] + 1, MOST_NEW_ROWS)
        return UpdateForm(self.action, self.data, files=self.files, is_quiet=True, rows=rows)

    # What is to be written. Only for a valid form without a clash

    def as_update(self) -> Update:
        going_on = self._going_on()
        edited = {
            part.prefix: part.as_written()
            for part in going_on
            if part is not self.rating and part.changes_its_row
        }
        for part, position in (
            *_moved(self.progress, self.places),
            *_moved(self.steps, self.places),
        ):
            edited.setdefault(part.prefix, part.row).position = position
        beside = [row for part in going_on for row in part.rows_beside()]
        new = [row for form in (*self.new_progress, *self.new_steps) for row in form.rows()]
        return Update(
            rating=self.rating.values if self.rating in going_on else None,
            added=beside + new,
            edited=list(edited.values()),
            evidence=[one for form in self.new_evidence for one in form.evidence()],
        )

    @property
    def rating_not_taken(self) -> str:
        """What was typed of a rating, where the action was signed off since the page was opened."""
        if self.data is None or not self.rating.is_locked:
            return ""
        names = list(self.rating.fields)
        typed = [self.data.get(self.rating.add_prefix(name), "") for name in names]
        held = [self.rating.held[name] or "" for name in names]
        same = [one.split() for one in typed] == [one.split() for one in held]
        return "" if same else ". ".join(one.strip(" .") for one in typed if one.strip())

    @property
    def kept_files(self) -> list:
        return [one.kept for one in self.new_evidence if one.kept]

    @property
    def fingerprint(self) -> str:
        """The same for a page that was sent twice as it was, and another for any other."""
        return repr(sorted(self.data.lists()))

    @property
    def reason(self) -> str:
        return self.why.cleaned_data["reason"] or "Update"


def _stands(row):
    return row.is_open if isinstance(row, NextStep) else not row.is_withdrawn


def _moved(parts, places):
    """(part, new position) of the rows of one list that come to stand elsewhere in it.

    Whoever was given another place than the page showed goes there, in the list as it is now: so
    it is no matter to anybody who changed the words meanwhile.
    """
    wanted = {
        part.prefix: part.cleaned_data["place"]
        for part in parts
        if part.cleaned_data["place"] not in (None, places.get(part.prefix))
        and part.prefix in places
    }
    if not wanted:
        return
    by_prefix = {part.prefix: part for part in parts}
    positions = rising([part.row.position for part in parts])
    for prefix, position in zip(in_wanted_order([*by_prefix], wanted), positions, strict=True):
        if by_prefix[prefix].row.position != position:
            yield by_prefix[prefix], position


def _signed(shown):
    return signing.dumps(shown, salt=SALT, compress=True)


def _as_lines_are_kept(data):
    """A browser ends each line with two characters; the register keeps one."""
    kept = data.copy()
    for name, values in kept.lists():
        kept.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return kept


def _rows_asked_for(data):
    return {kind: _number(data.get(f"rows-{kind}"), usual) for kind, usual in EMPTY_ROWS.items()}


def _number(text, default):
    return min(int(text), MOST_NEW_ROWS) if (text or "").isdecimal() else default
