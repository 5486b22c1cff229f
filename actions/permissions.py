"""May this person do that? Each question has a name; views and templates ask the same ones."""

from django.utils import timezone

from actions.models import Member
from actions.roles import TABLE, May
from improvement.history.moments import moment_shown


def role_on(user, notice):
    """This person's role on the notice today, or None. One query a request, then remembered."""
    if not user.is_authenticated or not user.is_active:
        return None
    roles = user.__dict__.setdefault("_roles", {})
    if notice.pk not in roles:
        current = Member.objects.current(timezone.localdate()).filter(user=user)
        roles |= {notice.pk: None} | dict(current.values_list("notice_id", "role"))
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


def reports_on(user, action):
    """Whether this person leads the action or contributes to it."""
    return action.lead_id == user.pk or any(
        contributor.user_id == user.pk for contributor in action.contributors.all()
    )


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
