"""The update page's form: what was done, what comes next, the rating; and its clashes.

It has many parts: the rating, each progress item, each next step, and empty rows for new ones.
Beside them it carries `shown`: the version and the values that it was shown with, signed, so that
a part which somebody else changed meanwhile can be told (see actions.clashes).
"""

import copy
import datetime as dt
import uuid

from django import forms
from django.core import signing
from django.db.models import Q
from django.utils import formats, timezone

from actions.clashes import Part, Side
from actions.forms.reading import as_read
from actions.importing import bullets
from actions.models import Action, Member, NextStep, ProgressItem
from actions.services import Update
from improvement.gds.fields import DateField
from improvement.models import User

SALT = "actions.update"
MOST_NEW_ROWS = 30


def _as_value(value):
    """A cleaned value as it can be kept in a form and compared."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.pk if isinstance(value, User) else value


class PartForm(forms.ModelForm):
    """A part of the update form: one row, or the rating."""

    is_clash = False  # somebody else wrote something different meanwhile

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # As the register has it. Kept now: checking a form writes its values into the instance.
        self.row = copy.copy(self.instance)
        self.held = {name: _as_value(getattr(self.row, name)) for name in self.fields}

    @property
    def values(self) -> dict:
        """What the boxes say now, as plain values."""
        return {name: _as_value(self.cleaned_data.get(name)) for name in self.fields}

    @property
    def theirs(self) -> list[tuple[str, str]]:
        """(label, text) for each thing that the register says now, to stand beside the boxes."""
        return [(field.label, as_read(self.row, name)) for name, field in self.fields.items()]

    @property
    def name_of_part(self) -> str:
        return getattr(self.row, "text", "The rating")

    def put_held_in(self, data):
        """Make `data`, what a person sent, say for this part what the register says."""
        for name in self.fields:
            value = getattr(self.row, name)
            if value is False:
                data.pop(self.add_prefix(name), None)
            elif isinstance(value, dt.date):
                data[self.add_prefix(name)] = formats.localize_input(value)
            else:
                data[self.add_prefix(name)] = "" if value is None else _as_value(value)


class RatingForm(PartForm):
    """The delivery rating with its reason, and for red and amber the way back."""

    class Meta:
        model = Action
        fields = ["delivery_rating", "rating_reason", "path_to_green"]
        widgets = {
            "delivery_rating": forms.RadioSelect,
            "rating_reason": forms.Textarea({"rows": 3}),
            "path_to_green": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "delivery_rating": "Whether this action is on track to be done by its due date",
            "rating_reason": "Say what makes it so. The board reads this.",
            "path_to_green": "For red and amber: what will bring it back on track, and by when",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delivery_rating"].choices = [
            (Action.Rating.RED, "Red: off track"),
            (Action.Rating.AMBER, "Amber: at risk"),
            (Action.Rating.GREEN, "Green: on track"),
            ("", "Not rated"),
        ]

    def clean(self):
        data = super().clean()
        rating = data.get("delivery_rating")
        if rating and not data.get("rating_reason"):
            self.add_error("rating_reason", "Say why you give this rating")
        if rating in ("red", "amber") and not data.get("path_to_green"):
            self.add_error("path_to_green", "Say what will bring this action back on track")
        if not rating and data.get("rating_reason"):
            self.add_error("delivery_rating", "Choose the rating that your reason is for")
        return data


class ItemForm(PartForm):
    """One item. Its text is one item: bullets typed in it are taken off."""

    def __init__(self, *args, owners=None, **kwargs):
        super().__init__(*args, **kwargs)
        if owners:
            owners.offer(self.fields["owner"])

    def clean_text(self):
        text = bullets.clean_item(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError("Enter the text, or withdraw the item")
        return text


class ProgressForm(ItemForm):
    class Meta:
        model = ProgressItem
        fields = ["text", "achieved_on", "is_withdrawn"]
        field_classes = {"achieved_on": DateField}
        labels = {
            "text": "What was done",
            "achieved_on": "Date achieved",
            "is_withdrawn": "Withdraw this item (it stays in the history)",
        }
        widgets = {"text": forms.Textarea({"rows": 2})}

    def clean_achieved_on(self):
        return _not_in_the_future(self.cleaned_data["achieved_on"])


class StepForm(ItemForm):
    class Meta:
        model = NextStep
        fields = ["text", "status", "due_on", "owner", "kind"]
        field_classes = {"due_on": DateField}
        labels = {"text": "What comes next", "due_on": "Due or review date"}
        widgets = {"text": forms.Textarea({"rows": 2})}


class NewRowForm(forms.Form):
    """An empty row. Left empty it says nothing; several lines in it are several items."""

    def __init__(self, *args, owners=None, **kwargs):
        super().__init__(*args, **kwargs)
        if owners:
            owners.offer(self.fields["owner"])

    @property
    def texts(self) -> list[str]:
        return [text for text in bullets.split(self.cleaned_data["text"]) if text]

    def clean(self):
        data = super().clean()
        says = [name for name, value in data.items() if value and name not in ("text", "kind")]
        if says and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the text that goes with the other answers of this row")
        return data


class NewProgressForm(NewRowForm):
    text = forms.CharField(
        label="What was done", required=False, widget=forms.Textarea({"rows": 3})
    )
    achieved_on = DateField(label="Date achieved", required=False)

    def clean_achieved_on(self):
        return _not_in_the_future(self.cleaned_data["achieved_on"])

    def rows(self):
        achieved_on = self.cleaned_data["achieved_on"]
        return [ProgressItem(text=text, achieved_on=achieved_on) for text in self.texts]


class NewStepForm(NewRowForm):
    text = forms.CharField(
        label="What comes next", required=False, widget=forms.Textarea({"rows": 3})
    )
    due_on = DateField(label="Due or review date", required=False)
    owner = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody yet")
    kind = forms.ChoiceField(choices=NextStep.Kind.choices, initial=NextStep.Kind.ONE_OFF)

    def rows(self):
        said = {name: self.cleaned_data[name] for name in ("due_on", "owner", "kind")}
        return [NextStep(text=text, **said) for text in self.texts]


def _not_in_the_future(date):
    if date and date > timezone.localdate():
        raise forms.ValidationError("The date achieved must be today or in the past")
    return date


class Owners:
    """Who a next step may be given to: read once, offered by every row."""

    def __init__(self, action):
        reporting = Member.objects.current(timezone.localdate()).officers()
        now = reporting.filter(notice=action.notice).values("user")
        before = action.next_steps.exclude(owner=None).values("owner")  # who may have left
        self.people = User.objects.filter(Q(pk__in=now) | Q(pk__in=before))
        self.choices = [("", "Nobody yet"), *((person.pk, str(person)) for person in self.people)]

    def offer(self, field):
        field.queryset = self.people
        field.choices = self.choices  # ready made: else each field would ask the database


class WhyForm(forms.Form):
    reason = forms.CharField(
        label="Why are you changing what was said before?",
        help_text="Needed only if you change the words of an item above, or withdraw one",
        required=False,
        max_length=1000,
    )


class UpdateForm:
    """All parts of the page, as one form: bound to what was sent, or fresh from the register."""

    shows_theirs = False  # the page of a clash, made anew on what the register says now

    def __init__(self, action, data=None, new_rows=2):
        self.action, self.data = action, data
        self.shown_version, self.base = self._shown_with()
        self.owners = Owners(action)
        # A copy: checking the form must not touch the action that is to be saved.
        self.rating = RatingForm(data, instance=copy.copy(action), prefix="rating")
        self.progress = [
            ProgressForm(data, instance=item, prefix=f"progress-{item.pk}")
            for item in action.progress_items.all()
            if not item.is_withdrawn or f"progress-{item.pk}" in self.base
        ]
        self.steps = [
            StepForm(data, instance=step, prefix=f"step-{step.pk}", owners=self.owners)
            for step in action.next_steps.all()
            if step.is_open or f"step-{step.pk}" in self.base
        ]
        self.new_rows = new_rows
        self.new_progress = [
            NewProgressForm(data, prefix=f"new-progress-{n}") for n in range(new_rows)
        ]
        self.new_steps = [
            NewStepForm(data, prefix=f"new-step-{n}", owners=self.owners) for n in range(new_rows)
        ]
        self.why = WhyForm(data, prefix="why")

    @classmethod
    def sent(cls, action, data):
        """The form as it was sent, with as many new rows as it had.

        Items that came in after it was shown are not in it: they stand as the register has them.
        """
        data = data.copy()
        for part in cls(action).parts:
            if not any(part.add_prefix(name) in data for name in part.fields):
                part.put_held_in(data)
        return cls(action, data, new_rows=_number(data.get("new_rows"), 2))

    @property
    def parts(self) -> list[PartForm]:
        """Those that stand for something in the register already."""
        return [self.rating, *self.progress, *self.steps]

    @property
    def all_forms(self) -> list[forms.BaseForm]:
        return [
            *self.new_progress,
            *self.progress,
            *self.new_steps,
            *self.steps,
            self.rating,
            self.why,
        ]

    # What the error summary asks of a set of forms

    @property
    def forms(self):
        return self.all_forms

    def total_error_count(self):
        return sum(len(form.errors) for form in self.all_forms)

    @property
    def progress_is_open(self) -> bool:
        """Whether what was said before must be unfolded: something in it needs a person."""
        return any(form.errors or form.is_clash for form in self.progress)

    # What it was shown with

    @property
    def shown(self) -> str:
        """To be carried in the page: the version and values its boxes were filled from, signed.

        A page that comes back (an error, more rows) still has the boxes of the first showing. Only
        where both texts were shown has the person seen what the register says now.
        """
        if self.data is not None and not self.shows_theirs:
            return self.data.get("shown", "")
        held = {part.prefix: part.held for part in self.parts}
        return signing.dumps([self.action.version, held], salt=SALT, compress=True)

    @property
    def form_id(self) -> uuid.UUID:
        """The form's own number: a form that is sent twice is carried out once."""
        try:
            return uuid.UUID(self.data["form_id"])
        except (KeyError, TypeError, ValueError):
            return uuid.uuid4()

    def _shown_with(self):
        """(version, values by part) that the page was shown with; (None, {}) if it doesn't say."""
        try:
            return signing.loads((self.data or {}).get("shown", ""), salt=SALT)
        except signing.BadSignature:
            return None, {}

    # What was sent

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.all_forms]
        if all(valid) and self._changes_what_was_said() and not self.why.cleaned_data["reason"]:
            self.why.add_error("reason", "Say why you change or withdraw what was said before")
            return False
        return all(valid)

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

    def beside_theirs(self) -> "UpdateForm":
        """The same page, made anew on what the register says now.

        What I changed is in its boxes; where somebody else changed it too, theirs stands beside.
        What I left alone shows what they made of it.
        """
        data = self.data.copy()
        sides = {part.prefix: side for part, side in self._sides()}
        for part in self.parts:
            if sides[part.prefix] is Side.THEIRS:
                part.put_held_in(data)
        again = UpdateForm(self.action, data, new_rows=self.new_rows)
        again.shows_theirs = True
        for part in again.parts:
            part.is_clash = sides.get(part.prefix) is Side.BOTH
        again.progress = [p for p in again.progress if p.is_clash or not p.row.is_withdrawn]
        again.steps = [step for step in again.steps if step.is_clash or step.row.is_open]
        return again

    def with_more_rows(self) -> "UpdateForm":
        return UpdateForm(self.action, self.data, min(self.new_rows + 2, MOST_NEW_ROWS))

    def as_update(self) -> Update:
        """What is to be written. Only for a valid form without a clash."""
        going_on = self._going_on()
        return Update(
            rating=self.rating.values if self.rating in going_on else None,
            added=[row for form in (*self.new_progress, *self.new_steps) for row in form.rows()],
            edited=[part.instance for part in going_on if part is not self.rating],
        )

    @property
    def reason(self) -> str:
        return self.why.cleaned_data["reason"] or "Update"


def _number(text, default):
    return min(int(text), MOST_NEW_ROWS) if (text or "").isdecimal() else default
