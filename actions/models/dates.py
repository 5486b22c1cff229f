"""A due date that moves keeps its past: each move is asked for, with a reason, and decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from actions.querysets_of_dates import DateChangeQuerySet
from improvement.history import Recorded, record


class DateChange(Recorded):
    """One move of an action's due date: asked for by one person, agreed or refused by another.

    The date itself moves when the change is agreed. `agreed_by` says in words who agreed it: the
    meeting of a body, as a rule.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Taken back"

    hangs_on = ("action",)
    told_first = ("status",)
    told_as = ("change of due date", "changes of due date")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="date_changes")
    due_before = models.DateField("due date before")
    due_after = models.DateField("due date after")
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    # Empty where the date was moved by an import that named nobody.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="date_changes_asked", null=True
    )
    asked_on = models.DateField("asked on")
    # As it was planned on the day it was asked; empty where no body that oversees the action met.
    meeting_on = models.DateField("next meeting when it was asked", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="date_changes_decided", null=True
    )
    decided_on = models.DateField("decided on", null=True)
    agreed_by = models.CharField("who agreed it", max_length=200, blank=True)
    decision_reason = models.TextField("reason for the decision", blank=True)

    objects = DateChangeQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["asked", "agreed", "refused", "withdrawn"]),
                name="date_change_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=~Q(due_after=F("due_before")), name="date_change_changes_the_date"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="date_change_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(status="agreed") | ~Q(agreed_by=""),
                name="date_change_agreed_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "withdrawn"], decided_on=None)
                | Q(status__in=["agreed", "refused"], decided_on__isnull=False),
                name="date_change_decided_exactly_when_dated",
            ),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(status="asked"),
                name="one_open_date_change_for_each_action",
                violation_error_message="A change of this due date waits to be decided already",
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.action}: {self.due_before} to {self.due_after}"

    @property
    def is_open(self):
        return self.status == self.Status.ASKED

    @property
    def days(self):
        """How many days later it would be; negative where earlier."""
        return (self.due_after - self.due_before).days
