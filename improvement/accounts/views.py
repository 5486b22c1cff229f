"""Pages that anybody may ask for, and those of one's own account."""

from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from improvement.accounts import forms
from improvement.accounts.demo import DEMO_PASSWORD, demo_logins
from improvement.history import append_only


class Login(auth_views.LoginView):
    authentication_form = forms.LoginForm
    redirect_authenticated_user = True
    extra_context = {"demo_logins": demo_logins, "demo_password": DEMO_PASSWORD}


class PasswordChange(auth_views.PasswordChangeView):
    form_class = forms.PasswordChangeForm
    success_url = reverse_lazy("home")

    def form_valid(self, form):
        messages.success(self.request, "Your password is changed")
        return super().form_valid(form)


class PasswordReset(auth_views.PasswordResetView):
    form_class = forms.PasswordResetForm
    extra_email_context = {"service_name": settings.SERVICE_NAME}


class PasswordResetConfirm(auth_views.PasswordResetConfirmView):
    form_class = forms.NewPasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form):
        reset(username=self.user.email.lower())  # who reads the mail is not guessing
        messages.success(self.request, "Your new password is set. Log in with it")
        return super().form_valid(form)


@login_not_required
@require_safe
def brand(request, colour=None):
    """The council's colour as a stylesheet, since a strict policy allows no inline style."""
    value = f"#{colour}" if colour else settings.BRAND_COLOUR
    css = f":root{{--govuk-brand-colour:{value}}}"
    return HttpResponse(css, "text/css", headers={"Cache-Control": "public, max-age=3600"})


@login_not_required
@require_safe
def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /\n", "text/plain")


@login_not_required
@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", "text/plain")


@login_not_required
@require_safe
def readyz(request):
    """The database answers, holds every table that this version wants, and keeps its record."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return HttpResponse("The database does not answer\n", "text/plain", status=503)
    if waiting:
        return HttpResponse("Migrations are waiting: run migrate\n", "text/plain", status=503)
    if append_only.unprotected():
        return HttpResponse("The record is not protected: run migrate\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")
