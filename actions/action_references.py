"""The references of one action, as its page of references asks and shows them."""

from actions.models import Action, CrossReference, NextStep, Notice, ProgressItem
from actions.offers import Passage, offers, refs_to_look_for
from actions.reference_targets import targets

Field = CrossReference.Field


class ActionReferences:
    """What its texts offer, what is linked, what leads nowhere, and what was said to be none.

    It takes as many queries however many of each there are.
    """

    def __init__(self, action, user):
        self.action, self.user = action, user
        self.passages = passages_of(action)
        self._references = list(
            CrossReference.objects.filter(action=action)
            .shown()
            .with_what_is_visible_to(user)
            .select_related("action__notice", "target__notice")
        )
        self.declined = list(action.references_declined.select_related("action__notice"))
        self.offers = self._offers()
        waiting = [reference.plan_ref for reference in self.leading_nowhere]
        wanted = {offer.ref for offer in self.offers}.union(waiting)
        self.targets = targets(action.notice, wanted, user)

    @property
    def made(self):
        """Those that lead to an action, in order."""
        return [reference for reference in self._references if reference.target_id]

    @property
    def leading_nowhere(self):
        return [reference for reference in self._references if not reference.target_id]

    @property
    def plans(self):
        """The notices of the council that this person reads, this one first."""
        plans = Notice.objects.visible_to(self.user).filter(council=self.action.notice.council_id)
        return sorted(plans, key=lambda plan: plan.pk != self.action.notice_id)

    def _offers(self):
        actions = Action.objects.of(self.action.notice)
        refs = refs_to_look_for(self.passages)
        held = actions.filter(ref__in=refs).order_by().values_list("ref", flat=True)
        return offers(
            self.passages,
            own_ref=self.action.ref,
            prefixes=Action.objects.of_council_of(self.action.notice).prefixes(),
            held=set(held),
            made={place_of(reference) for reference in self._references},
            declined={(declined.words, declined.ref) for declined in self.declined},
        )


def passages_of(action):
    """Its wording, progress and open steps, in the order in which they are read."""
    progress = ProgressItem.objects.shown().filter(action=action)
    steps = NextStep.objects.open().filter(action=action)
    return [
        Passage(Field.WORDING, None, action.wording),
        *(Passage(Field.PROGRESS, item.pk, item.text) for item in progress),
        *(Passage(Field.NEXT_STEPS, step.pk, step.text) for step in steps),
    ]


def place_of(reference):
    """(field, item, ref): what tells an offer that it was taken."""
    item = reference.progress_item_id or reference.next_step_id
    ref = reference.target.ref if reference.target_id else reference.plan_ref
    return reference.field, item, ref
