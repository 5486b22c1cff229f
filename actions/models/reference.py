"""A reference from one action to another: "See IN2 above", "See action plan A4"."""

from django.db import models
from django.db.models import F, Q

from actions.querysets import CrossReferenceQuerySet
from improvement.history import Recorded, record


class CrossReference(Recorded):
    """The words as printed, where they stand, and what they point at.

    `target` is empty while the reference points into a plan that is not held; `plan_ref` then
    keeps what it names.
    """

    class Field(models.TextChoices):
        WORDING = "wording", "Action"
        PROGRESS = "progress", "Progress"
        NEXT_STEPS = "next_steps", "Next steps"

    hangs_on = ("action", "progress_item", "next_step")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="references_made")
    field = models.CharField(max_length=10, choices=Field.choices)
    progress_item = models.ForeignKey(
        "actions.ProgressItem", models.PROTECT, related_name="references", null=True, blank=True
    )
    next_step = models.ForeignKey(
        "actions.NextStep", models.PROTECT, related_name="references", null=True, blank=True
    )
    words = models.TextField("words as printed")
    target = models.ForeignKey(
        "actions.Action", models.PROTECT, related_name="relied_on_by", null=True, blank=True
    )
    plan_ref = models.CharField("reference in another plan", max_length=30, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    objects = CrossReferenceQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(target=F("action")), name="reference_never_to_itself"
            ),
            models.CheckConstraint(
                condition=~Q(target=None) | ~Q(plan_ref=""), name="reference_points_at_something"
            ),
            models.CheckConstraint(
                condition=Q(field="wording", progress_item=None, next_step=None)
                | (Q(field="progress", next_step=None) & ~Q(progress_item=None))
                | (Q(field="next_steps", progress_item=None) & ~Q(next_step=None)),
                name="reference_stands_where_it_says",
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return self.words
