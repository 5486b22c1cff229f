"""What people say of evidence, as queries."""

import datetime as dt

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from improvement.history.moments import moment_shown

OLD_AFTER = 183  # days: evidence older than six months


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may read: of the notices they are on, and restricted evidence only
        where their role reads it. Of the past nothing is read that ever was restricted.
        """
        members = apps.get_model("actions", "Member").objects
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = members.current(timezone.localdate()).filter(
            user=user, notice=OuterRef("action__notice")
        )
        reads_restricted = mine.exclude(role="observer")
        is_open = Q(is_restricted=False) if moment_shown() is None else Q(was_restricted=False)
        return self.filter(Exists(mine)).filter(is_open | Exists(reads_restricted))

    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(is_withdrawn=False)

    def of(self, notice):
        return self.standing().filter(action__notice=notice, action__is_withdrawn=False)

    def no_longer_of(self, notice):
        """Those that were withdrawn, or whose action was."""
        gone = Q(is_withdrawn=True) | Q(action__is_withdrawn=True)
        return self.filter(gone, action__notice=notice)

    def restricted(self):
        return self.filter(is_restricted=True)

    def links(self):
        return self.exclude(link="")

    def newest_first(self):
        """What came in last comes first."""
        return self.order_by("-received_on", "-pk")

    def with_opinions(self, opinions):
        """Those of which one of these is said as they are now; None: nothing is."""
        found = self.with_opinion()
        wanted = Q(opinion__in=[opinion for opinion in opinions if opinion])
        return found.filter(wanted | Q(opinion=None) if None in opinions else wanted)

    def unchecked(self):
        """Those of which nobody said what they show, as they are now."""
        return self.with_opinion().filter(opinion=None)

    def that_may_be_checked_by(self, user):
        """Those that this person neither brought nor answers for."""
        contributing = apps.get_model("actions", "Contributor").objects.filter(
            user=user, action=OuterRef("action")
        )
        return (
            self.with_newest_file()
            .exclude(Q(added_by=user) | Q(file_by=user))
            .exclude(action__lead=user)
            .exclude(Exists(contributing))
        )

    def saying(self, words: str):
        """Those whose title, or the name of whose newest file, has each of these words."""
        found = self.with_newest_file()
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(file_name__icontains=word))
        return found

    def for_listing(self):
        """All that a list says of each, without a query more."""
        return self.with_opinion().select_related("action__notice", "added_by")

    def older_than(self, on: dt.date, days=OLD_AFTER):
        return self.filter(dated_on__lt=on - dt.timedelta(days=days))

    def with_newest_file(self):
        """Adds the key, number, name, bringer and SHA-256 of the newest version, as `file_…`; None
        for a link.
        """
        files = apps.get_model("actions", "EvidenceFile").objects
        newest = files.filter(evidence=OuterRef("pk")).order_by("-number")
        return self.annotate(
            file_id=Subquery(newest.values("pk")[:1]),
            file_number=Subquery(newest.values("number")[:1]),
            file_name=Subquery(newest.values("filename")[:1]),
            file_by=Subquery(newest.values("brought_by")[:1]),
            file_sha256=Subquery(newest.values("sha256")[:1]),
        )

    def with_opinion(self):
        """Adds `opinion` and `opinion_by`: what the last check of what it holds now said, and who
        checked; None where nobody did.
        """
        checks = apps.get_model("actions", "EvidenceCheck").objects
        of_this = checks.filter(evidence=OuterRef("pk")).filter(
            Q(file=OuterRef("file_id")) | Q(file=None, link=OuterRef("link"))
        )
        newest = of_this.order_by("-pk")
        return self.with_newest_file().annotate(
            opinion=Subquery(newest.values("opinion")[:1]),
            opinion_by=Subquery(newest.values("checked_by")[:1]),
        )

    def next_number(self, action):
        last = self.filter(action=action).aggregate(last=models.Max("number"))["last"]
        return (last or 0) + 1


class EvidenceFileQuerySet(models.QuerySet):
    def readable_of(self, evidence, *, reads_restricted: bool):
        """The versions that somebody may read who may read the evidence. What came in while it was
        restricted stays so; what was brought last is what was opened.
        """
        versions = self.filter(evidence=evidence)
        if reads_restricted or not evidence.was_restricted:
            return versions
        newest = versions.order_by("-number").values("pk")[:1]
        return versions.filter(pk=Subquery(newest))
