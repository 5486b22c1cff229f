"""The vocabulary: what people say of notices and actions, as queries.

A date is an argument (`on`); only views and commands ask the clock.
"""

import datetime as dt

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from improvement.written_once import AnyReader


def _current_memberships_of(user):
    """The roles this person holds today. Named by string: models stand above querysets."""
    members = apps.get_model("actions", "Member").objects
    if not user.is_authenticated or not user.is_active:
        return members.none()
    on = user.today if user is AnyReader else timezone.localdate()
    return members.current(on).filter(user=user.pk)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        mine = _current_memberships_of(user).filter(notice=OuterRef("pk"))
        return self.filter(Exists(mine))

    def with_role_of(self, user):
        """Adds `role_of_reader`: what this person is on the notice today."""
        mine = _current_memberships_of(user).filter(notice=OuterRef("pk"))
        return self.annotate(role_of_reader=Subquery(mine.values("role")[:1]))

    def with_action_count(self):
        """Adds `action_count`, by a subquery so that the order of the notices stays."""
        actions = apps.get_model("actions", "Action").objects.standing().order_by()
        of_notice = actions.filter(notice=OuterRef("pk")).values("notice")
        counted = Subquery(of_notice.annotate(number=Count("pk")).values("number"))
        return self.annotate(action_count=Coalesce(counted, 0))


class MemberQuerySet(models.QuerySet):
    def current(self, on):
        """Those whose last day, if they have one, has not passed, and who can log in."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), user__is_active=True)

    def of_today(self, user):
        """The roles that this person holds today, in no order."""
        return _current_memberships_of(user).order_by()

    def visible_to(self, user):
        return self.filter(current_membership_of_same_notice(user))

    def officers(self):
        return self.filter(role__in=["officer", "administrator"])


def current_membership_of_same_notice(user, path="notice"):
    """Whether this person is on the notice at the end of the path today."""
    return Exists(_current_memberships_of(user).filter(notice=OuterRef(path)))


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(current_membership_of_same_notice(user))

    def without_sheets(self):
        """For lists: leaves the parsed cells, which can be large, in the database."""
        return self.defer("sheets")

    def applied(self):
        return self.filter(status="applied")

    def next_number(self, notice):
        return (self.filter(notice=notice).aggregate(last=Max("number"))["last"] or 0) + 1


# Large, and no page of an action shows them.
NOT_SHOWN_OF_AN_IMPORT = [
    f"imported_in__{name}" for name in ("sheets", "decisions", "mends", "outcome")
]


class ItemQuerySet(models.QuerySet):
    def with_origin(self):
        """With the import that each came in by, without what is large of it."""
        return self.select_related("imported_in").defer(*NOT_SHOWN_OF_AN_IMPORT)


class ProgressItemQuerySet(ItemQuerySet):
    def shown(self):
        return self.filter(is_withdrawn=False)

    def newest_first(self):
        """What was written down last comes first, whatever date it says."""
        return self.order_by("-position", "-pk")


_OPEN_STEP = Q(status__in=["open", "carried_forward"])


class NextStepQuerySet(ItemQuerySet):
    def open(self):
        return self.filter(_OPEN_STEP)

    def open_or_of(self, action):
        """Of this action every step, of the others those that are open."""
        return self.filter(_OPEN_STEP | Q(action=action))

    def overdue(self, on):
        return self.open().filter(due_on__lt=on)

    def by_soonest_due(self):
        """Those without a date come last, in the order of the document."""
        return self.order_by(F("due_on").asc(nulls_last=True), "position", "pk")


def _place_in(column, *values):
    """The place of a column's value in this list; NULL where it is not in it."""
    return Case(*(When(**{column: value}, then=place) for place, value in enumerate(values)))


UNDELIVERED = ("not_started", "in_progress")
SIGNED_OFF = ("signed_off", "embedded")
_SIGNED_OFF = Q(stage__in=SIGNED_OFF)
_UNDELIVERED = Q(stage__in=UNDELIVERED)


