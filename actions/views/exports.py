"""The register and the notice as files."""

import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from actions import writing
from actions.filters import RegisterFilter
from actions.models import Action
from actions.reports import notice_table, register_paper, register_table
from actions.views.lookup import find_notice
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at

IN_MEMORY = 5 * 1024 * 1024
MOST_IN_A_PDF = 200  # some seconds' work; the command has no limit


@require_safe
@readable_as_at
def export_register(request, notice, kind):
    """What the filter shows, whole: every column, every row of every page."""
    notice = find_notice(request, notice)
    narrowed = RegisterFilter(request.GET, notice=notice)
    if not narrowed.is_valid():
        return redirect(_the_same_on_the_page(request, notice))
    if _is_too_long(narrowed.narrowed, kind):
        return _refused(request, _the_same_on_the_page(request, notice))
    day = today()
    if kind in writing.ON_PAPER:
        only = [tag.words for tag in narrowed.tags]
        table = register_paper(narrowed.narrowed, notice, day, only)
    else:
        table = register_table(narrowed.narrowed, notice, day)
    return _download(table, kind, notice, "register")


@require_safe
@readable_as_at
def export_notice(request, notice, kind):
    """The four columns of the notice, ready to be imported again."""
    notice = find_notice(request, notice)
    actions = Action.objects.visible_to(request.user).of(notice)
    if _is_too_long(actions, kind):
        return _refused(request, notice.get_absolute_url())
    table = notice_table(actions, notice, today())
    return _download(table, kind, notice, "progress-and-next-steps")


def _the_same_on_the_page(request, notice):
    register = reverse("actions:register", args=[notice.slug])
    return f"{register}?{request.GET.urlencode()}"


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
        filename=f"{notice.slug}-{what}-{today():%Y-%m-%d}.{kind}",
        content_type=writing.CONTENT_TYPES[kind],
    )
