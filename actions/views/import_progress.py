"""The page of an import that is being written, or undone, in a process of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render

from actions.importing import long_work, progress
from actions.models import Import
from actions.permissions import Allowed
from actions.views.lookup import find_import

EVERY_SECONDS = "2"


def import_progress(request, notice, number):
    """How far it is; when it is done, its result; when it failed or died, what to do."""
    record = find_import(request, notice, number)
    if request.method == "POST":
        long_work.give_back(record, by=request.user)
        return redirect(record)
    told = progress.heard(record.pk)
    work = long_work.OF_STATUS.get(record.status)
    if work is None and not (told and told.failed):
        return _done(request, record)
    has_stopped = work is not None and long_work.has_stopped(told)
    context = {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
        "told": told,
        "has_stopped": has_stopped,
        "is_undo": record.status in (Import.Status.UNDOING, Import.Status.APPLIED),
    }
    response = render(request, "actions/import_progress.html", context)
    if work and not has_stopped:
        # Works with scripts off; a page that is read aloud begins again only while it changes.
        response["Refresh"] = EVERY_SECONDS
    return response


def _done(request, record):
    if record.status == Import.Status.APPLIED:
        messages.success(request, f"{record.filename} is in the register.")
    if record.status == Import.Status.UNDONE:
        messages.success(request, f"Import {record.number} is undone.")
    return redirect(record)
