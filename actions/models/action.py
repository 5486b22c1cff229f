"""An action of a notice: what is required, how it goes, and who leads it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models.fields import RefSortField
from actions.querysets import SIGNED_OFF, ActionQuerySet
from improvement.history import Recorded, record
from improvement.history.past_pages import in_the_past

# From "delivered" on, until it is returned or re-opened, an action has a date of delivery.
_DELIVERED = ("delivered", "awaiting_sign_off", "signed_off", "embedded")
BLUE = "blue"  # as the rating of what is signed off is shown


class Action(Recorded):
    """One requirement of the notice, by its reference.

    The wording is as issued; a correction carries a reason and the first wording stays in the
    history. Stage and delivery rating are two things: how far, and whether it is on track.
    """

    class Stage(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        DELIVERED = "delivered", "Delivered"
        AWAITING_SIGN_OFF = "awaiting_sign_off", "Awaiting sign-off"
        SIGNED_OFF = "signed_off", "Signed off"
        EMBEDDED = "embedded", "Embedded"
        NO_LONGER_REQUIRED = "no_longer_required", "No longer required"

    class Rating(models.TextChoices):
        RED = "red", "Red"
        AMBER = "amber", "Amber"
        GREEN = "green", "Green"

    class Impact(models.TextChoices):
        NO_EVIDENCE = "no_evidence", "No evidence yet"
        SOME = "some", "Some evidence"
        GOOD = "good", "Good evidence"
        SUSTAINED = "sustained", "Sustained"

    named_by = "ref"
    hangs_on = ("notice",)
    never_changes = ("ref", "sort_key")
    rows_stay = True
    told_first = ("stage", "delivery_rating", "due_on", "is_withdrawn", "impact_rating")
    also_told = ("is_withdrawn",)
    is_asked_what_changed = True

    notice = models.ForeignKey("actions.Notice", models.PROTECT, related_name="actions")
    ref = models.CharField("reference", max_length=30)
    sort_key = RefSortField()
    source_ref = models.CharField("reference as printed", max_length=100, blank=True)
    wording = models.TextField()
    area = models.CharField("area", max_length=150, blank=True)
    # As a file's own column gives it; what a body oversees is said in boards.
    responsible_body = models.CharField(
        "responsible body as printed", max_length=200, blank=True, editable=False
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="actions_led",
        null=True,
        blank=True,
        verbose_name="lead",
    )
    due_on = models.DateField("due date", null=True, blank=True)
    original_due_on = models.DateField("original due date", null=True, blank=True, editable=False)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.NOT_STARTED)
    delivery_rating = models.CharField(
        "delivery rating", max_length=5, choices=Rating.choices, blank=True
    )
    rating_reason = models.TextField("reason for the rating", blank=True)
    path_to_green = models.TextField("path to green", blank=True)
    # The lead's word, dated; it goes when the action is returned, and stays in its history.
    delivered_on = models.DateField("date delivered", null=True, blank=True, editable=False)
    evidenced_by_on = models.DateField("evidenced-by date", null=True, blank=True)
    # What is different for children, judged by assurance. Empty: not yet measured.
    impact_rating = models.CharField(
        "impact rating", max_length=15, choices=Impact.choices, blank=True
    )
    impact_reason = models.TextField("reason for the impact rating", blank=True)
    # Taken out of the register, by an import that no longer has it or by hand; never deleted.
    is_withdrawn = models.BooleanField("withdrawn", default=False, editable=False)
    # Moves on with every change of the action or of its items, so that a stale form is known.
    version = models.PositiveIntegerField(default=1, editable=False)
    imported_in = models.ForeignKey(
        "actions.Import", models.PROTECT, related_name="actions", null=True, editable=False
    )
    imported_rows = models.JSONField("rows of the file", default=list, editable=False)

    objects = ActionQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "ref"],
                name="ref_unique_in_its_notice",
                violation_error_message="Another action of this notice has this reference",
            ),
            models.CheckConstraint(
                condition=~Q(ref="") & ~Q(wording=""), name="action_has_a_ref_and_a_wording"
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[
                        "not_started",
                        "in_progress",
                        "delivered",
                        "awaiting_sign_off",
                        "signed_off",
                        "embedded",
                        "no_longer_required",
                    ]
                ),
                name="action_has_a_known_stage",
            ),
            models.CheckConstraint(
                condition=Q(delivery_rating="", rating_reason="")
                | (Q(delivery_rating__in=["red", "amber", "green"]) & ~Q(rating_reason="")),
                name="rating_has_a_reason",
                violation_error_message="Say why you give this rating",
            ),
            models.CheckConstraint(
                condition=~Q(delivery_rating__in=["red", "amber"]) | ~Q(path_to_green=""),
                name="red_and_amber_have_a_path_to_green",
                violation_error_message="Say what will bring this action back on track",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[*_DELIVERED], delivered_on__isnull=False)
                | (~Q(stage__in=[*_DELIVERED]) & Q(delivered_on=None)),
                name="action_delivered_exactly_when_dated",
            ),
            models.CheckConstraint(
                condition=Q(impact_rating="", impact_reason="")
                | (
                    Q(impact_rating__in=["no_evidence", "some", "good", "sustained"])
                    & ~Q(impact_reason="")
                ),
                name="impact_rating_has_a_reason",
                violation_error_message="Say why you give this impact rating",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(original_due_on=None),
                name="due_date_keeps_its_original",
            ),
        ]
        indexes = [
            # What the register shows a page of, in its own order, so that only those rows are read.
            models.Index(
                fields=["notice", "is_withdrawn", "sort_key", "id"], name="action_notice_sort"
            ),
            models.Index(
                fields=["notice", "is_withdrawn", "stage", "sort_key", "id"],
                name="action_notice_stage",
            ),
            models.Index(
                fields=["notice", "is_withdrawn", "delivery_rating", "sort_key", "id", "stage"],
                name="action_notice_rating",
            ),
            models.Index(fields=["notice", "due_on"], name="action_notice_due"),
            # What the register counts, so that no row has to be read for it.
            models.Index(
                fields=["notice", "is_withdrawn", "stage", "delivery_rating", "id"],
                name="action_notice_counts",
            ),
        ]

    @property
    def log_subject(self):
        return f"notice:{self.notice_id}"

    def __str__(self):
        return self.ref

    @property
    def rating_shown(self):
        """The delivery rating as pages show it: blue once it is signed off, which nobody sets."""
        return BLUE if self.stage in SIGNED_OFF else self.delivery_rating

    @property
    def rating_in_words(self):
        return "Signed off" if self.stage in SIGNED_OFF else self.get_delivery_rating_display()

    def get_absolute_url(self):
        return in_the_past(reverse("actions:detail", args=[self.notice.slug, self.ref]))


class Contributor(Recorded):
    """Somebody beside the lead who reports on an action."""

    hangs_on = ("action",)

    action = models.ForeignKey(Action, models.PROTECT, related_name="contributors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")

    history = record()

    class Meta:
        ordering = ["user__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "user"], name="person_contributes_to_an_action_once"
            )
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.user} contributes to {self.action}"
