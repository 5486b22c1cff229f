"""A form that never writes over what somebody else saved while it was open."""

from django import forms

STALE = (
    "Somebody changed this while you had the page open. It now says what you see above. "
    "Check your answers, then save again to put them in its place"
)


class SeenForm(forms.ModelForm):
    """Carries the version that it was shown with. The caller holds the row while it is checked."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_stale = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._newest = self._newest_version()

    def _newest_version(self):
        if self.instance.pk is None:
            return ""
        newest = self.instance.history.order_by("-history_id").values_list("history_id", flat=True)
        return str(newest.first())

    def clean(self):
        data = super().clean()
        if data.get("seen", "") != self._newest:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._newest  # to save again is then to choose
            self.is_stale = True
            raise forms.ValidationError(STALE)
        return data
