"""The bodies of a council, one body whole, and the form that says what a body is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from actions.permissions import can_manage_bodies
from actions.views.lists import ClampedPages
from actions.views.lookup import find_notice
from boards.forms import BodyForm
from boards.meetings import meetings_of
from boards.models import Body, Oversight
from boards.tallies import body_counts
from boards.views.lookup import find_body, page_of
from improvement import history

ACTIONS_ON_A_PAGE = 50


class BodyList(ClampedPages, ListView):
    """Every body of the notice's council: how many sit on it, and what it oversees here."""

    template_name = "boards/bodies.html"
    paginate_by = 50

    def get_queryset(self):
        self.notice = find_notice(self.request, self.kwargs["notice"])
        bodies = Body.objects.of(self.notice).select_related("reports_to")
        return bodies.with_counts(self.notice, timezone.localdate()).order_by("name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.request, self.notice), **kwargs)


@require_safe
def body(request, notice, body):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    today = timezone.localdate()
    overseen = Oversight.objects.in_force().filter(body=body, action__notice=notice)
    context = page_of(
        request,
        notice,
        body,
        reporting=list(body.bodies_reporting.all()),
        seats=_seats(body, today),
        meetings=meetings_of(body, today),
        counts=body_counts([body], notice, today)[body],
        page_obj=Paginator(overseen.for_listing(today), ACTIONS_ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
    )
    context["crumbs"].append(("Bodies", reverse("boards:bodies", args=[notice.slug])))
    return render(request, "boards/body.html", context)


def _seats(body, on):
    """Those who sit now, those who will, and those who did, in one query."""
    seats = list(body.seats.select_related("user").chair_first())
    return {
        "current": [seat for seat in seats if seat.is_current(on)],
        "to_come": [seat for seat in seats if seat.from_on > on],
        "past": [seat for seat in seats if seat.until_on and seat.until_on < on],
    }


def add(request, notice):
    notice = find_notice(request, notice)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    named = request.GET.get("name", "")[:150]
    form = BodyForm(data, council=notice.council, initial={"name": named})
    if data is not None and form.is_valid():
        with history.act(reason="Added"):
            body = form.save()
        messages.success(request, f"{body.name} is added.")
        return redirect(body.url_on(notice))
    context = page_of(request, notice, form=form, heading="Add a body")
    context["crumbs"].append(("Bodies", reverse("boards:bodies", args=[notice.slug])))
    return render(request, "boards/body_form.html", context)


@transaction.atomic
def edit(request, notice, body):
    notice = find_notice(request, notice)
    body = find_body(notice, body, for_update=request.method == "POST")
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = BodyForm(data, instance=body, council=notice.council)
    if data is not None and form.is_valid():
        if form.has_changed():
            with history.act(reason="Edited"):
                form.save()
        messages.success(request, f"{body.name} is saved.")
        return redirect(body.url_on(notice))
    held = Body.objects.get(pk=body.pk) if data is not None else body
    context = page_of(request, notice, held, form=form, heading=f"Edit {held.name}")
    context["crumbs"].append((held.name, held.url_on(notice)))
    return render(request, "boards/body_form.html", context)
