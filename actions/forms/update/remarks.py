"""What is said beside the rows of the update page: why, and of no change."""

from django import forms


class WhyForm(forms.Form):
    reason = forms.CharField(
        label="Why are you changing what was said before?",
        help_text="Needed only if you change the words of something above, or withdraw it",
        required=False,
        max_length=1000,
    )


class NoChangeForm(forms.Form):
    note = forms.CharField(
        label="Anything to add? (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
