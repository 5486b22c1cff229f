"""The council, and the notice it was given."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.querysets import NoticeQuerySet
from improvement.history import Recorded, record
from improvement.history.past_pages import in_the_past


class Council(Recorded):
    """A council whose children's services are to improve. Its notices and bodies hang on it."""

    name = models.CharField(max_length=150, unique=True)
    short_name = models.CharField("short name", max_length=40)
    slug = models.SlugField(unique=True)
    colour = models.CharField(
        max_length=7,
        blank=True,
        help_text="Six hexadecimal digits after a #, dark enough to carry white text",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour like #1d4f91")],
    )

    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["name"]

    @property
    def log_subject(self):
        return f"council:{self.pk}"

    def __str__(self):
        return self.name


class Notice(Recorded):
    """An instrument whose requirements became numbered actions."""

    class Instrument(models.TextChoices):
        IMPROVEMENT_NOTICE = "improvement_notice", "Improvement notice"
        STATUTORY_DIRECTION = "statutory_direction", "Statutory direction"
        INSPECTION_ACTION_PLAN = "inspection_action_plan", "Inspection action plan"
        OTHER_PLAN = "other_plan", "Other plan"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        REVISED = "revised", "Revised"
        LIFTED = "lifted", "Lifted"
        REPLACED = "replaced", "Replaced"
        CLOSED = "closed", "Closed"

    named_by = "title"
    hangs_on = ("council",)

    council = models.ForeignKey(Council, models.PROTECT, related_name="notices")
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    instrument = models.CharField(
        max_length=30, choices=Instrument.choices, default=Instrument.IMPROVEMENT_NOTICE
    )
    issuer = models.CharField("issued by", max_length=150, blank=True)
    issued_on = models.DateField("date issued", null=True, blank=True)
    ref_prefix = models.CharField("reference prefix", max_length=10, blank=True)
    # What a person said of a heading that the importer did not know: heading -> field.
    import_headings = models.JSONField(default=dict, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    status_on = models.DateField("status since", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["council__name", "-issued_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    instrument__in=[
                        "improvement_notice",
                        "statutory_direction",
                        "inspection_action_plan",
                        "other_plan",
                    ]
                ),
                name="notice_has_a_known_instrument",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "revised", "lifted", "replaced", "closed"]),
                name="notice_has_a_known_status",
            ),
        ]

    @property
    def log_subject(self):
        return f"notice:{self.pk}"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return in_the_past(reverse("actions:register", args=[self.slug]))
