"""Writes that touch several rows or carry a reason. Each is one transaction and one act."""

from actions.gates import Missing, NotYet
from actions.services.answers import say_no_change
from actions.services.bulk import OthersMovedOn, change_many, judge_all
from actions.services.clashes import AlreadyDone, EditClash, claim
from actions.services.dates import (
    agree_to_move_date,
    ask_to_move_date,
    move_date_agreed,
    refuse_to_move_date,
    take_back_request,
)
from actions.services.details import correct_wording, set_details
from actions.services.drafts import drop_draft, keep_draft
from actions.services.evidence import (
    MayNotCheck,
    add_evidence,
    change_evidence,
    check_evidence,
    replace_file,
    was_brought_by,
    why_not_checked_by,
    withdraw_evidence,
)
from actions.services.held_files import clear_held_files, hold_file, let_go
from actions.services.impact import rate_impact
from actions.services.notices import open_notice
from actions.services.references import (
    NoLink,
    ask_again,
    decline,
    make_by_hand,
    make_reference,
    point_at,
    remove_reference,
    switch_items,
)
from actions.services.stages import (
    ask_for_sign_off,
    declare_delivered,
    embed,
    no_longer_required,
    re_open,
    return_action,
    sign_off,
    take_back,
)
from actions.services.updates import (
    NewEvidence,
    Update,
    added_since,
    update_action,
    was_carried_out,
)
from actions.services.views import remove_view, save_view
from actions.uploads.refused import RefusedFile

__all__ = [
    "AlreadyDone",
    "EditClash",
    "MayNotCheck",
    "Missing",
    "NewEvidence",
    "NoLink",
    "NotYet",
    "OthersMovedOn",
    "RefusedFile",
    "Update",
    "add_evidence",
    "added_since",
    "agree_to_move_date",
    "ask_again",
    "ask_for_sign_off",
    "ask_to_move_date",
    "change_evidence",
    "change_many",
    "check_evidence",
    "claim",
    "clear_held_files",
    "correct_wording",
    "declare_delivered",
    "decline",
    "drop_draft",
    "embed",
    "hold_file",
    "judge_all",
    "keep_draft",
    "let_go",
    "make_by_hand",
    "make_reference",
    "move_date_agreed",
    "no_longer_required",
    "open_notice",
    "point_at",
    "rate_impact",
    "re_open",
    "refuse_to_move_date",
    "remove_reference",
    "remove_view",
    "replace_file",
    "return_action",
    "save_view",
    "say_no_change",
    "set_details",
    "sign_off",
    "switch_items",
    "take_back",
    "take_back_request",
    "update_action",
    "was_brought_by",
    "was_carried_out",
    "why_not_checked_by",
    "withdraw_evidence",
]
