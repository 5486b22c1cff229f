"""What each person keeps for their own reading: saved views, how far they have read, their mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.querysets_of_views import SavedViewQuerySet
from improvement.history import Recorded, record


class SavedView(Recorded):
    """The register narrowed and put in order in a way that somebody named, to come back to it."""

    hangs_on = ("notice", "user")
    told_as = ("saved view", "saved views")

    notice = models.ForeignKey("actions.Notice", models.PROTECT, related_name="saved_views")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80)
    # The address's own words, as the register understands them: "stage=delivered&sort=-due".
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField("shared with everyone on the notice", default=False)
    is_removed = models.BooleanField("removed", default=False)

    objects = SavedViewQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "user", "name"],
                condition=Q(is_removed=False),
                name="saved_view_named_once_by_each_person",
                violation_error_message="You already have a view of this name",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('actions:register', args=[self.notice.slug])}?{self.query}"


class LastLook(models.Model):
    """Up to when somebody has read what changed on a notice. A reader's bookmark says nothing
    about the notice, so it leaves no versions.
    """

    notice = models.ForeignKey("actions.Notice", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="last_looks")
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "user"], name="one_last_look_for_each_person_and_notice"
            )
        ]

    def __str__(self):
        return f"{self.user} up to {self.looked_at}"


class MailPreference(Recorded):
    """How often somebody wants the digest of what is asked of them, due and overdue."""

    class Digest(models.TextChoices):
        DAILY = "daily", "Every working day"
        WEEKLY = "weekly", "Every Monday"
        NEVER = "never", "Never"

    hangs_on = ("user",)
    told_as = ("mail preference", "mail preferences")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mail_preference"
    )
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.WEEKLY)
    wants_reminders = models.BooleanField("reminders before a date", default=True)

    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__in=["daily", "weekly", "never"]),
                name="digest_comes_at_a_known_pace",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_digest_display().lower()}"


class SentMail(models.Model):
    """The ledger of mails, so that a command that runs twice sends once. Only ever added to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails_sent")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=100)  # what the mail was for: a day, or an item and a day
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "about"], name="mail_is_sent_once")
        ]

    def __str__(self):
        return f"{self.kind} to {self.user} about {self.about}"


class CalendarFeed(Recorded):
    """A secret address at which a calendar reads somebody's due dates, until it is withdrawn.

    Only a digest of the secret is kept: whoever reads the database can't read the calendar.
    """

    hangs_on = ("user",)
    told_first = ("is_withdrawn",)
    told_as = ("calendar address", "calendar addresses")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds"
    )
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)
    is_withdrawn = models.BooleanField("withdrawn", default=False)

    history = record(excluded_fields=["secret_sha256"])
    stands_at_its_date = False

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(is_withdrawn=False),
                name="one_calendar_address_for_each_person",
            )
        ]

    def __str__(self):
        return f"Calendar of {self.user}"
