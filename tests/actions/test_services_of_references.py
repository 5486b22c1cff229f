"""Links made, removed and answered by a person."""

import pytest
from django.db import IntegrityError, transaction

from actions import services
from actions.models import CrossReference, DeclinedReference
from actions.offers import Offer
from improvement import history
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def said():
    return {"by": make_user(full_name="Olu Officer"), "reason": "It says so"}


def offer(field="progress", item=None, words="See IN2", ref="IN2"):
    return Offer(field, item, words, ref, says_plan=False, before="", after="")


def links(action):
    return [
        (link.field, link.words, str(link.target or ""), link.plan_ref)
        for link in action.references_made.all()
    ]


def test_an_offer_that_is_taken_leads_to_the_action(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    item, step = make_progress_item(action, "See IN2"), make_next_step(action, "See IN2")

    services.make_reference(action=action, offer=offer(item=item.pk), target=target, **said)
    in_step = offer("next_steps", step.pk)
    services.make_reference(action=action, offer=in_step, target=target, **said)

    assert links(action) == [
        ("progress", "See IN2", "IN2", ""),
        ("next_steps", "See IN2", "IN2", ""),
    ]
    version = action.references_made.first().history.get()
    assert (version.history_user_name, version.history_change_reason) == (
        "Olu Officer",
        "It says so",
    )


def test_an_offer_into_a_plan_that_is_not_held_keeps_what_it_names(notice, said):
    action = make_action(notice, wording="See action plan A4")

    services.make_reference(
        action=action,
        offer=offer("wording", None, "See action plan A4", "A4"),
        target=None,
        **said,
    )

    assert links(action) == [("wording", "See action plan A4", "", "A4")]


def test_the_same_link_twice_is_refused(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    by_hand = {"action": action, "target": target, "note": "Same audit", "shows_items": True}
    taken = {"action": action, "offer": offer("wording"), "target": target}
    services.make_by_hand(**by_hand, **said)
    services.make_reference(**taken, **said)

    with pytest.raises(services.AlreadyDone):
        services.make_by_hand(**by_hand, **said)
    with pytest.raises(services.AlreadyDone):
        services.make_reference(**taken, **said)

    assert links(action) == [
        ("by_hand", "Same audit", "IN2", ""),
        ("wording", "See IN2", "IN2", ""),
    ]


def test_the_database_refuses_the_same_link_by_hand_twice(notice):
    action, target = make_action(notice), make_action(notice)
    make_reference(action, target, field="by_hand")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reference(action, target, field="by_hand")


def test_an_action_is_never_linked_to_itself(notice, said):
    action = make_action(notice)

    with pytest.raises(services.NoLink, match="to itself"):
        services.make_by_hand(action=action, target=action, note="", shows_items=True, **said)
    with pytest.raises(services.NoLink):
        services.make_reference(action=action, offer=offer("wording"), target=action, **said)

    assert links(action) == []


def test_words_whose_link_was_removed_are_declined(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    read, by_hand = make_reference(action, target), make_reference(action, target, field="by_hand")

    services.remove_reference(reference=read, **said)
    services.remove_reference(reference=by_hand, **said)

    assert links(action) == []
    assert list(DeclinedReference.objects.values_list("words", "ref")) == [("See IN2 above", "IN2")]
    gone = CrossReference.history.filter(history_type="-")
    assert {version.history_change_reason for version in gone} == {"It says so"}


def test_declining_twice_is_kept_once_and_can_be_taken_back(notice, said):
    action = make_action(notice)
    for _ in range(2):
        services.decline(action=action, words="w" * 300, ref="IN2", **said)

    declined = DeclinedReference.objects.get()
    services.ask_again(declined=declined, **said)

    assert len(declined.words) == 200
    assert not DeclinedReference.objects.exists()
    assert DeclinedReference.history.count() == 2


def test_to_link_words_that_were_declined_is_to_take_that_back(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    services.decline(action=action, words="See IN2", ref="IN2", **said)

    services.make_reference(action=action, offer=offer("wording"), target=target, **said)

    assert not DeclinedReference.objects.exists()


def test_a_person_says_which_action_is_meant(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    waiting = make_reference(action, words="See IN2", plan_ref="IN2")

    services.point_at(reference=waiting, target=target, **said)

    assert links(action) == [("wording", "See IN2", "IN2", "")]
    with pytest.raises(services.NoLink):
        services.point_at(reference=waiting, target=action, **said)


def test_what_is_shown_of_a_link_is_switched_and_written_only_where_it_changes(notice, said):
    link = make_reference(make_action(notice), make_action(notice))

    for shows in (True, False, False):
        services.switch_items(reference=link, shows_items=shows, **said)

    link.refresh_from_db()
    assert link.shows_items is False
    assert link.history.count() == 2


def test_a_link_stays_while_its_words_stand_as_whole_words(notice, said):
    action, target = make_action(notice, ref="IN4"), make_action(notice, ref="IN2")
    action.wording = "See IN2. Improve"
    kept, gone = (make_reference(action, target, words=words) for words in ("See IN2", "See IN21"))
    with history.act(name="The test"):
        action.save()

    services.correct_wording(action=action, version=1, wording="Improve. See IN2", **said)
    assert [link.words for link in action.references_made.all()] == ["See IN2"]
    assert gone not in action.references_made.all()

    services.correct_wording(action=action, version=2, wording="Improve. See IN23", **said)
    assert kept not in action.references_made.all()
