"""A person's role on a notice. Without one, the notice does not exist for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actions.querysets import MemberQuerySet
from improvement.history import Recorded, record


class Member(Recorded):
    """What one person may do on one notice, and until when."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", "Administrator"
        OFFICER = "officer", "Officer"
        ASSURANCE_LEAD = "assurance_lead", "Assurance lead"
        BOARD_MEMBER = "board_member", "Board member"
        OBSERVER = "observer", "Observer"

    hangs_on = ("notice",)
    told_as = ("person on the notice", "people on the notice")

    notice = models.ForeignKey("actions.Notice", models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="person"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    until_on = models.DateField(
        "last day", null=True, blank=True, help_text="Leave empty if there is no last day"
    )

    objects = MemberQuerySet.as_manager()
    history = record()
    stands_at_its_date = False

    class Meta:
        ordering = ["user__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "user"],
                name="one_role_for_each_person_on_a_notice",
                violation_error_message="This person already has a role on this notice",
            ),
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "administrator",
                        "officer",
                        "assurance_lead",
                        "board_member",
                        "observer",
                    ]
                ),
                name="member_has_a_known_role",
            ),
        ]

    @property
    def log_subject(self):
        return f"notice:{self.notice_id}"

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()}"
