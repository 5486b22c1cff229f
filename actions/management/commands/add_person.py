"""Puts somebody on a notice: the way to the first administrator of a new installation."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator, validate_email
from django.utils import formats, timezone

from actions import people
from actions.models import Member, Notice
from improvement import history
from improvement.models import User


class Command(BaseCommand):
    help = (
        "Puts somebody on a notice, with a new account if there is none for this email address, "
        "and prints a link with which they set their password."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", help="full name; needed for a new account")
        parser.add_argument("--notice", required=True, help="the notice's slug")
        parser.add_argument("--role", required=True, choices=Member.Role.values)
        parser.add_argument("--until", type=self._date, help="last day, as 2027-03-31")
        parser.add_argument(
            "--base-url",
            default="http://localhost:8000",
            help="how the register is reached, such as https://register.council.example",
        )

    @staticmethod
    def _date(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"“{text}” is not a date. Write it as 2027-03-31.") from None

    def handle(self, *, email, name, notice, role, until, base_url, **options):
        held = Notice.objects.filter(slug=notice).first()
        if held is None:
            known = ", ".join(Notice.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no notice “{notice}”. There are: {known}.")
        self._check(email, name, until, base_url)
        try:
            with history.act(name="add_person", way="command"):
                member = people.add_person(
                    notice=held,
                    email=email,
                    full_name=name,
                    role=Member.Role(role),
                    until_on=until,
                    on=timezone.localdate(),
                    reason="Added to the notice",
                )
        except people.AlreadyOn as already:
            raise CommandError(f"{already}. An administrator can change that.") from None
        self._report(member, base_url)

    def _report(self, member, base_url):
        user = member.user
        until = f" until {formats.date_format(member.until_on)}" if member.until_on else ""
        self.stdout.write(
            f"{user} is on {member.notice}, as {member.get_role_display().lower()}{until}."
        )
        if user.has_usable_password():
            self.stdout.write("They have a password already.")
            return
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stdout.write(f"They choose a password here, once, within {hours} hours:")
        self.stdout.write(people.link_to_set_password(user, base_url))

    def _check(self, email, name, until, base_url):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an email address.") from None
        try:
            URLValidator(schemes=["http", "https"])(base_url)
        except ValidationError:
            raise CommandError(f"“{base_url}” is not an address of a web site.") from None
        if until and until < timezone.localdate():
            raise CommandError("The last day must be today or later.")
        user = User.objects.named(email).first()
        if user is None and not (name or "").strip():
            raise CommandError(f"Nobody has the address {email} yet: give their --name.")
        if user is not None and not user.is_active:
            raise CommandError(f"The account of {email} is closed.")
