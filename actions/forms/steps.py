"""The forms of the steps that an action takes, and of its impact rating."""

from django import forms
from django.utils import timezone

from actions import gates
from actions.gate_facts import facts_of
from actions.models import Action
from improvement.gds.fields import DateField

NO_VERSION = 0  # a form that does not say which version it was begun with: always a clash


class StepForm(forms.Form):
    """Says which version of the action it was begun with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, action):
        super().__init__(data)
        self.action = action
        self.initial["version"] = action.version

    def begin_again_with(self, action):
        """Keep what was typed, on the action as it is by now: to send it again is to choose."""
        self.data = self.data.copy()
        self.data["version"] = action.version

    @property
    def said(self):
        """What the service is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def version_begun_with(self):
        return self.cleaned_data["version"] or NO_VERSION


class DeliverForm(StepForm):
    delivered_on = DateField(
        label="When was it delivered?",
        error_messages={"required": "Say on which day it was delivered"},
    )
    reason = forms.CharField(
        label="What should those who check it know? (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_delivered_on(self):
        day = self.cleaned_data["delivered_on"]
        for missing in gates.to_date(day, timezone.localdate(), facts_of(self.action)):
            raise forms.ValidationError(missing.sentence)
        return day


class AskForm(StepForm):
    reason = forms.CharField(
        label="What should the board know? (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


class TakeBackForm(StepForm):
    reason = forms.CharField(
        label="Why do you take it back?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say why you take it back"},
    )


class ImpactForm(StepForm):
    rating = forms.ChoiceField(
        label="Impact rating",
        choices=[("", "Not yet measured"), *Action.Impact.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Why? What shows it?",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Say why you give this rating"},
    )

    def __init__(self, data=None, *, action):
        super().__init__(data, action=action)
        self.initial |= {"rating": action.impact_rating, "because": action.impact_reason}
