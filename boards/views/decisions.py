"""A body's decision about an action: its chair decides, or somebody writes down the minute."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions import services
from actions.models import Action
from actions.permissions import Allowed, can_record_decision, may_decide
from actions.views.lookup import at_canonical_ref
from boards.decision_forms import DecisionForm
from boards.decisions import decide
from boards.models import Body


@at_canonical_ref
def decision(request, notice, ref):
    action = _find(request, notice, ref)
    bodies = Body.objects.deciding_on(action)
    chaired = bodies.chaired_by(request.user, timezone.localdate())
    if not may_decide(request.user, action, chairs=chaired.exists()):
        raise PermissionDenied
    if request.method == "POST" and _is_recorded(request, action):
        messages.success(request, "The decision is recorded.")
        return redirect(action)
    records = can_record_decision(request.user, action)
    bodies = bodies if records else chaired
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, action=action, bodies=bodies, user=request.user, records=records)
    if data is not None and form.is_valid():
        return _decide(request, action, form)
    return _show(request, action, form)


def _is_recorded(request, action):
    """Whether this very form was sent before: what it decided is then decided no more."""
    said = {name: request.POST.get(name, "") for name in ("kind", "minute")}
    newest = action.decisions.filter(recorded_by=request.user).last()
    return newest is not None and said == {"kind": newest.kind, "minute": newest.minute}


def _find(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=notice, ref=ref)


def _decide(request, action, form):
    try:
        decide(action=action, version=form.version_begun_with, by=request.user, **form.said)
    except services.NotYet as refused:
        return _show(request, action, form, missing=refused.missing)
    except services.EditClash:
        held = Action.objects.select_related("notice__council", "lead").get(pk=action.pk)
        form.begin_again_with(held)
        return _show(request, held, form, clash=held.history.latest("history_id"))
    stage = action.get_stage_display().lower()
    messages.success(request, f"The decision is recorded. {action.ref} is {stage}.")
    return redirect(action)


def _show(request, action, form, missing=(), clash=None):
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "has_bodies": form.fields["body"].queryset.exists(),
        "missing": missing,
        "clash": clash,
    }
    return render(request, "boards/decision.html", context, status=409 if clash else 200)
