"""What was done and what comes next: the ordered rows of an action."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actions.models.fields import PlaceField
from actions.querysets import NextStepQuerySet, ProgressItemQuerySet
from improvement.history import Recorded, record


class Item(Recorded):
    """What a progress item and a next step share: a text, a place in the order, an origin."""

    named_by = "text"
    hangs_on = ("action",)
    also_told = told_once_changed = ("position",)
    rows_stay = True

    position = PlaceField("place in the list", default=0, editable=False)
    text = models.TextField()
    imported_row = models.PositiveIntegerField("row of the file", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return self.text


class ProgressItem(Item):
    """One thing that was done."""

    also_told = ("position", "came_from_step")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="progress_items")
    achieved_on = models.DateField("date achieved", null=True, blank=True)
    is_withdrawn = models.BooleanField("withdrawn", default=False)
    # The next step that was done and so became this item.
    came_from_step = models.ForeignKey(
        "actions.NextStep", models.PROTECT, related_name="became", null=True, editable=False
    )
    imported_in = models.ForeignKey(
        "actions.Import", models.PROTECT, related_name="progress_items", null=True, editable=False
    )

    objects = ProgressItemQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="progress_item_says_something")
        ]


class NextStep(Item):
    """One thing that comes next."""

    class Kind(models.TextChoices):
        ONE_OFF = "one_off", "One-off"
        ONGOING = "ongoing", "Ongoing, with a review date"
        REPORT = "report", "Report to a body"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        CARRIED_FORWARD = "carried_forward", "Carried forward"
        WITHDRAWN = "withdrawn", "Withdrawn"

    told_first = ("due_on",)

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="next_steps")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="next_steps_owned",
        null=True,
        blank=True,
    )
    due_on = models.DateField("due or review date", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ONE_OFF)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    times_carried = models.PositiveIntegerField("times carried forward", default=0, editable=False)
    imported_in = models.ForeignKey(
        "actions.Import", models.PROTECT, related_name="next_steps", null=True, editable=False
    )

    objects = NextStepQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="next_step_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=["one_off", "ongoing", "report"]),
                name="next_step_has_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "done", "carried_forward", "withdrawn"]),
                name="next_step_has_a_known_status",
            ),
        ]

    @property
    def is_open(self):
        """Still to be done; a step carried forward is."""
        return self.status in (self.Status.OPEN, self.Status.CARRIED_FORWARD)

    @property
    def carried_in_words(self) -> str:
        """ "Carried forward 3 times", or nothing."""
        times = self.times_carried
        if not times:
            is_carried = self.status == self.Status.CARRIED_FORWARD
            return "Carried forward" if is_carried else ""
        return "Carried forward once" if times == 1 else f"Carried forward {times} times"
