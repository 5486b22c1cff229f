"""What an administrator says of an action: its wording corrected, its lead, area and date."""

from django import forms
from django.utils import timezone

from actions.due_dates import before_the_notice
from actions.forms.reading import as_read
from actions.models import Action, Member
from improvement.gds.fields import DateField
from improvement.models import User


class VersionedForm(forms.ModelForm):
    """A form that says which version of the action it was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.held_version = self.instance.version
        self.initial["version"] = self.held_version

    @property
    def theirs(self) -> list[tuple[str, str]]:
        """(label, text) for each thing that the register says now."""
        return [
            (self[name].label, as_read(self.instance, name))
            for name in self.Meta.fields
            if name in self.fields
        ]

    @property
    def is_stale(self) -> bool:
        """Somebody saved the action after this page was shown; a missing version counts too."""
        return self.cleaned_data.get("version") != self.held_version


class WordingForm(VersionedForm):
    """A correction of the wording as issued."""

    reason = forms.CharField(
        label="Why is this a correction?",
        help_text="For example: the words that were lost when the table was copied",
        error_messages={"required": "Say why this is a correction"},
        max_length=1000,
    )

    class Meta:
        model = Action
        fields = ["wording"]
        widgets = {"wording": forms.Textarea({"rows": 12})}


class DetailsForm(VersionedForm):
    """Who leads, who contributes, in which area, by when."""

    contributors = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="People beside the lead who report on this action",
    )
    due_on_not_taken = ""  # what was typed as the due date where one was set meanwhile
    reason = forms.CharField(
        label="Why are you changing this?",
        error_messages={"required": "Say why you are changing this"},
        max_length=1000,
    )

    class Meta:
        model = Action
        fields = ["lead", "contributors", "area", "due_on"]
        field_classes = {"due_on": DateField}
        help_texts = {"lead": "The one person who answers for this action"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reporting = Member.objects.current(timezone.localdate()).officers()
        people = User.objects.filter(
            pk__in=reporting.filter(notice=self.instance.notice).values("user")
        )
        held = User.objects.filter(contributions__action=self.instance)
        if self.instance.due_on:  # a date that is set moves by a request, with a reason
            self.due_on_not_taken = self._due_on_typed_beside(self.fields.pop("due_on"))
        self.fields["lead"].queryset = people | User.objects.filter(pk=self.instance.lead_id)
        self.fields["lead"].empty_label = "Nobody yet"
        self.fields["contributors"].queryset = (people | held).distinct()
        self.initial["contributors"] = [
            contributor.user_id for contributor in self.instance.contributors.all()
        ]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if early := before_the_notice(day, self.instance.notice.issued_on):
            raise forms.ValidationError(early)
        return day

    @property
    def theirs(self):
        if "due_on" in self.fields:
            return super().theirs
        return [*super().theirs, ("Due date", as_read(self.instance, "due_on"))]

    def _due_on_typed_beside(self, field):
        """A due date that came of a page on which none was set yet, if it is another."""
        typed = self.data.get("due_on", "").strip()
        return typed if typed and field.has_changed(self.instance.due_on, typed) else ""
