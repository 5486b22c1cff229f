"""A reference from one action to another: "See IN2 above", "See action plan A4"."""

from django.db import models
from django.db.models import F, Q

from actions.querysets_of_references import CrossReferenceQuerySet
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
        BY_HAND = "by_hand", "Linked by hand"  # no words of the action say it

    hangs_on = ("action", "progress_item", "next_step")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="references_made")
    field = models.CharField(max_length=10, choices=Field.choices)
    progress_item = models.ForeignKey(
        "actions.ProgressItem", models.PROTECT, related_name="references", null=True, blank=True
    )
    next_step = models.ForeignKey(
        "actions.NextStep", models.PROTECT, related_name="references", null=True, blank=True
    )
    words = models.TextField("words as printed", blank=True)
    target = models.ForeignKey(
        "actions.Action", models.PROTECT, related_name="relied_on_by", null=True, blank=True
    )
    plan_ref = models.CharField("reference in another plan", max_length=30, blank=True)
    # Whether the items of the other action are shown here, beneath the words.
    shows_items = models.BooleanField("shows the items of the other action", default=True)
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
                condition=Q(field__in=["wording", "by_hand"], progress_item=None, next_step=None)
                | (Q(field="progress", next_step=None) & ~Q(progress_item=None))
                | (Q(field="next_steps", progress_item=None) & ~Q(next_step=None)),
                name="reference_stands_where_it_says",
            ),
            models.UniqueConstraint(
                fields=["action", "target"],
                condition=Q(field="by_hand"),
                name="reference_is_made_by_hand_once",
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return self.words or "Link made by hand"


class DeclinedReference(Recorded):
    """Words that look like a reference to an action, of which somebody said that they are none.

    Kept so that nothing is offered twice.
    """

    hangs_on = ("action",)
    told_as = ("reference declined", "references declined")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="references_declined")
    words = models.CharField("words as written", max_length=200)
    ref = models.CharField("reference", max_length=30)

    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "words", "ref"], name="reference_is_declined_once"
            )
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.words} in {self.action}"
