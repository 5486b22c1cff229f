"""Rows for new evidence: a file or a link. A file is kept from the moment that it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from django import forms
from django.utils import timezone

from actions.forms.evidence import FILE_OR_LINK
from actions.models import Evidence, HeldFile
from actions.services import NewEvidence
from actions.uploads.kinds import ACCEPT
from improvement.gds.fields import DateField

NO_LONGER_KEPT = "This file is no longer kept with the page. Select it again"


@dataclass(frozen=True)
class Files:
    """What came of the files of a page: those kept, by token; and by box why one was refused."""

    kept: Mapping[str, HeldFile] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


NO_FILES = Files()


class NewEvidenceForm(forms.Form):
    file = forms.FileField(label="File", required=False, widget=forms.FileInput({"accept": ACCEPT}))
    held = forms.CharField(required=False, widget=forms.HiddenInput)
    take_off = forms.BooleanField(label="Take it off this page", required=False)
    link = forms.URLField(
        label="Or a link to it",
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url"}),
    )
    title = forms.CharField(
        label="Title",
        required=False,
        max_length=200,
        help_text="Left empty, it is the name of the file",
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Select a kind"), *Evidence.Kind.choices]
    )
    dated_on = DateField(label="Date it is of", required=False)
    is_restricted = forms.BooleanField(label="Restricted: observers cannot read it", required=False)

    def __init__(self, *args, files: Files, **kwargs):
        super().__init__(*args, **kwargs)
        self._files = files

    @property
    def kept(self) -> HeldFile | None:
        """The file that is kept with this row of the page."""
        return self._files.kept.get(self["held"].value())

    @property
    def boxes(self):
        hidden = ["take_off"]
        if self.kept:
            # A link that was typed beside the file stays to be read, and taken out.
            hidden += ["file"] if self["link"].value() else ["file", "link"]
        return [one for one in self.visible_fields() if one.name not in hidden]

    @property
    def is_open(self) -> bool:
        typed = ("link", "title", "kind", "dated_on")
        return bool(self.errors or self.kept or any(self[name].value() for name in typed))

    @property
    def lost_its_file(self) -> bool:
        """Whether it names a file that is kept no longer: it was made evidence, or cleared."""
        return bool(self["held"].value()) and self.kept is None

    @property
    def says_something(self) -> bool:
        said = self.cleaned_data
        return bool(self.kept or said["link"])

    def clean_dated_on(self):
        dated_on = self.cleaned_data["dated_on"]
        if dated_on and dated_on > timezone.localdate():
            raise forms.ValidationError("The date it is of must be today or in the past")
        return dated_on

    def clean(self):
        data = super().clean()
        if refused := self._files.refused.get(self.add_prefix("file")):
            self.add_error("file", refused)
        elif self.lost_its_file:
            self.add_error("file", NO_LONGER_KEPT)
        elif self.kept:
            if data.get("link"):
                self.add_error("link", FILE_OR_LINK)
            self._ask_for(data, "kind", "dated_on")
        elif data.get("link"):
            self._ask_for(data, "title", "kind", "dated_on")
        elif any(data.get(name) for name in ("title", "kind", "dated_on")):
            self.add_error("file", "Select a file, or enter a link, for the evidence you describe")
        return data

    def _ask_for(self, data, *names):
        for name in names:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _ASKED[name])

    def evidence(self) -> list[NewEvidence]:
        if not self.says_something:
            return []
        said = self.cleaned_data
        return [
            NewEvidence(
                title=said["title"] or PurePath(self.kept.filename).stem[:200],
                kind=said["kind"],
                dated_on=said["dated_on"],
                is_restricted=said["is_restricted"],
                file=self.kept,
                link=said["link"],
            )
        ]


_ASKED = {
    "title": "Enter a title for the link",
    "kind": "Select what kind of evidence it is",
    "dated_on": "Enter the date that the evidence is of",
}
