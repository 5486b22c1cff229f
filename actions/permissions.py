"""May this person do that? Each question has a name; views and templates ask the same ones."""

from actions.models import Member
from actions.roles import TABLE, May
from improvement.history.moments import moment_shown


def role_on(user, notice):
    """This person's role on the notice today, or None. One query a request, then remembered."""
    if not user.is_authenticated or not user.is_active:
        return None
    roles = user.__dict__.setdefault("_roles", {})
    if notice.pk not in roles:
        held = Member.objects.of_today(user).values_list("notice_id", "role")
        roles |= {notice.pk: None} | dict(held)
    return roles[notice.pk]


def remember_role(user, notice, role):
    """The role on the notice as it was read with something else: nothing more is asked for it."""
    user.__dict__.setdefault("_roles", {})[notice.pk] = role


def _may(user, notice, verb):
    if moment_shown() is not None:
        return False  # the past can only be read
    return verb in TABLE.get(role_on(user, notice), ())


def can_import(user, notice):
    return _may(user, notice, May.IMPORT)


def can_correct_wording(user, notice):
    return _may(user, notice, May.CORRECT_WORDING)


def can_set_details(user, notice):
    return _may(user, notice, May.SET_DETAILS)


def can_manage_people(user, notice):
    return _may(user, notice, May.MANAGE_PEOPLE)


def can_manage_bodies(user, notice):
    return _may(user, notice, May.MANAGE_BODIES)


def can_update(user, action):
    """Progress, next steps and delivery rating of this action."""
    if action.is_withdrawn:
        return False
    if _may(user, action.notice, May.UPDATE_ANY):
        return True
    return _may(user, action.notice, May.UPDATE_OWN) and reports_on(user, action)


def why_not_updated(user, action) -> str:
    """Why somebody whose role updates actions may not update this one; "" where it is the role."""
    if action.is_withdrawn:
        return _withdrawn(action)
    if _may(user, action.notice, May.UPDATE_OWN):
        return f"You do not lead {action.ref} or contribute to it."
    return ""


def can_ask_to_move_date(user, action):
    """Whether this person may ask for another due date, where the action has one."""
    if action.is_withdrawn or action.due_on is None:
        return False
    if _may(user, action.notice, May.ASK_DATE_ANY):
        return True
    return _may(user, action.notice, May.ASK_DATE_OWN) and leads(user, action)


def why_no_date_is_asked(user, action) -> str:
    """The same of asking for another due date."""
    if action.is_withdrawn:
        return _withdrawn(action)
    asks_of_any = _may(user, action.notice, May.ASK_DATE_ANY)
    if not asks_of_any and not _may(user, action.notice, May.ASK_DATE_OWN):
        return ""
    if asks_of_any or leads(user, action):
        return f"{action.ref} has no due date, so there is none to move."
    return f"Only whoever leads {action.ref} can ask to move its due date."


def can_decide_date(user, action, *, chairs):
    """Whether this person decides about a due date, as the chair of a body that oversees the
    action, or writes down what was decided: never of an action that they lead.
    """
    if moment_shown() is not None or leads(user, action):
        return False
    return chairs or records_dates(user, action.notice)


def records_dates(user, notice):
    """Whether this person may write down what a body decided about the notice's due dates."""
    return _may(user, notice, May.DECIDE_DATE)


def why_date_is_not_decided(user, action) -> str:
    if _may(user, action.notice, May.DECIDE_DATE):
        return f"You lead {action.ref}. Somebody else has to say what was decided on its due date."
    return ""


def can_record_decision(user, action):
    """Whether this person may write down what a body decided about the action."""
    return not action.is_withdrawn and _may(user, action.notice, May.RECORD_DECISION)


def may_decide(user, action, *, chairs):
    """Whether this person decides on the action's sign-off and the like, as the chair of a body
    that oversees it, or writes down what was decided.
    """
    if moment_shown() is not None or action.is_withdrawn:
        return False
    return chairs or can_record_decision(user, action)


def can_deliver(user, action):
    """Whether this person may declare the action delivered, and ask for sign-off: its lead."""
    if action.is_withdrawn or not leads(user, action):
        return False
    return _may(user, action.notice, May.DELIVER_OWN)


def why_not_delivered(user, action) -> str:
    """The same of what its lead declares, asks for and takes back."""
    if action.is_withdrawn:
        return _withdrawn(action)
    if _may(user, action.notice, May.DELIVER_OWN):
        return f"Only whoever leads {action.ref} can do this."
    return ""


def can_check_evidence(user, action):
    """Whether this person may check evidence of the action, of whoever else added it."""
    return _may(user, action.notice, May.CHECK_EVIDENCE) and not reports_on(user, action)


def can_rate_impact(user, action):
    if action.is_withdrawn or reports_on(user, action):
        return False
    return _may(user, action.notice, May.RATE_IMPACT)


def why_impact_is_not_rated(user, action) -> str:
    """The same of rating what is different because of it."""
    if action.is_withdrawn:
        return _withdrawn(action)
    if _may(user, action.notice, May.RATE_IMPACT):
        return f"You lead {action.ref} or contribute to it. Somebody else has to rate its impact."
    return ""


def reads_restricted(user, notice):
    """Whether this person reads restricted evidence. It can be read in the past, too."""
    return May.READ_RESTRICTED in TABLE.get(role_on(user, notice), ())


def can_remove_view(user, view):
    """Whether this person may remove a saved view: their own, or one that is shared by somebody."""
    is_own = view.user_id == user.pk
    return is_own or (view.is_shared and _may(user, view.notice, May.SET_DETAILS))


def leads(user, action):
    return action.lead_id is not None and action.lead_id == user.pk


def reports_on(user, action):
    """Whether this person leads the action or contributes to it."""
    return action.lead_id == user.pk or any(
        contributor.user_id == user.pk for contributor in action.contributors.all()
    )


def _withdrawn(action):
    return f"{action.ref} was withdrawn from the notice."


class Allowed:
    """The same questions for templates: `may.can_import`, about one person, notice and action."""

    def __init__(self, user, notice, action=None):
        self.user, self.notice, self.action = user, notice, action

    @property
    def can_import(self):
        return can_import(self.user, self.notice)

    @property
    def can_correct_wording(self):
        return can_correct_wording(self.user, self.notice)

    @property
    def can_set_details(self):
        return can_set_details(self.user, self.notice)

    @property
    def can_manage_people(self):
        return can_manage_people(self.user, self.notice)

    @property
    def can_manage_bodies(self):
        return can_manage_bodies(self.user, self.notice)

    @property
    def can_update(self):
        return self.action is not None and can_update(self.user, self.action)

    @property
    def can_ask_to_move_date(self):
        return self.action is not None and can_ask_to_move_date(self.user, self.action)

    @property
    def can_deliver(self):
        return self.action is not None and can_deliver(self.user, self.action)

    @property
    def can_check_evidence(self):
        return self.action is not None and can_check_evidence(self.user, self.action)

    @property
    def can_rate_impact(self):
        return self.action is not None and can_rate_impact(self.user, self.action)

    @property
    def reads_restricted(self):
        return reads_restricted(self.user, self.notice)
