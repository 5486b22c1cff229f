"""The change log's own table: one line for each act and each notice that it touched.

The versions hold what was changed. This says in one place who acted when, so that a notice's whole
log can be read in order, whatever tables its acts touched and however many rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from improvement.history.acts import current_act


class LogEntryQuerySet(models.QuerySet):
    def about(self, *subjects):
        return self.filter(subject__in=subjects)

    def newest_first(self):
        return self.order_by("-at", "-pk")


class LogEntry(models.Model):
    """An act, as far as it touched one subject. Written once, with the act's first version.

    `subject` says whose log this stands in: "notice:3" or "council:1", or nothing for what belongs
    to the installation. It is a text because this app stands below those that hold notices.
    """

    subject = models.CharField(max_length=40, blank=True)
    act = models.UUIDField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=200)
    way = models.CharField(max_length=100)
    reason = models.TextField(blank=True)

    objects = LogEntryQuerySet.as_manager()

    append_only = True
    ignores_the_same_again = True  # an act is entered as often as it writes, and kept once

    class Meta:
        verbose_name = "entry in the change log"
        verbose_name_plural = "entries in the change log"
        constraints = [
            models.UniqueConstraint(fields=["act", "subject"], name="act_is_entered_once")
        ]
        indexes = [
            models.Index(fields=["subject", "at"], name="log_subject_at"),
            models.Index(fields=["at"], name="log_at"),
            models.Index(fields=["by", "at"], name="log_by_at"),
        ]

    def __str__(self):
        return f"{self.by_name}, {self.at:%d %B %Y %H:%M}"


def enter(subjects: Iterable[str]):
    """Enter the act under way in these logs, where it does not stand already."""
    act = current_act()
    at = act.moment
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                subject=subject,
                act=act.id,
                at=at,
                by=act.by,
                by_name=act.name,
                way=act.way,
                reason=act.reason,
            )
            for subject in subjects
        ],
        ignore_conflicts=True,
    )
