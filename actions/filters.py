"""What the register can be narrowed to, and put in order by, from the words of its address."""

from typing import NamedTuple

import django_filters
from django import forms
from django.utils.http import urlencode

from actions import gaps, search
from actions.lately import since_when
from actions.models import Action
from actions.narrowing import NarrowingFilter, is_not, words_to_search
from improvement.history.moments import today

NOT_RATED = "none"
SIGNED_OFF = ("blue", "Blue: signed off")  # as the rating of what a board has signed off is shown
NO_LEAD = "none"
# What the register can be put in order by, and the heading of its column.
ORDERS = {"ref": "Ref", "stage": "Stage", "rating": "Rating", "lead": "Lead", "due": "Due"}
ONLY = {
    "overdue": "Overdue",
    "original": "Past its original date",
    "date-asked": "A new date is asked for",
    "references": "Refers to another action",
    "no-evidence": "Has no evidence",
    "withdrawn": "Withdrawn",
    "gaps": "Has gaps",
    **{gap.name: gap.label for gap in gaps.GAPS},
}
RECENT = {"7": "7 days", "30": "30 days", "90": "90 days"}


class Heading(NamedTuple):
    """A column that the register can be put in order by: its address, and how it stands now."""

    label: str
    url: str
    aria_sort: str  # "ascending", "descending" or nothing


class RegisterFilter(NarrowingFilter):
    """The actions of one notice, narrowed and in order."""

    q = words_to_search("Search references, wording, progress, next steps and evidence")
    stage = django_filters.MultipleChoiceFilter(
        choices=Action.Stage.choices,
        label="Stage",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a stage of this register"),
    )
    rating = django_filters.MultipleChoiceFilter(
        field_name="delivery_rating",
        choices=[*Action.Rating.choices, SIGNED_OFF, (NOT_RATED, "Not rated")],
        method="rated",
        label="Rating",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a rating of this register"),
    )
    only = django_filters.MultipleChoiceFilter(
        choices=list(ONLY.items()),
        method="only_those",
        label="Only show",
        help_text="A gap is what the gap list asks for: a missing lead, date or rating, and so on",
        widget=forms.CheckboxSelectMultiple,
        error_messages=is_not("a filter of this register"),
    )
    lead = django_filters.ChoiceFilter(
        method="led_by",
        label="Lead",
        empty_label="Anybody",
        error_messages=is_not("a lead of this register"),
    )
    body = django_filters.ChoiceFilter(
        method="overseen_by",
        label="Overseen by",
        empty_label="Any body",
        error_messages=is_not("a body of this register"),
    )
    changed = django_filters.ChoiceFilter(
        choices=list(RECENT.items()),
        method="changed_within",
        label="Added or changed in the last",
        empty_label="Any time",
        error_messages=is_not("a number of days of this register"),
    )
    sort = django_filters.ChoiceFilter(
        choices=[(sign + name, name) for name in ORDERS for sign in ("", "-")],
        method="in_order",
        label="Order",
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": "The actions can’t be put in order by “%(value)s”. "
            "Choose the heading of a column"
        },
    )

    class Meta(NarrowingFilter.Meta):
        model = Action
        fields = []

    def __init__(self, data, *, notice):
        self.asks_for_withdrawn = "withdrawn" in data.getlist("only")
        actions = Action.objects.filter(notice=notice, is_withdrawn=self.asks_for_withdrawn)
        super().__init__(data, notice=notice, queryset=actions)
        self.found = {}  # where something is searched for: key of an action -> how well it fits
        self.filters["lead"].extra["choices"] = [
            (NO_LEAD, "Nobody yet"),
            *((str(person), name) for person, name in self.queryset.leads()),
        ]
        self.filters["body"].extra["choices"] = [
            (body.slug, body.called) for body in notice.council.bodies.all()
        ]

    @property
    def address_kept(self):
        """The words of the address that narrow and order the register, and nothing else: what is
        kept of it under a name. Empty where the whole register is shown as it comes.
        """
        pairs = [
            (name, value)
            for name in self.filters
            for value in filter(None, self.data.getlist(name))
        ]
        return urlencode(pairs)

    @property
    def is_ranked(self):
        """Whether the best match comes first: something is searched for, and no order asked."""
        return bool(self.data.get("q", "").strip()) and not self.data.get("sort")

    @property
    def headings(self):
        """Column -> its heading, whose link turns the order round where it is in force."""
        now = "" if self.is_ranked else self.data.get("sort") or "ref"
        return {
            name: Heading(
                label,
                self.address("sort", become=f"-{name}" if now == name else name),
                {name: "ascending", f"-{name}": "descending"}.get(now, ""),
            )
            for name, label in ORDERS.items()
        }

    def is_told(self, name):
        return name != "sort" or name in self.form.errors

    def saying(self, actions, name, words):
        self.found = search.found(words, self.notice)
        return actions.filter(pk__in=self.found)

    def rated(self, actions, name, ratings):
        return actions.rated(*("" if rating == NOT_RATED else rating for rating in ratings))

    def only_those(self, actions, name, wanted):
        narrowings = {
            "overdue": lambda: actions.overdue(today()),
            "original": lambda: actions.past_original_date(today()),
            "date-asked": lambda: actions.with_date_asked_for(),
            "references": lambda: actions.referring(),
            "no-evidence": lambda: actions.without_evidence(),
            "withdrawn": lambda: actions,  # those are all there are: see __init__
        }
        for one in wanted:
            if one in narrowings:
                actions = narrowings[one]()
            else:
                actions = gaps.lacking(actions, one, today())
        return actions

    def led_by(self, actions, name, lead):
        return actions.without_lead() if lead == NO_LEAD else actions.led_by(lead)

    def overseen_by(self, actions, name, slug):
        return actions.overseen_by(slug)

    def changed_within(self, actions, name, days):
        return actions.changed_since(since_when(int(days)))

    def in_order(self, actions, name, order):
        return actions.in_order(order)
