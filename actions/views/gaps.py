"""What the record of a notice lacks, and where each gap is mended."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.gap_list import GapList
from actions.permissions import Allowed
from actions.views.lookup import find_notice
from improvement.history.moments import today
from improvement.history.past_pages import readable_as_at


@require_safe
@readable_as_at
def gaps(request, notice):
    notice = find_notice(request, notice)
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "crumbs": [(notice.title, notice.get_absolute_url())],
        "gaps": GapList(notice, request.user, today()),
    }
    return render(request, "actions/gaps.html", context)
