"""How an action came from stage to stage, and what its officers said when nothing had changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from improvement.history import Recorded, record


class StageMove(Recorded):
    """One step of an action from a stage to another. Written once and never changed, so that what
    stood before a return or a re-opening can still be read.
    """

    class How(models.TextChoices):
        FORWARD = "forward", "Moved on"
        TAKEN_BACK = "taken_back", "Taken back"  # by the lead, before anybody decided
        RETURNED = "returned", "Returned"
        RE_OPENED = "re_opened", "Re-opened"

    hangs_on = ("action",)
    told_as = ("change of stage", "changes of stage")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="stage_moves")
    how = models.CharField(max_length=10, choices=How.choices, default=How.FORWARD)
    from_stage = models.CharField("stage before", max_length=20)
    to_stage = models.CharField("stage after", max_length=20)
    moved_on = models.DateField("on")
    # Whose word it is: the lead's, or that of who decided for a body.
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stage_moves", null=True
    )
    reason = models.TextField(blank=True)
    # The date of delivery that stood when this step was taken.
    delivered_on = models.DateField("delivered on", null=True)

    history = record()

    class Meta:
        ordering = ["moved_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["forward", "taken_back", "returned", "re_opened"]),
                name="stage_move_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")), name="stage_move_goes_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(how="forward") | ~Q(reason=""), name="stage_move_back_has_a_reason"
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.action}: {self.from_stage} to {self.to_stage}"


class NoChange(Recorded):
    """An officer's answer that nothing has changed since a day: an answer, not silence."""

    hangs_on = ("action",)
    told_as = ("answer that nothing changed", "answers that nothing changed")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="no_changes")
    since_on = models.DateField("since")
    note = models.TextField(blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="no_changes_said"
    )
    said_on = models.DateField("said on")

    history = record()

    class Meta:
        ordering = ["said_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since_on__lte=F("said_on")), name="no_change_since_a_day_before"
            )
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.action}: no change since {self.since_on}"
