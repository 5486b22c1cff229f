"""Forms about evidence: what is brought, what is said of it, what it shows."""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import Truncator

from actions.forms.seen import SeenForm
from actions.models import Evidence, EvidenceCheck, HeldFile
from actions.uploads.kinds import ACCEPT, IN_WORDS
from improvement.gds.fields import DateField, can_be_seen

ON_THE_ACTION = "action"
RESTRICTED = "Restricted: observers cannot read it"
WHEN_RESTRICTED = "Tick this if it could tell who a child, a family or a member of staff is"
_LONGEST_CHOICE = 110
NO_REAL_DAY = {
    "required": "Enter the date that it is of",
    "invalid": "The date that it is of must be a real date, like 27 March 2014",
}


def date_of_evidence():
    return DateField(
        label="Date it is of",
        help_text="When it was made, or the end of the time it shows. For example, 27 March 2014",
        error_messages=NO_REAL_DAY,
    )


def _is_past(day):
    if day and day > timezone.localdate():
        raise ValidationError("The date it is of must be today or in the past")
    return day


class OnceForm(forms.Form):
    """A form that is carried out once, however often it is sent."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_id", uuid.uuid4())


class FileForm(OnceForm):
    """A file that came with the page, and is kept while the rest of it is put right.

    The file itself is taken in before the form is made: `held` is what became of it, or of one
    that came before; `refused` is why it was not taken.
    """

    file = forms.FileField(required=False, widget=forms.FileInput({"accept": ACCEPT}))
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, action, user, held=None, refused="", **kwargs):
        data = None if data is None else data.copy()
        if held is not None:
            data["held"] = str(held.token)
        super().__init__(data, **kwargs)
        self.held_file = held or self._held_before(action, user)
        self.refused = refused
        most = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        self.fields["file"].help_text = (
            f"{self.held_file.filename} is kept. Choose a file only to put another in its place"
            if self.held_file
            else f"{IN_WORDS}, up to {most}"
        )

    def clean_file(self):
        if self.refused:
            raise ValidationError(self.refused)

    def _held_before(self, action, user):
        try:
            token = uuid.UUID(self.data.get("held", ""))
        except ValueError:
            return None
        return HeldFile.objects.filter(token=token, action=action, user=user).first()


class EvidenceForm(FileForm):
    """A new piece of evidence: a file or a link, on the action or on one of its items."""

    link = forms.URLField(
        label="Or a link to it",
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text="A web address, if it is kept elsewhere. Only those who can open it there can "
        "read it",
    )
    title = forms.CharField(
        max_length=200,
        help_text="For example: Audit of step down decisions, spring",
        validators=[can_be_seen],
    )
    kind = forms.ChoiceField(choices=Evidence.Kind.choices, widget=forms.RadioSelect)
    dated_on = date_of_evidence()
    where = forms.ChoiceField(label="What it is evidence of")
    is_restricted = forms.BooleanField(label=RESTRICTED, required=False, help_text=WHEN_RESTRICTED)
    field_order = ["title", "file", "link", "kind", "dated_on", "where", "is_restricted"]

    def __init__(self, data=None, *, action, **kwargs):
        super().__init__(data, action=action, **kwargs)
        progress = list(action.progress_items.shown())
        steps = [step for step in action.next_steps.all() if step.status != step.Status.WITHDRAWN]
        self._items = {f"progress-{row.pk}": {"progress_item": row} for row in progress}
        self._items |= {f"step-{row.pk}": {"next_step": row} for row in steps}
        self.fields["where"].choices = [
            (ON_THE_ACTION, f"{action.ref} as a whole"),
            *_group("Progress", progress, "progress"),
            *_group("Next steps", steps, "step"),
        ]
        self.initial.setdefault("where", ON_THE_ACTION)

    def clean_dated_on(self):
        return _is_past(self.cleaned_data["dated_on"])

    def clean(self):
        data = super().clean()
        if self.refused or "link" in self.errors:
            return data
        if bool(self.held_file) == bool(data.get("link")):
            field, said = ("link", FILE_OR_LINK) if self.held_file else ("file", _NONE)
            self.add_error(field, said)
        return data

    @property
    def said(self) -> dict:
        """What `add_evidence` takes of it."""
        names = ("title", "kind", "dated_on", "link", "is_restricted")
        said = {name: self.cleaned_data[name] for name in names}
        return said | {"file": self.held_file} | self._items.get(self.cleaned_data["where"], {})


FILE_OR_LINK = "Bring a file or a link, not both. Leave the link empty to keep the file"
_NONE = "Choose a file, or enter a link"


def _group(label, rows, name):
    choices = [(f"{name}-{row.pk}", Truncator(row.text).chars(_LONGEST_CHOICE)) for row in rows]
    return [(label, choices)] if choices else []


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = forms.CharField(max_length=1000)

    def __init__(self, *args, asks, missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = asks
        self.fields["reason"].error_messages["required"] = missing


class VersionForm(FileForm):
    """A newer version of the file of a piece of evidence."""

    reason = forms.CharField(
        label="What is new in it?",
        max_length=1000,
        error_messages={"required": "Say what is new in this version"},
    )

    def clean(self):
        data = super().clean()
        if not self.held_file and not self.refused:
            self.add_error("file", "Choose a file")
        return data


class ChangeForm(SeenForm):
    """What is said of a piece of evidence, put right. A link can be; a file gets a new version."""

    link = forms.URLField(max_length=1000, assume_scheme="https")
    reason = forms.CharField(
        label="Why are you changing this?",
        max_length=1000,
        error_messages={"required": "Say why you are changing this"},
    )

    class Meta:
        model = Evidence
        fields = ["title", "link", "kind", "dated_on", "is_restricted"]
        field_classes = {"dated_on": DateField}
        widgets = {"kind": forms.RadioSelect}
        labels = {"is_restricted": RESTRICTED, "dated_on": "Date it is of"}
        help_texts = {"is_restricted": WHEN_RESTRICTED}
        error_messages = {"dated_on": NO_REAL_DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Evidence.Kind.choices
        self.fields["title"].validators.append(can_be_seen)
        if not self.instance.link:
            del self.fields["link"]

    def clean_dated_on(self):
        return _is_past(self.cleaned_data["dated_on"])


class CheckForm(OnceForm):
    """What a piece of evidence shows, and why that is thought."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    opinion = forms.ChoiceField(
        label="Does it show what it should?",
        choices=EvidenceCheck.Opinion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is sufficient"},
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea({"rows": 5}),
        max_length=5000,
        help_text="What you looked at, what it shows and what it leaves open. Whoever brought it "
        "reads this",
        error_messages={"required": "Say why"},
    )
