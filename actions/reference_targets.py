"""What a reference may lead to: the actions of the notice, and of its council's other plans."""

from collections import defaultdict
from collections.abc import Iterable

from actions.models import Action, CrossReference


def targets(notice, refs: Iterable[str], user) -> dict[str, list[Action]]:
    """ref -> the actions so called that this person may see, that of the notice itself first."""
    found = defaultdict(list)
    held = Action.objects.of_council_of(notice).filter(ref__in=set(refs)).visible_to(user)
    for action in held.select_related("notice").order_by("notice__title", "notice_id"):
        found[action.ref].append(action)
    for actions in found.values():
        actions.sort(key=lambda action: action.notice_id != notice.pk)
    return found


def only_ones_meant(references: Iterable[CrossReference], council: int) -> dict[int, int]:
    """Reference -> the one action that it can mean, by their keys, where there is one.

    That is the action of its own notice; else that of another plan of the council, where only one
    plan has it. Of two, a person says which.
    """
    references = [reference for reference in references if reference.plan_ref]
    refs = {reference.plan_ref for reference in references}
    held = defaultdict(dict)
    actions = Action.objects.standing().filter(notice__council=council, ref__in=refs)
    for pk, ref, notice in actions.order_by().values_list("pk", "ref", "notice_id"):
        held[ref][notice] = pk
    meant = {}
    for reference in references:
        plans = held[reference.plan_ref]
        target = plans.get(reference.action.notice_id)
        if target is None and len(plans) == 1:
            (target,) = plans.values()
        if target not in (None, reference.action_id):
            meant[reference.pk] = target
    return meant
