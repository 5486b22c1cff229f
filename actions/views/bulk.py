"""One change for many actions: ticked on the register, said, previewed, confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from actions import services
from actions.bulk import MOST, digest_of
from actions.forms.bulk import BulkForm, sealed, unsealed
from actions.models import Action
from actions.permissions import Allowed, can_set_details
from actions.views.lookup import find_notice


def bulk(request, notice):
    notice = find_notice(request, notice)
    if not can_set_details(request.user, notice):
        raise PermissionDenied
    actions = _ticked(request, notice)
    if not 0 < len(actions) <= MOST:
        return render(request, "actions/bulk_none.html", _context(request, notice, actions))
    form = BulkForm(
        request.POST if request.method == "POST" else None, notice=notice, actions=actions
    )
    if form.is_bound and form.is_valid() and request.POST.get("do") != "edit":
        if request.POST.get("do") == "confirm":
            return _confirm(request, notice, actions, form)
        return _preview(request, notice, actions, form)
    return render(request, "actions/bulk.html", _context(request, notice, actions, form=form))


def _ticked(request, notice):
    """The standing actions of the notice whose refs were sent, in order; one more than may be."""
    said = request.POST if request.method == "POST" else request.GET
    ticked = said.getlist("shown" if "all" in said else "tick")[: MOST + 1]
    refs = [ref for ref in ticked if ref.isprintable()]  # PostgreSQL can't be asked for a NUL
    actions = Action.objects.of(notice).filter(ref__in=refs).select_related("lead")
    return list(actions.order_by("sort_key", "pk"))


def _context(request, notice, actions, **more):
    return {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "actions": actions,
        "most": MOST,
        **more,
    }


def _preview(request, notice, actions, form, *, moved_on=False):
    keys = [action.pk for action in actions]
    judged = services.judge_all(notice, keys, form.wanted, by=request.user)
    changing = sum(one.changes for one in judged)
    context = _context(
        request,
        notice,
        actions,
        form=form,
        judged=judged,
        changing=changing,
        moved_on=moved_on,
        sealed=sealed(digest_of(judged)),
    )
    status = 409 if moved_on else 200
    return render(request, "actions/bulk_preview.html", context, status=status)


def _confirm(request, notice, actions, form):
    digest, form_id = unsealed(request.POST.get("sealed", ""))
    try:
        changed = services.change_many(
            notice=notice,
            keys=[action.pk for action in actions],
            wanted=form.wanted,
            shown=digest,
            by=request.user,
            reason=form.cleaned_data["reason"],
            form_id=form_id,
        )
    except services.AlreadyDone:
        messages.info(request, "This change was saved already.")
    except (services.OthersMovedOn, services.EditClash, services.NotYet):
        return _preview(request, notice, actions, form, moved_on=True)
    else:
        number = len(changed)
        messages.success(request, f"{number} action{'' if number == 1 else 's'} changed.")
    return redirect(notice)
