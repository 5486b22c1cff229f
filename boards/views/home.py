"""The home page: what this person is asked, or comes for, on the notice that they choose."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from actions.models import Member, Notice
from actions.permissions import Allowed, role_on
from actions.views.lookup import find_notice
from boards import services
from boards.forms import ReadForm
from boards.homes import LATELY, home_of


@require_safe
def home(request):
    notices = list(Notice.objects.visible_to(request.user).select_related("council"))
    if not notices:
        return render(request, "boards/home_nothing.html")
    notice = _chosen(request, notices)
    role = role_on(request.user, notice)
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
        return get_object_or_404(Notice, pk__in=[notice.pk for notice in notices], slug=slug)
    return notices[0]


@require_POST
def read(request, notice):
    """This person has read what changed on the notice, up to when their page was made."""
    notice = find_notice(request, notice)
    form = ReadForm(request.POST)
    if form.is_valid():
        up_to = min(form.cleaned_data["up_to"], timezone.now())
        services.have_read(notice=notice, up_to=up_to, by=request.user)
    return redirect(f"{reverse('home')}?notice={notice.slug}")
