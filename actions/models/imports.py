"""An import: a file that an administrator brought, what was decided about it, what it changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.querysets import ImportQuerySet
from improvement.history import Recorded, record


def kept_under_a_random_name(instance, filename):
    """Where the file is kept. Its own name is only shown, never used as a path."""
    return f"imports/{uuid.uuid4()}"


class Import(Recorded):
    """One file for one notice, from upload to result. Nothing of it is in the register before
    it is applied.
    """

    class Status(models.TextChoices):
        CHECKING = "checking", "Being checked"
        APPLYING = "applying", "Being written to the register"
        APPLIED = "applied", "Imported"
        ABANDONED = "abandoned", "Not imported"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    hangs_on = ("notice",)
    kept_files = (("file", "sha256"),)  # each verification of the record reads them again

    notice = models.ForeignKey("actions.Notice", models.PROTECT, related_name="imports")
    number = models.PositiveIntegerField(editable=False)
    filename = models.CharField("file", max_length=255)
    file = models.FileField(upload_to=kept_under_a_random_name, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    # The cells as the file holds them, so that it is parsed only once. A list of sheets, see
    # actions.importing.workbook.to_json.
    sheets = models.JSONField(editable=False)
    # What a person said of each proposal: problem key -> taken (true) or refused (false).
    decisions = models.JSONField(default=dict, editable=False)
    # Where the table is and what its columns mean, where a person said so: see
    # actions.importing.layout. Empty: as the importer finds it.
    layout = models.JSONField(default=dict, editable=False)
    # What a person changed by hand, in order: see actions.importing.mends.
    mends = models.JSONField(default=list, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CHECKING)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="imports_uploaded",
        null=True,
        editable=False,
    )
    uploaded_at = models.DateTimeField(editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="imports_applied",
        null=True,
        editable=False,
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="imports_undone",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    # Counts shown on the result page: added, changed, unchanged, missing, words kept ...
    outcome = models.JSONField(default=dict, editable=False)

    objects = ImportQuerySet.as_manager()
    history = record(excluded_fields=["sheets"])
    stands_at_its_date = False

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "number"], name="import_number_unique_in_its_notice"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "checking",
                        "applying",
                        "applied",
                        "abandoned",
                        "undoing",
                        "undone",
                    ]
                ),
                name="import_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undoing", "undone"], applied_at__isnull=False)
                | Q(status__in=["checking", "applying", "abandoned"], applied_at=None),
                name="import_applied_exactly_when_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="undone", undone_at__isnull=False)
                | (~Q(status="undone") & Q(undone_at=None)),
                name="import_undone_exactly_when_dated",
            ),
        ]

    @property
    def log_subject(self):
        return f"notice:{self.notice_id}"

    def __str__(self):
        return f"Import {self.number} of {self.filename}"

    @property
    def answers(self):
        """What was said of the proposals; ticks are no answers."""
        ticks = ("tick-", "withdraw-")
        return [said for key, said in self.decisions.items() if not key.startswith(ticks)]

    def get_absolute_url(self):
        return reverse("actions:import", args=[self.notice.slug, self.number])
