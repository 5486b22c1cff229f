"""What the lead says of an action's stage, and assurance of its impact: one page for each step.

Each page shows what is still missing, with where to mend it, or the form. A refusal writes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from actions import gates, services
from actions.forms.steps import AskForm, DeliverForm, ImpactForm, TakeBackForm
from actions.gate_facts import facts_of
from actions.models import Action
from actions.permissions import (
    Allowed,
    can_deliver,
    can_rate_impact,
    why_impact_is_not_rated,
    why_not_delivered,
)
from actions.views.lookup import at_canonical_ref, refusal


@dataclass(frozen=True)
class Step:
    """A page on which somebody takes one step."""

    heading: str
    button: str
    done: str
    form: type[forms.Form]
    take: Callable  # the service
    missing: Callable = lambda facts: []
    intro: str = ""


DELIVER = Step(
    heading="Declare {ref} delivered",
    button="Declare it delivered",
    done="{ref} is declared delivered.",
    form=DeliverForm,
    take=services.declare_delivered,
    missing=gates.to_deliver,
    intro="This is your word, as its lead, that all of this action was done. Assurance then checks "
    "the evidence, and you ask for sign-off.",
)
ASK = Step(
    heading="Ask for sign-off of {ref}",
    button="Ask for sign-off",
    done="{ref} now awaits sign-off.",
    form=AskForm,
    take=services.ask_for_sign_off,
    missing=gates.to_ask,
    intro="All of its evidence is checked. The body that oversees the action decides at a meeting.",
)
TAKE_BACK = Step(
    heading="Take back what was said of {ref}",
    button="Take it back",
    done="{ref} is {stage} again.",
    form=TakeBackForm,
    take=services.take_back,
    missing=gates.to_take_back,
    intro="Nobody has decided on it yet. What was said stays in its history.",
)
IMPACT = Step(
    heading="Impact of {ref}",
    button="Save the impact rating",
    done="The impact rating of {ref} is saved.",
    form=ImpactForm,
    take=services.rate_impact,
    intro="What is different for children and families because of this action, and how that is "
    "known. It is judged apart from delivery, by somebody who does not report on the action.",
)


@at_canonical_ref
def deliver(request, notice, ref):
    return _page(request, notice, ref, DELIVER, can_deliver, why_not_delivered)


@at_canonical_ref
def ask_for_sign_off(request, notice, ref):
    return _page(request, notice, ref, ASK, can_deliver, why_not_delivered)


@at_canonical_ref
def take_back(request, notice, ref):
    return _page(request, notice, ref, TAKE_BACK, can_deliver, why_not_delivered)


@at_canonical_ref
def impact(request, notice, ref):
    return _page(request, notice, ref, IMPACT, can_rate_impact, why_impact_is_not_rated)


def _page(request, notice, ref, step, may_take, why_not):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    action = get_object_or_404(seen, notice__slug=notice, ref=ref)
    if not may_take(request.user, action):
        raise refusal(why_not(request.user, action), action)
    form = step.form(request.POST if request.method == "POST" else None, action=action)
    if request.method == "POST" and form.is_valid():
        return _take(request, action, step, form)
    return _show(request, action, step, form, step.missing(facts_of(action)))


def _take(request, action, step, form):
    try:
        step.take(action=action, version=form.version_begun_with, by=request.user, **form.said)
    except services.NotYet as refused:
        return _refused(request, action, step, form, refused.missing)
    except services.EditClash:
        held = Action.objects.select_related("notice__council", "lead").get(pk=action.pk)
        form.begin_again_with(held)
        missing = step.missing(facts_of(held))
        clash = held.history.latest("history_id")
        return _refused(request, held, step, form, missing, clash)
    stage = action.get_stage_display().lower()
    messages.success(request, step.done.format(ref=action.ref, stage=stage))
    return redirect(action)


def _refused(request, action, step, form, missing, clash=None):
    # Sent twice, or too late: nothing can be mended, so the action itself says how it stands.
    if too_late := [one for one in missing if one.code == "stage"]:
        messages.info(request, too_late[0].sentence)
        return redirect(action)
    return _show(request, action, step, form, missing, clash)


def _show(request, action, step, form, missing, clash=None):
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "missing": missing,
        "clash": clash,
        "heading": step.heading.format(ref=action.ref),
        "intro": step.intro,
        "button": step.button,
    }
    status = 409 if clash else 200
    return render(request, "actions/action_step.html", context, status=status)
