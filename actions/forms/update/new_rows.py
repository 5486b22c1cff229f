"""Empty rows for what was done and what comes next. Left empty, a row says nothing."""

from django import forms

from actions.forms.update.parts import not_in_the_future
from actions.importing import bullets
from actions.models import NextStep, ProgressItem
from improvement.gds.fields import DateField
from improvement.models import User


class NewRowForm(forms.Form):
    """An empty row. Each line in it that is not empty is an item, as the page says."""

    def __init__(self, *args, owners=None, **kwargs):
        super().__init__(*args, **kwargs)
        if owners:
            owners.offer(self.fields["owner"])

    @property
    def texts(self) -> list[str]:
        return bullets.each_line(self.cleaned_data["text"])

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
        return not_in_the_future(self.cleaned_data["achieved_on"])

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
