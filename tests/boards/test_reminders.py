"""Mails: who is told what, once, and nothing that anybody wrote."""

import datetime as dt
import io
import re
import time

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.formats import date_format

from actions import services
from actions.models import MailPreference, Member, NextStep, SentMail
from boards.mails import ledger, rounds
from improvement import history
from improvement.models import User
from tests.actions.at_the_gates import make_walk
from tests.actions.importing.together import at_once
from tests.boards.checked import make_checked
from tests.boards.test_officer_home import says
from tests.factories import (
    make_action,
    make_body,
    make_contributor,
    make_meeting,
    make_member,
    make_next_step,
    make_notice,
    make_oversight,
    make_user,
    person_with_role,
)
from tests.two_councils import MARK

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 9, 14)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://register.example"


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def officer(notice):
    return person_with_role(notice, "officer", email="officer@example.org")


def run(command, on=MONDAY, **options):
    out = io.StringIO()
    call_command(command, on=on, stdout=out, stderr=out, **options)
    return out.getvalue()


def remind(on=MONDAY, **options):
    """The lines of all mails that a round sends on that day."""
    before = len(mail.outbox)
    run("send_reminders", on, **options)
    return lines(mail.outbox[before:])


def lines(messages):
    return [line[2:] for one in messages for line in one.body.splitlines() if line[:2] == "* "]


def prefers(user, **said):
    with history.act(by=user, reason="Chosen"):
        MailPreference(user=user, **said).save()


# What reminds, and when


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (15, []),
        (14, ["IN5 is due on 28 September 2026"]),
        (4, ["IN5 is due on 18 September 2026"]),  # the day it should have been sent was missed
        (3, ["IN5 is due on 17 September 2026"]),
        (0, ["IN5 is due on 14 September 2026"]),
        (-1, ["IN5 was due on 13 September 2026"]),
    ],
)
def test_an_action_reminds_before_it_is_due_and_after(notice, officer, days, said):
    make_action(notice, ref="IN5", lead=officer, due_on=MONDAY + days * DAY)

    assert remind() == said


def test_each_reminder_of_an_action_comes_once(notice, officer):
    make_action(notice, ref="IN5", lead=officer, due_on=MONDAY)

    told = [day for day in range(-20, 30) if remind(MONDAY + day * DAY)]

    assert told == [-14, -3, 1, 8, 15, 22, 29]


def test_a_date_that_moved_reminds_anew(notice, officer):
    action = make_action(notice, ref="IN5", lead=officer, due_on=MONDAY + 3 * DAY)
    assert len(remind()) == 1
    action.due_on = MONDAY + 2 * DAY
    history.save_as(action, by=officer, reason="Sooner")

    assert remind() == ["IN5 is due on 16 September 2026"]


def test_what_is_delivered_or_withdrawn_reminds_nobody(notice, officer):
    make_action(notice, lead=officer, due_on=MONDAY, stage="delivered")
    make_action(notice, lead=officer, due_on=MONDAY, is_withdrawn=True)

    assert remind() == []


def test_steps_remind_their_owner_or_the_lead_where_nobody_owns_them(notice, officer):
    led = make_action(notice, ref="IN1", lead=officer)
    make_next_step(led, due_on=MONDAY + 7 * DAY)
    make_next_step(led, due_on=MONDAY + 8 * DAY)
    make_next_step(led, due_on=MONDAY, owner=make_user())
    make_next_step(led, due_on=MONDAY, status=NextStep.Status.DONE)
    make_next_step(make_action(notice, ref="IN2"), due_on=MONDAY, owner=officer)

    assert remind() == [
        "IN2 has a next step of yours that is due on 14 September 2026",
        "IN1 has a next step of yours that is due on 21 September 2026",
    ]
    assert remind(MONDAY + DAY) == ["IN1 has a next step of yours that is due on 22 September 2026"]


