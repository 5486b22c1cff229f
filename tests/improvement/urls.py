"""Addresses for testing the frame alone: the accounts, a home, and pages that fail on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.improvement.sample import SampleForm, SampleFormSet


def home(request):
    return render(request, "base.html")


def sample(request):
    data = request.POST if request.method == "POST" else None
    return render(
        request,
        "sample.html",
        {"form": SampleForm(data), "formset": SampleFormSet(data, prefix="rows")},
    )


def fail(request):
    raise RuntimeError("On purpose")


def refuse(request):
    raise PermissionDenied("Only the chair may do this")


def suspect(request):
    raise SuspiciousOperation


urlpatterns = [
    path("", include("improvement.accounts.urls")),
    path("", home, name="home"),
    path("account/mail/", home, name="mail_preferences"),
    path("sample/", sample),
    path("fail/", fail),
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("plain/", lambda request: HttpResponse("plain")),
]

handler400 = "improvement.gds.errors.bad_request"
handler403 = "improvement.kept_text.not_allowed"
handler404 = "improvement.kept_text.not_found"
handler500 = "improvement.gds.errors.server_error"
