"""The home page: what this person is asked, or comes for, on the notice that they choose."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.models import Member, Notice
from actions.permissions import Allowed, remember_role
from actions.views.lookup import find_notice
from boards import services
from boards.forms import ReadForm
from boards.homes import LATELY, home_of
from improvement.gds.posted import posted_only


@require_safe
def home(request):
    notices = Notice.objects.visible_to(request.user).with_role_of(request.user)
    notices = list(notices.select_related("council"))
    if not notices:
        return render(request, "boards/home_nothing.html")
    notice = _chosen(request, notices)
    role = notice.role_of_reader
    remember_role(request.user, notice, role)
    found = home_of(request.user, notice, role, timezone.localdate())
    context = {
        "notice": notice,
        "notices": notices,
        "role": Member.Role(role).label,
        "may": Allowed(request.user, notice),
        "days": LATELY,
    }
    return render(request, found.template, context | found.context)


def _chosen(request, notices):
    """The notice that the address names, or the first; 404 for one that this person can't see."""
    if slug := request.GET.get("notice"):
        notices = [notice for notice in notices if notice.slug == slug]
    if not notices:
        raise Http404
    return notices[0]


@posted_only
def read(request, notice):
    """This person has read what changed on the notice, up to when their page was made."""
    notice = find_notice(request, notice)
    form = ReadForm(request.POST)
    if form.is_valid():
        up_to = min(form.cleaned_data["up_to"], timezone.now())
        services.have_read(notice=notice, up_to=up_to, by=request.user)
    return redirect(f"{reverse('home')}?notice={notice.slug}")
