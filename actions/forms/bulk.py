"""What is to change of many actions at once."""

from __future__ import annotations

import uuid

from django import forms
from django.core import signing
from django.utils import timezone

from actions.bulk import Wanted, would_move
from actions.due_dates import before_the_notice
from actions.models import Action, Member
from improvement.gds.fields import DateField
from improvement.models import User

SALT = "actions.bulk"
NOBODY = "none"
AS_IT_IS = ("", "Leave as it is")


class BulkForm(forms.Form):
    """A box that is left empty leaves what it is about as it is."""

    lead = forms.ChoiceField(label="Lead", required=False)
    area = forms.CharField(
        label="Area",
        required=False,
        max_length=150,
        help_text="Leave empty to leave the areas as they are",
    )
    due_on = DateField(
        label="Due date",
        required=False,
        help_text="Leave empty to leave the dates as they are. For example, 27 March 2014",
    )
    agreed_by = forms.CharField(
        label="Who has agreed the new due date?",
        required=False,
        max_length=200,
        help_text="Where an action has a due date already. For example, Improvement Board, "
        "18 September 2014, minute 4",
    )
    delivery_rating = forms.ChoiceField(
        label="Delivery rating", required=False, choices=[AS_IT_IS, *Action.Rating.choices]
    )
    rating_reason = forms.CharField(
        label="Why this rating?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="If you change the rating",
    )
    path_to_green = forms.CharField(
        label="What will bring these actions back on track?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="If they are red or amber",
    )
    reason = forms.CharField(
        label="Why are you changing these actions?",
        help_text="This stands in the history of each of them",
        max_length=1000,
        error_messages={"required": "Say why you are changing these actions"},
    )

    def __init__(self, data=None, *, notice, actions):
        super().__init__(data)
        self.notice, self.actions = notice, actions
        officers = Member.objects.current(timezone.localdate()).officers().filter(notice=notice)
        people = User.objects.filter(pk__in=officers.values("user")).order_by("full_name", "pk")
        self._people = {str(person.pk): person for person in people}
        self.fields["lead"].choices = [
            AS_IT_IS,
            (NOBODY, "Nobody"),
            *((key, person.full_name) for key, person in self._people.items()),
        ]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if early := before_the_notice(day, self.notice.issued_on):
            raise forms.ValidationError(early)
        return day

    def clean(self):
        said = super().clean()
        self._check_rating(said)
        if not self.errors and not self._asks_anything(said):
            raise forms.ValidationError(
                "Say what is to change: a lead, an area, a date or a rating"
            )
        moved = would_move(self.actions, Wanted(due_on=said.get("due_on")))
        if moved and not said.get("agreed_by"):
            refs = ", ".join(action.ref for action in moved)
            self.add_error(
                "agreed_by", f"Say who has agreed it: the due date of {refs} is set already"
            )
        return said

    def _check_rating(self, said):
        rating = said.get("delivery_rating")
        if rating and not said.get("rating_reason"):
            self.add_error("rating_reason", "Say why you give this rating")
        if rating in ("red", "amber") and not said.get("path_to_green"):
            self.add_error("path_to_green", "Say what will bring these actions back on track")

    def _asks_anything(self, said):
        return any(said.get(name) for name in ("lead", "area", "due_on", "delivery_rating"))

    @property
    def wanted(self) -> Wanted:
        said = self.cleaned_data
        rating = None
        if said["delivery_rating"]:
            rating = {name: said[name] for name in ("delivery_rating", "rating_reason")}
            is_green = said["delivery_rating"] == Action.Rating.GREEN
            rating["path_to_green"] = "" if is_green else said["path_to_green"]
        return Wanted(
            sets_lead=bool(said["lead"]),
            lead=self._people.get(said["lead"]),
            due_on=said["due_on"],
            agreed_by=said["agreed_by"],
            area=said["area"] or None,
            rating=rating,
        )


def sealed(digest: str, form_id: uuid.UUID | None = None) -> str:
    """What was shown, so that it can't be changed on the way; with the number of the form."""
    return signing.dumps([digest, str(form_id or uuid.uuid4())], salt=SALT)


def unsealed(text: str) -> tuple[str, uuid.UUID]:
    """What was shown, and the number of the form. Something that nobody was shown is stale."""
    try:
        digest, form_id = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return "", uuid.uuid4()
    return digest, uuid.UUID(form_id)
