"""The forms of an import: the file, and what is said of each proposal."""

import re

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from actions.importing.refusals import EMPTY_FILE
from improvement.gds.widgets import SmallRadios

# What the page calls a box: only that is kept. A key goes into the record, a NUL cannot.
_TICK = re.compile(r"(?:tick|withdraw)-[^\x00-\x1f]{1,100}")
TAKE, REFUSE, BOTH = "take", "refuse", "both"
SAID = {TAKE: True, REFUSE: False, BOTH: "both"}


class PastedField(forms.CharField):
    """Text from a clipboard; what no person typed is taken out of it here and by the importer."""

    def to_python(self, value):
        return super().to_python(value).replace("\0", "")


class UploadForm(forms.Form):
    """A file, or a table pasted from Word or Excel: one of the two."""

    file = forms.FileField(
        label="File",
        required=False,
        help_text="A spreadsheet or a Word document with the table of actions: .xlsx, .csv, .tsv "
        "or .docx. Nothing is changed until you have checked it.",
        error_messages={"empty": EMPTY_FILE},
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xlsm,.csv,.tsv,.txt,.docx,.ods,.xls"}),
    )
    pasted = PastedField(
        label="Or paste the table here",
        required=False,
        strip=False,
        help_text="Select the table in Word or Excel, with its headings, copy it, and paste it",
        widget=forms.Textarea({"rows": 4, "data-paste-table": "id_pasted_html"}),
    )
    columns_by_hand = forms.BooleanField(
        label="Let me say which column is which",
        required=False,
        help_text="Tick this if the headings have names of your own",
    )
    # What a script finds on the clipboard beside the plain text; see static/src/paste.js.
    pasted_html = PastedField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"The file must be smaller than {filesizeformat(settings.UPLOAD_MAX_BYTES)}"
            )
        return file

    def clean(self):
        data = super().clean()
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if "file" not in self.errors and bool(file) == bool(pasted):
            said = "Choose a file or paste a table, not both" if file else None
            self.add_error("file", said or "Choose a file, or paste a table")
        return data

    @property
    def table(self) -> bytes:
        """The pasted table: as the clipboard's HTML where there is one, else as text."""
        html = self.cleaned_data["pasted_html"]
        chosen = html if "<table" in html.lower() else self.cleaned_data["pasted"]
        return chosen.encode()


class DecisionForm(forms.Form):
    """Take a proposal, or refuse it. Not answering leaves the question open."""

    answer = forms.ChoiceField(required=False, widget=SmallRadios)

    def __init__(self, *args, problem, **kwargs):
        initial = next((word for word, said in SAID.items() if said is problem.decision), "")
        initial = BOTH if problem.decision == "both" else initial
        super().__init__(*args, prefix=problem.key, initial={"answer": initial}, **kwargs)
        self.problem = problem
        # The legend names the row, so that each group of answers can be told from the others.
        self.fields["answer"].label = (
            f"What should happen in row {problem.row}?" if problem.row else "Is this meant?"
        )
        self.fields["answer"].choices = [(TAKE, problem.proposal.label), (REFUSE, refusal(problem))]
        if problem.proposal.kind == "use-file-or-both":
            self.fields["answer"].choices += [(BOTH, "Keep both, as two items")]


def refusal(problem) -> str:
    """What refusing a proposal means, in words."""
    return {
        "ref": f"Leave it as “{problem.value}”",
        "join": "Do not join it: leave this row out",
        "leave-out": "Keep these words",
        "cut": "Leave the words where they are",
        "use-file": "Keep the text of the register",
        "use-file-or-both": "Keep the text of the register",
        "go-on": "No, it is not meant",
        "date": "Leave the date empty",
    }.get(problem.proposal.kind, "Leave it as it is")


def decisions_in(data, problems) -> dict[str, object]:
    """What the form answers: problem key -> taken (True), refused (False) or "both"; and tick key
    -> ticked or not, for each box that the page showed.
    """
    said = {problem.key: data.get(f"{problem.key}-answer") for problem in problems}
    answers = {key: SAID[answer] for key, answer in said.items() if answer in SAID}
    ticked = set(data.getlist("tick"))
    boxes = {key for key in data.getlist("box") if _TICK.fullmatch(key)}
    return answers | {key: key in ticked for key in boxes}
