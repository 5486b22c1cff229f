"""What a list of one notice can be narrowed to, from the words of its address.

The register, the evidence library and the change log each have a filter of their own; what is the
same in all of them is here.
"""

import datetime as dt
import json
from typing import NamedTuple

import django_filters
from django import forms
from django.utils import formats

from actions.models import Action
from actions.references import canonical_ref
from improvement.gds.fields import DateField

MOST_WORDS = 10
_PLACES = {"page", "before", "after"}  # where a page begins: not what a list is narrowed to


class Tag(NamedTuple):
    """One thing that a list is narrowed to, and the address without it."""

    words: str
    without: str


def is_not(what):
    """The sentence for a choice that is none of those given: "is not a stage", say."""
    return {"invalid_choice": f"“%(value)s” is not {what}. Choose one in the list"}


def words_to_search(label):
    """The box of words to search for. The filter's method `saying` is given them."""
    return django_filters.CharFilter(
        method="saying",
        label=label,
        max_length=200,
        error_messages={"max_length": "Search for 200 characters or fewer"},
        widget=forms.TextInput(attrs={"type": "search"}),
    )


def action_by_its_reference():
    """The box of one action. The filter's method `on_action` is given the action."""
    return django_filters.CharFilter(
        method="on_action",
        label="Action",
        max_length=30,
        help_text="For example, IN8",
        error_messages={"max_length": "Enter a reference of 30 characters or fewer"},
    )


class DateFilter(django_filters.DateFilter):
    """A day in the years that the work can be about: others can't even be reckoned with."""

    field_class = DateField


class NarrowingForm(forms.Form):
    """Says what is wrong with an address in words that help; nothing is dropped in silence.

    `notice` is set by the filter.
    """

    notice = None

    def clean_q(self):
        q = self.cleaned_data["q"]
        if len(q.split()) > MOST_WORDS:
            raise forms.ValidationError(f"Search for up to {MOST_WORDS} words at a time")
        return q

    def clean_action(self):
        typed = self.cleaned_data["action"].strip()
        if not typed:
            return None
        refs = [typed, canonical_ref(typed) or typed]
        found = Action.objects.filter(notice=self.notice, ref__in=refs).first()
        if found is None:
            raise forms.ValidationError(
                f"“{typed}” is not an action of this notice. Enter one of its references, like IN8"
            )
        return found

    def clean(self):
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and end < start:
            self.add_error("to", "The last day must be on or after the first")


class NarrowingFilter(django_filters.FilterSet):
    """The rows of one notice, narrowed. Each filter of a list says what can be asked of it."""

    class Meta:
        form = NarrowingForm

    def __init__(self, data, *, notice, queryset):
        self.notice = notice
        super().__init__(data, queryset=queryset)
        for name, one in self.named_as_python_is().items():
            one.parent, one.model, one.field_name = self, queryset.model, name
            self.filters[name] = one

    def named_as_python_is(self):
        """Name -> filter, of those whose names are words of the language, such as `from`, and no
        names in the body of a class.
        """
        return {}

    def get_form_class(self):
        form = super().get_form_class()
        form.notice = self.notice
        return form

    @property
    def narrowed(self):
        """The rows asked for. None at all where a part of the address means nothing, so that
        nobody takes the whole list for what they asked.
        """
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def tags(self):
        """What is on, each with the address that takes it off; what means nothing is among them."""
        return [
            Tag(self.in_words(name, value), self.address(name, without=value))
            for name in self.filters
            if self.is_told(name)
            for value in filter(None, self.data.getlist(name))
        ]

    @property
    def fields_asked(self):
        """All that the fields beside the search box say: where that is the same, so are they."""
        beside = [name for name in self.filters if name != "q"]
        asked = [
            (name, self.filters[name].extra.get("choices"), self.data.getlist(name))
            for name in beside
        ]
        wrong = self.form.errors.get_json_data()
        return json.dumps([asked, {name: wrong[name] for name in beside if name in wrong}])

    def is_told(self, name):
        """Whether there is a tag of this part of the address."""
        return True

    def in_words(self, name, value):
        """What a tag says of this part of the address."""
        label = self.filters[name].label
        if name == "q":
            return f"Says “{value}”"
        if choices := dict(self.filters[name].extra.get("choices", ())):
            chosen = choices.get(value, f"“{value}”")
            return chosen if name == "only" else f"{label}: {chosen}"
        if name in self.form.errors:
            return f"{label}: “{value}”"
        found = self.form.cleaned_data.get(name)
        return f"{label}: {formats.date_format(found) if isinstance(found, dt.date) else found}"

    def address(self, name, *, without=None, become=None):
        """The address with this part taken off, or become another, from the first page on."""
        data = self.data.copy()
        kept = [value for value in data.getlist(name) if value != without]
        data.setlist(name, [become] if become else kept)
        for key in [key for key in data if key in _PLACES or not any(data.getlist(key))]:
            del data[key]
        return f"?{data.urlencode()}"
