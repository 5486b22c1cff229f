"""What the evidence library can be narrowed to, from the words of its address."""

import django_filters
from django import forms

from actions.models import Evidence, EvidenceCheck
from actions.narrowing import (
    DateFilter,
    NarrowingFilter,
    action_by_its_reference,
    is_not,
    words_to_search,
)
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


class EvidenceFilter(NarrowingFilter):
    """The evidence of one notice that somebody may read, narrowed; what came last comes first."""

    q = words_to_search("Search titles and names of files")
    kind = django_filters.MultipleChoiceFilter(
        choices=Evidence.Kind.choices,
        label="Kind",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a kind of evidence"),
    )
    checked = django_filters.MultipleChoiceFilter(
        choices=CHECKED,
        method="with_opinions",
        label="Checked",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("an opinion"),
    )
    only = django_filters.MultipleChoiceFilter(
        method="only_those",
        label="Only show",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a filter"),
    )
    action = action_by_its_reference()

    class Meta(NarrowingFilter.Meta):
        model = Evidence
        fields = []

    def __init__(self, data, *, notice, user, reads_restricted):
        seen = Evidence.objects.visible_to(user)
        asks_for_withdrawn = WITHDRAWN in data.getlist("only")
        whole = seen.no_longer_of(notice) if asks_for_withdrawn else seen.of(notice)
        super().__init__(data, notice=notice, queryset=whole.newest_first())
        self.filters["only"].extra["choices"] = [
            (value, label)
            for value, label in ONLY.items()
            if value != RESTRICTED or reads_restricted
        ]

    def named_as_python_is(self):
        return {
            "from": DateFilter(method=self.on_or_after, label="Of this day or later"),
            "to": DateFilter(method=self.on_or_before, label="Of this day or earlier"),
        }

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
