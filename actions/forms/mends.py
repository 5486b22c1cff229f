"""The forms of a row that is mended by hand: its reference, each of its columns, all of it.

Each has several buttons, and each button is one mend: `mend(button)` returns it, or None with
errors that say what is missing.
"""

import hashlib
import json
import re
import uuid

from django import forms

from actions.importing.headings import LISTS
from actions.importing.mends import NAMES, OTHER_LIST, Kind, Mend
from actions.references import canonical_ref
from improvement.gds.widgets import SmallRadios

_STRETCH = re.compile(r"(?:(?<=[.!?;])|(?<=[.!?;][\"'”’)\]]))\s+|\n")
_EDGES = ".,;:!?\"'“”‘’()[]"
_END = "end"
REF, ROW = "ref", "row"


def forms_of(row, columns, *, ref):
    """One form for each thing about a row that can be mended, by prefix. `row` is as it is now."""
    found = {REF: RefForm(row=row.number, ref=ref), ROW: RowForm(row=row.number)}
    for name in columns:
        if name in LISTS and row.items(name):
            found[name] = ItemsForm(row=row.number, field=name, items=row.items(name))
        elif name not in LISTS and name != REF and row.texts[name]:
            found[name] = StretchForm(row=row.number, field=name, text=row.texts[name])
    return found


