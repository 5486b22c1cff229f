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
    UPDATE_ANY = auto()  # progress, next steps, delivery rating
    UPDATE_OWN = auto()  # the same, where lead or contributor


TABLE = {
    Role.ADMINISTRATOR: frozenset(
        {
            May.IMPORT,
            May.CORRECT_WORDING,
            May.SET_DETAILS,
            May.MANAGE_PEOPLE,
            May.MANAGE_BODIES,
            May.UPDATE_ANY,
        }
    ),
    Role.OFFICER: frozenset({May.UPDATE_OWN}),
    Role.ASSURANCE_LEAD: frozenset(),
    Role.BOARD_MEMBER: frozenset(),
    Role.OBSERVER: frozenset(),
}
