"""Notices, their registers and actions. Nouns, and a verb where something is done."""

from django.urls import path, register_converter

from actions.addresses import RefConverter
from actions.views import (
    action,
    bulk,
    charts,
    dates,
    evidence,
    evidence_library,
    exports,
    gaps,
    import_progress,
    imports,
    layout,
    mends,
    notice_references,
    people,
    references,
    register,
    saved_views,
    steps,
    update,
    update_page,
)

app_name = "actions"

register_converter(RefConverter, "ref")

NOTICE = "notices/<slug:notice>/"
ACTION = f"{NOTICE}actions/<ref:ref>/"
PIECE = f"{ACTION}evidence/<int:number>/"

urlpatterns = [
    path("notices/", register.NoticeList.as_view(), name="notices"),
    path(NOTICE, register.register, name="register"),
    path(f"{NOTICE}print/", register.print_view, name="print"),
    path(f"{NOTICE}export/register.<str:kind>", exports.export_register, name="export_register"),
    path(f"{NOTICE}export/notice.<str:kind>", exports.export_notice, name="export_notice"),
    path(f"{NOTICE}evidence/", evidence_library.library, name="evidence_library"),
    path(f"{NOTICE}export/evidence.<str:kind>", evidence_library.export, name="export_evidence"),
    path(f"{NOTICE}bulk/", bulk.bulk, name="bulk"),
    path(f"{NOTICE}charts/", charts.charts, name="charts"),
    path(f"{NOTICE}gaps/", gaps.gaps, name="gaps"),
    path(ACTION, action.detail, name="detail"),
    path(f"{ACTION}as-printed/", action.as_printed, name="as_printed"),
    path(f"{ACTION}date/", dates.date, name="date"),
    path(f"{ACTION}date/decide/", dates.decide, name="date_decide"),
    path(f"{ACTION}deliver/", steps.deliver, name="deliver"),
    path(f"{ACTION}details/", update.details, name="details"),
    path(f"{ACTION}evidence/add/", evidence.add, name="evidence_add"),
    path(PIECE, evidence.evidence, name="evidence"),
    path(f"{PIECE}change/", evidence.change, name="evidence_change"),
    path(f"{PIECE}check/", evidence.check, name="evidence_check"),
    path(f"{PIECE}files/<int:version>/", evidence.file, name="evidence_file"),
    path(f"{PIECE}version/", evidence.version, name="evidence_version"),
    path(f"{PIECE}withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path(f"{ACTION}history/", action.full_history, name="history"),
    path(f"{ACTION}impact/", steps.impact, name="impact"),
    path(f"{ACTION}sign-off/", steps.ask_for_sign_off, name="sign_off"),
    path(f"{ACTION}take-back/", steps.take_back, name="take_back"),
    path(f"{ACTION}references/", references.action_references, name="references"),
    path(f"{ACTION}update/", update_page.update, name="update"),
    path(f"{ACTION}wording/", update.wording, name="wording"),
    path(f"{NOTICE}imports/", imports.imports, name="imports"),
    path(f"{NOTICE}imports/<int:number>/", imports.import_, name="import"),
    path(f"{NOTICE}imports/<int:number>/file/", imports.import_file, name="import_file"),
    path(f"{NOTICE}imports/<int:number>/columns/", layout.layout, name="import_layout"),
    path(
        f"{NOTICE}imports/<int:number>/progress/",
        import_progress.import_progress,
        name="import_progress",
    ),
    path(f"{NOTICE}imports/<int:number>/undo/", imports.undo_import, name="import_undo"),
    path(f"{NOTICE}imports/<int:number>/rows/<int:row>/", mends.row, name="import_row"),
    path(f"{NOTICE}imports/<int:number>/mends/<slug:mend>/undo/", mends.undo, name="mend_undo"),
    path(f"{NOTICE}imports/<int:number>/take-back/", mends.take_back, name="import_take_back"),
    path(f"{NOTICE}references/", notice_references.notice_references, name="notice_references"),
    path(f"{NOTICE}views/", saved_views.saved_views, name="saved_views"),
    path(f"{NOTICE}views/<int:pk>/remove/", saved_views.remove, name="saved_view_remove"),
    path(f"{NOTICE}people/", people.People.as_view(), name="people"),
    path(f"{NOTICE}people/add/", people.add, name="people_add"),
    path(f"{NOTICE}people/<int:pk>/", people.person, name="person"),
]
