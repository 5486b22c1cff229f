"""The page on which a person says where the table of a file is, and what its columns are."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from actions.forms.layout import ColumnsForm, PlaceForm, place_in
from actions.importing import layout as layouts
from actions.importing import rows, workbook
from actions.importing.apply import lock
from actions.importing.problems import Unreadable
from actions.models import Import
from actions.permissions import Allowed
from actions.views.lookup import find_import
from improvement import history


def layout(request, notice, number):
    """Choose the sheet and the row of headings (a GET), then what each column is (a POST)."""
    record = find_import(request, notice, number)
    if record.status != Import.Status.CHECKING:
        return _finished_before(request, record)
    sheets = workbook.from_json(record.sheets)
    sent = request.POST if request.method == "POST" else request.GET
    place = place_in(sent, sheets) or layouts.from_json(record.layout)
    choices = layouts.describe(sheets, place, record.notice.import_headings)
    form = ColumnsForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            rows.read(sheets, "none", form.layout)
        except Unreadable as refusal:
            form.add_error(None, refusal.message)
        else:
            return _keep(request, record, form.layout, sheets)
    context = {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
        "place": PlaceForm(choices=choices),
        "choices": choices,
        "form": form,
    }
    return render(request, "actions/import_layout.html", context)


def _finished_before(request, record):
    messages.info(request, "This import was finished before, so its columns stay as they were.")
    return redirect(record)


@transaction.atomic
def _keep(request, record, chosen, sheets):
    """Keep the layout with its import, and what its headings mean for the next file."""
    # As it is now: somebody may have mended or finished it since this page was asked for.
    record = lock(record)
    if record.status != Import.Status.CHECKING:
        return _finished_before(request, record)
    notice = record.notice
    with history.act(by=request.user, reason=f"Chose the columns of {record.filename}"):
        if record.layout != (layout := layouts.to_json(chosen)):
            record.layout = layout
            record.save()
        known = notice.import_headings | layouts.known_from(sheets, chosen)
        if notice.import_headings != known:
            notice.import_headings = known
            notice.save()
    messages.success(request, "The columns are read as you said.")
    return redirect(record)
