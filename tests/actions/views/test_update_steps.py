import datetime as dt

import pytest
from django.utils import timezone

from actions.models import ProgressItem
from tests.actions.views.updating import URL, sent_back, shown_form, text_of
from tests.factories import (
    make_action,
    make_member,
    make_next_step,
    make_notice,
    make_progress_item,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db

DUE, LATER, LATEST = dt.date(2027, 3, 31), dt.date(2027, 6, 30), dt.date(2027, 9, 30)


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def lead(notice):
    return person_with_role(notice, "officer", full_name="Lee Lead")


@pytest.fixture
def action(notice, lead):
    return make_action(notice, ref="IN2", lead=lead)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def save(as_lead, action, **said):
    """Save the page as it is shown now, with these boxes of a step or an item changed."""
    return as_lead.post(URL, shown_form(action) | said)


# Done


def test_step_that_is_done_becomes_progress_that_remembers_it(as_lead, action):
    step = make_next_step(action, "Review the standards")

    save(
        as_lead,
        action,
        **{
            f"step-{step.pk}-status": "done",
            f"step-{step.pk}-done_text": "Reviewed the standards",
            f"step-{step.pk}-done_on": "27 March 2014",
        },
    )

    item = action.progress_items.get()
    assert (item.text, item.achieved_on) == ("Reviewed the standards", dt.date(2014, 3, 27))
    assert item.came_from_step == step
    acts = {row.history.first().history_act for row in (action, item, step)}
    assert len(acts) == 1


def test_step_that_is_done_is_offered_in_its_own_words(as_lead, action):
    step = make_next_step(action, "Review the standards")

    save(as_lead, action, **{f"step-{step.pk}-status": "done", f"step-{step.pk}-done_text": ""})

    assert [item.text for item in action.progress_items.all()] == ["Review the standards"]


def test_step_that_is_done_is_no_progress_where_the_box_is_empty(as_lead, action):
    step = make_next_step(action, "Review")
    sent = shown_form(action) | {f"step-{step.pk}-status": "done"}
    del sent[f"step-{step.pk}-is_recorded"]

    as_lead.post(URL, sent)

    step.refresh_from_db()
    assert step.status == "done"
    assert not ProgressItem.objects.exists()


def test_step_that_stays_open_adds_no_progress(as_lead, action):
    step = make_next_step(action, "Review")

    save(as_lead, action, **{f"step-{step.pk}-due_on": "1 May 2027"})

    assert not ProgressItem.objects.exists()


def done(step, text, day=""):
    box = f"step-{step.pk}"
    return {f"{box}-status": "done", f"{box}-done_text": text, f"{box}-done_on": day}


def test_step_that_two_people_say_is_done_in_their_own_words_is_a_clash(as_lead, action):
    step = make_next_step(action, "Review")
    stale = shown_form(action)
    save(as_lead, action, **done(step, "Reviewed by the board", "27 March 2014"))

    clash = as_lead.post(URL, stale | done(step, "Reviewed with families", "28 March 2014"))
    held_at_the_clash = [item.text for item in action.progress_items.all()]
    again = as_lead.post(URL, sent_back(clash))

    assert clash.status_code == 409
    page = text_of(clash)
    for said in ("Reviewed by the board", "27 March 2014", "Reviewed with families"):
        assert said in page
    assert 'value="28 March 2014"' in page
    assert held_at_the_clash == ["Reviewed by the board"]
    assert again.status_code == 302
    assert list(action.progress_items.values_list("text", "achieved_on", "came_from_step")) == [
        ("Reviewed by the board", dt.date(2014, 3, 27), step.pk),
        ("Reviewed with families", dt.date(2014, 3, 28), step.pk),
    ]
    assert step.history.count() == 2


def test_date_alone_of_a_step_that_somebody_else_said_is_done_is_a_clash(as_lead, action):
    step = make_next_step(action, "Review")
    stale = shown_form(action)
    save(as_lead, action, **done(step, "Reviewed"))

    response = as_lead.post(URL, stale | done(step, "Reviewed", "28 March 2014"))

    assert response.status_code == 409
    assert 'value="28 March 2014"' in text_of(response)


def test_words_of_a_clash_can_be_left_out(as_lead, action):
    step = make_next_step(action, "Review")
    stale = shown_form(action)
    save(as_lead, action, **done(step, "Reviewed by the board"))
    clash = as_lead.post(URL, stale | done(step, "Reviewed with families"))

    sent = sent_back(clash)
    del sent[f"step-{step.pk}-is_recorded"]
    response = as_lead.post(URL, sent)

    assert response.status_code == 302
    assert [item.text for item in action.progress_items.all()] == ["Reviewed by the board"]


def test_words_of_a_clash_stay_through_an_error(as_lead, action):
    step = make_next_step(action, "Review")
    stale = shown_form(action)
    save(as_lead, action, **done(step, "Reviewed by the board"))
    clash = as_lead.post(URL, stale | done(step, "Reviewed with families"))

    back = as_lead.post(URL, sent_back(clash) | {"new-progress-0-achieved_on": "31 Feb"})
    as_lead.post(URL, sent_back(back) | {"new-progress-0-achieved_on": ""})

    assert "Reviewed with families" in text_of(back)
    assert [part.is_open for part in back.context["form"].steps] == [True]
    assert action.progress_items.count() == 2


def test_step_that_is_done_and_sent_twice_becomes_progress_once(as_lead, action):
    step = make_next_step(action, "Review")
    sent = shown_form(action) | done(step, "Reviewed with families", "28 March 2014")

    responses = [as_lead.post(URL, sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert action.progress_items.count() == 1


def test_draft_of_a_step_that_somebody_else_said_is_done_is_a_clash(as_lead, action):
    step = make_next_step(action, "Review")
    as_lead.post(URL, shown_form(action) | done(step, "Reviewed with families") | {"draft": "1"})
    save(as_lead, action, **done(step, "Reviewed by the board"))

    draft = as_lead.get(URL)
    response = as_lead.post(URL, sent_back(draft))

    assert "Reviewed with families" in text_of(draft)
    assert response.status_code == 409
    assert "Reviewed with families" in text_of(response)


def test_draft_that_left_a_step_alone_is_sent_after_somebody_else_said_it_is_done(as_lead, action):
    step = make_next_step(action, "Review")
    as_lead.post(URL, shown_form(action) | {"new-progress-0-text": "Mine", "draft": "1"})
    save(as_lead, action, **done(step, "Reviewed by the board"))

    response = as_lead.post(URL, sent_back(as_lead.get(URL)))

    assert response.status_code == 302
    assert {item.text for item in action.progress_items.all()} == {"Mine", "Reviewed by the board"}


def test_step_withdrawn_by_two_people_keeps_the_reason_of_both(as_lead, action):
    step = make_next_step(action, "Review")
    withdrawn, stale = {f"step-{step.pk}-status": "withdrawn"}, shown_form(action)
    save(as_lead, action, **withdrawn, **{"why-reason": "It was never agreed"})

    response = as_lead.post(URL, stale | withdrawn | {"why-reason": "The board has stopped it"})

    assert response.status_code == 409
    assert "made the same change while you had this page open" in text_of(response)
    assert 'value="The board has stopped it"' in text_of(response)
    emptied = as_lead.post(URL, sent_back(response) | {"why-reason": ""})
    assert emptied.status_code == 302


def test_reason_for_no_change_is_not_dropped_without_a_word(as_lead, action):
    response = save(as_lead, action, **{"why-reason": "The board has stopped it"})

    assert "Nothing was changed that this reason goes with" in text_of(response)
    assert 'value="The board has stopped it"' in text_of(response)


def test_step_that_two_people_say_is_done_becomes_progress_once(as_lead, action):
    step = make_next_step(action, "Review")
    stale = shown_form(action) | {f"step-{step.pk}-status": "done"}
    save(as_lead, action, **{f"step-{step.pk}-status": "done"})

    response = as_lead.post(URL, stale)

    assert response.status_code == 302
    assert action.progress_items.count() == 1


def test_step_is_not_done_in_the_future(as_lead, action):
    step = make_next_step(action, "Review")
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).strftime("%d/%m/%Y")
    on = f"step-{step.pk}-done_on"

    refused = save(as_lead, action, **{f"step-{step.pk}-status": "done", on: tomorrow})
    save(as_lead, action, **{on: tomorrow, "new-progress-0-text": "Begun"})

    assert "must be today or in the past" in text_of(refused)
    assert [item.text for item in action.progress_items.all()] == ["Begun"]


# Carried forward


def test_step_is_carried_forward_to_a_new_date_and_counted(as_lead, action):
    step = make_next_step(action, "Review", due_on=DUE)
    to, status = f"step-{step.pk}-due_on", f"step-{step.pk}-status"

    save(as_lead, action, **{status: "carried_forward", to: "30 June 2027"})
    save(as_lead, action, **{to: "30 September 2027"})

    step.refresh_from_db()
    assert (step.status, step.due_on, step.times_carried) == ("carried_forward", LATEST, 2)
    assert "Carried forward 2 times." in text_of(as_lead.get("/notices/ce/actions/IN2/"))
    assert "Carried forward 2 times. A new date" in text_of(as_lead.get(URL))


def test_step_that_was_carried_forward_is_not_counted_for_its_words(as_lead, action):
    step = make_next_step(action, "Review", due_on=DUE, status="carried_forward", times_carried=1)

    save(as_lead, action, **{f"step-{step.pk}-text": "Review it", "why-reason": "Clearer"})

    step.refresh_from_db()
    assert (step.text, step.times_carried) == ("Review it", 1)


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("", "Enter the new date that this step is carried forward to"),
        ("31 March 2027", "The new date must be later than 31 March 2027"),
        ("1 March 2027", "The new date must be later than 31 March 2027"),
    ],
)
def test_carrying_forward_asks_a_new_date(as_lead, action, due_on, sentence):
    step = make_next_step(action, "Review", due_on=DUE)

    response = save(
        as_lead,
        action,
        **{f"step-{step.pk}-status": "carried_forward", f"step-{step.pk}-due_on": due_on},
    )

    step.refresh_from_db()
    assert sentence in text_of(response)
    assert step.times_carried == 0


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("", "Enter the new date that this step is carried forward to"),
        ("31 March 2027", "The new date must be later than 30 June 2027"),
    ],
)
def test_step_is_carried_forward_once_more_only_to_a_later_date(as_lead, action, due_on, sentence):
    step = make_next_step(action, "Review", due_on=LATER, status="carried_forward", times_carried=1)

    response = save(as_lead, action, **{f"step-{step.pk}-due_on": due_on})

    step.refresh_from_db()
    assert sentence in text_of(response)
    assert sent_back(response)[f"step-{step.pk}-due_on"] == due_on
    assert (step.due_on, step.times_carried) == (LATER, 1)


