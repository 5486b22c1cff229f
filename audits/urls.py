"""Addresses of the change log and of what stands on it."""

from django.urls import include, path

from audits.views import changes, compare, record

of_a_notice = [
    path("changes/", changes.changes, name="changes"),
    path("changes/<uuid:act>/", changes.act, name="act"),
    path("changes/export/changes.<str:kind>", changes.export, name="export_changes"),
    path("changes/record/", record.record, name="record"),
    path("changes/compare/", compare.compare_days, name="compare"),
    path("changes/compare/what-changed.<str:kind>", compare.export, name="export_comparison"),
]

urlpatterns = [
    path("notices/<slug:notice>/", include((of_a_notice, "audits"))),
]