def test_an_update_that_is_asked_for_reminds_until_it_is_given(notice, officer):
    today = timezone.localdate()
    board = make_body(notice.council)
    asked_at = timezone.now() - 3 * DAY
    make_meeting(board, today + 10 * DAY, updates_due_on=today + 7 * DAY, asked_at=asked_at)
    action = make_action(notice, ref="IN5", lead=officer, at=timezone.now() - 30 * DAY)
    make_oversight(board, action)

    (line,) = remind(today)
    assert line.startswith("IN5 needs an update by ")
    assert [remind(today + days * DAY) for days in (1, 5)] == [[], []]
    assert len(remind(today + 6 * DAY)) == 1
    SentMail.objects.all().delete()
    says(action)
    assert remind(today) == []


def test_contributors_are_reminded_too(notice):
    helper = person_with_role(notice, "officer", email="helper@example.org")
    make_contributor(make_action(notice, due_on=MONDAY), helper)

    remind()

    assert [one.to for one in mail.outbox] == [["helper@example.org"]]


def test_all_of_one_person_is_in_one_mail(notice, officer):
    other = make_notice(slug="ofsted")
    make_member(other, "officer", user=officer)
    for place, number in ((notice, 1), (other, 1), (notice, 2)):
        make_action(place, ref=f"IN{number}", lead=officer, due_on=MONDAY)

    assert sorted(remind()) == [
        "IN1 (ce) is due on 14 September 2026",
        "IN1 (ofsted) is due on 14 September 2026",
        "IN2 (ce) is due on 14 September 2026",
    ]
    (message,) = mail.outbox
    assert message.subject == "Improvement register: 3 reminders"


# To whom


def test_who_left_or_may_not_report_is_not_reminded(notice):
    def lead(email, role="officer", until_on=None, **said):
        user = make_user(email=email, **said)
        make_member(notice, role, user=user, until_on=until_on)
        make_action(notice, lead=user, due_on=MONDAY)
        make_next_step(make_action(notice, lead=user), due_on=MONDAY, owner=user)

    lead("left@example.org", until_on=MONDAY - DAY)
    lead("closed@example.org", is_active=False)
    lead("observer@example.org", role="observer")
    lead("last-day@example.org", until_on=MONDAY)
    lead("admin@example.org", role=Member.Role.ADMINISTRATOR)

    remind()
    run("send_digests")

    assert {one.to[0] for one in mail.outbox} == {"last-day@example.org", "admin@example.org"}


def test_a_notice_that_was_lifted_reminds_nobody(officer):
    lifted = make_notice(status="lifted")
    make_member(lifted, "officer", user=officer)
    make_action(lifted, lead=officer, due_on=MONDAY)

    assert remind() == []


def test_who_wants_no_reminders_gets_none(notice, officer):
    make_action(notice, lead=officer, due_on=MONDAY)
    prefers(officer, wants_reminders=False)

    assert remind() == []


# Once


def test_a_second_run_sends_nothing(notice, officer):
    make_action(notice, lead=officer, due_on=MONDAY)
    for command in ("send_reminders", "send_digests") * 2:
        run(command)

    assert len(mail.outbox) == 2


def test_without_the_ledger_a_second_run_would_send_again(notice, officer, monkeypatch):
    monkeypatch.setattr(ledger, "unsent", lambda user, kind, keys: set(keys))
    monkeypatch.setattr(ledger.SentMail.objects, "create", lambda **said: None)
    make_action(notice, lead=officer, due_on=MONDAY)
    for _ in range(2):
        run("send_reminders")

    assert len(mail.outbox) == 2


class Killed(BaseException):
    """As if the process ended there."""


class KilledBefore(EmailBackend):
    def send_messages(self, messages):
        raise Killed


class KilledAfter(EmailBackend):
    def send_messages(self, messages):
        super().send_messages(messages)
        raise Killed


class Refusing(EmailBackend):
    def send_messages(self, messages):
        if "broken" in messages[0].to[0]:
            raise ConnectionRefusedError("no such mailbox")
        return super().send_messages(messages)


