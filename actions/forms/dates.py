"""Forms about moving a due date: to ask for it, and to say what was decided."""

from django import forms

from actions.due_dates import before_the_notice
from actions.forms.steps import StepForm
from improvement.gds.fields import DateField

AGREE, REFUSE = "agree", "refuse"


class AskToMoveForm(StepForm):
    """A request; for whoever may decide, with the box that says it is agreed already."""

    due_after = DateField(
        label="New due date", error_messages={"required": "Say which date it should become"}
    )
    reason = forms.CharField(
        label="Why does the date have to move?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say why the date has to move"},
    )
    agreed_by = forms.CharField(
        label="Who has agreed it already? (optional)",
        help_text="For example, Improvement Board, 18 September 2014, minute 4. The date then "
        "moves now. Leave it empty to ask",
        required=False,
        max_length=200,
    )

    def __init__(self, data=None, *, action, may_decide):
        super().__init__(data, action=action)
        self.may_decide = may_decide
        if not may_decide:
            del self.fields["agreed_by"]

    def clean_due_after(self):
        day = self.cleaned_data["due_after"]
        if day == self.action.due_on:
            raise forms.ValidationError("It is due on that day already")
        if early := before_the_notice(day, self.action.notice.issued_on):
            raise forms.ValidationError(early)
        return day

    @property
    def is_agreed(self):
        return bool(self.cleaned_data.get("agreed_by"))


class DecideDateForm(forms.Form):
    """What was decided about one request."""

    change = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="What was decided?",
        choices=[(AGREE, "The date moves"), (REFUSE, "The date stays")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what was decided"},
    )
    agreed_by = forms.CharField(
        label="Who agreed it?",
        help_text="If the date moves. For example, Improvement Board, 18 September 2014, minute 4",
        required=False,
        max_length=200,
    )
    decision_reason = forms.CharField(
        label="Why?",
        help_text="If the date stays, whoever asked reads this",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data=None, *, change):
        super().__init__(data)
        self.initial["change"] = change.pk

    @property
    def is_agreed(self):
        return self.cleaned_data.get("decision") == AGREE

    def clean(self):
        said = super().clean()
        if said.get("decision") == AGREE and not said.get("agreed_by"):
            self.add_error("agreed_by", "Say who agreed it")
        if said.get("decision") == REFUSE and not said.get("decision_reason"):
            self.add_error("decision_reason", "Say why the date stays")
        return said
