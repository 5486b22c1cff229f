"""Who sits on a body: give somebody a seat, change it, end it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from actions.permissions import can_manage_bodies
from actions.views.lookup import find_notice
from boards import services
from boards.forms import SeatForm
from boards.models import Seat
from boards.views.lookup import find_body, page_of
from improvement import history


def add(request, notice, body):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = SeatForm(data, notice=notice, body=body)
    if data is not None and form.is_valid():
        said = {name: form.cleaned_data[name] for name in form.Meta.fields}
        services.seat(body=body, by=request.user, reason="Given a seat", **said)
        messages.success(request, f"{said['user']} has a seat on {body.called}.")
        return redirect(body.url_on(notice))
    return _page(request, notice, body, form, f"Add somebody to {body.called}")


@transaction.atomic
def seat(request, notice, body, pk):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    seats = Seat.objects.select_related("user")
    if request.method == "POST":
        seats = seats.select_for_update(of=["self"])
    seat = get_object_or_404(seats, body=body, pk=pk)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = SeatForm(data, instance=seat, notice=notice, body=body)
    if data is not None and form.is_valid():
        if form.has_changed():
            with history.act(reason="Seat changed"):
                form.save()
        messages.success(request, f"The seat of {seat.user} is saved.")
        return redirect(body.url_on(notice))
    return _page(request, notice, body, form, f"{seat.user} on {body.called}")


def _page(request, notice, body, form, heading):
    context = page_of(request, notice, body, form=form, heading=heading)
    context["crumbs"].append((body.name, body.url_on(notice)))
    return render(request, "boards/form.html", context)
