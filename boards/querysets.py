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
    OuterRef,
    Q,
    When,
)
from django.utils import timezone


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

    def overseeing(self, action):
        oversights = apps.get_model("boards", "Oversight").objects.in_force()
        return self.filter(Exists(oversights.filter(body=OuterRef("pk"), action=action)))

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

    def chair_first(self):
        order = ["chair", "member", "secretary", "in_attendance"]
        place = [When(office=office, then=number) for number, office in enumerate(order)]
        return self.order_by(Case(*place, output_field=IntegerField()), "user__full_name", "pk")


class OversightQuerySet(models.QuerySet):
    def visible_to(self, user):
        actions = apps.get_model("actions", "Action").objects.visible_to(user)
        return self.filter(Exists(actions.filter(pk=OuterRef("action"))))

    def in_force(self):
        return self.filter(is_ended=False, action__is_withdrawn=False)

    def for_listing(self, on):
        """With the action and its lead, in the register's order, each saying if it is overdue."""
        undelivered = Q(action__stage__in=["not_started", "in_progress"])
        overdue = ExpressionWrapper(undelivered & Q(action__due_on__lt=on), BooleanField())
        listed = self.select_related("action__lead", "action__notice").annotate(is_overdue=overdue)
        return listed.order_by("action__sort_key", "pk")


class NamingQuerySet(models.QuerySet):
    def of(self, notice):
        return self.filter(action__notice=notice)
