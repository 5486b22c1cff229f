"""What the change log can be narrowed to, from the words of its address."""

import datetime as dt
import json

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import formats

from actions.filters import Tag
from actions.models import Action, Evidence, Import, Member
from actions.references import canonical_ref
from audits.kinds import are_few, kinds, of_kinds
from audits.log import log_of, told_to
from audits.recorded import Audience, told
from boards.models import Body
from improvement.history import LogEntry
from improvement.history.moments import end_of
from improvement.models import User

NOBODY = "nobody"
_PLACES = {"before", "after"}  # where a page begins: not what it is narrowed to


class ChangeForm(forms.Form):
    """Says what is wrong with an address in words that help. `notice` is set by the filter."""

    notice = None

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

    def clean_import(self):
        number = self.cleaned_data["import"]
        if number is None:
            return None
        found = Import.objects.filter(notice=self.notice, number=number).only("number", "pk")
        if number != int(number) or not found:
            raise forms.ValidationError(f"There is no import {number} of this notice")
        return found[0]

    def clean_about(self):
        said = self.cleaned_data["about"]
        what, _, key = said.partition("-")
        if not said:
            return None
        of_notice = {
            "member": Member.objects.filter(notice=self.notice).select_related("user"),
            "body": Body.objects.of(self.notice),
        }
        is_key = key.isascii() and key.isdigit() and len(key) < 10
        found = what in of_notice and is_key and of_notice[what].filter(pk=key).first()
        if not found:
            raise forms.ValidationError(f"“{said}” is nothing of this notice. Clear the filters")
        return found

    def clean(self):
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and end < start:
            self.add_error("to", "The last day must be on or after the first")


class ChangeFilter(django_filters.FilterSet):
    """The entries of one notice's change log, narrowed."""

    kind = django_filters.MultipleChoiceFilter(
        method="of_kind",
        label="Kind of change",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "“%(value)s” is not a kind of change. Choose one in the list"
        },
    )
    action = django_filters.CharFilter(
        method="of_action",
        label="Action",
        max_length=30,
        help_text="For example, IN8",
        error_messages={"max_length": "Enter a reference of 30 characters or fewer"},
    )
    person = django_filters.ChoiceFilter(
        method="done_by",
        label="Changed by",
        empty_label="Anybody",
        error_messages={
            "invalid_choice": "“%(value)s” is nobody in this log. Choose a person in the list"
        },
    )
    about = django_filters.CharFilter(
        method="of_thing", label="About", max_length=40, widget=forms.HiddenInput
    )

    class Meta:
        model = LogEntry
        form = ChangeForm
        fields = []

    def __init__(self, data, *, audience: Audience):
        self.audience, self.notice = audience, audience.notice
        notice = self.notice
        super().__init__(data, queryset=told_to(audience))
        self._add_those_named_as_python_is()
        self.filters["kind"].extra["choices"] = [
            (name, kind.label) for name, kind in kinds().items()
        ]
        self.people = people_in(notice)
        self.filters["person"].extra["choices"] = [
            *self.people,
            (NOBODY, "A command, nobody named"),
        ]

    def _add_those_named_as_python_is(self):
        """`from` and `import` are words of the language, and no names in the body of a class."""
        more = {
            "from": django_filters.DateFilter(method=self.on_or_after, label="From"),
            "to": django_filters.DateFilter(method=self.on_or_before, label="To"),
            "import": django_filters.NumberFilter(
                method=self.by_import,
                label="Import",
                help_text="Its number",
                min_value=1,
                max_value=999_999,
                error_messages={"invalid": "Enter the number of an import, like 3"},
            ),
        }
        for name, one in more.items():
            one.parent, one.model, one.field_name = self, LogEntry, name
            self.filters[name] = one

    def get_form_class(self):
        form = super().get_form_class()
        form.notice = self.notice
        return form

    @property
    def narrowed(self):
        """The entries asked for. None at all where a part of the address means nothing."""
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def fields_asked(self):
        """All that the fields of the filter say: the same for two pages, so are the fields."""
        asked = [
            (name, one.extra.get("choices"), self.data.getlist(name))
            for name, one in self.filters.items()
        ]
        return json.dumps([asked, self.form.errors.get_json_data()])

    @property
    def may_be_rare(self):
        """Whether few of very many entries may be what is asked for, with nothing that leads to
        them: those are looked for a stretch of the log at a time.
        """
        asked = self.form.cleaned_data if self.is_valid() else {}
        leads = any(asked.get(name) for name in ("action", "import", "about"))
        return bool(asked.get("kind")) and not leads and not are_few(asked["kind"])

    @property
    def tags(self):
        """What is on, each with the address that takes it off; what means nothing is among them."""
        return [
            Tag(self._in_words(name, value), self._without(name, value))
            for name in self.filters
            for value in filter(None, self.data.getlist(name))
        ]

    def _in_words(self, name, value):
        label = self.filters[name].label
        if name in self.form.errors:
            return f"{label}: “{value}”"
        found = self.form.cleaned_data.get(name)
        if name == "kind":
            return kinds()[value].label
        if name == "person":
            return f"{label}: {dict(self.filters[name].extra['choices'])[value]}"
        if isinstance(found, dt.date):
            return f"{label} {formats.date_format(found)}"
        if isinstance(found, Import):
            return f"Import {found.number}"
        return f"{label}: {found.user if isinstance(found, Member) else found}"

    def _without(self, name, value):
        data = self.data.copy()
        data.setlist(name, [other for other in data.getlist(name) if other != value])
        for key in [key for key in data if key in _PLACES or not any(data.getlist(key))]:
            del data[key]
        return f"?{data.urlencode()}"

    def of_kind(self, entries, name, names):
        return of_kinds(entries, self.audience, names) if names else entries

    def of_action(self, entries, name, action):
        return entries.filter(act__in=_acts_on(Action, action.pk))

    def of_thing(self, entries, name, thing):
        return entries.filter(act__in=_acts_on(type(thing), thing.pk))

    def by_import(self, entries, name, record):
        """What it wrote and what its undo took back, its upload and its check."""
        return entries.filter(act__in=_acts_on(Import, record.pk))

    def done_by(self, entries, name, person):
        return entries.filter(by=None if person == NOBODY else person)

    def on_or_after(self, entries, name, day):
        return entries.filter(at__gt=end_of(day - dt.timedelta(days=1)))

    def on_or_before(self, entries, name, day):
        return entries.filter(at__lte=end_of(day))


def people_in(notice):
    """(key, name) of everybody who changed something, by name."""
    theirs = log_of(notice).filter(by=OuterRef("pk"))
    found = User.objects.filter(Exists(theirs)).order_by("full_name", "pk")
    return [(str(key), name) for key, name in found.values_list("pk", "full_name")]


def _acts_on(model, key):
    """The acts that changed this thing or what hangs on it."""
    first, *rest = [
        table.history.objects.filter(**{way: key}).order_by().values("history_act")
        for table in told()
        if (way := _way_from(table, model))
    ]
    return first.union(*rest) if rest else first


def _way_from(table, model):
    """From a version in this table to the thing of this kind that it is of; "" if it is of none."""
    if table.thing_model is model:
        return table.thing
    return "evidence__action" if (table.thing_model, model) == (Evidence, Action) else ""
