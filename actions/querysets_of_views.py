"""What people say of saved views, as queries."""

from django.db import models
from django.db.models import Q


class SavedViewQuerySet(models.QuerySet):
    def of(self, notice):
        """Those of a notice that were not removed."""
        return self.filter(notice=notice, is_removed=False).select_related("notice")

    def readable_by(self, user):
        """One's own, and those that somebody shares."""
        return self.filter(Q(user=user) | Q(is_shared=True))
