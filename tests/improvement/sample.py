"""A form with every kind of field that the register uses."""

from django import forms

STAGES = [("not_started", "Not started"), ("in_progress", "In progress")]


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As people know it")
    email = forms.EmailField(label="Email address")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    number = forms.IntegerField(label="How many", min_value=1)
    wording = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(label="Due date")
    stage = forms.ChoiceField(choices=STAGES)
    rating = forms.ChoiceField(
        choices=[("red", "Red"), ("green", "Green")],
        widget=forms.RadioSelect,
        help_text="How it goes against its date",
    )
    areas = forms.MultipleChoiceField(
        choices=[("Fostering", [("f", "Carers")]), ("Care", [("c", "Care leavers")])],
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label="I have checked the wording", help_text="Word by word")
    file = forms.FileField(label="Evidence")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    def clean(self):
        if not self.cleaned_data.get("sure"):
            raise forms.ValidationError("Check the wording before you send it")


class RowForm(forms.Form):
    text = forms.CharField(label="Next step")


SampleFormSet = forms.formset_factory(RowForm, extra=2)
