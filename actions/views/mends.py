"""One row of a file that is being checked, to be mended by hand; and undoing what was done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from actions.forms.mends import forms_of
from actions.importing import by_hand, intake
from actions.importing.headings import REF
from actions.importing.problems import Severity
from actions.models import Import
from actions.permissions import Allowed
from actions.views.lookup import find_import
from improvement.gds.posted import posted_only


def row(request, notice, number, row):
    """A row as it came beside what it is now, and all that can be mended about it."""
    record = find_import(request, notice, number)
    if record.status != Import.Status.CHECKING:
        messages.info(request, by_hand.FINISHED)
        return redirect(record)
    reading = intake.read(record)
    if row not in reading.mended.rows:
        raise Http404
    forms = _forms(reading, row)
    if request.method != "POST":
        return _page(request, record, reading, row, forms)
    prefix, _, button = request.POST.get("do", "").partition(".")
    form = forms.get(prefix)
    if form and any(form.sent_id(request.POST) == mend["id"] for mend in record.mends):
        return redirect(request.path)  # sent twice: the first time did it
    if form is None or form.is_stale(request.POST):
        messages.info(request, "Nothing was done: the row is no longer as you saw it. Look again.")
        return redirect(request.path)
    mend = form.mend(button, request.POST)
    if mend is None:
        return _page(request, record, reading, row, forms, refused=form)
    return _carry_out(request, record, mend)


def _carry_out(request, record, mend):
    try:
        messages.success(request, by_hand.mend(record, mend, by=request.user).says)
    except by_hand.Refused as refusal:
        messages.info(request, refusal.message)
    return redirect(request.path)


def _forms(reading, row):
    now = reading.mended.rows[row]
    ref = reading.mended.refs.get(row) or now.texts[REF]
    return forms_of(now, reading.columns, ref=ref) if not now.is_empty else {}


def _page(request, record, reading, row, forms, refused=None):
    numbers = list(reading.mended.rows)
    here = numbers.index(row)
    came = reading.mended.came[here]
    context = {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
        "row": row,
        "before": numbers[here - 1] if here else None,
        "after": numbers[here + 1] if here + 1 < len(numbers) else None,
        "cells": [
            (column.heading, came.cells[column.index])
            for column in reading.columns.values()
            if column.index < len(came.cells)
        ],
        "actions": [action for action in reading.actions if row in action.rows],
        "home": next((action.row for action in reading.actions if row in action.rows), row),
        "questions": [
            problem
            for problem in reading.problems
            if problem.row == row and problem.severity is not Severity.NOTE
        ],
        "mends": reading.mended.about(row),
        "now": reading.mended.rows[row],
        "columns": [(column, forms[name]) for name, column in _shown(reading, forms)],
        "forms": forms,
        "form": refused,
    }
    return render(request, "actions/import_row.html", context)


def _shown(reading, forms):
    return [
        (name, column) for name, column in reading.columns.items() if name in forms and name != REF
    ]


@posted_only
def undo(request, notice, number, mend):
    """Take one mend out, wherever it stands among the others."""
    record = find_import(request, notice, number)
    try:
        undone = by_hand.undo(record, mend, by=request.user)
        messages.success(request, f"Undone. {undone.says}")
    except by_hand.Refused as refusal:
        messages.info(request, refusal.message)
    return _back(request, record)


@posted_only
def take_back(request, notice, number):
    """Leave a proposal undecided again."""
    record = find_import(request, notice, number)
    try:
        by_hand.take_back(record, request.POST.get("key", ""), by=request.user)
        messages.success(request, "Your answer is taken back. The question is open again.")
    except by_hand.Refused as refusal:
        messages.info(request, refusal.message)
    return _back(request, record)


def _back(request, record):
    """To the row that the button was on, or else to the check page."""
    row = request.POST.get("row", "")
    if row.isdecimal() and len(row) < 8:
        return redirect("actions:import_row", record.notice.slug, record.number, int(row))
    return redirect(record)
