"""What each role may do on a notice, on one screen. Asked through actions.permissions."""

from enum import StrEnum, auto

from actions.models import Member

Role = Member.Role


class May(StrEnum):
    """One thing that a role allows. Reading is not among them: a member reads."""

    IMPORT = auto()
    CORRECT_WORDING = auto()
    SET_DETAILS = auto()  # lead, contributors, area, due date
    MANAGE_PEOPLE = auto()
    MANAGE_BODIES = auto()
    UPDATE_ANY = auto()  # progress, next steps, evidence, delivery rating, references
    UPDATE_OWN = auto()  # the same, where lead or contributor
    ASK_DATE_ANY = auto()  # ask to move a due date
    ASK_DATE_OWN = auto()  # the same, where lead
    RECORD_DECISION = auto()  # the minute, as the chair's hand; the chair of a body decides anyway
    DECIDE_DATE = auto()  # as the hand of the body that agreed; its chair decides anyway
    DELIVER_OWN = auto()  # declare delivered, ask for sign-off, take either back, where lead
    CHECK_EVIDENCE = auto()  # never one's own
    RATE_IMPACT = auto()  # never of an action that one leads or contributes to
    READ_RESTRICTED = auto()  # restricted evidence


TABLE = {
    Role.ADMINISTRATOR: frozenset(
        {
            May.IMPORT,
            May.CORRECT_WORDING,
            May.SET_DETAILS,
            May.MANAGE_PEOPLE,
            May.MANAGE_BODIES,
            May.UPDATE_ANY,
            May.ASK_DATE_ANY,
            May.DECIDE_DATE,
            May.RECORD_DECISION,
            May.DELIVER_OWN,
            May.READ_RESTRICTED,
        }
    ),
    Role.OFFICER: frozenset(
        {May.UPDATE_OWN, May.ASK_DATE_OWN, May.DELIVER_OWN, May.READ_RESTRICTED}
    ),
    Role.ASSURANCE_LEAD: frozenset({May.CHECK_EVIDENCE, May.RATE_IMPACT, May.READ_RESTRICTED}),
    Role.BOARD_MEMBER: frozenset({May.READ_RESTRICTED}),
    Role.OBSERVER: frozenset(),
}