def killed_in(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    with pytest.raises(Killed):
        run("send_reminders")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_killed_before_a_mail_is_handed_over_the_next_run_sends_it(notice, officer, settings):
    make_action(notice, lead=officer, due_on=MONDAY)

    killed_in(settings, "KilledBefore")
    assert not SentMail.objects.exists()
    run("send_reminders")
    run("send_reminders")

    assert len(mail.outbox) == 1


def test_killed_just_after_the_second_mail_bears_the_number_of_the_first(notice, officer, settings):
    make_action(notice, lead=officer, due_on=MONDAY)

    killed_in(settings, "KilledAfter")
    run("send_reminders")
    run("send_reminders")

    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second
    assert re.fullmatch(r"<[0-9a-f-]{36}@register\.example>", first)


def test_what_goes_wrong_with_one_goes_wrong_with_nobody_else(notice, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for name in ("a", "broken", "c"):
        person = person_with_role(notice, "officer", email=f"{name}@example.org", full_name=name)
        make_action(notice, lead=person, due_on=MONDAY)

    with pytest.raises(CommandError, match="1 could not be sent"):
        run("send_reminders")

    assert [one.to[0] for one in mail.outbox] == ["a@example.org", "c@example.org"]
    assert set(SentMail.objects.values_list("user__full_name", flat=True)) == {"a", "c"}


def test_a_dry_run_lists_and_sends_nothing(notice, officer):
    make_action(notice, ref="IN5", lead=officer, due_on=MONDAY)

    said = run("send_reminders", dry_run=True)

    assert "officer@example.org: 1 reminder\n  Due soon: IN5 is due on" in said
    assert "1 mail would be sent." in said
    assert not mail.outbox
    assert not SentMail.objects.exists()


@pytest.mark.parametrize("site", ["", "register.example", "ftp://register.example"])
@pytest.mark.parametrize("command", ["send_reminders", "send_digests"])
def test_without_the_site_nothing_is_sent(settings, command, site):
    settings.SITE_URL = site

    with pytest.raises(CommandError, match="SITE_URL is not set"):
        call_command(command)


# Digests


@pytest.mark.parametrize(
    ("pace", "days"),
    [("daily", [0, 1, 2, 3, 4, 7]), ("weekly", [0, 7]), ("never", []), (None, [0, 7])],
)
def test_a_digest_comes_on_the_days_that_were_chosen(notice, officer, pace, days):
    make_action(notice, lead=officer, due_on=MONDAY)
    if pace:
        prefers(officer, digest=pace)

    sent = []
    for day in range(8):
        before = len(mail.outbox)
        run("send_digests", MONDAY + day * DAY)
        sent += [day] * (len(mail.outbox) - before)

    assert sent == days


def test_a_digest_says_what_is_asked_overdue_returned_and_due(notice, officer):
    today = timezone.localdate()
    monday = today + (7 - today.weekday()) * DAY
    board = make_body(notice.council)
    late = make_action(notice, ref="IN1", lead=officer, due_on=monday - DAY)
    soon = make_action(notice, ref="IN2", lead=officer, due_on=monday + 28 * DAY)
    make_action(notice, ref="IN3", lead=officer, due_on=monday + 29 * DAY)
    make_oversight(board, soon)
    make_meeting(board, monday + 9 * DAY, updates_due_on=monday)
    make_checked(soon, officer, "insufficient")
    make_next_step(late, due_on=monday + 7 * DAY)

    run("send_digests", monday)

    (message,) = mail.outbox
    assert message.subject == (
        "Improvement register: 1 update asked for, 1 overdue, 1 piece of evidence to add to, "
        "1 due soon, 1 next step"
    )
    assert [line.split(" on ")[0].split(" by ")[0] for line in lines([message])] == [
        "IN2 needs an update",
        "IN1 was due",
        "IN2 has evidence that was found not to be enough",
        "IN2 is due",
        "IN1 has a next step of yours that is due",
    ]


def test_a_digest_counts_an_action_once_however_many_meetings_ask(notice, officer):
    today = timezone.localdate()
    monday = today + (7 - today.weekday()) * DAY
    for ref in ("IN1", "IN2"):
        action = make_action(notice, ref=ref, lead=officer)
        for days in (9, 16):
            board = make_body(notice.council)
            make_oversight(board, action)
            make_meeting(board, monday + days * DAY, updates_due_on=monday + days * DAY - 7 * DAY)

    run("send_digests", monday)

    (message,) = mail.outbox
    assert message.subject == "Improvement register: 2 updates asked for"
    first, second = (date_format(monday + days * DAY) for days in (9, 16))
    by = date_format(monday + 2 * DAY)
    said = f"needs an update by {by}, for the meetings on {first} and {second}"
    assert lines([message]) == [f"IN1 {said}", f"IN2 {said}"]


def test_a_digest_lists_what_was_sent_back_until_it_goes_on(notice):
    walk = make_walk(notice)
    walk.is_awaiting()
    walk.decides(services.return_action, reason="Secret reason", on=timezone.localdate())
    monday = timezone.localdate() + (7 - timezone.localdate().weekday()) * DAY

    run("send_digests", monday)

    (message,) = [one for one in mail.outbox if one.to == [walk.lead.email]]
    assert message.subject == "Improvement register: 1 sent back to you"
    assert lines([message]) == [f"IN2 was returned on {date_format(timezone.localdate())}"]
    assert "https://register.example/notices/ce/actions/IN2/" in message.body
    assert "Secret reason" not in message.body

    walk.delivers()
    before = len(mail.outbox)
    run("send_digests", monday + 7 * DAY)
    assert not [one for one in mail.outbox[before:] if one.to == [walk.lead.email]]


def test_a_digest_of_nothing_is_not_sent(notice, officer):
    make_action(notice, lead=officer)

    assert run("send_digests") == "0 mails sent.\n"
    assert not SentMail.objects.exists()


# What stands in a mail


def test_both_forms_of_a_mail_say_the_same_and_lead_to_the_register(notice, officer):
    make_action(notice, ref="IN5", lead=officer, due_on=MONDAY)

    remind()

    (message,) = mail.outbox
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    for said in (
        "IN5 is due on 14 September 2026",
        "https://register.example/notices/ce/actions/IN5/update/",
        "https://register.example/account/mail/",
    ):
        assert said in message.body
        assert said in html
    assert message.extra_headers["List-Unsubscribe"] == "<https://register.example/account/mail/>"


def test_nothing_that_anybody_wrote_stands_in_a_mail(two_councils):
    """The other council's every text bears a mark, and so does the name of its administrator, who
    leads an action and owns a step that are due today.
    """
    person = User.objects.get(pk=two_councils.people["stranger"])
    today = timezone.localdate()
    monday = today - today.weekday() * DAY
    for command in ("send_reminders", "send_digests"):
        run(command, on=monday if command == "send_digests" else today)

    theirs = [one for one in mail.outbox if one.to == [person.email]]
    assert len(theirs) == 2
    for message in theirs:
        whole = message.message().as_string() + message.body + message.alternatives[0].content
        assert "IN1" in whole
        assert not any(said in whole for said in (MARK, "script", "WWWW", person.full_name))


# Two runs at one moment


class Slow(EmailBackend):
    """Hands each mail over so slowly that another run comes between."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


def two_runs(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    person = person_with_role(make_notice(), "officer", email="officer@example.org")
    make_action(Member.objects.get().notice, lead=person, due_on=MONDAY)
    mail.outbox.clear()

    return at_once(*[lambda: run("send_reminders")] * 2)


def test_two_runs_at_once_send_once(shared_database, settings):
    said = two_runs(settings)

    assert sorted(said) == ["0 mails sent.\n", "1 mail sent.\n"]
    assert len(mail.outbox) == 1
    assert SentMail.objects.count() == 1


def test_two_runs_that_do_not_take_turns_send_twice(shared_database, settings, monkeypatch):
    """The fault that the claim is against: each looks, sends, and only then writes it down."""

    def careless(*, user, kind, keys, compose):
        new = ledger.unsent(user, kind, keys)
        if new:
            compose(new).send()
        for key in new:
            SentMail.objects.get_or_create(
                user=user, kind=kind, about=key, defaults={"sent_at": timezone.now()}
            )
        return len(new)

    monkeypatch.setattr(rounds, "send_once", careless)

    assert two_runs(settings) == ["1 mail sent.\n"] * 2
    assert len(mail.outbox) == 2
