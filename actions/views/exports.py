"""The register and the notice as files."""

import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import writing
from actions.filters import RegisterFilter
from actions.models import Action
from actions.reports import notice_table, register_paper, register_table
from actions.views.lookup import find_notice

IN_MEMORY = 5 * 1024 * 1024
MOST_IN_A_PDF = 200  # some seconds' work; the command has no limit


@require_safe
def export_register(request, notice, kind):
    """What the filter shows, whole: every column, every row of every page."""
    notice = find_notice(request, notice)
    narrowed = RegisterFilter(request.GET, notice=notice)
    if not narrowed.is_valid():
        return redirect(f"{notice.get_absolute_url()}?{request.GET.urlencode()}")
    if _is_too_long(narrowed.narrowed, kind):
        return _refused(request, f"{notice.get_absolute_url()}?{request.GET.urlencode()}")
    today = timezone.localdate()
    if kind in writing.ON_PAPER:
        only = [tag.words for tag in narrowed.tags]
        table = register_paper(narrowed.narrowed, notice, today, only)
    else:
        table = register_table(narrowed.narrowed, notice, today)
    return _download(table, kind, notice, "register")


@require_safe
def export_notice(request, notice, kind):
    """The four columns of the notice, ready to be imported again."""
    notice = find_notice(request, notice)
    actions = Action.objects.visible_to(request.user).of(notice)
    if _is_too_long(actions, kind):
        return _refused(request, notice.get_absolute_url())
    table = notice_table(actions, notice, timezone.localdate())
    return _download(table, kind, notice, "progress-and-next-steps")


def _is_too_long(actions, kind):
    return kind == "pdf" and actions.count() > MOST_IN_A_PDF


def _refused(request, back):
    messages.error(
        request,
        f"A PDF holds {MOST_IN_A_PDF} actions at most. Narrow the register with the filters, or "
        "take the Word file, which has no limit, and save it as PDF.",
    )
    return redirect(back)


def _download(table, kind, notice, what):
    if kind not in writing.kinds():
        raise Http404
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    writing.write(table, kind, file)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{notice.slug}-{what}-{timezone.localdate():%Y-%m-%d}.{kind}",
        content_type=writing.CONTENT_TYPES[kind],
    )
