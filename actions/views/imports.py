"""Imports of a notice: upload, check, confirm, result."""

from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actions.forms.imports import DecisionForm, UploadForm, decisions_in
from actions.importing import checklist, intake, long_work, mends, workbook
from actions.importing.apply import AlreadyImported, RegisterMovedOn, lock
from actions.importing.held import changes_since, newest_change
from actions.importing.origin import place_in_words, sheet_of
from actions.importing.problems import Unreadable
from actions.importing.undo import NotImported, undo
from actions.models import Import
from actions.permissions import Allowed
from actions.views.lookup import find_import, find_notice_to_import_into
from improvement import history

PER_PAGE = 50


def imports(request, notice):
    """The imports so far, and the upload of another."""
    notice = find_notice_to_import_into(request, notice)
    form = UploadForm(*[request.POST, request.FILES] if request.method == "POST" else [])
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_receive(notice, form, by=request.user))
        except Unreadable as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", refusal.message)
    before = notice.imports.without_sheets().select_related("uploaded_by", "applied_by")
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "form": form,
        "page_obj": Paginator(before, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "actions/import_list.html", context)


def _receive(notice, form, *, by):
    """Keep and read what was uploaded or pasted. Raises Unreadable."""
    if file := form.cleaned_data["file"]:
        return intake.receive(
            notice=notice,
            path=file.temporary_file_path(),
            filename=file.name,
            by=by,
            columns_by_hand=form.cleaned_data["columns_by_hand"],
        )
    with NamedTemporaryFile() as pasted:
        pasted.write(form.table)
        pasted.flush()
        return intake.receive(
            notice=notice,
            path=pasted.name,
            filename="Pasted table",
            by=by,
            columns_by_hand=form.cleaned_data["columns_by_hand"],
        )


def import_(request, notice, number):
    """One import: its check page until it is confirmed, its result afterwards."""
    record = find_import(request, notice, number)
    if record.status in long_work.OF_STATUS:
        return _to_progress(record)
    if record.status != Import.Status.CHECKING:
        if request.method == "POST":
            return _finished_before(request, record)
        return _result_page(request, record)
    try:
        if request.method != "POST":
            return _check_page(request, record, intake.check(record))
        return _answer(request, record)
    except Unreadable as refusal:
        # Kept because its columns are to be chosen, and they are not chosen yet.
        messages.info(request, refusal.message)
        return redirect("actions:import_layout", record.notice.slug, record.number)


def _answer(request, record):
    """What a button of the check page does."""
    do = request.POST.get("do")
    with transaction.atomic():
        # Held until the answers are kept: another button, or another person, waits its turn.
        record = lock(record)
        if record.status != Import.Status.CHECKING:
            return _finished_before(request, record)
        if do == "abandon":
            return _abandon(request, record)
        if do in ("take-all", "refuse-all"):
            intake.decide_all(record, taken=do == "take-all", by=request.user)
            return redirect(record)
        shown = intake.check(record)
        said = decisions_in(request.POST, shown.decisions)
        is_news = _keep_answers(record, said, by=request.user)
        if do != "confirm":
            return redirect(record)
        answered = intake.check(record, before=shown) if is_news else shown
    if answered.plan.fingerprint != shown.plan.fingerprint:
        # What is confirmed is what was shown; these answers make something else of it.
        return _check_page(request, record, answered, answered_just_now=True)
    return _confirm(request, record, answered)


def _to_progress(record):
    return redirect("actions:import_progress", record.notice.slug, record.number)


def _finished_before(request, record):
    if record.status in long_work.OF_STATUS:
        return _to_progress(record)
    messages.info(request, "This import was finished before. Nothing was done again.")
    return redirect(record)


def _abandon(request, record):
    record.status = Import.Status.ABANDONED
    history.save_as(record, by=request.user, reason=f"Did not import {record.filename}")
    messages.success(request, "The file was not imported. The register is as it was.")
    return redirect("actions:imports", record.notice.slug)


def _keep_answers(record, said, *, by):
    """Add what was just answered to what was answered before. Says whether that is news."""
    decisions = record.decisions | said
    if record.decisions == decisions:
        return False
    record.decisions = decisions
    history.save_as(record, by=by, reason=f"Answered what {record} asked")
    return True


