"""What people say of references, as queries."""

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL

from actions.querysets import current_membership_of_same_notice

# How far a chain of references ("See IN2", which says "See IN9") is followed.
LONGEST_CHAIN = 5

# The references around one action: those made by it or by any that it leads to, and those that
# lead to it. The number of steps is kept in the row, so that a circle of references ends.
_AROUND = """
    WITH RECURSIVE reached(id, steps) AS (
        SELECT id, 0 FROM actions_action WHERE id = %s
        UNION
        SELECT made.target_id, reached.steps + 1
        FROM actions_crossreference made JOIN reached ON made.action_id = reached.id
        WHERE made.target_id IS NOT NULL AND reached.steps < %s
    )
    SELECT made.id FROM actions_crossreference made JOIN reached ON made.action_id = reached.id
    UNION
    SELECT id FROM actions_crossreference WHERE target_id = %s
"""


class CrossReferenceQuerySet(models.QuerySet):
    def around(self, action):
        """Those made by the action of this key, by any that it leads to, and that lead to it."""
        values = [action, LONGEST_CHAIN, action]
        around = RawSQL(_AROUND, values)  # noqa: S611 - a fixed text, its values passed apart
        return self.filter(pk__in=around)

    def with_what_is_visible_to(self, user):
        """Adds whether this person sees the action at each end."""
        return self.annotate(
            sees_source=current_membership_of_same_notice(user, "action__notice"),
            sees_target=current_membership_of_same_notice(user, "target__notice"),
        )

    def with_target_changed_at(self):
        """Adds when the action that each leads to, or any item of it, was last changed."""
        history = apps.get_model("actions", "HistoricalAction").objects
        newest = history.filter(id=OuterRef("target")).order_by("-history_date")
        return self.annotate(target_changed_at=Subquery(newest.values("history_date")[:1]))

    def of(self, notice):
        """Those that the standing actions of a notice make."""
        return self.filter(action__notice=notice, action__is_withdrawn=False)

    def in_order(self):
        """By action as a person counts them, then as they stand in it."""
        return self.order_by("action__sort_key", "action_id", "position", "pk")

    def resolved(self):
        return self.exclude(target=None)

    def unresolved(self):
        return self.filter(target=None)

    def shown(self):
        """Those whose words are still there: not in a withdrawn item or a step that is over."""
        return self.filter(
            Q(progress_item=None) | Q(progress_item__is_withdrawn=False),
            Q(next_step=None) | Q(next_step__status__in=["open", "carried_forward"]),
        )
