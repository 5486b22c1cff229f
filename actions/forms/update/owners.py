"""Who a next step may be given to."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actions.models import Member
from improvement.models import User


class Owners:
    """The officers of today, and those who hold a step and may have left.

    Read once and offered by every row; who has left only where they hold the step already.
    """

    def __init__(self, action):
        reporting = Member.objects.current(timezone.localdate()).officers()
        reporting = reporting.filter(notice=action.notice)
        before = action.next_steps.exclude(owner=None).values("owner")
        self.people = User.objects.filter(Q(pk__in=reporting.values("user")) | Q(pk__in=before))
        is_here = Exists(reporting.filter(user=OuterRef("pk")))
        found = list(self.people.annotate(is_here=is_here))
        self._here = [(person.pk, str(person)) for person in found if person.is_here]
        self._left = {p.pk: f"{p} (has left)" for p in found if not p.is_here}

    def offer(self, field, held=None):
        """Fill a box with them. `held` is the key of who holds the step, if anybody does."""
        field.queryset = self.people
        left = [(held, self._left[held])] if held in self._left else []
        # Ready made: else each field would ask the database.
        field.choices = [("", "Nobody yet"), *self._here, *left]
