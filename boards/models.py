"""The bodies that read, challenge and sign off: boards, trusts, groups. Data, never code."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats

from boards.querysets import (
    BodyQuerySet,
    MeetingQuerySet,
    NamingQuerySet,
    OversightQuerySet,
    SeatQuerySet,
)
from improvement.history import Recorded, record


class Body(Recorded):
    """A body of the council or its partners that oversees actions."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        PARTNERSHIP = "partnership", "Partnership"
        EXECUTIVE = "executive", "Executive group"
        SCRUTINY = "scrutiny", "Scrutiny committee"
        GROUP = "group", "Working group"

    named_by = "name"
    hangs_on = ("council",)

    council = models.ForeignKey("actions.Council", models.PROTECT, related_name="bodies")
    slug = models.SlugField()
    name = models.CharField(max_length=150)
    short_name = models.CharField("short name", max_length=60, blank=True)
    # Other names by which documents call it: a list of texts.
    aliases = models.JSONField("other names", default=list, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.BOARD)
    remit = models.TextField(blank=True)
    reports_to = models.ForeignKey(
        "self", models.PROTECT, related_name="bodies_reporting", null=True, blank=True
    )

    objects = BodyQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug"], name="body_address_unique_in_its_council"
            ),
            models.UniqueConstraint(
                fields=["council", "name"],
                name="body_name_unique_in_its_council",
                violation_error_message="This council already has a body of this name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["board", "partnership", "executive", "scrutiny", "group"]),
                name="body_has_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(reports_to=None) | ~Q(reports_to=F("id")),
                name="body_never_reports_to_itself",
            ),
        ]

    @property
    def log_subject(self):
        return f"council:{self.council_id}"

    def __str__(self):
        return self.name

    @property
    def called(self):
        """The short name where it has one: "LSCB"."""
        return self.short_name or self.name

    @property
    def names(self):
        """Every name by which a document may call it."""
        return [name for name in [self.name, self.short_name, *self.aliases] if name]

    def url_on(self, notice):
        """Its page within a notice of its council."""
        return reverse("boards:body", args=[notice.slug, self.slug])


class Seat(Recorded):
    """A person's place on a body, and for how long. It is ended, never deleted."""

    class Office(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        SECRETARY = "secretary", "Secretary"
        IN_ATTENDANCE = "in_attendance", "In attendance"

    hangs_on = ("body",)

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name="person"
    )
    office = models.CharField(max_length=20, choices=Office.choices, default=Office.MEMBER)
    from_on = models.DateField("first day")
    until_on = models.DateField("last day", null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["body", "user__full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__in=["chair", "member", "secretary", "in_attendance"]),
                name="seat_has_a_known_office",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="seat_ends_after_it_begins",
                violation_error_message="The last day must be on or after the first day",
            ),
            models.UniqueConstraint(
                fields=["body", "user", "office", "from_on"],
                name="seat_held_once_at_a_time",
                violation_error_message="This person already has this seat from that day",
            ),
        ]

    @property
    def log_subject(self):
        return self.body.log_subject

    def __str__(self):
        return f"{self.user}, {self.get_office_display().lower()} of {self.body.called}"

    def is_current(self, on):
        return self.from_on <= on and (self.until_on is None or self.until_on >= on)


class Meeting(Recorded):
    """A day on which a body meets. It is cancelled, never deleted.

    `updates_due_on` is the day by which the leads of what the body oversees are asked for an
    update; empty where nobody is asked.
    """

    hangs_on = ("body",)
    told_first = ("meets_on", "is_cancelled")

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    meets_on = models.DateField("date of the meeting")
    updates_due_on = models.DateField("updates asked for by", null=True, blank=True)
    # From when an update counts as the answer.
    asked_at = models.DateTimeField("updates asked for at", null=True, editable=False)
    is_cancelled = models.BooleanField("cancelled", default=False)

    objects = MeetingQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["meets_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "meets_on"],
                name="body_meets_once_a_day",
                violation_error_message="This body already meets on that day",
            ),
            models.CheckConstraint(
                condition=Q(updates_due_on=None) | Q(updates_due_on__lte=F("meets_on")),
                name="updates_are_due_before_the_meeting",
                violation_error_message="Updates must be due on or before the day of the meeting",
            ),
            models.CheckConstraint(
                condition=Q(updates_due_on=None) | ~Q(asked_at=None),
                name="meeting_asks_from_a_moment",
            ),
        ]

    @property
    def log_subject(self):
        return self.body.log_subject

    def __str__(self):
        return f"{self.body.called}, {formats.date_format(self.meets_on)}"

    def url_on(self, notice):
        """Its page within a notice of its council."""
        day = self.meets_on.isoformat()
        return reverse("boards:meeting", args=[notice.slug, self.body.slug, day])


class Oversight(Recorded):
    """What a body has to do with an action. It is ended, never deleted."""

    class Part(models.TextChoices):
        HOLDS_TO_ACCOUNT = "holds_to_account", "Holds to account"
        ASSURES = "assures", "Assures"
        IS_INFORMED = "is_informed", "Is informed"

    hangs_on = ("action",)

    body = models.ForeignKey(Body, models.PROTECT, related_name="oversights")
    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="oversights")
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.HOLDS_TO_ACCOUNT)
    is_ended = models.BooleanField("ended", default=False)

    objects = OversightQuerySet.as_manager()
    history = record()

    class Meta:
        ordering = ["body__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "action"], name="body_oversees_an_action_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["holds_to_account", "assures", "is_informed"]),
                name="oversight_has_a_known_part",
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.body.called}: {self.get_part_display().lower()}, {self.action}"


class Naming(Recorded):
    """Words in an action that name a body, or may, and what a person decided about them.

    Kept so that nothing is asked twice. `body` is empty where the words name none that oversees.
    """

    hangs_on = ("action",)
    told_as = ("body named in the text", "bodies named in the text")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="namings")
    words = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, related_name="namings", null=True, blank=True)
    is_accepted = models.BooleanField("oversees the action", default=False)

    objects = NamingQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["action", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "words"], name="words_of_an_action_are_decided_once"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | ~Q(body=None), name="naming_accepts_a_body"
            ),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.words} in {self.action}"


class Decision(Recorded):
    """What a body decided about an action at a dated meeting. Written once and never changed: a
    later decision stands beside it.
    """

    class Kind(models.TextChoices):
        SIGN_OFF = "sign_off", "Sign it off"
        RETURN = "return", "Return it to its lead"
        EMBED = "embed", "Call it embedded"
        RE_OPEN = "re_open", "Re-open it"
        NO_LONGER_REQUIRED = "no_longer_required", "Call it no longer required"

    hangs_on = ("action",)
    told_first = ("kind",)
    told_as = ("decision of a body", "decisions of bodies")

    action = models.ForeignKey("actions.Action", models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    kind = models.CharField("decision", max_length=20, choices=Kind.choices)
    decided_on = models.DateField("decided on")
    # Who chaired the body that day: whose word it is.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions_made"
    )
    # The chair, or who wrote the minute for the chair.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions_recorded"
    )
    minute = models.TextField()
    stage_move = models.OneToOneField(
        "actions.StageMove", models.PROTECT, related_name="decision", editable=False
    )

    history = record()

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["sign_off", "return", "embed", "re_open", "no_longer_required"]
                ),
                name="decision_is_of_a_known_kind",
            ),
            models.CheckConstraint(condition=~Q(minute=""), name="decision_has_a_minute"),
        ]

    @property
    def log_subject(self):
        return self.action.log_subject

    def __str__(self):
        return f"{self.body.called}, {self.decided_on}: {self.get_kind_display().lower()}"
