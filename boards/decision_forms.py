"""The form on which a body's decision about an action is written down."""

from django import forms
from django.utils import formats, timezone

from actions.forms.steps import StepForm
from boards.decisions import chair_of, kinds_for
from boards.models import Body
from improvement.gds.fields import DateField


class DecisionForm(StepForm):
    """Which body, on which day, what, and the minute. The chair of that day is whose word it is."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Which body decided?",
        empty_label="Choose a body",
        error_messages={"required": "Say which body decided"},
    )
    decided_on = DateField(
        label="Day of the meeting", error_messages={"required": "Say on which day it was decided"}
    )
    kind = forms.ChoiceField(
        label="What was decided?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what was decided"},
    )
    minute = forms.CharField(
        label="The minute: what was decided, and why",
        help_text="The lead reads this on the action",
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Write down what was decided, and why"},
    )

    def __init__(self, data=None, *, action, bodies, user, records):
        """`records`: whether this person writes for the chair, and need not be one."""
        super().__init__(data, action=action)
        self.user, self.records = user, records
        self.fields["body"].queryset = bodies
        self.fields["body"].label_from_instance = lambda body: body.name
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_for(action)]
        held = list(bodies)
        if len(held) == 1:
            self.initial["body"] = held[0].pk

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day of the meeting must be today or in the past")
        return day

    def clean(self):
        said = super().clean()
        body, day = said.get("body"), said.get("decided_on")
        if body and day:
            chair = chair_of(body, day, preferred=self.user)
            if chair is None:
                self.add_error("decided_on", f"{body.called} had no chair on {_in_words(day)}")
            elif chair != self.user and not self.records:
                self.add_error("decided_on", f"You did not chair it on {_in_words(day)}")
            said["decided_by"] = chair
        return said


def _in_words(day):
    return formats.date_format(day, "DATE_FORMAT")
