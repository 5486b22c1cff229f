"""Where the table of a file is, and what each of its columns is."""

from django import forms

from actions.importing.layout import NAMES, NO_HEADINGS, Layout

FIELDS = [("", "Leave this column out"), *NAMES.items()]


class PlaceForm(forms.Form):
    """Which sheet, and which of its rows has the headings."""

    sheet = forms.TypedChoiceField(coerce=int, label="Sheet")
    header_row = forms.TypedChoiceField(coerce=int, label="Row of headings")

    def __init__(self, *args, choices, **kwargs):
        initial = {"sheet": choices.sheet, "header_row": choices.header_row}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["sheet"].choices = [
            (sheet.index, f"{sheet.name} ({sheet.rows} rows)") for sheet in choices.sheets
        ]
        self.fields["header_row"].choices = [
            (row.row, _row_in_words(row)) for row in choices.headers
        ]


class ColumnsForm(forms.Form):
    """What each column is."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = choices
        for column in choices.columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                choices=FIELDS,
                required=False,
                initial=column.field,
                label=f"Column {column.letter}: {column.heading or 'no heading'}",
                help_text="; ".join(column.samples) or "Nothing in it",
            )

    def clean(self):
        data = super().clean()
        said = [field for field in data.values() if field]
        for field in {field for field in said if said.count(field) > 1}:
            raise forms.ValidationError(f"Two columns are chosen for “{NAMES[field]}”. Choose one")
        missing = [NAMES[field] for field in ("ref", "wording") if field not in said]
        if missing:
            raise forms.ValidationError(f"Say which column is the “{missing[0]}”")
        return data

    @property
    def layout(self) -> Layout:
        chosen = {
            field: int(name.removeprefix("column-"))
            for name, field in self.cleaned_data.items()
            if field
        }
        return Layout(self.choices.sheet, self.choices.header_row, chosen)


def place_in(data, sheets) -> Layout | None:
    """The sheet and row that an address or form names, with columns as they are found; or None."""
    sheet, row = _number(data.get("sheet", "")), _number(data.get("header_row", ""))
    if not 0 <= sheet < len(sheets):
        return None
    known = {each.number for each in sheets[sheet].rows} | {NO_HEADINGS}
    return Layout(sheet, row if row in known else -1, {})


def _number(text) -> int:
    """The number that a text is, or -1; no sheet has a row of ten digits."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _row_in_words(row) -> str:
    if row.row == NO_HEADINGS:
        return "The table has no headings"
    text = " | ".join(row.cells)
    return f"Row {row.row}: {text[:100]}{'…' if len(text) > 100 else ''}"