class MendForm(forms.Form):
    """A form of mends; `id` is of the mend to come, so that sending it twice mends once."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *, row, field="", prefix="", texts=()):
        shown = _digest(texts)
        super().__init__(prefix=prefix or field, initial={"id": uuid.uuid4(), "shown": shown})
        self.row, self.field = row, field
        self.name = NAMES.get(field, field.replace("_", " "))
        self.pressed = ""

    def sent_id(self, data):
        """The id of the mend that was sent, or ""."""
        return data.get(self.add_prefix("id"), "").replace("-", "")

    def is_stale(self, data):
        """Whether the words were shown otherwise: somebody mended them meanwhile."""
        return data.get(self.add_prefix("shown")) != self.initial["shown"]

    def mend(self, button, data):
        """The mend that a button makes of what was sent, or None where something is missing."""
        self.data, self.is_bound, self.pressed = data, True, button
        self.full_clean()
        if button not in self.buttons:
            self.add_error(None, "Choose what to do: press one of the buttons")
        mend = self.buttons[button](self) if not self.errors else None
        return mend if not self.errors else None

    def _mend(self, kind, *words, place=0):
        return Mend(
            id=(self.cleaned_data["id"] or uuid.uuid4()).hex,
            kind=kind,
            row=self.row,
            field=self.field,
            words=words,
            place=place,
            reason=self.cleaned_data.get("reason", ""),
        )

    def _reason_is_missing(self):
        if not self.cleaned_data["reason"]:
            self.add_error("reason", "Say why these words are left out")
        return bool(self.errors)


class RefForm(MendForm):
    ref = forms.CharField(
        label="Reference of this row",
        max_length=40,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )

    def __init__(self, *, row, ref):
        super().__init__(row=row, prefix=REF)
        self.initial["ref"] = ref

    def clean_ref(self):
        ref = canonical_ref(self.cleaned_data["ref"])
        if ref is None:
            raise forms.ValidationError("Enter a reference such as IN2, A4 or 1.1")
        return ref

    def set_ref(self):
        return self._mend(Kind.SET_REF, self.cleaned_data["ref"])

    buttons = {"set": set_ref}


class RowForm(MendForm):
    reason = forms.CharField(label="Why is this row left out?", max_length=200, required=False)

    def __init__(self, *, row):
        super().__init__(row=row, prefix=ROW)

    def join(self):
        return self._mend(Kind.JOIN_ROW)

    def leave_out(self):
        return None if self._reason_is_missing() else self._mend(Kind.LEAVE_ROW_OUT)

    buttons = {"join": join, "leave-out": leave_out}


class StretchForm(MendForm):
    """Running text, to be cut where a sentence begins, or before words that are typed in."""

    place = forms.ChoiceField(required=False, widget=SmallRadios)
    at = forms.CharField(
        required=False,
        label="Or the first words of the place",
        help_text="If no sentence begins there. Copy a few words from the text above.",
    )
    reason = forms.CharField(label="Why is it left out?", max_length=200, required=False)

    def __init__(self, *, row, field, text):
        super().__init__(row=row, field=field, texts=[text])
        self.text = text
        self.stretches = _stretches(text)
        self.fields["place"].label = f"Choose a place in the {self.name}"
        self.fields["place"].choices = [
            *((str(start), text[start:end].rstrip()) for start, end in self.stretches),
            (_END, "(the end: all of it stands before this)"),
        ]

    def clean_at(self):
        return _places_of(self.cleaned_data["at"], self.text)

    def clean(self):
        said = super().clean()
        places = said.get("at")
        if places is None:
            if not said.get("place"):
                self.add_error("place", f"Choose a place in the {self.name}")
            return said
        if len(places) != 1:
            self.add_error("at", _not_one(places, self.text))
        return said

    @property
    def _start(self):
        if self.cleaned_data["at"]:
            return self.cleaned_data["at"][0]
        place = self.cleaned_data["place"]
        return len(self.text) if place == _END else int(place)

    def _before(self):
        words = self.text[: self._start].rstrip()
        if not words:
            self.add_error("place", "Nothing stands before this place. Choose a later one")
        return words

    def _after(self):
        words = self.text[self._start :]
        if not words:
            self.add_error("place", "Nothing stands after this place. Choose an earlier one")
        return words

    def _this(self):
        """From the place to the end of its sentence."""
        start = self._start
        end = next((end for _, end in self.stretches if end > start), len(self.text))
        return self._after() and self.text[start:end].rstrip()

    def move_up(self):
        return self._mend(Kind.MOVE_UP, self._before())

    def move_down(self):
        return self._mend(Kind.MOVE_DOWN, self._after())

    def _leave_out(self, words, place):
        self._reason_is_missing()
        return self._mend(Kind.LEAVE_OUT, words, place=place)

    def leave_out_before(self):
        return self._leave_out(self._before(), 0)

    def leave_out_this(self):
        start = self._start
        return self._leave_out(self._this(), start)

    def leave_out_after(self):
        start = self._start
        return self._leave_out(self._after(), start)

    buttons = {
        "move-up": move_up,
        "move-down": move_down,
        "leave-out-before": leave_out_before,
        "leave-out-this": leave_out_this,
        "leave-out-after": leave_out_after,
    }


class ItemsForm(MendForm):
    """The items of a list."""

    place = forms.ChoiceField(required=False, widget=SmallRadios)
    at = forms.CharField(
        required=False,
        label="The first words of the second part",
        help_text="Copy a few words from the item.",
    )
    reason = forms.CharField(label="Why is it left out?", max_length=200, required=False)

    def __init__(self, *, row, field, items):
        super().__init__(row=row, field=field, texts=items)
        self.items = tuple(items)
        self.other = NAMES[OTHER_LIST[field]]
        self.fields["place"].label = f"Choose an item of the {self.name}"
        self.fields["place"].choices = [(str(n), text) for n, text in enumerate(items)]

    def clean(self):
        said = super().clean()
        if self.pressed != "join-up" and not said.get("place") and not self.errors:
            self.add_error("place", f"Choose an item of the {self.name}")
        return said

    @property
    def _place(self):
        return int(self.cleaned_data["place"])

    @property
    def _item(self):
        return self.items[self._place]

    def move_up(self):
        return self._mend(Kind.MOVE_UP, *self.items[: self._place + 1])

    def move_down(self):
        return self._mend(Kind.MOVE_DOWN, *self.items[self._place :])

    def split(self):
        places = [place for place in _places_of(self.cleaned_data["at"], self._item) or () if place]
        if len(places) != 1:
            self.add_error("at", _not_one(places, self._item))
            return None
        first, second = self._item[: places[0]].rstrip(), self._item[places[0] :]
        return self._mend(Kind.SPLIT, first, second, place=self._place)

    def join(self):
        if self._place + 1 == len(self.items):
            self.add_error("place", "This is the last item. Choose the one before it")
            return None
        both = self.items[self._place : self._place + 2]
        return self._mend(Kind.JOIN, *both, place=self._place)

    def join_up(self):
        return self._mend(Kind.JOIN_UP, self.items[0])

    def switch(self):
        return self._mend(Kind.SWITCH, self._item, place=self._place)

    def leave_out(self):
        self._reason_is_missing()
        return self._mend(Kind.LEAVE_OUT, self._item, place=self._place)

    buttons = {
        "move-up": move_up,
        "move-down": move_down,
        "split": split,
        "join": join,
        "join-up": join_up,
        "switch": switch,
        "leave-out": leave_out,
    }


def _digest(texts):
    return hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()[:16]


def _stretches(text):
    """Where each sentence or line of a text begins and ends."""
    starts = [0, *(found.end() for found in _STRETCH.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _places_of(typed, text):
    """Where the words that were typed begin in a text, or None where none were."""
    wanted = _plain(typed.split())
    if not typed.split():
        return None
    words = list(re.finditer(r"\S+", text))
    plain = _plain([word[0] for word in words])
    count = len(wanted)
    return [
        words[place].start()
        for place in range(len(plain) - count + 1)
        if plain[place : place + count] == wanted
    ]


def _plain(words):
    return [word.casefold().strip(_EDGES) for word in words]


def _not_one(places, text):
    if len(places) > 1:
        return f"These words stand there {len(places)} times. Copy a few more words"
    return "These words are not there, or stand at the very beginning. Copy them from the text"
