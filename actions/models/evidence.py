"""Evidence: the files and links that show what was done, each version kept, and who checked it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.querysets_of_evidence import EvidenceFileQuerySet, EvidenceQuerySet
from improvement.history import Recorded, record
from improvement.history.past_pages import in_the_past


def kept_under_a_random_name(instance, filename):
    """Where a file is kept. Its own name is only shown, never used as a path."""
    return f"evidence/{uuid.uuid4()}"


class Evidence(Recorded):
    """One piece of evidence on an action, or on one of its progress items or next steps."""

    class Kind(models.TextChoices):
        AUDIT = "audit", "Audit"
        PERFORMANCE = "performance", "Performance data"
        FAMILIES = "families", "Feedback from children and families"
        STAFF = "staff", "Staff feedback"
        DOCUMENT = "document", "Policy or document"
        PARTNERS = "partners", "Partner assurance"
        INSPECTION = "inspection", "Inspection or peer review"

    named_by = "title"
    hangs_on = ("action",)
    # Beside what is set once: who may see what is judged as it is today, also in the past.
    never_changes = ("number", "received_on", "added_by", "is_restricted", "was_restricted")
    rows_stay = True
    told_first = ("is_restricted", "is_withdrawn")
    told_as = ("evidence", "pieces of evidence")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="evidence")
    # Unique in its action, so that an address tells nothing of other notices.
    number = models.PositiveIntegerField(editable=False)
    progress_item = models.ForeignKey(
        "actions.ProgressItem", models.PROTECT, related_name="evidence", null=True, blank=True
    )
    next_step = models.ForeignKey(
        "actions.NextStep", models.PROTECT, related_name="evidence", null=True, blank=True
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    dated_on = models.DateField("date it is of")
    received_on = models.DateField("date it came in", editable=False)
    link = models.URLField("link", max_length=1000, blank=True)
    is_restricted = models.BooleanField("restricted", default=False)
    # Whether it ever was. Then what was said of it before is told to nobody who reads no
    # restricted evidence, whatever it is now.
    was_restricted = models.BooleanField(default=False, editable=False)
    is_withdrawn = models.BooleanField("withdrawn", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_added", editable=False
    )

    objects = EvidenceQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["action", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "number"], name="evidence_number_unique_in_its_action"
            ),
            models.CheckConstraint(
                condition=Q(progress_item=None) | Q(next_step=None),
                name="evidence_stands_in_one_place",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_restricted=False) | Q(was_restricted=True),
                name="restricted_evidence_is_known_to_have_been",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "audit",
                        "performance",
                        "families",
                        "staff",
                        "document",
                        "partners",
                        "inspection",
                    ]
                ),
                name="evidence_is_of_a_known_kind",
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        action = self.action
        return in_the_past(
            reverse("actions:evidence", args=[action.notice.slug, action.ref, self.number])
        )

    @property
    def newest_file(self):
        """Its newest version; None for a link."""
        return self.files.order_by("-number").first()

    @property
    def what_it_holds(self):
        """A version of its file or its link, as one text: what a check is of."""
        newest = self.newest_file
        return f"version {newest.number}" if newest else self.link


class EvidenceFile(Recorded):
    """One version of the file of a piece of evidence. Written once and never changed."""

    named_by = "filename"
    hangs_on = ("evidence",)
    kept_files = (("file", "sha256"),)  # each verification of the record reads them again
    rows_stay = True
    told_as = ("file of evidence", "files of evidence")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files")
    number = models.PositiveIntegerField("version")
    file = models.FileField(upload_to=kept_under_a_random_name, max_length=200, editable=False)
    filename = models.CharField("file", max_length=255)
    size = models.PositiveBigIntegerField("bytes", editable=False)
    media_type = models.CharField("type", max_length=100, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_files", editable=False
    )
    brought_at = models.DateTimeField(editable=False)

    objects = EvidenceFileQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], name="file_version_unique_in_its_evidence"
            )
        ]

    @property
    def log_subject(self):
        return self.evidence.log_subject

    def __str__(self):
        return self.filename


class EvidenceCheck(Recorded):
    """What somebody other than the lead says a piece of evidence shows. Never changed: a later
    check stands beside it, and a new version of the file has to be checked anew.
    """

    class Opinion(models.TextChoices):
        SUFFICIENT = "sufficient", "Sufficient"
        IN_PART = "in_part", "Sufficient in part"
        INSUFFICIENT = "insufficient", "Insufficient"

    hangs_on = ("evidence",)
    told_first = ("opinion",)
    rows_stay = True
    told_as = ("check of evidence", "checks of evidence")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="checks")
    # What was checked: a version of its file, or its link as it was.
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="checks", null=True)
    link = models.URLField(max_length=1000, blank=True)
    opinion = models.CharField(max_length=20, choices=Opinion.choices)
    reason = models.TextField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_checked", editable=False
    )
    checked_on = models.DateField("checked on", editable=False)

    history = record()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__in=["sufficient", "in_part", "insufficient"]),
                name="check_has_a_known_opinion",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="check_has_a_reason"),
            models.CheckConstraint(
                condition=Q(file=None) ^ Q(link=""), name="check_is_of_a_file_or_a_link"
            ),
        ]

    @property
    def log_subject(self):
        return self.evidence.log_subject

    def __str__(self):
        return f"{self.evidence}: {self.get_opinion_display().lower()}"
