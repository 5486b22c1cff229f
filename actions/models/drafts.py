"""What an officer has begun to say and not yet sent. It is no part of the record until it is sent,
so it leaves no versions; nobody but its author ever sees it.
"""

import uuid

from django.conf import settings
from django.db import models


def kept_under_a_random_name(instance, filename):
    """Where a file is kept until it becomes evidence, and after: it is never moved."""
    return f"evidence/{uuid.uuid4()}"


class UpdateDraft(models.Model):
    """The boxes of an update page as their author left them. One for each person and action."""

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="update_drafts")
    boxes = models.JSONField()  # name of a box -> list of the texts that were sent for it
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "user"], name="one_draft_for_each_person_and_action"
            )
        ]

    def __str__(self):
        return f"Draft of {self.user} on {self.action}"


class HeldFile(models.Model):
    """A file that came with a page which is not saved yet: a draft, an error, an edit clash."""

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="held_files")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="held_files")
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    file = models.FileField(upload_to=kept_under_a_random_name, max_length=200)
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.filename
