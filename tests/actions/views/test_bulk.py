"""One change for many actions: said once, shown for each, written whole or not at all."""

import datetime as dt

import pytest

from actions import services
from actions.bulk import Wanted
from actions.forms.bulk import unsealed
from actions.models import Action, DateChange, Member
from improvement import history
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db
Role = Member.Role
OLD, NEW = dt.date(2030, 1, 1), dt.date(2030, 6, 1)
PATH = "/notices/ce/bulk/"
DATE = {"due_on": "1 June 2030", "agreed_by": "Improvement Board, minute 4"}
RED = {"delivery_rating": "red", "rating_reason": "Late", "path_to_green": "Hire"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, Role.ADMINISTRATOR)


@pytest.fixture
def lead(notice):
    return person_with_role(notice, Role.OFFICER, full_name="Lee Lead")


@pytest.fixture
def browser(client, admin):
    client.force_login(admin)
    return client


def preview(browser, refs, **said):
    return browser.post(PATH, {"tick": refs, "reason": "Agreed"} | said)


def confirm(browser, shown, refs, **said):
    seal = {"sealed": shown.context["sealed"], "do": "confirm"}
    return browser.post(PATH, {"tick": refs, "reason": "Agreed"} | seal | said)


def parts(response):
    return {
        one.action.ref: [(part.old, part.new, part.refused, part.changes) for part in one.parts]
        for one in response.context["judged"]
    }


def test_register_has_boxes_for_whoever_may_change_and_not_in_the_past(
    browser, client, notice, lead
):
    make_action(notice, ref="IN1")

    assert 'value="IN1" id="tick-' in browser.get("/notices/ce/").content.decode()
    assert "tick-" not in browser.get("/notices/ce/?only=withdrawn").content.decode()
    today = dt.datetime.now(dt.UTC).date()
    assert "tick-" not in browser.get(f"/notices/ce/?as_at={today}").content.decode()
    client.force_login(lead)
    assert "tick-" not in client.get("/notices/ce/").content.decode()


def test_all_of_a_page_are_taken_without_a_tick(browser, notice):
    make_action(notice, ref="IN1")
    make_action(notice, ref="IN2")

    page = browser.get(f"{PATH}?shown=IN1&shown=IN2&all=1&tick=IN1")

    assert [action.ref for action in page.context["actions"]] == ["IN1", "IN2"]


def test_more_than_a_page_of_actions_is_refused_and_nothing_ticked_is_said(browser, notice):
    refs = [make_action(notice).ref for _ in range(101)]

    assert "more than 100" in browser.get(PATH, {"tick": refs}).content.decode()
    assert "ticked no actions" in browser.get(PATH).content.decode()


def test_each_action_is_changed_with_its_own_history_in_one_act(browser, notice, lead, admin):
    make_action(notice, ref="IN1", due_on=OLD)
    make_action(notice, ref="IN2", area="Practice")
    make_action(notice, ref="IN3")
    said = {"lead": lead.pk, "area": "Practice", **DATE, **RED}

    shown = preview(browser, ["IN1", "IN2"], **said)
    assert parts(shown)["IN1"] == [
        ("Nobody", "Lee Lead", "", True),
        ("None", "Practice", "", True),
        ("1 January 2030", "1 June 2030", "", True),
        ("Not rated", "Red: Late. Path to green: Hire", "", True),
    ]
    assert parts(shown)["IN2"][1] == ("Practice", "Practice", "", False)
    assert not Action.objects.filter(area="Practice", lead=lead).exists()
    response = confirm(browser, shown, ["IN1", "IN2"], **said)

    assert response.url == "/notices/ce/"
    one, two, three = Action.objects.order_by("sort_key")
    assert (one.lead, one.area, one.due_on, one.original_due_on) == (lead, "Practice", NEW, OLD)
    assert (two.lead, two.due_on, two.original_due_on) == (lead, NEW, NEW)
    assert (two.delivery_rating, two.rating_reason, two.path_to_green) == ("red", "Late", "Hire")
    assert three.lead is None
    move = DateChange.objects.get()
    assert (move.action, move.agreed_by, move.reason) == (one, DATE["agreed_by"], "Agreed")
    acts = set()
    moved = f"Agreed. Agreed by: {DATE['agreed_by']}"
    for action, reason in [(one, moved), (two, "Agreed")]:
        newest = action.history.latest("history_id")
        assert (newest.history_user, newest.history_change_reason) == (admin, reason)
        assert action.history.count() == 2
        acts.add(newest.history_act)
    assert len(acts) == 1


def test_what_can_not_change_says_why_and_the_rest_goes_through(browser, notice, lead, admin):
    make_action(notice, ref="IN1", due_on=OLD, stage="signed_off")
    make_action(notice, ref="IN2", due_on=OLD, lead=admin)
    asked = make_action(notice, ref="IN3", due_on=OLD)
    with history.act(by=lead):
        services.ask_to_move_date(action=asked, due_after=NEW, reason="More time", by=lead)
    refs = ["IN1", "IN2", "IN3"]
    said = {"area": "Practice", **DATE, **RED}

    shown = preview(browser, refs, **said)

    refused = {ref: [part[2] for part in some if part[2]] for ref, some in parts(shown).items()}
    assert refused == {
        "IN1": [
            "It is signed off: its due date no longer moves",
            "It is signed off: it is rated no more",
        ],
        "IN2": ["Whoever leads an action can’t decide on its date"],
        "IN3": ["A request to move its due date waits to be decided"],
    }
    confirm(browser, shown, refs, **said)
    rows = Action.objects.order_by("sort_key").values_list("area", "due_on", "delivery_rating")
    assert [*rows] == [
        ("Practice", OLD, ""),
        ("Practice", OLD, "red"),
        ("Practice", OLD, "red"),
    ]


