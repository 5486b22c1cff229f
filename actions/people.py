"""Who is on a notice: writes about members and their accounts. Each is one transaction."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from actions.models import Member, Notice
from improvement import history
from improvement.models import User


class NobodyLeft(Exception):
    """The notice would be without an administrator after `day`; nothing was written."""

    def __init__(self, day):
        super().__init__(f"Nobody would administer the notice after {day}")
        self.day = day


class AlreadyOn(Exception):
    """This person is on the notice already, in another way; nothing was written."""

    def __init__(self, member):
        super().__init__(
            f"{member.user} is already on this notice, as {member.get_role_display().lower()}"
        )
        self.member = member


def everybody_on(notice, on):
    """All who have or had a role, each saying whether it is current; those who have it first."""
    current = Member.objects.current(on).filter(pk=OuterRef("pk"))
    members = Member.objects.filter(notice=notice).select_related("user")
    return members.annotate(is_current=Exists(current)).order_by(
        "-is_current", "user__full_name", "pk"
    )


@transaction.atomic
def add_person(
    *, notice, email, full_name, role, until_on=None, on, by=None, reason, **about
) -> Member:
    """Put somebody on a notice. `about` is a job title and an organisation for a new account.

    An account that has this address already is used as it is. A new one has no password until
    its owner sets one. Whoever was on the notice before comes back to the same membership; asked
    again for what is so already, nothing is written. Raises AlreadyOn, with nothing written, where
    the person now has another role or another last day.
    """
    Notice.objects.select_for_update().get(pk=notice.pk)
    with history.act(by=by, reason=reason):
        user = User.objects.named(email).first()
        if user is None:
            user = User.objects.create_user(email, full_name, None, **about)
        held = Member.objects.filter(notice=notice, user=user).select_related("user").first()
        if held and (held.role, held.until_on) == (role, until_on):
            return held
        if held and (held.until_on is None or held.until_on >= on):
            raise AlreadyOn(held)
        member = held or Member(notice=notice, user=user)
        member.role, member.until_on = role, until_on
        member.save()
        return member


@transaction.atomic
def change_member(*, member, role, until_on, on, by, reason):
    """Change a role or its last day. Raises NobodyLeft rather than leave no administrator."""
    Notice.objects.select_for_update().get(pk=member.notice_id)
    held = Member.objects.get(pk=member.pk)
    if (held.role, held.until_on) == (role, until_on):
        return
    held_till = _administered_until([held], on)
    held.role, held.until_on = role, until_on
    others = _administered_until(_other_administrators(held, on), on)
    now_till = max(others, _administered_until([held], on))
    if now_till < max(others, held_till):
        raise NobodyLeft(now_till)
    history.save_as(held, by=by, reason=reason)


def end_now(*, member, on, by):
    """From this moment the person sees nothing of the notice: its last day was yesterday."""
    change_member(
        member=member,
        role=member.role,
        until_on=on - dt.timedelta(days=1),
        on=on,
        by=by,
        reason="Ended",
    )


def _other_administrators(member, on):
    return (
        Member.objects.current(on)
        .filter(notice=member.notice_id, role=Member.Role.ADMINISTRATOR)
        .exclude(pk=member.pk)
    )


def _administered_until(members, on):
    """The last day on which one of these administers the notice; yesterday where none does."""
    yesterday = on - dt.timedelta(days=1)
    days = [
        member.until_on or dt.date.max
        for member in members
        if member.role == Member.Role.ADMINISTRATOR
    ]
    return max([yesterday, *days])


# The first password


def link_to_set_password(user, base_url):
    """Works once, and for as long as PASSWORD_RESET_TIMEOUT says."""
    path = reverse(
        "password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return base_url.rstrip("/") + path


def welcome(*, member, base_url):
    """Write to somebody who was added: where the notice is and, if they have none, how to set a
    password. Raises OSError where the mail can't be sent.
    """
    user = member.user
    context = {
        "member": member,
        "service_name": settings.SERVICE_NAME,
        "notice_link": base_url.rstrip("/") + member.notice.get_absolute_url(),
        "forgotten_link": base_url.rstrip("/") + reverse("password_reset"),
        "set_password_link": None
        if user.has_usable_password()
        else link_to_set_password(user, base_url),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    body = render_to_string("actions/welcome_email.txt", context)
    subject = f"{settings.SERVICE_NAME}: {' '.join(member.notice.title.split())}"
    EmailMessage(subject, body, to=[user.email]).send()
