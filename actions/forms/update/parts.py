"""What stands in the register already, each with its boxes: the rating, an item, a next step."""

import copy
import datetime as dt

from django import forms
from django.utils import formats, timezone
from django.utils.dateparse import parse_date

from actions.continuing import lacks_review_date
from actions.forms.reading import as_read
from actions.importing import bullets
from actions.models import Action, NextStep, ProgressItem
from actions.querysets import SIGNED_OFF
from improvement.gds.fields import DateField
from improvement.models import User

NOT_LATER = (
    "The new date must be later than {before}, the one before. To put a wrong date right, choose "
    "“Open”"
)
MOST_ROWS = 9_999  # no list is longer; a place in it is a small number


def _as_value(value):
    """A cleaned value as it can be kept in a form and compared."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.pk if isinstance(value, User) else value


def not_in_the_future(date):
    if date and date > timezone.localdate():
        raise forms.ValidationError("The date achieved must be today or in the past")
    return date


class PartForm(forms.ModelForm):
    """A part of the update form: one row, or the rating.

    The boxes of its model's columns are compared and written; others say what to do beside.
    """

    is_clash = False  # somebody else wrote something different meanwhile

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # As the register has it. Kept now: checking a form writes its values into the instance.
        self.row = copy.copy(self.instance)
        self.columns = list(self._meta.fields)
        self.held = {name: _as_value(self._held(name)) for name in self.columns}

    @property
    def values(self) -> dict:
        """What the boxes of the columns say now, as plain values."""
        return {name: _as_value(self.cleaned_data.get(name)) for name in self.columns}

    @property
    def differs(self) -> bool:
        """Whether a box says something else than the register, however well it says it."""
        return any(
            self.fields[name].has_changed(self._held(name), self[name].value())
            for name in self.columns
        )

    @property
    def is_open(self) -> bool:
        """Whether it must be unfolded: it needs a person, or holds what one typed."""
        return bool(self.errors) or self.is_clash or self.differs

    @property
    def theirs(self) -> list[tuple[str, str]]:
        """(label, text) for each thing that the register says now, to stand beside the boxes."""
        return [(self.fields[name].label, as_read(self.row, name)) for name in self.columns]

    @property
    def boxes(self):
        return list(self)

    @property
    def name_of_part(self) -> str:
        return getattr(self.row, "text", "The rating")

    @property
    def changed_columns(self) -> list[str]:
        values = self.values
        return [name for name in self.columns if values[name] != self.held[name]]

    @property
    def changes_its_row(self) -> bool:
        return bool(self.changed_columns)

    def put_held_in(self, data):
        """Make `data`, what a person sent, say for this part what the register says."""
        for name in self.columns:
            value = self._held(name)
            if value is False:
                data.pop(self.add_prefix(name), None)
            elif isinstance(value, dt.date):
                data[self.add_prefix(name)] = formats.localize_input(value)
            else:
                data[self.add_prefix(name)] = "" if value is None else value

    def put_fresh_in(self, data):
        """The same, with every other box as a fresh page has it."""
        self.put_held_in(data)
        for name in self.fields.keys() - set(self.columns):
            value = self.get_initial_for_field(self.fields[name], name)
            data[self.add_prefix(name)] = "" if value is None else value

    def as_written(self):
        """The row as it is to be saved."""
        return self.instance

    def rows_beside(self) -> list[ProgressItem]:
        """What its answers add to the register beside the row itself."""
        return []

    def _held(self, name):
        return self.row.serializable_value(name)  # of a person the key: nobody is fetched


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
        # What is signed off is rated no more: its boxes are not shown, and say what is held.
        self.is_locked = self.row.stage in SIGNED_OFF
        for field in self.fields.values():
            field.disabled = self.is_locked
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
    """One item and its place in the list. Its text is one item: bullets typed in are taken off."""

    place = forms.IntegerField(
        label="Place in the list",
        required=False,
        min_value=1,
        max_value=MOST_ROWS,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )

    def __init__(self, *args, owners=None, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["place"] = place
        if owners:
            owners.offer(self.fields["owner"], self.row.owner_id)

    @property
    def is_open(self) -> bool:
        moved = self.fields["place"].has_changed(self.initial["place"], self["place"].value())
        return super().is_open or moved

    def clean_text(self):
        if self.cleaned_data["text"] == self.row.text.strip():
            return self.row.text  # as it came in, however that was: nobody touched it
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

    field_order = ["text", "achieved_on", "place", "is_withdrawn"]

    def clean_achieved_on(self):
        return not_in_the_future(self.cleaned_data["achieved_on"])


class StepForm(ItemForm):
    """A next step. One that is done is offered as progress, in words that can be changed."""

    is_recorded = forms.BooleanField(label="Record it as progress", required=False, initial=True)
    done_text = forms.CharField(
        label="What was done", required=False, widget=forms.Textarea({"rows": 2})
    )
    done_on = DateField(label="Date achieved", required=False)

    class Meta:
        model = NextStep
        fields = ["text", "status", "due_on", "owner", "kind"]
        field_classes = {"due_on": DateField}
        labels = {"text": "What comes next", "due_on": "Due or review date"}
        widgets = {"text": forms.Textarea({"rows": 2})}

    field_order = ["status", "due_on", "text", "owner", "kind", "place"]
    of_a_done_step = ["is_recorded", "done_text", "done_on"]

    def __init__(self, *args, became=(), shown_with=None, **kwargs):
        """`became`: the items that it became, as the register has them now. `shown_with`: the
        values that this page was shown with, if it says so.
        """
        super().__init__(*args, **kwargs)
        self.items_it_became = list(became)
        self.held["became"] = [_told(item.text, item.achieved_on) for item in became]
        # A page that was kept since before says nothing of items: there were none.
        self.shown_with = shown_with and {"became": []} | shown_with
        self.initial["done_text"] = self.row.text
        if self.row.times_carried:
            said = f"{self.row.carried_in_words}. A new date carries it forward once more"
            self.fields["due_on"].help_text = said

    @property
    def values(self):
        """Also what it became: what was there when the page was shown, and what is typed now."""
        shown = (self.shown_with or self.held)["became"]
        typed = [self._told_now] if self.is_recorded_now and self._told_now not in shown else []
        return super().values | {"became": [*shown, *typed]}

    @property
    def theirs(self):
        read = [(item.text, as_read(item, "achieved_on")) for item in self.items_it_became]
        return super().theirs + [
            ("Recorded as progress", f"{text}\nDate achieved: {day}") for text, day in read
        ]

    @property
    def is_open(self) -> bool:
        # One that is done by now is shown only for what somebody typed of it.
        return super().is_open or not self.row.is_open

    @property
    def boxes(self):
        """Those of the step itself, without those of what becomes of it when it is done."""
        return [field for field in self if field.name not in self.of_a_done_step]

    @property
    def boxes_when_done(self):
        return [self[name] for name in self.of_a_done_step]

    @property
    def lacks_review_date(self) -> bool:
        return lacks_review_date(self.row)

    def clean(self):
        data = super().clean()
        if self.is_done:
            try:
                not_in_the_future(data.get("done_on"))
            except forms.ValidationError as error:
                self.add_error("done_on", error)
        if self._is_carried_here(data) and "due_on" not in self.errors:
            self._check_new_date(data.get("due_on"))
        return data

    def _is_carried_here(self, data):
        """Whether this page carries it forward, or once more: to another date than it showed."""
        shown = self.shown_with or self.held
        said = [data.get("status"), _as_value(data.get("due_on"))]
        is_carried = said[0] == NextStep.Status.CARRIED_FORWARD
        return is_carried and said != [shown["status"], shown["due_on"]]

    def _check_new_date(self, due_on):
        before = parse_date((self.shown_with or self.held)["due_on"] or "")
        if due_on is None:
            self.add_error("due_on", "Enter the new date that this step is carried forward to")
        elif before and due_on <= before:
            self.add_error("due_on", NOT_LATER.format(before=formats.date_format(before)))

    @property
    def is_newly_carried(self) -> bool:
        """Carried forward just now, or once more: to another date."""
        said = self.cleaned_data
        moved = said.get("due_on") != self.row.due_on or self.row.status != said.get("status")
        return said.get("status") == NextStep.Status.CARRIED_FORWARD and moved

    def as_written(self):
        if self.is_newly_carried:
            self.instance.times_carried = self.row.times_carried + 1
        return self.instance

    @property
    def is_done(self) -> bool:
        """Whether this page says so: what was done before it was shown is not on it."""
        return self.cleaned_data.get("status") == NextStep.Status.DONE

    @property
    def is_recorded_now(self) -> bool:
        return self.is_done and bool(self.cleaned_data.get("is_recorded"))

    @property
    def _told_now(self):
        return _told(self._done_text, self.cleaned_data.get("done_on"))

    @property
    def _done_text(self):
        return bullets.clean_item(self.cleaned_data.get("done_text") or "") or self.instance.text

    def rows_beside(self):
        if not self.is_recorded_now or self._told_now in self.held["became"]:
            return []
        done_on = self.cleaned_data["done_on"]
        return [
            ProgressItem(text=self._done_text, achieved_on=done_on, came_from_step=self.instance)
        ]


def _told(text, achieved_on):
    """What somebody said was done, as it can be kept in a form and compared."""
    return [text, _as_value(achieved_on)]
