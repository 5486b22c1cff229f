"""What an administrator sets of an action: its wording corrected, its lead and date."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from actions import services
from actions.forms.details import DetailsForm, WordingForm
from actions.models import Action
from actions.permissions import Allowed, can_correct_wording, can_set_details
from actions.views.lookup import at_canonical_ref
from actions.views.references import after_writing
from improvement import history


def _action(request, slug, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=slug, ref=ref)


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
        heading=f"Lead of {action.ref}" if action.due_on else f"Lead and due date of {action.ref}",
        due_on=action.due_on,
        save=lambda form, **said: services.set_details(
            **{name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields},
            **said,
        ),
    )


def _edit(request, action, form_class, *, heading, save, due_on=None):
    """A one-form page that is guarded by the action's version. `due_on` is shown beside it."""
    form = form_class(request.POST if request.method == "POST" else None, instance=action)
    held = Action.objects.get(pk=action.pk)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "heading": heading,
        "due_on": due_on,
    }
    if request.method == "POST" and form.is_valid():
        said = {"by": request.user, "reason": form.cleaned_data["reason"]}
        try:
            if form.is_stale:
                raise services.EditClash
            save(form, action=held, version=form.held_version, **said)
        except (services.EditClash, services.NotYet):  # a due date may be set between the two looks
            form.data = form.data.copy()
            form.data["version"] = held.version  # to save again is then to choose
            context |= {"clash": _last_change(held), "theirs": form_class(instance=held).theirs}
            return render(request, "actions/action_edit.html", context, status=409)
        messages.success(request, f"{action.ref} is saved.")
        return redirect(after_writing(request, held, history.current_act().id))
    return render(request, "actions/action_edit.html", context)
