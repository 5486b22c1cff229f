"""Moving a due date: ask for it, take the request back, say what was decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from actions import services
from actions.date_pages import DatePage
from actions.forms.dates import AskToMoveForm, DecideDateForm
from actions.gates import Missing
from actions.models import Action
from actions.permissions import (
    Allowed,
    can_ask_to_move_date,
    can_decide_date,
    can_set_details,
    why_date_is_not_decided,
    why_no_date_is_asked,
)
from actions.querysets import UNDELIVERED
from actions.views.lookup import at_canonical_ref, refusal
from improvement.kept_text import kept_text


def _find(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=notice, ref=ref)


def _may_decide(user, action):
    chaired = action.oversights.chaired_by(user, timezone.localdate())
    return can_decide_date(user, action, chairs=chaired.exists())


@at_canonical_ref
def date(request, notice, ref):
    """Ask for another due date; or, for whoever records it, say that it is agreed."""
    action = _find(request, notice, ref)
    if not can_ask_to_move_date(request.user, action):
        raise refusal(why_no_date_is_asked(request.user, action), action, *_set_it(request, action))
    if "take-back" in request.POST:
        return _take_back(request, action)
    data = request.POST if request.method == "POST" else None
    if data is None and action.stage not in UNDELIVERED:
        return _show(request, action, None, missing=[_over(action)])
    form = AskToMoveForm(data, action=action, may_decide=_may_decide(request.user, action))
    if data is not None and form.is_valid():
        return _ask(request, action, form)
    return _show(request, action, form)


def _set_it(request, action):
    """The link to where a date is set that lacks, for whoever may set it."""
    if action.is_withdrawn or action.due_on or not can_set_details(request.user, action.notice):
        return []
    address = reverse("actions:details", args=[action.notice.slug, action.ref])
    return [(f"Give {action.ref} a due date", address)]


def _over(action):
    stage = action.get_stage_display().lower()
    return Missing("over", f"{action.ref} is {stage}: its due date no longer moves.")


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
        "may_decide": form.may_decide if form else _may_decide(request.user, action),
        "is_own": bool(page.waiting and page.waiting.change.asked_by_id == request.user.pk),
    }
    status = 409 if clash else 200
    return render(request, "actions/action_date.html", context, status=status)


@at_canonical_ref
def decide(request, notice, ref):
    """Record what was decided about the request that waits."""
    action = _find(request, notice, ref)
    if not _may_decide(request.user, action):
        raise refusal(why_date_is_not_decided(request.user, action), action)
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
    is_too_late = bool(missing) and missing[0].code == "decided"
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "missing": missing,
        "is_too_late": is_too_late,
        "kept": kept_text(request) if is_too_late else None,
        "waiting": waiting,
        "is_own": change is not None and change.asked_by_id == request.user.pk,
    }
    status = 409 if is_too_late else 200
    return render(request, "actions/action_date_decide.html", context, status=status)


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
        if not _is_recorded(request, change, form):
            return refused.missing
        messages.info(request, str(refused))
    return None


def _is_recorded(request, change, form):
    """Whether this very answer was sent before, by the same person."""
    change.refresh_from_db()
    said = {name: form.cleaned_data[name] for name in ("agreed_by", "decision_reason")}
    if not form.is_agreed:
        said["agreed_by"] = ""
    held = {name: getattr(change, name) for name in said}
    return change.decided_by_id == request.user.pk and held == said
