"""The references of one action: what is offered, linked, and leads nowhere."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from actions.action_references import ActionReferences, Field
from actions.forms.references import ReferencesForm
from actions.models import Action, CrossReference, NextStep, ProgressItem
from actions.permissions import Allowed, can_update, why_not_updated
from actions.views.lookup import at_canonical_ref, refusal


@at_canonical_ref
@transaction.atomic
def action_references(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    if request.method == "POST":
        seen = seen.select_for_update(of=["self"])  # the same form sent twice waits here
    action = get_object_or_404(seen, notice__slug=notice, ref=ref)
    if not can_update(request.user, action):
        raise refusal(why_not_updated(request.user, action), action)
    held = ActionReferences(action, request.user)
    form = ReferencesForm(request.POST if request.method == "POST" else None, held=held)
    if request.method == "POST" and form.is_valid():
        if form.save(by=request.user):
            messages.success(request, f"The references of {action.ref} are saved.")
        else:
            messages.info(request, "Nothing was chosen, so nothing was saved.")
        return redirect(action)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
    }
    return render(request, "actions/action_references.html", context)


def after_writing(request, action, act):
    """Where to go on once an act has written texts of an action; what became of references is
    told. To the page that asks, where something new looks like a reference.
    """
    went = CrossReference.history.filter(
        action_id=action.pk, history_act=act, history_type="-"
    ).values_list("words", flat=True)
    for words in dict.fromkeys(went):
        messages.info(
            request, f"The link of “{words}” was taken away, because the words are no longer there."
        )
    number = len(_new_offers(request, action, act))
    if not number:
        return action.get_absolute_url()
    things = "1 thing looks" if number == 1 else f"{number} things look"
    messages.info(
        request,
        f"{things} like a reference to another action. Say below whether to link it. "
        "Nothing is linked until you do.",
    )
    return reverse("actions:references", args=[action.notice.slug, action.ref])


def _new_offers(request, action, act):
    """What is offered of the texts that this act wrote."""
    of_act = {"action_id": action.pk, "history_act": act}
    written = {
        (field, key)
        for field, model in [(Field.PROGRESS, ProgressItem), (Field.NEXT_STEPS, NextStep)]
        for key in model.history.filter(**of_act).values_list("id", flat=True)
    }
    wordings = action.history.order_by("-history_id").values_list("wording", flat=True)[:2]
    if len(set(wordings)) == 2:  # it says something else than before
        written.add((Field.WORDING, None))
    action.refresh_from_db(fields=["wording"])
    found = ActionReferences(action, request.user).offers
    return [offer for offer in found if (offer.field, offer.item) in written]
