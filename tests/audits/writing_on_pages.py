"""Every address that a form is sent to, and each thing that can be done there."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from actions import services
from actions.importing import by_hand, progress
from actions.importing.mends import Kind, Mend
from actions.models import Action, DeclinedReference, Import, Member
from actions.people import link_to_set_password
from improvement import history
from tests.audits.writing import ASKING, TABLE, Cases
from tests.factories import (
    PASSWORD,
    make_body,
    make_contributor,
    make_meeting,
    make_member,
    make_next_step,
    make_oversight,
    make_progress_item,
    make_reference,
    make_seat,
    make_user,
)

cases = Cases()
writes = cases.of

# Addresses that take a form and write nothing that is recorded, and why.
WRITES_NOTHING = {
    "boards:read": "keeps how far somebody has read, which says nothing of the notice",
    "logout": "ends the session, which is no record",
    "password_reset": "sends a mail; the password is set by its link",
}

# An action


@writes("actions:update")
def new_items_and_a_rating(world):
    action = world.action()
    said = {"new-progress-0-text": "• Launched\n• Trained", "new-step-0-text": "Review them"}
    rating = {
        "rating-delivery_rating": "amber",
        "rating-rating_reason": "Late",
        "rating-path_to_green": "Hire",
    }
    return world.sends(f"actions/{action.ref}/update/", **said, **rating)


@writes("actions:update", by="Lee Lead")
def items_reworded_withdrawn_and_done(world):
    action = world.action()
    reworded = make_progress_item(action, "As IN9 says. See IN2 above")
    make_reference(action, progress_item=reworded, field="progress", plan_ref="IN9", words="IN9")
    gone, left = make_progress_item(action, "Gone"), make_progress_item(action, "Left alone")
    step = make_next_step(action, "Review")
    return world.sends(
        "actions/IN2/update/",
        client=world.browser_of(world.lead),
        **{
            f"progress-{reworded.pk}-text": "Written again",
            f"progress-{gone.pk}-is_withdrawn": "on",
            f"progress-{left.pk}-text": left.text,
            f"step-{step.pk}-status": "done",
            "why-reason": "Clearer",
        },
    )


@writes("actions:update")
def step_is_carried_forward_another_done_and_items_reordered(world):
    action = world.action()
    items = [make_progress_item(action, text) for text in ("One", "Other", "Third")]
    done, carried = make_next_step(action, "Review"), make_next_step(action, "Report")
    return world.sends(
        "actions/IN2/update/",
        **{
            f"progress-{items[2].pk}-place": "1",
            f"step-{done.pk}-status": "done",
            f"step-{done.pk}-done_text": "Reviewed",
            f"step-{carried.pk}-status": "carried_forward",
            f"step-{carried.pk}-due_on": "31 March 2099",
        },
    )


@writes("actions:update")
def evidence_comes_with_an_update(world):
    world.action()
    return world.sends(
        "actions/IN2/update/",
        **{
            "new-progress-0-text": "Audited",
            "evidence-0-link": "https://example.org/audit",
            "evidence-0-title": "The audit",
            "evidence-0-kind": "audit",
            "evidence-0-dated_on": "27 March 2014",
        },
    )


@writes("actions:update")
def nothing_has_changed(world):
    make_progress_item(world.action(), "Said before")
    return world.sends("actions/IN2/update/", **{"no_change": "1", "nothing-note": "Away"})


@writes("actions:wording")
def wording_that_loses_a_reference(world):
    action = world.action(wording="Improve. See IN7 above")
    make_reference(action, words="See IN7 above", plan_ref="IN7")
    return world.sends("actions/IN2/wording/", wording="Improve.", reason="Words were lost")


@writes("actions:details")
def lead_date_and_contributors(world):
    action = world.action(lead=None)
    leaver, comer = world.person("officer", "Al Leaver"), world.person("officer", "Cy Comer")
    make_contributor(action, leaver)
    said = {"lead": world.lead.pk, "contributors": [comer.pk], "due_on": "31 March 2027"}
    return world.sends("actions/IN2/details/", **said, area="Practice", reason="Agreed")


@writes("actions:bulk")
def many_actions_at_once(world):
    """A lead, an area, a rating and a first date; and of another action the date moved."""
    world.action()
    world.action(ref="IN3", due_on=dt.date(2030, 1, 1))
    other = world.person("officer", "Cy Comer")
    path = "/notices/ce/bulk/?tick=IN2&tick=IN3"
    said = {"lead": other.pk, "area": "Practice", "due_on": "31 March 2031"}
    rating = {"delivery_rating": "green", "rating_reason": "On track"}
    said |= rating | {"agreed_by": "The Board", "reason": "Agreed"}
    page = world.client.post(path, {"tick": ["IN2", "IN3"]} | said)
    return world.posts(
        path, tick=["IN2", "IN3"], sealed=page.context["sealed"], do="confirm", **said
    )


# Evidence


@writes("actions:evidence_add")
def file_is_brought_as_evidence(world):
    world.action()
    said = {"title": "Audit", "kind": "audit", "dated_on": "1 March 2026", "where": "action"}
    return world.sends("actions/IN2/evidence/add/", file=world.document(), **said)


@writes("actions:evidence_add", by="Lee Lead")
def link_is_brought_as_evidence_of_a_step(world):
    step = make_next_step(world.action())
    said = {"title": "Audit", "kind": "audit", "dated_on": "1 March 2026", "link": "www.a.example"}
    lead = world.browser_of(world.lead)
    return world.sends("actions/IN2/evidence/add/", client=lead, where=f"step-{step.pk}", **said)


@writes("actions:evidence_version")
def newer_version_is_brought(world):
    world.evidence()
    page = "actions/IN2/evidence/1/version/"
    return world.sends(page, file=world.document(), reason="The second round")


@writes("actions:evidence_change")
def evidence_is_restricted(world):
    world.evidence()
    return world.sends(
        "actions/IN2/evidence/1/change/", is_restricted="on", reason="Names a family"
    )


@writes("actions:evidence_withdraw")
def evidence_is_withdrawn(world):
    world.evidence()
    return world.sends("actions/IN2/evidence/1/withdraw/", reason="Of another year")


@writes("actions:evidence_check", by="Asa Assurance")
def evidence_is_checked(world):
    world.evidence()
    assurance = world.browser_of(world.person("assurance_lead", "Asa Assurance"))
    said = {"opinion": "sufficient", "reason": "It shows what it should"}
    return world.sends("actions/IN2/evidence/1/check/", client=assurance, **said)


@writes("actions:references")
def each_thing_is_said_of_references(world):
    """An offer taken, one declined, one asked again; links pointed, folded, removed and made."""
    for ref in ("IN1", "IN3", "IN5"):
        world.action(ref=ref)
    action = world.action(wording="See IN1. Form IN3 is used. See IN7 and IN8")
    one, three = Action.objects.get(ref="IN1"), Action.objects.get(ref="IN3")
    waiting = make_reference(action, words="See IN7 and IN8", plan_ref="IN5")
    folded = make_reference(action, three, words="As before", field="by_hand")
    removed = make_reference(action, three, words="See IN7 and IN8")
    with history.act(name="Set up"):
        declined = DeclinedReference(action=action, words="Form 9", ref="IN9")
        declined.save()
    return world.sends(
        "actions/IN2/references/",
        **{
            "offer-wording-0-IN1": one.pk,
            "offer-wording-0-IN7": "none",
            f"again-{declined.pk}": "on",
            f"means-{waiting.pk}": Action.objects.get(ref="IN5").pk,
            f"fold-{folded.pk}": "on",
            f"remove-{removed.pk}": "on",
            "ref": "IN1",
            "reason": "As it is meant",
        },
    )


# An import


@writes("actions:imports")
def file_is_uploaded(world):
    return world.uploads()


@writes("actions:imports")
def table_is_pasted(world):
    return world.posts("imports/", pasted="Ref\tAction\tNext steps\nIN1\tImprove the plans.\tMore")


@writes("actions:import")
def every_proposal_is_taken(world):
    world.received(ASKING)
    return world.posts("imports/1/", do="take-all")


@writes("actions:import")
def every_proposal_is_refused(world):
    world.received(ASKING)
    return world.posts("imports/1/", do="refuse-all")


def _question(world):
    (waiting,) = world.client.get("/notices/ce/imports/1/").context["waiting"]
    return f"{waiting.key}-answer"


@writes("actions:import")
def one_answer_is_kept(world):
    world.received(ASKING)
    return world.posts("imports/1/", do="save", **{_question(world): "take"})


@writes("actions:import")
def file_is_not_imported(world):
    world.received()
    return world.posts("imports/1/", do="abandon")


@writes("actions:import", ways=("import 1",))
def file_is_confirmed(world):
    world.received()
    return world.confirms()


@writes("actions:import", ways=("page", "import 1"), acts=2)
def answer_comes_with_the_confirmation(world):
    """Refusing changes nothing of what was shown, so both are done at once: two acts."""
    world.received(ASKING)
    return world.confirms(**{_question(world): "refuse"})


CHANGED = b"""Ref,Action,Progress,Next steps
IN1,Open the parks and the gardens,Opened; fenced,
IN3,Count the trees. See IN1 above,Counted,Plant
"""


@writes("actions:import", ways=("import 2",))
def second_file_changes_adds_and_withdraws(world):
    world.imported()
    waiting = Action.objects.get(ref="IN2")
    make_reference(waiting, words="See IN3 below", plan_ref="IN3")
    record = world.received(CHANGED)
    world.posts(f"imports/{record.number}/", do="take-all")()
    page = world.client.get(f"/notices/ce/imports/{record.number}/")
    withdrawn = {"box": ["withdraw-IN2"], "tick": ["withdraw-IN2"]}
    world.posts("imports/2/", do="save", **withdrawn)()
    assert page.context["found"].plan.counts["missing"] == 1
    return world.confirms(2)


DETAILED = b"""Ref,Action,Progress,Next steps,Lead,Due,RAG,Status,Theme,Board
IN1,Open the parks. See IN2 below,Opened,Close,Lee Lead,31/03/2027,Red,Delivered,Parks,LSCB
IN2,Mend the roads,Begun; see IN1 above,Report,Lee Lead,30/06/2027,Green,,Roads,LSCB
IN4,Plant trees,,Dig,,,Amber,Not started,,
"""
OTHERWISE = {
    b"Red": b"Green",
    b"Parks": b"Greens",
    b"LSCB": b"Board",
    b"trees,,": b"trees,Planted,",
}


@writes("actions:import", ways=("import 3",))
def file_changes_details_and_brings_back_what_was_taken_out(world):
    world.imported(DETAILED.replace(b"Opened", b"Fenced"))
    away = Action.objects.get(ref="IN2")
    away.is_withdrawn = True
    history.save_as(away, by=world.lead, reason="Wrong")
    world.imported(DETAILED)
    otherwise = DETAILED.replace(b"2027", b"2028")
    for before, after in OTHERWISE.items():
        otherwise = otherwise.replace(before, after)
    world.received(otherwise)
    world.posts("imports/3/", do="take-all")()
    return world.confirms(3)


@writes("actions:import")
def large_file_is_confirmed(world):
    world.received()
    world.everything_is_long()
    return world.confirms()


ODD = TABLE.replace(b"Ref,Action,Progress,Next steps", b"Kennung,Massnahme,Stand,Danach")


@writes("actions:import_layout")
def columns_are_chosen(world):
    world.received(ODD, columns_by_hand="on")
    columns = {"column-0": "ref", "column-1": "wording", "column-2": "progress"}
    return world.posts("imports/1/columns/", sheet="0", header_row="1", **columns)


@writes("actions:import_progress", by="Otto Other")
def work_that_died_is_given_back_by_somebody_else(world):
    large_file_is_confirmed(world)()
    progress.forget(Import.objects.get().pk)
    other = world.person("administrator", "Otto Other")
    return world.posts("imports/1/progress/", client=world.browser_of(other))


@writes("actions:import_undo", ways=("undo of import 2",))
def import_is_undone_around_what_people_did(world):
    second_file_changes_adds_and_withdraws(world)()
    action = Action.objects.get(ref="IN1")
    action.area = "Parks"
    history.save_as(action, by=world.lead, reason="Known now")
    return world.posts("imports/2/undo/")


@writes("actions:import_undo", ways=("undo of import 3",))
def import_of_details_is_undone(world):
    file_changes_details_and_brings_back_what_was_taken_out(world)()
    return world.posts("imports/3/undo/")


@writes("actions:import_undo")
def large_import_is_undone(world):
    world.imported()
    world.everything_is_long()
    return world.posts("imports/1/undo/")


@writes("actions:import_row")
def row_is_mended(world):
    world.received()
    form = world.client.get("/notices/ce/imports/1/rows/3/").context["forms"]["ref"]
    hidden = {f"ref-{name}": form.initial[name] for name in ("id", "shown")}
    return world.posts("imports/1/rows/3/", do="ref.set", **{"ref-ref": "IN5"}, **hidden)


def _mended(world):
    record = world.received()
    by_hand.mend(record, Mend("m1", Kind.SWITCH, 2, "progress", ("Opened",)), by=world.admin)


@writes("actions:mend_undo")
def mend_is_undone(world):
    _mended(world)
    return world.posts("imports/1/mends/m1/undo/")


@writes("actions:import_take_back")
def answer_is_taken_back(world):
    world.received(ASKING)
    name = _question(world)
    world.posts("imports/1/", do="save", **{name: "take"})()
    return world.posts("imports/1/take-back/", key=name.removesuffix("-answer"))


# People

SOMEBODY = {"email": "new@example.org", "full_name": "New Person", "role": "officer"}


@writes("actions:people_add", subjects=("", "notice"))
def somebody_new_is_added(world):
    return world.sends("people/add/", **SOMEBODY)


@writes("actions:people_add")
def somebody_comes_back(world):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    make_member(world.notice, user=make_user(SOMEBODY["email"]), until_on=yesterday)
    return world.sends("people/add/", **SOMEBODY)


@writes("actions:person")
def role_is_changed(world):
    member = make_member(world.notice, "officer")
    return world.sends(f"people/{member.pk}/", role="observer", until_on="31/3/2099")


@writes("actions:person")
def role_is_ended(world):
    member = Member.objects.get(user=world.lead)
    return world.sends(f"people/{member.pk}/", end="now")


# Bodies


@writes("boards:add", subjects=("council",))
def body_is_added(world):
    return world.sends("bodies/add/", name="Improvement Board", kind="board", aliases="IB\nBoard")


@writes("boards:edit", subjects=("council",))
def body_is_edited(world):
    make_body(world.notice.council, slug="ib")
    return world.sends("bodies/ib/edit/", short_name="IB", remit="To oversee")


@writes("boards:seat_add", subjects=("council",))
def seat_is_given(world):
    make_body(world.notice.council, slug="ib")
    return world.sends("bodies/ib/seats/add/", user=world.lead.pk, office="chair")


@writes("boards:seat", subjects=("council",))
def seat_is_ended(world):
    seat = make_seat(make_body(world.notice.council, slug="ib"), world.lead)
    return world.sends(f"bodies/ib/seats/{seat.pk}/", until_on="31 March 2014")


@writes("boards:meeting_add", subjects=("council",))
def meeting_is_planned(world):
    make_body(world.notice.council, slug="ib")
    said = {"meets_on": "18 September 2099", "updates_due_on": "4 September 2099"}
    return world.sends("bodies/ib/meetings/add/", **said)


@writes("boards:meeting_edit", subjects=("council",))
def meeting_is_moved_and_cancelled(world):
    make_meeting(make_body(world.notice.council, slug="ib"), dt.date(2099, 9, 18))
    said = {"meets_on": "25 September 2099", "is_cancelled": "on"}
    return world.sends("bodies/ib/meetings/2099-09-18/edit/", **said)


@writes("boards:actions")
def oversight_is_chosen_changed_and_ended(world):
    board = make_body(world.notice.council, slug="ib")
    new, other, ended = (world.action(ref=f"IN{n}") for n in (1, 2, 3))
    for action in (other, ended):
        make_oversight(board, action)
    said = {f"action-{new.pk}": "assures", f"action-{other.pk}": "is_informed"}
    return world.sends("bodies/ib/actions/", **said, **{f"action-{ended.pk}": ""})


@writes("boards:oversight")
def bodies_that_are_named_are_decided(world):
    lscb = make_body(world.notice.council, name="LSCB", slug="lscb")
    accepted = world.action(ref="IN1", wording="Report to LSCB, and again to the LSCB")
    refused = world.action(ref="IN2", wording="As the LSCB said")
    said = {f"{accepted.pk}-{lscb.pk}": "assures", f"{refused.pk}-{lscb.pk}": "not"}
    return world.sends("oversight/", **said)


@writes("boards:oversight")
def words_are_asked_about_again_once_they_name_a_body(world):
    action = world.action(wording="Report to the Corporate Parenting Board")
    name = "not-held-corporate-parenting-board"
    world.sends("oversight/", **{name: "on"})()
    council = world.notice.council
    body = make_body(council, name="Corporate Parenting Board", slug="cpb")
    return world.sends("oversight/", **{f"{action.pk}-{body.pk}": "assures"})


# One's own account. A version keeps no password: it says who set one, when.

NEW = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}


@writes("login", by="Not logged in", subjects=("",))
def password_is_kept_in_a_better_way_on_the_next_log_in(world):
    world.settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    world.client.logout()
    return world.posts("/login/", username=world.lead.email, password=PASSWORD)


@writes("actions:saved_views", subjects=("",))
def view_is_saved(world):
    return world.sends("views/?only=overdue", name="Overdue", is_shared="on")


@writes("actions:saved_view_remove", subjects=("",))
def view_is_removed(world):
    said = {"query": "only=overdue", "is_shared": False, "by": world.admin}
    view = services.save_view(notice=world.notice, name="Overdue", **said)
    return world.posts(f"views/{view.pk}/remove/")


@writes("mail_preferences", subjects=("",))
def mails_are_chosen(world):
    return world.sends("/account/mail/", digest="daily", wants_reminders=None)


@writes("calendar", subjects=("",))
def address_of_a_calendar_is_made(world):
    return world.posts("/account/calendar/", do="make")


@writes("calendar", subjects=("",))
def address_of_a_calendar_is_withdrawn(world):
    world.posts("/account/calendar/", do="make")()
    return world.posts("/account/calendar/", do="withdraw")


@writes("password_change", subjects=("",))
def password_is_changed(world):
    return world.sends("/account/password/", old_password=PASSWORD, **NEW)


@writes("password_reset_confirm", by="Lee Lead", subjects=("",))
def password_is_set_by_the_link_of_a_mail(world):
    world.client.logout()
    set_at = world.client.get(link_to_set_password(world.lead, "")).url
    return world.sends(set_at, **NEW)
