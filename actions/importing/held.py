"""What the register holds of a notice, as the plan compares it. Writes nothing."""

from django.db.models import Max
from django.utils import formats, timezone

from actions.importing.changes import HeldAction, HeldDetail, HeldText
from actions.models import Action, Member, NextStep, ProgressItem

WAY = "import"  # how the history calls what an import wrote: "import 3"
UNDO = "undo of import"  # and what its undo wrote

# The details that a file may give, and the column of the action that holds each.
DETAILS = {
    "lead": "lead_id",
    "due": "due_on",
    "rating": "delivery_rating",
    "status": "stage",
    "area": "area",
    "body": "responsible_body",
}


def held_actions(notice) -> list[HeldAction]:
    """Every action of the notice with its items, in as many queries however many there are."""
    columns = ["wording", *DETAILS.values()]
    bases = _bases(Action, columns, notice=notice)
    withdrawn_by = _ways_of_withdrawal(Action, is_withdrawn=True, notice=notice)
    progress = _items(ProgressItem, notice, {"is_withdrawn": True}, lambda item: False)
    steps = _items(NextStep, notice, {"status": "withdrawn"}, lambda step: step.status == "done")
    return [
        HeldAction(
            pk=action.pk,
            ref=action.ref,
            version=action.version,
            wording=HeldText(0, action.wording, bases.get(action.pk, {}).get("wording")),
            progress=tuple(progress.get(action.pk, ())),
            next_steps=tuple(steps.get(action.pk, ())),
            details=_details(action, bases.get(action.pk, {})),
            is_gone=action.pk in withdrawn_by,
        )
        for action in Action.objects.filter(notice=notice).select_related("lead")
    ]


def people_who_may_lead(notice) -> dict[str, tuple[int, str]]:
    """Full name or e-mail address, case-folded -> (key, name). Two of one name: neither."""
    reporting = Member.objects.current(timezone.localdate()).officers().filter(notice=notice)
    found: dict[str, set] = {}
    for member in reporting.select_related("user"):
        for name in (member.user.full_name, member.user.email):
            key = " ".join(name.casefold().split())
            found.setdefault(key, set()).add((member.user_id, member.user.full_name))
    return {name: next(iter(who)) for name, who in found.items() if len(who) == 1}


def newest_change(notice) -> int:
    """The number of the newest version of any action of the notice, or 0."""
    return Action.history.filter(notice=notice).aggregate(newest=Max("history_id"))["newest"] or 0


def changes_since(notice, change: str, most=20) -> list:
    """The versions of its actions after that one, newest first: what moved the register on.

    `change` is what newest_change gave, as a form sends it back; anything else gives none.
    """
    if not change.isdecimal() or len(change) > 18:  # no key has more digits
        return []
    later = Action.history.filter(notice=notice, history_id__gt=int(change))
    return list(later.order_by("-history_id")[:most])


def _details(action, base):
    return {
        name: HeldDetail(getattr(action, column), _shown(action, name), base.get(column))
        for name, column in DETAILS.items()
    }


def _shown(action, name):
    shown = {
        "lead": lambda: str(action.lead) if action.lead_id else "",
        "due": lambda: formats.localize(action.due_on) if action.due_on else "",
        "rating": action.get_delivery_rating_display,
        "status": action.get_stage_display,
        "area": lambda: action.area,
        "body": lambda: action.responsible_body,
    }
    return shown[name]()


def _items(model, notice, withdrawn, is_done):
    """action -> its texts. One that people withdrew or did is closed; one that an import took
    out is gone, and comes back if a file has it again.
    """
    bases = _bases(model, ["text"], action__notice=notice)
    gone = _ways_of_withdrawal(model, action__notice=notice, **withdrawn)
    ((name, value),) = withdrawn.items()
    items: dict[int, list[HeldText]] = {}
    for item in model.objects.filter(action__notice=notice):
        is_withdrawn = getattr(item, name) == value
        held = HeldText(
            item.pk,
            item.text,
            bases.get(item.pk, {}).get("text"),
            is_closed=is_done(item) or (is_withdrawn and item.pk not in gone),
            is_gone=item.pk in gone,
        )
        items.setdefault(item.action_id, []).append(held)
    return items


def _bases(model, columns, **where):
    """pk -> column -> the value as the newest import that wrote the row left it."""
    written = model.history.filter(history_way__startswith=WAY, **where).order_by("history_id")
    return {row.pop("id"): row for row in written.values("id", *columns)}


def _ways_of_withdrawal(model, **withdrawn):
    """The rows now withdrawn whose newest version an import, or the undo of one, wrote."""
    rows = model.objects.filter(**withdrawn).values("pk")
    newest = model.history.filter(id__in=rows).order_by("history_id")
    ways = dict(newest.values_list("id", "history_way"))
    return {pk for pk, way in ways.items() if way.startswith((WAY, UNDO))}
