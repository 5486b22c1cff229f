"""What bodies oversee: choose it for one body, or decide what was found in the actions' words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from actions.models import Action
from actions.permissions import can_manage_bodies
from actions.views.lookup import find_notice
from boards import services, waiting
from boards.forms import OverseenForm, ProposalsForm
from boards.models import Body, Oversight
from boards.views.lookup import find_body, page_of

ACTIONS_ON_A_PAGE = 100


def _page_of_actions(request, notice):
    actions = Action.objects.of(notice).select_related("notice")
    return Paginator(actions, ACTIONS_ON_A_PAGE).get_page(request.GET.get("page"))


@transaction.atomic
def actions(request, notice, body):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    page = _page_of_actions(request, notice)
    held = Oversight.objects.in_force().filter(body=body, action__in=list(page))
    data = request.POST if request.method == "POST" else None
    form = OverseenForm(data, actions=page, held=dict(held.values_list("action_id", "part")))
    if data is not None and form.is_valid():
        changed = services.set_oversight(
            body=body, parts=form.parts, by=request.user, reason="Chosen by hand"
        )
        messages.success(request, _say(changed, "action", "is changed", "are changed"))
        return redirect(body.url_on(notice))
    context = page_of(request, notice, body, form=form, page_obj=page)
    context["crumbs"].append((body.name, body.url_on(notice)))
    return render(request, "boards/body_actions.html", context)


@transaction.atomic
def proposals(request, notice):
    notice = find_notice(request, notice)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    page = _page_of_actions(request, notice)
    bodies = list(Body.objects.of(notice))
    data = request.POST if request.method == "POST" else None
    found = waiting.proposals(notice, page, bodies)
    form = ProposalsForm(data, proposals=found, bodies=bodies)
    if data is not None and form.is_valid():
        decided = services.decide(
            decisions=form.decisions(accept_the_rest="accept" in data),
            by=request.user,
            reason="Named in the words of the action",
        )
        messages.success(request, _say(decided, "answer", "is saved", "are saved"))
        return redirect(request.get_full_path())
    context = page_of(request, notice, form=form, page_obj=page, has_bodies=bool(bodies))
    context["crumbs"].append(("Bodies", reverse("boards:bodies", args=[notice.slug])))
    return render(request, "boards/oversight.html", context)


def _say(number, noun, is_so, are_so):
    if not number:
        return "Nothing was changed: nothing was chosen, or it had been saved before."
    return f"{number} {noun} {is_so}." if number == 1 else f"{number} {noun}s {are_so}."
