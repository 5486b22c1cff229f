"""What somebody chooses for themselves: which mails they get, and the address of their calendar."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.models import CalendarFeed, MailPreference
from boards import services
from boards.desk import Desk
from boards.due_calendar import as_ics, days_of
from boards.forms import MailForm
from improvement import history
from improvement.models import User

# Where the new address of a calendar waits to be shown, once.
_SECRET = "calendar_secret"  # noqa: S105 - the name of its place


@transaction.atomic
def mail(request):
    if request.method == "POST":
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
    held = MailPreference.objects.filter(user=request.user).first()
    form = MailForm(
        request.POST if request.method == "POST" else None,
        instance=held or MailPreference(user=request.user),
    )
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            with history.act(reason="Mails chosen"):
                form.save()
        messages.success(request, "Your choice of mails is saved.")
        return redirect("mail_preferences")
    return render(request, "boards/mail.html", {"form": form})


def calendar(request):
    """The page of one's own calendar: make its address, make another, withdraw it."""
    if request.method == "POST":
        return _change_calendar(request)
    feed = CalendarFeed.objects.filter(user=request.user, is_withdrawn=False).first()
    secret = request.session.pop(_SECRET, None) if request.method == "GET" else None
    path = reverse("calendar_feed", args=[secret]) if feed and secret else ""
    context = {"feed": feed, "feed_url": path and request.build_absolute_uri(path)}
    return render(request, "boards/calendar.html", context)


def _change_calendar(request):
    wanted = request.POST.get("do")
    if wanted == "make":
        request.session[_SECRET] = services.make_calendar_address(user=request.user)
    elif wanted == "withdraw":
        services.withdraw_calendar_address(user=request.user)
        messages.success(request, "The address is withdrawn. Nobody can read it any more.")
    return redirect("calendar")


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """Whoever knows the address reads the calendar; it is looked for by a digest, so that a wrong
    one costs one step down an index and tells nothing.
    """
    digest = hashlib.sha256(secret.encode(errors="replace")).hexdigest()
    feeds = CalendarFeed.objects.filter(is_withdrawn=False, user__is_active=True)
    feed = get_object_or_404(feeds.select_related("user"), secret_sha256=digest)
    days = days_of(Desk(feed.user, timezone.localdate()))
    site = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(
        as_ics(days, timezone.now(), site),
        "text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store"},
    )
