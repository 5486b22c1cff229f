"""What the evidence library can be narrowed to, from the words of its address."""

import datetime as dt

import django_filters
from django import forms
from django.utils import formats

from actions.filters import Tag
from actions.models import Action, Evidence, EvidenceCheck
from actions.references import canonical_ref
from improvement.history.moments import today

NOT_CHECKED = "none"
CHECKED = [(NOT_CHECKED, "Not checked"), *EvidenceCheck.Opinion.choices]
OLD, RESTRICTED, LINKS, WITHDRAWN = "old", "restricted", "links", "withdrawn"
ONLY = {
    OLD: "Older than six months",
    RESTRICTED: "Restricted",
    LINKS: "Links, not files",
    WITHDRAWN: "Withdrawn",
}
MOST_WORDS = 10


def _unknown(what):
    return {"invalid_choice": f"“%(value)s” is not {what}. Choose one in the list"}


class EvidenceFilterForm(forms.Form):
    """Says what is wrong with an address in words that help. `notice` is set by the filter."""

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


class EvidenceFilter(django_filters.FilterSet):
    """The evidence of one notice that somebody may read, narrowed; what came last comes first."""

    q = django_filters.CharFilter(
        method="saying",
        label="Search titles and names of files",
        max_length=200,
        error_messages={"max_length": "Search for 200 characters or fewer"},
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=Evidence.Kind.choices,
        label="Kind",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_unknown("a kind of evidence"),
    )
    checked = django_filters.MultipleChoiceFilter(
        choices=CHECKED,
        method="with_opinions",
        label="Checked",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_unknown("an opinion"),
    )
    only = django_filters.MultipleChoiceFilter(
        method="only_those",
        label="Only show",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_unknown("a filter"),
    )
    action = django_filters.CharFilter(
        method="on_action",
        label="Action",
        max_length=30,
        help_text="For example, IN8",
        error_messages={"max_length": "Enter a reference of 30 characters or fewer"},
    )

    class Meta:
        model = Evidence
        form = EvidenceFilterForm
        fields = []

    def __init__(self, data, *, notice, user, reads_restricted):
        self.notice = notice
        seen = Evidence.objects.visible_to(user)
        asks_for_withdrawn = WITHDRAWN in data.getlist("only")
        whole = seen.no_longer_of(notice) if asks_for_withdrawn else seen.of(notice)
        super().__init__(data, queryset=whole.newest_first())
        self._add_those_named_as_python_is()
        self.filters["only"].extra["choices"] = [
            (value, label)
            for value, label in ONLY.items()
            if value != RESTRICTED or reads_restricted
        ]

    def _add_those_named_as_python_is(self):
        """`from` is a word of the language, and no name in the body of a class."""
        more = {
            "from": django_filters.DateFilter(
                method=self.on_or_after, label="Of this day or later"
            ),
            "to": django_filters.DateFilter(
                method=self.on_or_before, label="Of this day or earlier"
            ),
        }
        for name, one in more.items():
            one.parent, one.model, one.field_name = self, Evidence, name
            self.filters[name] = one

    def get_form_class(self):
        form = super().get_form_class()
        form.notice = self.notice
        return form

    @property
    def narrowed(self):
        """The evidence asked for. None at all where a part of the address means nothing."""
        return self.qs if self.is_valid() else self.queryset.none()

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
        if name == "q":
            return f"Says “{value}”"
        if name in self.form.errors:
            return f"{label}: “{value}”"
        if choices := dict(self.filters[name].extra.get("choices", ())):
            chosen = choices.get(value, f"“{value}”")
            return chosen if name == "only" else f"{label}: {chosen}"
        found = self.form.cleaned_data.get(name)
        return f"{label}: {formats.date_format(found) if isinstance(found, dt.date) else found}"

    def _without(self, name, value):
        data = self.data.copy()
        data.setlist(name, [other for other in data.getlist(name) if other != value])
        data.pop("page", None)
        for empty in [key for key in data if not any(data.getlist(key))]:
            del data[empty]
        return f"?{data.urlencode()}"

    def saying(self, evidence, name, words):
        return evidence.saying(words)

    def with_opinions(self, evidence, name, opinions):
        return evidence.with_opinions(
            [None if opinion == NOT_CHECKED else opinion for opinion in opinions]
        )

    def only_those(self, evidence, name, wanted):
        narrowings = {
            OLD: lambda found: found.older_than(today()),
            RESTRICTED: lambda found: found.restricted(),
            LINKS: lambda found: found.links(),
            WITHDRAWN: lambda found: found,  # those are all there are: see __init__
        }
        for one in wanted:
            evidence = narrowings[one](evidence)
        return evidence

    def on_action(self, evidence, name, action):
        return evidence.filter(action=action)

    def on_or_after(self, evidence, name, day):
        return evidence.filter(dated_on__gte=day)

    def on_or_before(self, evidence, name, day):
        return evidence.filter(dated_on__lte=day)
