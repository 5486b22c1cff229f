import datetime as dt

import pytest
from django.apps import apps
from django.utils import timezone

from actions.models import Action, Contributor, Evidence, ProgressItem
from improvement import history
from improvement.history import Change, NobodyNamed, timeline
from improvement.models import User
from tests.factories import (
    make_action,
    make_contributor,
    make_notice,
    make_progress_item,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_nothing_recorded_is_saved_without_an_author():
    with pytest.raises(NobodyNamed):
        User(email="a@example.org", full_name="A").save()


def test_author_and_reason_do_not_cling_to_the_instance():
    action, ada = make_action(), make_user(full_name="Ada")
    history.save_as(action, by=ada, reason="Because")

    with history.act(name="Somebody else"):
        action.save()

    newest, before, _ = action.history.all()
    assert (newest.history_user, newest.history_user_name, newest.history_change_reason) == (
        None,
        "Somebody else",
        "",
    )
    assert (before.history_user, before.history_user_name, before.history_change_reason) == (
        ada,
        "Ada",
        "Because",
    )


def test_name_of_the_author_stays_as_it_was():
    action, ada = make_action(), make_user(full_name="Ada Before")
    history.save_as(action, by=ada, reason="Because")
    ada.full_name = "Ada After"
    history.save_as(ada, by=ada, reason="Married")

    assert action.history.first().history_user_name == "Ada Before"


def test_act_within_an_act_is_part_of_it():
    with history.act(name="Ada", way="import 1", reason="Import") as outer:
        with history.act(reason="Row 4") as inner:
            assert (inner.name, inner.way, inner.reason, inner.id) == (
                "Ada", "import 1", "Row 4", outer.id
            )  # fmt: skip
        assert history.current_act() is outer


def test_act_ends_when_it_fails():
    with pytest.raises(ZeroDivisionError), history.act(name="Ada"):
        raise ZeroDivisionError

    with pytest.raises(NobodyNamed):
        history.current_act()


def test_reason_may_be_longer_than_a_hundred_characters():
    action = make_action()

    history.save_as(action, by=make_user(), reason="x" * 5000)

    assert action.history.first().history_change_reason == "x" * 5000


def test_people_are_never_deleted():
    ada = make_user()

    with pytest.raises(Exception, match="deactivated, never deleted"):
        ada.delete()
    with pytest.raises(Exception, match="deactivated, never deleted"):
        User.objects.all().delete()


def test_password_is_not_in_the_history():
    assert "password" not in {field.name for field in User.history.model._meta.get_fields()}


def test_timeline_tells_old_and_new_of_one_act_as_one_entry():
    ada = make_user(full_name="Ada")
    action = make_action(wording="Before")
    item = make_progress_item(action, "Old words")
    when = timezone.now() + dt.timedelta(minutes=1)
    with history.act(by=ada, reason="Clearer", at=when):
        action.lead, item.text = ada, "New words"
        action.save()
        item.save()

    newest = timeline(action.history.all(), ProgressItem.history.filter(action_id=action.pk))[0]

    assert (newest.who, newest.when, newest.why) == ("Ada", when, "Clearer")
    assert newest.changes == (
        Change("Action", "Lead", "", "Ada", "changed"),
        Change("Progress item", "Text", "Old words", "New words", "changed"),
    )


def test_timeline_says_of_each_change_what_its_reason_says_beyond_the_others():
    action = make_action()
    items = [make_progress_item(action, text) for text in ("One", "Two")]
    with history.act(name="Ada", reason="Import 1 of a, b.xlsx"):
        for number, item in enumerate(items, start=14):
            item.text, item.detail_of_change = f"{item.text} more", f"sheet “A, B”, row {number}"
            item.save()

    newest = timeline(ProgressItem.history.filter(action_id=action.pk))[0]

    assert newest.why == "Import 1 of a, b.xlsx, sheet “A, B”"
    assert [(change.after, change.why) for change in newest.changes] == [
        ("One more", "row 14"),
        ("Two more", "row 15"),
    ]


def test_timeline_shows_a_new_row_by_what_was_said_of_it():
    action = make_action(wording="Improve plans", ref="IN1")

    (entry,) = timeline(action.history.all())

    assert [(c.field, c.after) for c in entry.changes] == [
        ("Reference", "IN1"),
        ("Wording", "Improve plans"),
    ]


def test_timeline_tells_a_new_order_from_and_to_the_place_that_people_count():
    action = make_action()
    first, second = (make_progress_item(action, text) for text in ("One", "Two"))
    with history.act(name="Ada", reason="Update"):
        first.position, second.position = 1, 0
        for item in (first, second):
            item.save()

    newest, *older = timeline(ProgressItem.history.filter(action_id=action.pk))

    assert [(c.row_name, c.field, c.before, c.after) for c in newest.changes] == [
        ("One", "Place in the list", "1", "2"),
        ("Two", "Place in the list", "2", "1"),
    ]
    assert all(change.field == "Text" for entry in older for change in entry.changes)


def test_timeline_names_the_row_where_the_change_does_not_say_which_it_is():
    item = make_progress_item(make_action(), "Standards launched")
    for name, value in (("achieved_on", dt.date(2014, 1, 31)), ("text", "Standards printed")):
        setattr(item, name, value)
        history.save_as(item, by=make_user(), reason="Update")

    entries = timeline(ProgressItem.history.filter(id=item.pk))

    named = [{change.field: change.row_name for change in entry.changes} for entry in entries]
    assert named == [{"Text": ""}, {"Date achieved": "Standards launched"}, {"Text": ""}]


def test_save_that_changes_nothing_makes_no_entry():
    action = make_action()
    history.save_as(action, by=make_user(), reason="Nothing")

    assert len(timeline(action.history.all())) == 1


def test_timeline_queries_do_not_grow(django_assert_num_queries):
    for edits in (1, 3):
        action = make_action()
        for n in range(edits):
            action.lead, action.area = make_user(), f"Area {n}"
            history.save_as(action, by=action.lead, reason="x")
        with django_assert_num_queries(1):
            assert len(timeline(Action.history.filter(id=action.pk))) == edits + 1


def test_as_at_gives_what_the_register_held_then():
    notice = make_notice()
    with history.act(name="Then", at=timezone.now() - dt.timedelta(days=30)):
        action = Action(notice=notice, ref="IN1", wording="First wording")
        action.save()
    action.wording = "Second wording"
    history.save_as(action, by=make_user(), reason="Changed")

    then = Action.history.as_of(timezone.now() - dt.timedelta(days=10))

    assert [row.wording for row in then] == ["First wording"]


def test_timeline_tells_what_a_removed_row_said():
    action = make_action()
    contributor = make_contributor(action, make_user(full_name="Cat"))
    with history.act(name="Ada", reason="Left"):
        contributor.delete()

    newest = timeline(Contributor.history.filter(action_id=action.pk))[0]

    assert newest.changes == (Change("Contributor", "Person", "Cat", "", "deleted"),)


def test_timeline_tells_of_a_withdrawal_though_no_form_sets_it():
    action = make_action()
    action.is_withdrawn = True
    history.save_as(action, by=make_user(), reason="Not in the file")

    assert timeline(action.history.all())[0].changes == (
        Change("Action", "Withdrawn", "no", "yes", "changed"),
    )


def test_stage_rating_and_date_come_first_and_the_rest_is_said_in_short():
    action = make_action()
    with history.act(name="Ada", reason="Monthly update"):
        for text in ("One", "Two"):
            ProgressItem(action=action, text=text).save()
        action.stage, action.area, action.due_on = "in_progress", "Courts", dt.date(2014, 3, 27)
        action.original_due_on = action.due_on
        action.save()

    (part,) = timeline(action.history.all(), ProgressItem.history.all())[0].parts

    assert [(change.field, change.after) for change in part.first] == [
        ("Due date", "27 March 2014"),
        ("Stage", "In progress"),
    ]
    assert part.said_of_the_rest == "Area, 2 progress items added"
    assert part.said == "area, due date, stage, 2 progress items added"


def test_new_row_says_that_it_is_new_rather_than_what_is_first():
    action = make_action(stage="delivered")

    (part,) = timeline(action.history.all())[0].parts

    assert (part.first, part.said) == ([], "added")


def test_a_record_that_is_named_by_a_column_is_called_so():
    """The history asks for the column alone, where a row's own words would be a query each."""
    named = [model for model in apps.get_models() if getattr(model, "named_by", "")]

    assert Evidence in named
    assert {str(model(**{model.named_by: "Ada"})) for model in named} == {"Ada"}
