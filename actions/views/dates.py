"""Moving a due date: ask for it, take the request back, say what was decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from actions import services
from actions.date_pages import DatePage
from actions.forms.dates import AskToMoveForm, DecideDateForm
from actions.models import Action
from actions.permissions import Allowed, can_ask_to_move_date, can_decide_date
from actions.views.lookup import at_canonical_ref


def _find(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=notice, ref=ref)


@at_canonical_ref
def date(request, notice, ref):
    """Ask for another due date; or, for whoever records it, say that it is agreed."""
    action = _find(request, notice, ref)
    if not can_ask_to_move_date(request.user, action):
        raise PermissionDenied
    if "take-back" in request.POST:
        return _take_back(request, action)
    data = request.POST if request.method == "POST" else None
    form = AskToMoveForm(data, action=action, may_decide=can_decide_date(request.user, action))
    if data is not None and form.is_valid():
        return _ask(request, action, form)
    return _show(request, action, form)


def _ask(request, action, form):
    said = form.said | {"action": action, "by": request.user}
    try:
        if form.is_agreed:
            services.move_date_agreed(version=form.version_begun_with, **said)
            messages.success(request, f"The due date of {action.ref} is moved.")
        else:
            said.pop("agreed_by", None)
            services.ask_to_move_date(**said)
            messages.success(request, "Your request is sent. The date stays until it is agreed.")
    except services.NotYet as refused:
        return _show(request, action, form, missing=refused.missing)
    except services.EditClash:
        held = Action.objects.select_related("notice__council", "lead").get(pk=action.pk)
        form.begin_again_with(held)
        return _show(request, held, form, clash=held.history.latest("history_id"))
    return redirect(action)


def _take_back(request, action):
    change = action.date_changes.open().first()
    try:
        if change is not None:  # sent twice: it is taken back already
            services.take_back_request(change=change, by=request.user)
        messages.success(request, "The request is taken back. The date stays.")
    except services.NotYet as refused:
        messages.info(request, str(refused))
    return redirect(action)


def _show(request, action, form, missing=(), clash=None):
    page = DatePage(action)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "missing": missing,
        "clash": clash,
        "dates": page,
        "is_own": bool(page.waiting and page.waiting.change.asked_by_id == request.user.pk),
    }
    status = 409 if clash else 200
    return render(request, "actions/action_date.html", context, status=status)


@at_canonical_ref
def decide(request, notice, ref):
    """Record what was decided about the request that waits."""
    action = _find(request, notice, ref)
    if not can_decide_date(request.user, action):
        raise PermissionDenied
    waiting = DatePage(action).waiting
    if request.method == "POST":
        change = _named(action, request.POST.get("change"), waiting)
    else:
        change = waiting and waiting.change
    form = missing = None
    if change is not None:
        form = DecideDateForm(request.POST if request.method == "POST" else None, change=change)
        if form.is_bound and form.is_valid():
            missing = _decide(request, change, form)
            if not missing:
                return redirect(action)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "missing": missing,
        "waiting": waiting,
        "is_own": change is not None and change.asked_by_id == request.user.pk,
    }
    return render(request, "actions/action_date_decide.html", context)


def _named(action, key, waiting):
    """The request that the form was shown with, decided by now or not."""
    if key and key.isdecimal() and len(key) < 19:
        return action.date_changes.filter(pk=key).first()
    return waiting and waiting.change


def _decide(request, change, form):
    """What stands in the way, if anything does."""
    said = {"change": change, "by": request.user}
    said["decision_reason"] = form.cleaned_data["decision_reason"]
    try:
        if form.is_agreed:
            services.agree_to_move_date(agreed_by=form.cleaned_data["agreed_by"], **said)
            messages.success(request, f"The due date of {change.action.ref} is moved.")
        else:
            services.refuse_to_move_date(**said)
            messages.success(request, f"The due date of {change.action.ref} stays.")
    except services.NotYet as refused:
        if any(one.code == "decided" for one in refused.missing):
            messages.info(request, str(refused))
            return None
        return refused.missing
    return None
