"""Keeping a view of the register under a name."""

from django import forms

from actions.models import SavedView
from improvement.gds.fields import can_be_seen

LONGEST_QUERY = SavedView._meta.get_field("query").max_length


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label="Name of this view",
        help_text="For example, Red and overdue. A view of yours that has this name is replaced",
        max_length=80,
        validators=[can_be_seen],
        error_messages={"required": "Give this view a name"},
    )
    is_shared = forms.BooleanField(
        label="Share it with everyone on the notice",
        required=False,
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, filter):
        """`filter` is the register's, narrowed as it is to be kept."""
        super().__init__(data, initial={"query": filter.address_kept})
        self.filter = filter

    def clean(self):
        said = super().clean()
        if not self.filter.is_valid() or not self.filter.address_kept:
            raise forms.ValidationError("Narrow the register first, then save what it shows")
        if len(self.filter.address_kept) > LONGEST_QUERY:
            raise forms.ValidationError("This view asks for too much to be kept")
        return said
