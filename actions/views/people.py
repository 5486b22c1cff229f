"""The people of a notice: who they are, adding one, changing what one may do."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.views.generic import ListView

from actions import people
from actions.forms.people import AddPersonForm, PersonForm
from actions.models import Member
from actions.permissions import Allowed, can_manage_people
from actions.views.lists import ClampedPages
from actions.views.lookup import find_notice

logger = logging.getLogger(__name__)


def _page_of(request, notice, **more):
    crumbs = [(notice.title, notice.get_absolute_url())]
    return {"notice": notice, "may": Allowed(request.user, notice), "crumbs": crumbs} | more


class People(ClampedPages, ListView):
    """Everybody who has or had a role. All on the notice read it; addresses are for who writes."""

    template_name = "actions/people.html"
    paginate_by = 100

    def get_queryset(self):
        self.notice = find_notice(self.request, self.kwargs["notice"])
        return people.everybody_on(self.notice, timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**_page_of(self.request, self.notice), **kwargs)


def add(request, notice):
    notice = find_notice(request, notice)
    if not can_manage_people(request.user, notice):
        raise PermissionDenied
    today = timezone.localdate()
    form = AddPersonForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        said = {"notice": notice, "on": today, "by": request.user, "reason": "Added to the notice"}
        try:
            member = people.add_person(**said, **form.cleaned_data)
        except people.AlreadyOn as already:
            form.add_error("email", f"{already}. Change the role on the page of that person")
        else:
            _welcome(request, member)
            return redirect("actions:people", notice.slug)
    context = _page_of(request, notice, form=form)
    context["crumbs"].append(("People", reverse("actions:people", args=[notice.slug])))
    return render(request, "actions/person_add.html", context)


def _welcome(request, member):
    user = member.user
    try:
        people.welcome(member=member, base_url=request.build_absolute_uri("/"))
    except OSError:  # smtplib's errors are among these
        logger.exception("The mail to a person who was added could not be sent")
        messages.warning(
            request,
            f"{user} is on the notice, but the email could not be sent. "
            "Ask them to choose “I have forgotten my password” on the login page.",
        )
        return
    messages.success(request, f"{user} is on the notice. An email is on its way to {user.email}.")


@transaction.atomic
def person(request, notice, pk):
    notice = find_notice(request, notice)
    if not can_manage_people(request.user, notice):
        raise PermissionDenied
    members = Member.objects.filter(notice=notice).select_related("user")
    if request.method == "POST":
        members = members.select_for_update(of=["self"])
    member = get_object_or_404(members, pk=pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=member)
    if request.method == "POST" and _is_saved(request, member, form):
        return redirect("actions:people", notice.slug)
    held = Member.objects.select_related("user").get(pk=pk)
    context = _page_of(request, notice, member=held, form=form)
    context["crumbs"].append(("People", reverse("actions:people", args=[notice.slug])))
    return render(request, "actions/person.html", context)


def _is_saved(request, member, form):
    today = timezone.localdate()
    is_valid = form.is_valid()
    held = Member.objects.select_related("user", "notice").get(pk=member.pk)
    said = {"member": held, "on": today, "by": request.user}
    try:
        if "end" in request.POST:
            people.end_now(**said)
            messages.success(request, f"{member.user} can no longer see this notice.")
            return True
        if not is_valid:
            return False
        answers = {name: form.cleaned_data[name] for name in form.Meta.fields}
        people.change_member(**said, **answers, reason="Role changed")
    except people.NobodyLeft as nobody:
        form.add_error(None, _nobody_left(nobody.day, today))
        return False
    messages.success(request, f"The role of {member.user} is saved.")
    return True


def _nobody_left(day, today):
    if day < today:
        when = "This notice would be left without an administrator"
    else:
        when = f"This notice would be without an administrator after {formats.date_format(day)}"
    return f"{when}. Make somebody else an administrator first"
