"""The meetings of a body: write one down, change or cancel it, see who has answered before it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from actions.permissions import can_manage_bodies
from actions.views.lookup import find_notice
from boards import services
from boards.forms import MeetingForm
from boards.meetings import Asked
from boards.models import Meeting
from boards.views.lookup import find_body, page_of

ACTIONS_ON_A_PAGE = 50


def _find(body, day, *, for_update=False):
    """The meeting of the body on the day that the address names."""
    meetings = Meeting.objects.select_related("body")
    if for_update:
        meetings = meetings.select_for_update(of=["self"])
    try:
        meets_on = parse_date(day)
    except ValueError:
        meets_on = None
    if meets_on is None or meets_on.isoformat() != day:
        raise Http404
    return get_object_or_404(meetings, body=body, meets_on=meets_on)


@require_safe
def meeting(request, notice, body, day):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    meeting = _find(body, day)
    context = page_of(
        request,
        notice,
        body,
        meeting=meeting,
        is_over=meeting.meets_on < timezone.localdate(),
        **_answers(request, meeting, notice),
    )
    context["crumbs"] += _crumbs(notice, body)
    return render(request, "boards/meeting.html", context)


def _answers(request, meeting, notice):
    """Who has answered, where anybody was asked."""
    if meeting.is_cancelled or meeting.updates_due_on is None:
        return {}
    asked = Asked(meeting, notice)
    answered = request.GET.get("answered") == "yes"
    counts = asked.counts()
    pages = Paginator(asked.listed(answered=answered), ACTIONS_ON_A_PAGE)
    pages.count = counts["answered" if answered else "unanswered"]  # nothing is counted twice
    page = pages.get_page(request.GET.get("page"))
    return {"counts": counts, "shows_answered": answered, "page_obj": page}


def _crumbs(notice, body):
    bodies = reverse("boards:bodies", args=[notice.slug])
    return [("Bodies", bodies), (body.name, body.url_on(notice))]


def add(request, notice, body):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, body=body)
    if data is not None and form.is_valid():
        made = services.plan_meeting(
            body=body,
            meets_on=form.cleaned_data["meets_on"],
            updates_due_on=form.cleaned_data["updates_due_on"],
            by=request.user,
            reason="Meeting planned",
        )
        messages.success(request, f"The meeting on {date_format(made.meets_on)} is added.")
        return redirect(made.url_on(notice))
    return _form(request, notice, body, form, f"Add a meeting of {body.called}")


@transaction.atomic
def edit(request, notice, body, day):
    notice = find_notice(request, notice)
    body = find_body(notice, body)
    meeting = _find(body, day, for_update=request.method == "POST")
    if not can_manage_bodies(request.user, notice):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    heading = f"Change the meeting of {date_format(meeting.meets_on)}"
    form = MeetingForm(data, instance=meeting, body=body)
    if data is not None and form.is_valid():
        if form.has_changed():
            reason = "Meeting cancelled" if form.is_cancelling else "Meeting changed"
            services.save_meeting(meeting=meeting, by=request.user, reason=reason)
        messages.success(request, f"The meeting on {date_format(meeting.meets_on)} is saved.")
        return redirect(meeting.url_on(notice))
    return _form(request, notice, body, form, heading)


def _form(request, notice, body, form, heading):
    context = page_of(request, notice, body, form=form, heading=heading)
    context["crumbs"] += _crumbs(notice, body)
    return render(request, "boards/form.html", context)