def _somebody_else_saves(ref, admin):
    action = Action.objects.get(ref=ref)
    services.set_details(
        action=action, version=action.version, contributors=[], area="Help", by=admin, reason="So"
    )


def test_no_date_before_the_notice_was_issued(client, lead):
    notice = make_notice(slug="cf", issued_on=dt.date(2013, 9, 18))
    admin = person_with_role(notice, Role.ADMINISTRATOR)
    make_action(notice, ref="IN1", due_on=OLD)
    bare = make_action(notice, ref="IN2")
    client.force_login(admin)
    sentence = "The notice was issued on 18 September 2013: nothing is due before it"
    early = Wanted(due_on=dt.date(1990, 1, 1), agreed_by="Board")

    page = client.post(
        "/notices/cf/bulk/",
        {"tick": ["IN1", "IN2"], "reason": "Agreed", "agreed_by": "Board"}
        | {"due_on": "1 January 1990"},
    )
    keys = list(Action.objects.filter(notice=notice).values_list("pk", flat=True))
    judged = services.judge_all(notice, keys, early, by=admin)

    assert sentence in page.content.decode()
    assert [(one.parts[0].refused, one.moves_to, one.fields) for one in judged] == [
        (sentence, None, ())
    ] * 2
    bare.refresh_from_db()
    assert bare.due_on is None


def test_preview_that_is_stale_writes_nothing_and_is_shown_anew(browser, notice, admin):
    make_action(notice, ref="IN1")
    make_action(notice, ref="IN2")
    shown = preview(browser, ["IN1", "IN2"], area="Practice")
    _somebody_else_saves("IN2", admin)

    again = confirm(browser, shown, ["IN1", "IN2"], area="Practice")

    assert again.status_code == 409
    assert "Nothing is saved yet" in again.content.decode()
    assert parts(again)["IN2"] == [("Help", "Practice", "", True)]
    assert not Action.objects.filter(area="Practice").exists()
    assert confirm(browser, again, ["IN1", "IN2"], area="Practice").status_code == 302
    assert Action.objects.filter(area="Practice").count() == 2


def test_without_the_guard_what_somebody_saved_meanwhile_is_overwritten(
    browser, notice, admin, monkeypatch
):
    make_action(notice, ref="IN1")
    shown = preview(browser, ["IN1"], area="Practice")
    _somebody_else_saves("IN1", admin)
    monkeypatch.setattr("actions.services.bulk.digest_of", lambda judged: _shown_in(shown))

    confirm(browser, shown, ["IN1"], area="Practice")

    assert Action.objects.get().area == "Practice"


def _shown_in(response):
    return unsealed(response.context["sealed"])[0]


@pytest.mark.parametrize("changed", [{"area": "Other"}, {"sealed": "x"}])
def test_what_was_not_shown_is_not_written(browser, notice, changed):
    make_action(notice, ref="IN1")
    shown = preview(browser, ["IN1"], area="Practice")

    response = confirm(browser, shown, ["IN1"], **{"area": "Practice"} | changed)

    assert response.status_code == 409
    assert Action.objects.get().area == ""


def test_form_that_is_sent_twice_has_one_effect(browser, notice):
    action = make_action(notice, ref="IN1")
    shown = preview(browser, ["IN1"], area="Practice")

    first = confirm(browser, shown, ["IN1"], area="Practice")
    second = confirm(browser, shown, ["IN1"], area="Practice")

    assert (first.status_code, second.status_code) == (302, 302)
    assert action.history.filter(area="Practice").count() == 1


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Say what is to change"),
        ({"area": "x", "reason": ""}, "Say why you are changing these actions"),
        ({"delivery_rating": "red"}, "Say why you give this rating"),
        ({"delivery_rating": "red", "rating_reason": "x"}, "what will bring these actions back"),
        ({"due_on": "1 June 2030"}, "Say who has agreed it: the due date of IN1 is set already"),
    ],
)
def test_form_says_what_it_needs(browser, notice, said, error):
    make_action(notice, ref="IN1", due_on=OLD)

    assert error in preview(browser, ["IN1"], **said).content.decode()


def test_nobody_who_is_not_an_officer_of_the_notice_can_be_made_lead(browser, notice):
    make_action(notice, ref="IN1")
    stranger = person_with_role(make_notice(), Role.OFFICER)

    page = preview(browser, ["IN1"], lead=stranger.pk)

    assert "judged" not in page.context
    assert Action.objects.get().lead is None


def test_action_of_another_notice_is_not_ticked(browser, notice):
    make_action(make_notice(), ref="IN1")

    assert "ticked no actions" in browser.get(f"{PATH}?tick=IN1").content.decode()


def test_preview_takes_as_many_queries_for_one_action_as_for_three(
    browser, notice, lead, django_assert_num_queries, django_assert_max_num_queries
):
    refs = [make_action(notice, due_on=OLD, lead=lead).ref for _ in range(3)]

    with django_assert_max_num_queries(12) as one:
        preview(browser, refs[:1], area="Practice", **DATE)
    with django_assert_num_queries(len(one.captured_queries)):
        preview(browser, refs, area="Practice", **DATE)
