"""Forms about the people of a notice: add somebody, change a role, say when it ends."""

from django import forms

from actions.forms.seen import SeenForm
from actions.models import Member
from actions.roles import Role
from improvement.gds.fields import DateField, can_be_seen
from improvement.models import User

WHAT_ROLES_DO = {
    Role.ADMINISTRATOR: "imports, people, bodies, wording, leads and dates; reports on any action",
    Role.OFFICER: "reports on the actions that they lead or contribute to",
    Role.ASSURANCE_LEAD: "checks evidence and says whether it made a difference",
    Role.BOARD_MEMBER: "reads everything and challenges",
    Role.OBSERVER: "reads, usually until a date",
}
ROLES = [(role.value, f"{role.label}: {does}") for role, does in WHAT_ROLES_DO.items()]
LAST_DAY = "They can read until the end of that day. Leave it empty if there is no last day"


class AddPersonForm(forms.Form):
    """Somebody to put on a notice, with or without an account already."""

    email = forms.EmailField(
        label="Email address",
        help_text="If they have an account already, it is used as it is, whatever you type below",
        error_messages={"required": "Enter their email address"},
    )
    full_name = forms.CharField(
        label="Full name",
        max_length=150,
        validators=[can_be_seen],
        error_messages={"required": "Enter their full name"},
    )
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    organisation = forms.CharField(
        max_length=150, required=False, help_text="The council, or whom they work for"
    )
    role = forms.ChoiceField(
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may do"},
    )
    until_on = DateField(label="Last day", required=False, help_text=LAST_DAY)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        if User.objects.named(email).filter(is_active=False).exists():
            raise forms.ValidationError(
                "The account with this email address is closed. "
                "Whoever runs this service can open it again"
            )
        return email

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_until_on(self):
        until_on = self.cleaned_data["until_on"]
        if until_on and until_on < self.today:
            raise forms.ValidationError("The last day must be today or later")
        return until_on


class PersonForm(SeenForm):
    """What a person may do on the notice, and until when."""

    class Meta:
        model = Member
        fields = ["role", "until_on"]
        field_classes = {"until_on": DateField}
        widgets = {"role": forms.RadioSelect}
        help_texts = {"until_on": LAST_DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = ROLES
