"""Addresses of the change log and of what stands on it."""

from django.urls import include, path

of_a_notice = []

urlpatterns = [
    path("notices/<slug:notice>/", include((of_a_notice, "audits"))),
]
