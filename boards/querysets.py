"""What people say of bodies, seats and oversight, as queries."""

from django.apps import apps
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from actions.querysets_of_answers import answered_between


class BodyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The bodies of the councils on one of whose notices this person has a role."""
        notices = apps.get_model("actions", "Notice").objects.visible_to(user)
        return self.filter(Exists(notices.filter(council=OuterRef("council"))))

    def of(self, notice):
        return self.filter(council=notice.council_id)

    def seating(self, user, on):
        """The bodies on which this person has a seat that day."""
        seats = apps.get_model("boards", "Seat").objects.current(on)
        return self.filter(Exists(seats.filter(body=OuterRef("pk"), user=user)))

    def deciding_on(self, action):
        """Those that oversee the action and are more than informed of it."""
        oversights = apps.get_model("boards", "Oversight").objects.that_decide()
        return self.filter(Exists(oversights.filter(body=OuterRef("pk"), action=action)))

    def chaired_by(self, user, on):
        seats = apps.get_model("boards", "Seat").objects.chairing(on)
        return self.filter(Exists(seats.filter(body=OuterRef("pk"), user=user)))

    def overseeing(self, action):
        oversights = apps.get_model("boards", "Oversight").objects.in_force()
        return self.filter(Exists(oversights.filter(body=OuterRef("pk"), action=action)))

    def with_next_meeting(self, on):
        """Adds `meets_next_on`: the day of its next meeting, or None."""
        meetings = apps.get_model("boards", "Meeting").objects.standing().to_come(on)
        soonest = meetings.filter(body=OuterRef("pk")).order_by("meets_on")
        return self.annotate(meets_next_on=Subquery(soonest.values("meets_on")[:1]))

    def with_counts(self, notice, on):
        """Adds how many sit on it that day, and how many actions of the notice it oversees."""
        sits = Q(seats__from_on__lte=on) & (Q(seats__until_on=None) | Q(seats__until_on__gte=on))
        oversees = Q(
            oversights__is_ended=False,
            oversights__action__notice=notice,
            oversights__action__is_withdrawn=False,
        )
        return self.annotate(
            seats_now=Count("seats", filter=sits, distinct=True),
            actions_overseen=Count("oversights", filter=oversees, distinct=True),
        )


class SeatQuerySet(models.QuerySet):
    def current(self, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)

    def past(self, on):
        return self.filter(until_on__lt=on)

    def to_come(self, on):
        return self.filter(from_on__gt=on)

    def today(self):
        return self.current(timezone.localdate())

    def chairing(self, on):
        """Those of chairs that day."""
        return self.current(on).filter(office="chair")

    def chair_first(self):
        order = ["chair", "member", "secretary", "in_attendance"]
        place = [When(office=office, then=number) for number, office in enumerate(order)]
        return self.order_by(Case(*place, output_field=IntegerField()), "user__full_name", "pk")


class MeetingQuerySet(models.QuerySet):
    def of(self, notice):
        """Those of the bodies of the notice's council."""
        return self.filter(body__council=notice.council_id)

    def standing(self):
        """Those that were not cancelled."""
        return self.filter(is_cancelled=False)

    def to_come(self, on):
        """On that day or later."""
        return self.filter(meets_on__gte=on)

    def asking(self, on):
        """Those for which updates are asked for, until the day on which they are held."""
        return self.standing().to_come(on).exclude(updates_due_on=None)

    def with_unanswered(self, notice):
        """Adds `unanswered`: how many actions of the notice nobody has answered for yet."""
        asked = apps.get_model("actions", "Action").objects.of(notice).undelivered().order_by()
        silent = asked.exclude(answered_between(OuterRef(OuterRef("asked_at")))).filter(
            oversights__body=OuterRef("body"), oversights__is_ended=False
        )
        counted = silent.values("notice").annotate(number=Count("pk")).values("number")
        return self.annotate(unanswered=Coalesce(Subquery(counted), 0))


class OversightQuerySet(models.QuerySet):
    def visible_to(self, user):
        actions = apps.get_model("actions", "Action").objects.visible_to(user)
        return self.filter(Exists(actions.filter(pk=OuterRef("action"))))

    def in_force(self):
        return self.filter(is_ended=False, action__is_withdrawn=False)

    def that_decide(self):
        """Of bodies that decide on the action: one that is only informed of it does not."""
        return self.in_force().exclude(part="is_informed")

    def with_chair(self, user, on):
        """Adds `is_chaired_by_reader`: whether this person chairs a body that decides."""
        seats = apps.get_model("boards", "Seat").objects.chairing(on)
        chairs = Exists(seats.filter(body=OuterRef("body"), user=user.pk))
        return self.annotate(
            is_chaired_by_reader=ExpressionWrapper(
                chairs & ~Q(part="is_informed"), output_field=BooleanField()
            )
        )

    def chaired_by(self, user, on):
        """Those by which this person decides on the action that day, as a chair."""
        return self.that_decide().with_chair(user, on).filter(is_chaired_by_reader=True)

    def next_meetings(self, on):
        """action's key -> the next meeting, that day or later, of a body that oversees it."""
        meets = self.in_force().filter(
            body__meetings__is_cancelled=False, body__meetings__meets_on__gte=on
        )
        soonest = meets.order_by().values("action").annotate(on=Min("body__meetings__meets_on"))
        return dict(soonest.values_list("action", "on"))

    def for_listing(self, on):
        """With the action and its lead, in the register's order, each saying if it is overdue."""
        undelivered = Q(action__stage__in=["not_started", "in_progress"])
        overdue = ExpressionWrapper(undelivered & Q(action__due_on__lt=on), BooleanField())
        listed = self.select_related("action__lead", "action__notice").annotate(is_overdue=overdue)
        return listed.order_by("action__sort_key", "pk")


class NamingQuerySet(models.QuerySet):
    def of(self, notice):
        return self.filter(action__notice=notice)
