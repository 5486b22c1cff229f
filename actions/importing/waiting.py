"""References that wait for a plan: an import that brings it resolves them, its undo takes it back.

They may stand in any plan of the same council. What is written in another notice than that of the
import says so in its own log, and nothing more of the import: its readers may not be on that one.
"""

from collections import defaultdict
from contextlib import nullcontext

from actions.models import Council, CrossReference, Import
from actions.reference_targets import only_ones_meant
from improvement import history

WAY_ELSEWHERE = "another plan’s import"
UNDO_ELSEWHERE = "undo of another plan’s import"
BATCH = 500


def resolve_those_waiting(record: Import) -> None:
    """Let each reference that pointed at nothing point at the action that has now come in."""
    notice = record.notice
    # Two plans that come in at once each wait for the other here, so that neither misses it.
    Council.objects.select_for_update(no_key=True).get(pk=notice.council_id)
    waiting = CrossReference.objects.unresolved().filter(
        action__notice__council=notice.council_id, action__is_withdrawn=False
    )
    waiting = list(waiting.select_related("action"))
    meant = only_ones_meant(waiting, notice.council_id)
    resolved = [reference for reference in waiting if reference.pk in meant]
    for reference in resolved:
        reference.target_id, reference.plan_ref = meant[reference.pk], ""
    _write(resolved, notice, WAY_ELSEWHERE, "The plan that has it came in")


def put_back_elsewhere(record: Import, act) -> None:
    """Let the references of other notices, that this import resolved, wait again.

    `act` is a query for that of the import. What a person changed since is left alone.
    """
    resolved = CrossReference.history.filter(history_act__in=act, history_type="~")
    resolved = resolved.exclude(action__notice=record.notice)
    versions = {version.id: version for version in resolved.order_by("history_id")}
    rows = CrossReference.objects.filter(pk__in=versions).select_related("action", "target")
    back = [row for row in rows if row.target_id == versions[row.pk].target_id]
    for row in back:
        row.target, row.plan_ref = None, row.target.ref
    _write(back, record.notice, UNDO_ELSEWHERE, "The plan that has it was taken out again")


def _write(references, notice, way, reason):
    of_notice = defaultdict(list)
    for reference in references:
        of_notice[reference.action.notice_id].append(reference)
    for key, rows in of_notice.items():
        elsewhere = history.act(way=way, reason=reason) if key != notice.pk else nullcontext()
        with elsewhere:
            history.update_all(rows, CrossReference, ["target", "plan_ref"], batch_size=BATCH)
