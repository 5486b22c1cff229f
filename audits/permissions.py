"""May this person read what a verification of the record found?"""

from actions.permissions import can_manage_people


def can_read_fault(user, notice, verification) -> bool:
    """The administrators of the notice that it concerns, or of a notice of the council's."""
    concerned = (notice.log_subject, notice.council.log_subject)
    return verification.fault_subject in concerned and can_manage_people(user, notice)
