"""What the change log can be narrowed to, from the words of its address."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import formats

from actions.models import Action, Evidence, Import, Member
from actions.narrowing import (
    DateFilter,
    NarrowingFilter,
    NarrowingForm,
    action_by_its_reference,
    is_not,
)
from audits.kinds import are_few, kinds, of_kinds
from audits.log import log_of, told_to
from audits.recorded import Audience, told
from boards.models import Body
from improvement.history import LogEntry
from improvement.history.moments import end_of
from improvement.models import User

NOBODY = "nobody"


class ChangeForm(NarrowingForm):
    """The same of an import, and of a thing that a link names."""

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


class ChangeFilter(NarrowingFilter):
    """The entries of one notice's change log, narrowed."""

    kind = django_filters.MultipleChoiceFilter(
        method="of_kind",
        label="Kind of change",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a kind of change"),
    )
    action = action_by_its_reference()
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
        self.audience = audience
        super().__init__(data, notice=audience.notice, queryset=told_to(audience))
        self.filters["kind"].extra["choices"] = [
            (name, kind.label) for name, kind in kinds().items()
        ]
        self.people = people_in(self.notice)
        self.filters["person"].extra["choices"] = [
            *self.people,
            (NOBODY, "A command, nobody named"),
        ]

    def named_as_python_is(self):
        return {
            "from": DateFilter(method=self.on_or_after, label="From"),
            "to": DateFilter(method=self.on_or_before, label="To"),
            "import": django_filters.NumberFilter(
                method=self.by_import,
                label="Import",
                help_text="Its number",
                min_value=1,
                max_value=999_999,
                error_messages={"invalid": "Enter the number of an import, like 3"},
            ),
        }

    @property
    def may_be_rare(self):
        """Whether few of very many entries may be what is asked for, with nothing that leads to
        them: those are looked for a stretch of the log at a time.
        """
        asked = self.form.cleaned_data if self.is_valid() else {}
        leads = any(asked.get(name) for name in ("action", "import", "about"))
        return bool(asked.get("kind")) and not leads and not are_few(asked["kind"])

    def in_words(self, name, value):
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

    def of_kind(self, entries, name, names):
        return of_kinds(entries, self.audience, names) if names else entries

    def on_action(self, entries, name, action):
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
