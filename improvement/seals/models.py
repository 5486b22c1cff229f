"""The seals, what each of them covers, and every verification that was made."""

from __future__ import annotations

from django.db import models


class SealQuerySet(models.QuerySet):
    def newest(self) -> Seal | None:
        return self.order_by("-number").first()

    def newest_first(self):
        return self.order_by("-number")


class Seal(models.Model):
    """One link of the chain. `head` is the digest of the one before and of all that this covers."""

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64, unique=True)
    rows = models.PositiveBigIntegerField()

    objects = SealQuerySet.as_manager()

    append_only = True
    ignores_the_same_again = False
    is_sealed = False

    def __str__(self):
        return f"Seal {self.number}"

    @property
    def short_head(self) -> str:
        """As much of the head as is printed on papers: enough to know it by."""
        return self.head[:SHORT]


SHORT = 16


class SealedBlock(models.Model):
    """Rows of one table that a seal covers: those with a key above `after_key`, up to `last_key`.

    `marks` holds the key and the beginning of the digest of each row, so that the very row which
    was altered can be named. `columns` says what was digested of it: see `canonical`.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="blocks")
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=100)
    columns = models.TextField()
    after_key = models.BigIntegerField(null=True)
    last_key = models.BigIntegerField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    marks = models.BinaryField()

    append_only = True
    ignores_the_same_again = False
    is_sealed = False

    class Meta:
        ordering = ["seal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["seal", "position"], name="block_has_its_own_place")
        ]

    def __str__(self):
        return f"{self.table} to {self.last_key}, {self.seal}"


class VerificationQuerySet(models.QuerySet):
    def newest(self) -> Verification | None:
        return self.order_by("-at", "-pk").first()


class Verification(models.Model):
    """One look at the whole record: what was looked at, and the first fault, if there was one.

    `fault_subject` says whose the fault is, as in the change log: who else may read of it hangs
    on that. Nothing: only whoever runs the system.
    """

    at = models.DateTimeField()
    way = models.CharField(max_length=100)
    seals = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    unsealed = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    heads = models.PositiveIntegerField()
    seconds = models.FloatField()
    is_whole = models.BooleanField()
    fault = models.TextField(blank=True)
    fault_subject = models.CharField(max_length=40, blank=True)

    objects = VerificationQuerySet.as_manager()

    append_only = True
    ignores_the_same_again = False
    is_sealed = False

    class Meta:
        indexes = [models.Index(fields=["at"], name="verification_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_whole=True, fault="")
                | (models.Q(is_whole=False) & ~models.Q(fault="")),
                name="verification_whole_exactly_without_fault",
            )
        ]

    def __str__(self):
        return f"Verification of {self.at:%d %B %Y %H:%M}"