def _confirm(request, record, shown):
    waiting = [p for p in shown.decisions if p.key not in record.decisions]
    if shown.errors or waiting:
        return _check_page(request, record, shown, refused=[*shown.errors, *waiting])
    try:
        if _write(record, shown, request.POST.get("fingerprint", ""), by=request.user):
            return _to_progress(record)
    except (AlreadyImported, long_work.AlreadyBegun):
        record.refresh_from_db(fields=["status"])
        return _finished_before(request, record)
    except RegisterMovedOn:
        since = changes_since(record.notice, request.POST.get("register", ""))
        return _check_page(
            request, record, intake.check(record), moved_on=True, since=since, status=409
        )
    else:
        messages.success(request, f"{record.filename} is in the register.")
    return redirect(record)


def _write(record, shown, fingerprint, *, by):
    """Write what was shown, or begin to. Says whether it goes on after this request."""
    if not long_work.is_long_to_import(shown.plan):
        intake.confirm(record, fingerprint=fingerprint, by=by, shown=shown)
        return False
    if fingerprint != shown.plan.fingerprint:
        raise RegisterMovedOn
    long_work.begin(record, long_work.IMPORT, by=by, fingerprint=fingerprint)
    return True


def _check_page(request, record, found, *, status=200, refused=(), **context):
    listed = checklist.make(found, workbook.from_json(record.sheets))
    for block in listed.troubled:
        block.asked = [
            (problem, problem.proposal and DecisionForm(problem=problem))
            for problem in block.questions
        ]
    context |= {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
        "found": found,
        "refused": refused,
        "waiting": [p for p in found.decisions if p.key not in record.decisions],
        "listed": listed,
        "register": newest_change(record.notice),
        **_pages(request, listed, found),
    }
    return render(request, "actions/import_check.html", context, status=status)


def _pages(request, listed, found):
    """The rows and the changes, side by side in one count of pages."""
    rows = Paginator(listed.untroubled, PER_PAGE)
    first_import = not any(change.held for change in found.plan.changes)
    ticks = [change for change in found.plan.changes if change.has_ticks and not first_import]
    changes = Paginator(ticks, PER_PAGE)
    longer = max(rows, changes, key=lambda paginator: paginator.num_pages)
    page = longer.get_page(request.GET.get("page"))
    return {
        "page_obj": page,
        "rows_page": rows.page(page.number) if page.number <= rows.num_pages else None,
        "changes_page": changes.page(page.number) if page.number <= changes.num_pages else None,
    }


def undo_import(request, notice, number):
    """Ask once more, then put back what the import changed."""
    record = find_import(request, notice, number)
    if record.status in long_work.OF_STATUS:
        return _to_progress(record)
    if record.status != Import.Status.APPLIED:
        messages.info(request, "This import is not in the register, so there is nothing to undo.")
        return redirect(record)
    if request.method == "POST":
        try:
            if long_work.is_long_to_undo(record):
                long_work.begin(record, long_work.UNDO, by=request.user)
                return _to_progress(record)
            undo(record, by=request.user)
            messages.success(request, f"Import {record.number} is undone.")
        except (NotImported, long_work.AlreadyBegun):
            messages.info(request, "This import was undone before. Nothing was done again.")
        return redirect(record)
    context = {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
    }
    return render(request, "actions/import_undo.html", context)


def _result_page(request, record):
    context = {
        "notice": record.notice,
        "may": Allowed(request.user, record.notice),
        "import": record,
        "taken": sum(bool(answer) for answer in record.answers),
        "refused": sum(not answer for answer in record.answers),
        "actions": record.actions.only("ref", "notice_id", "sort_key")[:PER_PAGE],
        "place": place_in_words(sheet_of(record.layout)),
        "header_row": record.layout.get("header_row"),
        "columns": record.outcome.get("columns", []),
        "mends": _mends_of(record),
    }
    return render(request, "actions/import_result.html", context)


def _mends_of(record):
    """What was mended by hand, and why it did not apply, or ""."""
    unfit = record.outcome.get("unfit_mends", {})
    done = [mends.from_json(data) for data in record.mends]
    return [(mend, unfit.get(mend.id, "")) for mend in done]


@require_safe
def import_file(request, notice, number):
    """The file as it was uploaded."""
    record = find_import(request, notice, number)
    try:
        file = record.file.open()
    except FileNotFoundError:
        messages.error(
            request,
            f"{record.filename} is no longer where it was kept. Ask whoever runs the system.",
        )
        return redirect(record)
    # Opened as a download only, under a type that no browser runs or shows.
    return FileResponse(
        file,
        as_attachment=True,
        filename=record.filename,
        content_type="application/octet-stream",
    )