def test_step_without_a_date_is_carried_forward_to_any(as_lead, action):
    step = make_next_step(action, "Review", status="carried_forward", times_carried=1)

    save(as_lead, action, **{f"step-{step.pk}-due_on": "1 March 2014"})

    step.refresh_from_db()
    assert (step.due_on, step.times_carried) == (dt.date(2014, 3, 1), 2)


def test_wrong_date_of_a_step_that_was_carried_is_put_right_and_not_counted(as_lead, action):
    step = make_next_step(action, "Review", due_on=LATER, status="carried_forward", times_carried=1)

    box = f"step-{step.pk}"
    save(as_lead, action, **{f"{box}-status": "open", f"{box}-due_on": "31 March 2027"})

    step.refresh_from_db()
    assert (step.status, step.due_on, step.times_carried) == ("open", DUE, 1)


def test_step_left_alone_while_somebody_carried_it_on_is_not_judged(as_lead, action):
    step = make_next_step(action, "Review", due_on=DUE, status="carried_forward", times_carried=1)
    stale = shown_form(action) | {"new-progress-0-text": "Mine"}
    save(as_lead, action, **{f"step-{step.pk}-due_on": "30 June 2027"})

    response = as_lead.post(URL, stale)

    step.refresh_from_db()
    assert response.status_code == 302
    assert (step.due_on, step.times_carried) == (LATER, 2)


