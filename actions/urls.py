"""Notices, their registers and actions. Nouns, and a verb where something is done."""

from django.urls import path, register_converter

from actions.addresses import RefConverter
from actions.views import (
    action,
    exports,
    import_progress,
    imports,
    layout,
    mends,
    people,
    register,
    update,
)

app_name = "actions"

register_converter(RefConverter, "ref")

NOTICE = "notices/<slug:notice>/"
ACTION = f"{NOTICE}actions/<ref:ref>/"

urlpatterns = [
    path("notices/", register.NoticeList.as_view(), name="notices"),
    path(NOTICE, register.register, name="register"),
    path(f"{NOTICE}print/", register.print_view, name="print"),
    path(f"{NOTICE}export/register.<str:kind>", exports.export_register, name="export_register"),
    path(f"{NOTICE}export/notice.<str:kind>", exports.export_notice, name="export_notice"),
    path(ACTION, action.detail, name="detail"),
    path(f"{ACTION}as-printed/", action.as_printed, name="as_printed"),
    path(f"{ACTION}details/", update.details, name="details"),
    path(f"{ACTION}history/", action.full_history, name="history"),
    path(f"{ACTION}update/", update.update, name="update"),
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
    path(f"{NOTICE}people/", people.People.as_view(), name="people"),
    path(f"{NOTICE}people/add/", people.add, name="people_add"),
    path(f"{NOTICE}people/<int:pk>/", people.person, name="person"),
]
