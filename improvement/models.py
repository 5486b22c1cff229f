"""People. An account is deactivated when somebody leaves, never deleted: the record names them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from improvement.history import LogEntry, Recorded, record
from improvement.seals.models import Seal, SealedBlock, Verification

__all__ = ["LogEntry", "Seal", "SealedBlock", "User", "Verification"]


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def named(self, email):
        """The person who logs in with this address, in whatever case it was typed."""
        return self.filter(email__iexact=email.strip())

    def delete(self):
        raise models.ProtectedError("People are deactivated, never deleted.", set(self))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Finds a person by e-mail whatever the case; makes one with a hashed password, or none."""

    def get_by_natural_key(self, email):
        return self.named(email).get()

    def create_user(self, email, full_name, password=None, **fields):
        user = self.model(email=self.normalize_email(email), full_name=full_name, **fields)
        user.set_password(password)
        user.save()
        return user


class User(Recorded, AbstractBaseUser):
    """A person who logs in. What they may do hangs on their membership of each notice."""

    email = models.EmailField(
        "email address", error_messages={"unique": "Somebody already has this email address"}
    )
    full_name = models.CharField("full name", max_length=150)
    job_title = models.CharField("job title", max_length=150, blank=True)
    organisation = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField("can log in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # A log-in changes nothing that the record is about, so it is not kept on this row.
    last_login = None

    objects = UserManager()
    history = record(excluded_fields=["password"])
    stands_at_its_date = False
    named_by = "full_name"

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_unique_whatever_its_case",
                violation_error_message="Somebody already has this email address",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="person_has_a_name"),
        ]

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split()[0]

    def delete(self, *args, **kwargs):
        raise models.ProtectedError("People are deactivated, never deleted.", {self})
