"""Every address. The apps are named as strings, so that imports point one way."""

from django.urls import include, path

urlpatterns = [
    path("", include("improvement.accounts.urls")),
    path("", include("actions.urls")),
    path("", include("boards.urls")),
    path("", include("audits.urls")),
]

handler400 = "improvement.gds.errors.bad_request"
handler403 = "improvement.kept_text.not_allowed"
handler404 = "improvement.kept_text.not_found"
handler500 = "improvement.gds.errors.server_error"