def test_step_carried_twice_to_the_same_date_counts_once(as_lead, action):
    step = make_next_step(action, "Review", due_on=DUE)
    said = {f"step-{step.pk}-status": "carried_forward", f"step-{step.pk}-due_on": "30 June 2027"}
    stale = shown_form(action)
    save(as_lead, action, **said)

    as_lead.post(URL, stale | said)

    step.refresh_from_db()
    assert (step.due_on, step.times_carried) == (LATER, 1)


def test_step_carried_to_two_dates_is_a_clash_and_loses_neither(as_lead, action):
    step = make_next_step(action, "Review", due_on=DUE)
    to, status = f"step-{step.pk}-due_on", f"step-{step.pk}-status"
    stale = shown_form(action)
    save(as_lead, action, **{status: "carried_forward", to: "30 June 2027"})

    response = as_lead.post(URL, stale | {status: "carried_forward", to: "30 September 2027"})

    assert response.status_code == 409
    assert "30 June 2027" in text_of(response)
    assert 'value="30 September 2027"' in text_of(response)


# Who, and until when


def test_who_left_stays_with_their_step_and_is_offered_for_no_other(as_lead, action, notice):
    gone = make_user(full_name="Gil Gone")
    make_member(notice, "officer", user=gone, until_on=timezone.localdate() - dt.timedelta(days=1))
    step = make_next_step(action, "Review", owner=gone)
    make_next_step(action, "Report")

    page = text_of(as_lead.get(URL))
    save(as_lead, action, **{f"step-{step.pk}-due_on": "31 March 2027"})

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (gone, DUE)
    assert page.count("Gil Gone (has left)") == 1


