"""What pages show of evidence: one piece whole, and what stands on one action."""

from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from actions.models import Evidence, EvidenceCheck, EvidenceFile
from actions.permissions import can_check_evidence, reads_restricted
from actions.roles_held import RolesHeld
from actions.services import why_not_checked_by
from improvement import history
from improvement.history.moments import moment_shown
from improvement.written_once import Given, WrittenOnce

_ON_ACTION = WrittenOnce(lambda: Evidence.objects.filter(action=Given("action")).with_opinion())


class EvidencePage:
    """One piece of evidence with its versions, its checks and its history, newest first."""

    def __init__(self, evidence, user):
        self.evidence, self._user = evidence, user
        self._sees_all = reads_restricted(user, evidence.action.notice)
        versions = EvidenceFile.objects.readable_of(evidence, reads_restricted=self._sees_all)
        self.versions = list(versions.select_related("brought_by").order_by("-number"))
        self.newest = self.versions[0] if self.versions else None
        checks = evidence.checks.select_related("checked_by", "file").order_by("-pk")
        self.checks = [check for check in checks if self._is_told(check)]
        self.may_be_checked = can_check_evidence(user, evidence.action)
        self.why_not_checked = why_not_checked_by(user, evidence) if self.may_be_checked else ""

    @property
    def has_a_hidden_past(self):
        """Whether it was restricted, and this person reads nothing of what was said meanwhile."""
        return self.evidence.was_restricted and not self._sees_all

    @property
    def opinion(self):
        """What the last check of what it holds now said."""
        return next((check.opinion for check in self.checks if self._is_of_now(check)), None)

    @property
    def entries(self):
        """What was done to it, by whom, when and why."""
        if self.has_a_hidden_past:
            return []
        key = self.evidence.pk
        entries = history.timeline(
            Evidence.history.filter(id=key),
            EvidenceFile.history.filter(evidence_id=key),
            EvidenceCheck.history.filter(evidence_id=key),
        )
        notice = self.evidence.action.notice
        roles = RolesHeld(notice, {entry.by for entry in entries}, timezone.localdate())
        return [replace(entry, role=roles.said(entry.by, entry.when)) for entry in entries]

    def _is_of_now(self, check):
        if self.newest:
            return check.file_id == self.newest.pk
        return check.file_id is None and check.link == self.evidence.link

    def _is_told(self, check):
        return self._is_of_now(check) or not self.has_a_hidden_past


class ActionEvidence:
    """The evidence on one action that somebody may read, in one query. The action is one that was
    found for them.
    """

    def __init__(self, action, user):
        found = _ON_ACTION.rows(action=action.pk)
        # Also what this person may not read: the gates ask for all of it, and name none of that.
        self.all_standing = [evidence for evidence in found if not evidence.is_withdrawn]
        self._on_items = defaultdict(list)
        self.standing, self.withdrawn = [], []
        sees_all = reads_restricted(user, action.notice)
        for evidence in found:
            evidence.action = action
            hides = evidence.is_restricted if moment_shown() is None else evidence.was_restricted
            if hides and not sees_all:
                continue
            (self.withdrawn if evidence.is_withdrawn else self.standing).append(evidence)
            if not evidence.is_withdrawn:
                self._on_items[evidence.progress_item_id, evidence.next_step_id].append(evidence)

    def stand_beneath(self, progress, steps):
        """Give each of these items, as `evidence_shown`, what is evidence of it."""
        for item in progress:
            item.evidence_shown = self._on_items[item.pk, None]
        for step in steps:
            step.evidence_shown = self._on_items[None, step.pk]
