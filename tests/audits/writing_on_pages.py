"""Every address that a form is sent to, and each thing that can be done there."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from actions.importing import by_hand, progress
from actions.importing.mends import Kind, Mend
from actions.models import Action, Import, Member
from actions.people import link_to_set_password
from improvement import history
from tests.audits.writing import ASKING, TABLE, Cases
from tests.factories import (
    PASSWORD,
    make_body,
    make_contributor,
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


@writes("password_change", subjects=("",))
def password_is_changed(world):
    return world.sends("/account/password/", old_password=PASSWORD, **NEW)


@writes("password_reset_confirm", by="Lee Lead", subjects=("",))
def password_is_set_by_the_link_of_a_mail(world):
    world.client.logout()
    set_at = world.client.get(link_to_set_password(world.lead, "")).url
    return world.sends(set_at, **NEW)
