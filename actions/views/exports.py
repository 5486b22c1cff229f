"""The register and the notice as files."""

import tempfile

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
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
MOST_PAGES_OF_A_PDF = 150  # about fifteen seconds' work; the command has no limit


@require_safe
@readable_as_at
def export_register(request, notice, kind):
    """What the filter shows, whole: every column, every row of every page."""
    notice = find_notice(request, notice)
    narrowed = RegisterFilter(request.GET, notice=notice)
    if not narrowed.is_valid():
        return redirect(_the_same_on_the_page(request, notice))
    day = today()
    if kind in writing.ON_PAPER:
        only = [tag.words for tag in narrowed.tags]
        table = register_paper(narrowed.narrowed, notice, day, only)
    else:
        table = register_table(narrowed.narrowed, notice, day)
    if _is_too_long(table, kind):
        return _refused(request, table, _the_same_on_the_page(request, notice))
    return download(table, kind, notice, "register")


@require_safe
@readable_as_at
def export_notice(request, notice, kind):
    """The four columns of the notice, ready to be imported again."""
    notice = find_notice(request, notice)
    actions = Action.objects.visible_to(request.user).of(notice)
    table = notice_table(actions, notice, today())
    if _is_too_long(table, kind):
        return _refused(request, table, notice.get_absolute_url())
    return download(table, kind, notice, "progress-and-next-steps")


def _the_same_on_the_page(request, notice):
    register = reverse("actions:register", args=[notice.slug])
    return f"{register}?{request.GET.urlencode()}"


def _is_too_long(table, kind):
    return kind == "pdf" and writing.pages_of(table) > MOST_PAGES_OF_A_PDF


def _refused(request, table, back):
    messages.error(
        request,
        f"This would be a PDF of about {intcomma(writing.pages_of(table))} pages, and one of more "
        f"than {MOST_PAGES_OF_A_PDF} takes too long to make while you wait. Take the Word file, "
        "which has no limit, and save it as PDF. Or narrow the register with the filters, and "
        "export what is left.",
    )
    return redirect(back)


def download(table, kind, notice, what):
    """The table as a file of this kind for the browser to keep. Raises Http404 for no kind."""
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
