import datetime as dt
import uuid

import pytest

from actions import services
from actions.models import Action, CrossReference, NextStep, ProgressItem
from tests.factories import (
    make_action,
    make_contributor,
    make_next_step,
    make_progress_item,
    make_reference,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(full_name="Olu Officer")


def update(action, officer, version=1, form_id=None, reason="Update", **rows):
    services.update_action(
        action=action,
        version=version,
        update=services.Update(**rows),
        by=officer,
        reason=reason,
        form_id=form_id or uuid.uuid4(),
    )


def test_update_adds_items_after_those_held_in_the_order_given(officer):
    action = make_action()
    make_progress_item(action, "first", position=7)

    update(action, officer, added=[ProgressItem(text="second"), ProgressItem(text="third")])

    assert list(action.progress_items.values_list("text", "position")) == [
        ("first", 7),
        ("second", 8),
        ("third", 9),
    ]


@pytest.mark.parametrize("stage", ["signed_off", "embedded"])
@pytest.mark.parametrize(
    "said", [{"text": "Other words"}, {"is_withdrawn": True}, {"achieved_on": dt.date(2014, 3, 1)}]
)
def test_what_an_action_was_signed_off_on_is_not_changed(officer, stage, said):
    action = make_action(stage=stage)
    item = make_progress_item(action, "Standards launched")
    changed = ProgressItem.objects.get(pk=item.pk)
    for name, value in said.items():
        setattr(changed, name, value)

    with pytest.raises(services.NotYet, match="is signed off on what it says"):
        update(action, officer, edited=[changed], added=[ProgressItem(text="More")])

    assert [row.text for row in action.progress_items.all()] == ["Standards launched"]
    assert item.history.count() == 1


def test_more_is_added_to_what_was_signed_off_and_its_items_put_in_order(officer):
    action = make_action(stage="signed_off")
    item, step = make_progress_item(action, "Launched"), make_next_step(action, "Review")
    item.position, step.text = 7, "Review it"

    update(action, officer, edited=[item, step], added=[ProgressItem(text="More")])

    assert [row.text for row in action.progress_items.all()] == ["Launched", "More"]
    assert action.next_steps.get().text == "Review it"


def test_first_progress_starts_the_action(officer):
    action = make_action(stage=Action.Stage.NOT_STARTED)

    update(action, officer, added=[ProgressItem(text="Begun")])

    action.refresh_from_db()
    assert action.stage == Action.Stage.IN_PROGRESS


def test_update_is_one_act_with_its_author_and_reason(officer):
    action = make_action()
    step = make_next_step(action, "Review")
    step.status = NextStep.Status.DONE

    update(action, officer, reason="Monthly", edited=[step], added=[ProgressItem(text="Reviewed")])

    versions = [action.history.first(), step.history.first(), ProgressItem.history.first()]
    assert {v.history_act for v in versions} == {versions[0].history_act}
    assert {(v.history_user, v.history_user_name, v.history_change_reason) for v in versions} == {
        (officer, "Olu Officer", "Monthly")
    }


def test_stale_update_is_refused_and_writes_nothing(officer):
    action = make_action()
    update(action, officer, added=[ProgressItem(text="first")])

    with pytest.raises(services.EditClash):
        update(action, officer, version=1, added=[ProgressItem(text="second")])

    assert [item.text for item in action.progress_items.all()] == ["first"]


def test_without_the_guard_a_stale_update_overwrites(officer, monkeypatch):
    """The twin: with the condition off, the second of two editors wins in silence."""
    action = make_action()
    one, other = Action.objects.get(pk=action.pk), Action.objects.get(pk=action.pk)
    monkeypatch.setattr(services.clashes, "claim", lambda action, version: None)

    update(one, officer, rating={"delivery_rating": "red", "rating_reason": "Mine",
                                 "path_to_green": "By May"})  # fmt: skip
    update(other, officer, rating={"delivery_rating": "green", "rating_reason": "Theirs"})

    action.refresh_from_db()
    assert action.rating_reason == "Theirs"


def test_form_sent_twice_is_carried_out_once(officer):
    action, form_id = make_action(), uuid.uuid4()
    update(action, officer, form_id=form_id, added=[ProgressItem(text="Once")])

    with pytest.raises(services.AlreadyDone):
        update(action, officer, version=2, form_id=form_id, added=[ProgressItem(text="Once")])

    assert action.progress_items.count() == 1


def test_reference_goes_with_its_words(officer):
    action, target = make_action(), make_action(ref="IN2")
    item = make_progress_item(action, "See IN2 above")
    make_reference(action, target, field="progress", progress_item=item)
    item.text = "Done by ourselves"

    update(action, officer, reason="No longer shared", edited=[item])

    assert not CrossReference.objects.exists()
    assert CrossReference.history.first().history_type == "-"
    assert CrossReference.history.first().history_user == officer


def test_corrected_wording_keeps_the_one_before_in_the_history(officer):
    action = make_action(wording="Agree with teh LSCB")

    services.correct_wording(
        action=action, version=1, wording="Agree with the LSCB", by=officer, reason="Misprint"
    )

    assert [(v.wording, v.history_change_reason) for v in action.history.all()] == [
        ("Agree with the LSCB", "Misprint"),
        ("Agree with teh LSCB", "Set up"),
    ]


def test_correction_that_takes_a_reference_away_is_one_act(officer):
    action = make_action(wording="Improve. See IN7 above")
    make_reference(action, words="See IN7 above", plan_ref="IN7")

    services.correct_wording(
        action=action, version=1, wording="Improve.", by=officer, reason="Misread"
    )

    taken_away = CrossReference.history.get(history_type="-")
    assert taken_away.history_act == action.history.latest("history_id").history_act


def details(action, officer, **said):
    current = {"lead": action.lead, "area": action.area, "due_on": action.due_on}
    services.set_details(
        action=action, version=action.version, by=officer, reason="Agreed",
        contributors=said.pop("contributors", []), **current | said,
    )  # fmt: skip


def test_first_due_date_is_the_original_for_good(officer):
    action = make_action()

    details(action, officer, due_on=dt.date(2014, 3, 31))
    services.move_date_agreed(
        action=action, version=action.version, due_after=dt.date(2014, 6, 30), by=officer,
        agreed_by="The board", reason="Later",
    )  # fmt: skip

    action.refresh_from_db()
    assert action.original_due_on == dt.date(2014, 3, 31)
    assert action.due_on == dt.date(2014, 6, 30)


def test_contributors_become_those_given(officer):
    action, stays, goes, comes = make_action(), make_user(), make_user(), make_user()
    make_contributor(action, stays)
    make_contributor(action, goes)

    details(action, officer, contributors=[stays, comes])

    assert {contributor.user for contributor in action.contributors.all()} == {stays, comes}
    assert action.contributors.model.history.filter(history_type="-").count() == 1
