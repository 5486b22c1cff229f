"""The update page: an officer says what was done and what comes next. And its administrators'
neighbours: correcting the wording, setting lead and date.
"""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from actions import services
from actions.forms.details import DetailsForm, WordingForm
from actions.forms.update import UpdateForm
from actions.models import Action
from actions.permissions import Allowed, can_correct_wording, can_set_details, can_update
from actions.views.lookup import at_canonical_ref


def _action(request, slug, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=slug, ref=ref)


@at_canonical_ref
def update(request, notice, ref):
    action = _action(request, notice, ref)
    if not can_update(request.user, action):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, action, UpdateForm(action))
    if "more" in request.POST:
        return _page(request, action, UpdateForm.sent(action, request.POST).with_more_rows())
    return _save(request, action)


@transaction.atomic
def _save(request, action):
    # The row is held from here, so that what the form is compared with is what it replaces.
    action = (
        Action.objects.select_for_update(of=["self"])
        .select_related("notice__council")
        .get(pk=action.pk)
    )
    form = UpdateForm.sent(action, request.POST)
    if not form.is_valid():
        return _page(request, action, form)
    if form.has_clash:
        return _page(request, action, form.beside_theirs(), clash=_last_change(action), status=409)
    new = form.as_update()
    if new.is_empty:
        messages.info(request, "Nothing was changed, so nothing was saved.")
        return redirect(action)
    with suppress(services.AlreadyDone):  # sent twice: the first time did it
        services.update_action(
            action=action,
            version=action.version,
            update=new,
            by=request.user,
            reason=form.reason,
            form_id=form.form_id,
        )
    messages.success(request, f"Your update of {action.ref} is saved.")
    return redirect(action)


def _page(request, action, form, clash=None, status=200):
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "clash": clash,
    }
    return render(request, "actions/action_update.html", context, status=status)


def _last_change(action):
    """Who saved the action last, and when: the history row of its newest version."""
    return action.history.latest("history_date", "history_id")


@at_canonical_ref
def wording(request, notice, ref):
    action = _action(request, notice, ref)
    if not can_correct_wording(request.user, action.notice):
        raise PermissionDenied
    return _edit(
        request,
        action,
        WordingForm,
        heading=f"Correct the wording of {action.ref}",
        save=lambda form, **said: services.correct_wording(
            wording=form.cleaned_data["wording"], **said
        ),
    )


@at_canonical_ref
def details(request, notice, ref):
    action = _action(request, notice, ref)
    if not can_set_details(request.user, action.notice):
        raise PermissionDenied
    return _edit(
        request,
        action,
        DetailsForm,
        heading=f"Lead and due date of {action.ref}",
        save=lambda form, **said: services.set_details(
            **{name: form.cleaned_data[name] for name in form.Meta.fields}, **said
        ),
    )


def _edit(request, action, form_class, *, heading, save):
    """A one-form page that is guarded by the action's version."""
    form = form_class(request.POST if request.method == "POST" else None, instance=action)
    held = Action.objects.get(pk=action.pk)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "heading": heading,
    }
    if request.method == "POST" and form.is_valid():
        said = {"by": request.user, "reason": form.cleaned_data["reason"]}
        try:
            if form.is_stale:
                raise services.EditClash
            save(form, action=held, version=form.held_version, **said)
        except services.EditClash:
            form.data = form.data.copy()
            form.data["version"] = held.version  # to save again is then to choose
            context |= {"clash": _last_change(held), "theirs": form_class(instance=held).theirs}
            return render(request, "actions/action_edit.html", context, status=409)
        messages.success(request, f"{action.ref} is saved.")
        return redirect(action)
    return render(request, "actions/action_edit.html", context)