@pytest.mark.parametrize(
    ("text", "kind", "due_on"),
    [
        ("Continue to embed the standards", "one_off", None),
        ("Audit cases", "ongoing", None),
        ("Partners continue to present their audits", "one_off", None),
    ],
)
def test_step_that_goes_on_without_a_review_date_is_pointed_out(
    as_lead, action, text, kind, due_on
):
    response = as_lead.post(
        URL,
        shown_form(action) | {"new-step-0-text": text, "new-step-0-kind": kind},
        follow=True,
    )

    assert f"“{text}” goes on and has no review date" in text_of(response)
    assert action.next_steps.get().text == text
    assert "It goes on and has no review date" in text_of(as_lead.get(URL))


def test_step_with_a_review_date_is_not_pointed_out(as_lead, action):
    response = as_lead.post(
        URL,
        shown_form(action)
        | {"new-step-0-text": "Continue to embed", "new-step-0-due_on": "31 March 2027"},
        follow=True,
    )

    assert "no review date" not in text_of(response)
    assert "no review date" not in text_of(as_lead.get(URL))


# The order


def texts(rows):
    return [row.text for row in rows.all()]


def test_items_and_steps_are_put_in_another_order(as_lead, action):
    items = [make_progress_item(action, text) for text in "abcd"]
    steps = [make_next_step(action, text) for text in "xyz"]

    save(
        as_lead,
        action,
        **{f"progress-{items[3].pk}-place": "2", f"step-{steps[0].pk}-place": "3"},
    )

    assert texts(action.progress_items) == ["a", "d", "b", "c"]
    assert texts(action.next_steps) == ["y", "z", "x"]
    assert items[0].history.count() == 1
    assert items[3].history.count() == 2


def test_another_order_is_no_clash_with_other_words(as_lead, action):
    one, other = make_progress_item(action, "One"), make_progress_item(action, "Other")
    stale = shown_form(action)
    save(as_lead, action, **{f"progress-{other.pk}-text": "Other, better", "why-reason": "x"})

    response = as_lead.post(URL, stale | {f"progress-{other.pk}-place": "1"})

    assert response.status_code == 302
    assert texts(action.progress_items) == ["Other, better", "One"]
    assert one.history.count() == 2


def test_place_that_the_page_did_not_show_moves_nothing(as_lead, action):
    """Else a page that is open since before would put back what somebody else moved."""
    one, other = make_progress_item(action, "One"), make_progress_item(action, "Other")
    stale = shown_form(action)
    save(as_lead, action, **{f"progress-{other.pk}-place": "1"})

    as_lead.post(URL, stale | {"new-progress-0-text": "New"})
    as_lead.post(URL, stale | {"shown": "", f"progress-{one.pk}-place": "1"})

    assert texts(action.progress_items) == ["Other", "One", "New"]


def test_rows_that_share_a_position_can_be_put_in_order(as_lead, action):
    for text in "abc":
        make_progress_item(action, text, position=0)
    last = action.progress_items.last()

    save(as_lead, action, **{f"progress-{last.pk}-place": "1", "new-progress-0-text": "new"})

    assert texts(action.progress_items) == ["c", "a", "b", "new"]


@pytest.mark.parametrize("place", ["0", "x", "-1", "10000", "1.5"])
def test_place_that_is_none_is_an_error(as_lead, action, place):
    item = make_progress_item(action, "One")

    response = save(as_lead, action, **{f"progress-{item.pk}-place": place})

    assert "Place in the list" in str(response.context["form"].progress[0].errors.as_data()) or (
        response.context["form"].progress[0].errors
    )
    again = as_lead.post(URL, sent_back(response) | {f"progress-{item.pk}-place": ""})
    assert again.status_code == 302
