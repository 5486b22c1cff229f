"""Whether the record was altered: the last verification, and the seals that show it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.permissions import Allowed
from actions.views.lookup import find_notice
from audits.permissions import can_read_fault
from improvement.models import Seal, Verification

SEALS_SHOWN = 20


@require_safe
def record(request, notice):
    """The last verification in plain words, and the newest heads."""
    notice = find_notice(request, notice)
    last = Verification.objects.newest()
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "last": last,
        "may_read_fault": last is not None and can_read_fault(request.user, notice, last),
        "seals": Seal.objects.newest_first()[:SEALS_SHOWN],
    }
    return render(request, "audits/record.html", context)