class ActionQuerySet(models.QuerySet):
    # Who may see, and where they stand

    def visible_to(self, user):
        return self.filter(current_membership_of_same_notice(user))

    def with_role_of(self, user):
        """Adds `role_of_reader`: what this person is on the notice today."""
        mine = _current_memberships_of(user).filter(notice=OuterRef("notice"))
        return self.annotate(role_of_reader=Subquery(mine.values("role")[:1]))

    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(is_withdrawn=False)

    def of(self, notice):
        """The actions of a notice as people speak of them: not those that were withdrawn."""
        return self.standing().filter(notice=notice)

    def led_by(self, user):
        return self.filter(lead=user)

    def reported_by(self, user):
        """Those that this person leads or contributes to."""
        return self.filter(Q(lead=user) | Exists(self._contributions().filter(user=user)))

    def without_lead(self):
        return self.filter(lead=None)

    def leads(self):
        """(key, name) of each person who leads one of these, by name."""
        people = get_user_model().objects.filter(pk__in=self.order_by().values("lead"))
        return people.order_by("full_name", "pk").values_list("pk", "full_name")

    def overseen_by(self, body_slug):
        """Those that this body of the notice's own council oversees."""
        return self.filter(
            oversights__is_ended=False,
            oversights__body__slug=body_slug,
            oversights__body__council=F("notice__council"),
        )

    # How far, and whether on track

    def rated(self, *ratings):
        """Those shown as any of these: "red", "amber", "green", "blue" or "" for not rated."""
        colours = Q(delivery_rating__in=[rating for rating in ratings if rating != "blue"])
        shown = colours & ~_SIGNED_OFF
        return self.filter(shown | _SIGNED_OFF if "blue" in ratings else shown)

    def undelivered(self):
        return self.filter(_UNDELIVERED)

    def overdue(self, on):
        return self.filter(_UNDELIVERED, due_on__lt=on)

    def with_overdue(self, on):
        """Adds `is_overdue`."""
        rule = ExpressionWrapper(_UNDELIVERED & Q(due_on__lt=on), models.BooleanField())
        return self.annotate(is_overdue=rule)

    def past_original_date(self, on):
        """Not delivered, and later than was first said, whatever was agreed since."""
        return self.undelivered().filter(original_due_on__lt=on)

    def with_date_asked_for(self):
        """Those of which another due date is asked for, and nobody has decided yet."""
        asked = apps.get_model("actions", "DateChange").objects.open()
        return self.filter(Exists(asked.filter(action=OuterRef("pk"))))

    def due_soon(self, on, days=28):
        return self.undelivered().filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=days))

    def off_track(self):
        return self.undelivered().filter(delivery_rating__in=["red", "amber"])

    def stale(self, since):
        """Not finished, and nothing said since this moment."""
        return (
            self.undelivered()
            .with_last_said()
            .filter(Q(last_said_at__lt=since) | Q(last_said_at=None))
        )

    # Gaps: what the record lacks

    def without_evidence(self):
        """Those on which no evidence stands, whoever may read it."""
        held = apps.get_model("actions", "Evidence").objects.standing()
        return self.exclude(Exists(held.filter(action=OuterRef("pk"))))

    # References

    def of_council_of(self, notice):
        """Those of any plan of this notice's council that stand: what its texts may refer to."""
        return self.standing().filter(notice__council=notice.council_id)

    def prefixes(self):
        """The letters that their refs begin with: "IN" of "IN2"."""
        ending = Value("0123456789.()abcdefghijklmnopqrstuvwxyz")
        prefix = Func(F("ref"), ending, function="RTRIM", output_field=models.CharField())
        refs = self.order_by().annotate(prefix=prefix)
        return set(refs.values_list("prefix", flat=True).distinct())

    def referring(self):
        return self.filter(Exists(self._references().shown()))

    # What changed lately

    def changed_since(self, moment):
        """Added or changed since. A change of an item is also a version of its action."""
        history = apps.get_model("actions", "HistoricalAction").objects
        return self.filter(pk__in=history.filter(history_date__gte=moment).values("id"))

    # Columns and rows that pages ask for

    def with_last_said(self):
        """Adds `last_said_at`: when a progress item, next step or rating was last written."""
        history = apps.get_model("actions", "HistoricalAction").objects
        newest = (
            history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
        )
        return self.annotate(last_said_at=Subquery(newest))

    def with_times_moved(self):
        """Adds `times_moved`: how many moves of the due date were agreed."""
        moves = apps.get_model("actions", "DateChange").objects.agreed().order_by()
        counted = moves.filter(action=OuterRef("pk")).values("action").annotate(n=Count("pk"))
        return self.annotate(times_moved=Coalesce(Subquery(counted.values("n")), 0))

    def with_progress_and_steps(self):
        """Adds `progress_shown` and `steps_open`: lists of all of them, in the document's order."""
        progress = apps.get_model("actions", "ProgressItem").objects.shown()
        steps = apps.get_model("actions", "NextStep").objects.open()
        return self.prefetch_related(
            Prefetch("progress_items", progress, "progress_shown"),
            Prefetch("next_steps", steps, "steps_open"),
        )

    def with_neighbours(self):
        """Adds `previous_ref` and `next_ref`: the actions before and after in the notice."""
        same_notice = self.model.objects.standing().filter(notice=OuterRef("notice"))
        before = same_notice.filter(sort_key__lt=OuterRef("sort_key")).order_by("-sort_key")
        after = same_notice.filter(sort_key__gt=OuterRef("sort_key")).order_by("sort_key")
        return self.annotate(
            previous_ref=Subquery(before.values("ref")[:1]),
            next_ref=Subquery(after.values("ref")[:1]),
        )

    # Orders

    def in_order(self, name):
        """By "ref", "stage", "rating", "lead" or "due"; the other way round with a minus before.

        What is not said (no rating, no lead, no due date) comes last either way.
        """
        column = self._SORTED_BY[name.removeprefix("-")]
        down = name.startswith("-")
        first = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
        return self.order_by(first, "-sort_key" if down else "sort_key", "pk")

    _SORTED_BY = {
        "ref": F("sort_key"),
        "stage": _place_in(
            "stage",
            "not_started",
            "in_progress",
            "delivered",
            "awaiting_sign_off",
            "signed_off",
            "embedded",
            "no_longer_required",
        ),
        "rating": Case(
            When(_SIGNED_OFF, then=3), default=_place_in("delivery_rating", "red", "amber", "green")
        ),
        "lead": F("lead__full_name"),
        "due": F("due_on"),
    }

    def by_soonest_due(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "sort_key")

    # Counts

    def count_by_stage(self):
        """stage value -> how many; a stage that none is in is not there."""
        return dict(self.order_by().values_list("stage").annotate(Count("pk")))

    def count_by_rating(self):
        return dict(self.order_by().values_list("delivery_rating").annotate(Count("pk")))

    def count_by_stage_and_rating(self):
        """(stage, rating) -> how many, in one query."""
        pairs = self.order_by().values_list("stage", "delivery_rating").annotate(Count("pk"))
        return {(stage, rating): number for stage, rating, number in pairs}

    # The rows beside an action, for the subqueries above

    def _contributions(self):
        return apps.get_model("actions", "Contributor").objects.filter(action=OuterRef("pk"))

    def _references(self):
        return apps.get_model("actions", "CrossReference").objects.filter(action=OuterRef("pk"))
