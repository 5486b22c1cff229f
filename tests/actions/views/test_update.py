import datetime as dt

import pytest
from django.core import signing
from django.utils import timezone

from actions import services
from actions.models import Action
from improvement import history
from tests.actions.views.updating import URL, sent_back, shown_form, text_of
from tests.factories import (
    make_action,
    make_contributor,
    make_next_step,
    make_notice,
    make_progress_item,
    person_with_role,
)
from tests.improvement.markup import form_values, parse

pytestmark = pytest.mark.django_db


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


def test_lead_adds_progress_and_next_steps(as_lead, action, lead):
    response = as_lead.post(
        URL,
        shown_form(action)
        | {
            "new-progress-0-text": "• Standards launched\n• Staff trained",
            "new-progress-0-achieved_on": "27 March 2014",
            "new-step-0-text": "Review the standards",
            "new-step-0-due_on": "30/6/2027",
            "new-step-0-owner": lead.pk,
        },
    )

    assert response.url == "/notices/ce/actions/IN2/"
    assert list(action.progress_items.values_list("text", "achieved_on")) == [
        ("Standards launched", dt.date(2014, 3, 27)),
        ("Staff trained", dt.date(2014, 3, 27)),
    ]
    assert list(action.next_steps.values_list("text", "due_on", "owner")) == [
        ("Review the standards", dt.date(2027, 6, 30), lead.pk)
    ]
    assert action.history.first().history_user == lead


@pytest.mark.parametrize("box", ["new-progress-0-text", "new-step-0-text"])
def test_each_line_that_is_not_empty_is_an_item_whatever_it_begins_with(as_lead, action, box):
    typed = "Visits to the\r\nteams took place,\r\nand staff were trained\r\n\r\n  \r\nof whom ten"

    as_lead.post(URL, shown_form(action) | {box: typed})

    rows = action.progress_items if "progress" in box else action.next_steps
    assert [row.text for row in rows.all()] == [
        "Visits to the",
        "teams took place,",
        "and staff were trained",
        "of whom ten",
    ]


def test_form_sent_twice_adds_once(as_lead, action):
    data = shown_form(action) | {"new-progress-0-text": "Standards launched"}
    as_lead.post(URL, data)

    response = as_lead.post(URL, data, follow=True)

    assert action.progress_items.count() == 1
    assert "is saved" in text_of(response)


def test_two_additions_at_once_never_clash(as_lead, action):
    one = shown_form(action) | {"new-progress-0-text": "Mine"}
    other = shown_form(action) | {"new-progress-0-text": "Theirs"}
    as_lead.post(URL, one)

    response = as_lead.post(URL, other)

    assert response.status_code == 302
    assert [item.text for item in action.progress_items.all()] == ["Mine", "Theirs"]


def test_second_of_two_editors_sees_both_texts_and_nothing_is_lost(as_lead, action):
    item = make_progress_item(action, "Standards written")
    first, second = shown_form(action), shown_form(action)
    why = {"why-reason": "Clearer"}
    as_lead.post(URL, first | why | {f"progress-{item.pk}-text": "Standards agreed"})

    response = as_lead.post(
        URL,
        second
        | why
        | {
            f"progress-{item.pk}-text": "Standards launched",
            "new-progress-0-text": "And staff trained",
        },
    )

    item.refresh_from_db()
    assert response.status_code == 409
    assert item.text == "Standards agreed"
    page = text_of(response)
    assert "Somebody else changed this too" in page
    for text in ("Standards agreed", "Standards launched", "And staff trained", "Clearer"):
        assert text in page


def test_after_a_clash_saving_again_is_a_choice(as_lead, action):
    item = make_progress_item(action, "Standards written")
    stale = shown_form(action)
    why = {"why-reason": "Clearer"}
    as_lead.post(URL, shown_form(action) | why | {f"progress-{item.pk}-text": "Agreed"})
    clash = as_lead.post(URL, stale | why | {f"progress-{item.pk}-text": "Launched"})

    form = clash.context["form"]
    again = {**stale, **why, f"progress-{item.pk}-text": "Launched", "shown": form.shown}
    response = as_lead.post(URL, again)

    item.refresh_from_db()
    assert response.status_code == 302
    assert item.text == "Launched"
    assert [v.text for v in item.history.all()] == ["Launched", "Agreed", "Standards written"]


def test_changes_to_different_parts_both_stand(as_lead, action):
    one, other = make_progress_item(action, "One"), make_progress_item(action, "Other")
    first, second = shown_form(action), shown_form(action)
    why = {"why-reason": "Clearer"}
    as_lead.post(URL, first | why | {f"progress-{one.pk}-text": "One, better"})

    as_lead.post(URL, second | why | {f"progress-{other.pk}-text": "Other, better"})

    assert [item.text for item in action.progress_items.all()] == ["One, better", "Other, better"]


def test_edit_of_an_item_that_was_withdrawn_meanwhile_is_a_clash(as_lead, action):
    item = make_progress_item(action, "Standards written")
    stale = shown_form(action)
    why = {"why-reason": "Wrong action"}
    as_lead.post(URL, shown_form(action) | why | {f"progress-{item.pk}-is_withdrawn": "on"})

    response = as_lead.post(URL, stale | why | {f"progress-{item.pk}-text": "Standards agreed"})

    assert response.status_code == 409
    assert "Standards agreed" in text_of(response)


@pytest.mark.parametrize("shown", ["", "forged", "signed for something else"])
def test_form_that_does_not_say_what_it_was_shown_with_never_overwrites(as_lead, action, shown):
    if shown == "signed for something else":
        shown = signing.dumps([1, {}], salt="other")
    item = make_progress_item(action, "Standards written")

    response = as_lead.post(
        URL,
        shown_form(action)
        | {"shown": shown, "why-reason": "x", f"progress-{item.pk}-text": "Standards agreed"},
    )

    item.refresh_from_db()
    assert response.status_code == 409
    assert item.text == "Standards written"


def rated_red_meanwhile(action):
    action.delivery_rating, action.rating_reason, action.path_to_green = "red", "Late", "Hire"
    action.version += 1
    with history.act(name="A colleague", reason="Rated"):
        action.save()


@pytest.mark.parametrize("detour", [{"more": "steps"}, {"new-progress-0-achieved_on": "31 Feb"}])
def test_page_that_came_back_before_it_was_saved_overwrites_nothing(as_lead, action, detour):
    stale = shown_form(action)
    rated_red_meanwhile(action)

    back = as_lead.post(URL, stale | {"new-progress-0-text": "Typed"} | detour)
    as_lead.post(URL, sent_back(back) | {"new-progress-0-achieved_on": ""})

    action.refresh_from_db()
    assert (action.delivery_rating, action.rating_reason) == ("red", "Late")
    assert [item.text for item in action.progress_items.all()] == ["Typed"]


@pytest.mark.parametrize("detour", [{"more": "steps"}, {"new-progress-0-achieved_on": "31 Feb"}])
def test_clash_is_found_after_the_page_came_back(as_lead, action, detour):
    stale = shown_form(action)
    mine = stale | {"rating-delivery_rating": "green", "rating-rating_reason": "On time"}
    rated_red_meanwhile(action)

    back = as_lead.post(URL, mine | detour)
    response = as_lead.post(URL, sent_back(back) | {"new-progress-0-achieved_on": ""})

    action.refresh_from_db()
    assert response.status_code == 409
    assert action.delivery_rating == "red"


def test_import_between_showing_and_saving_is_noticed(as_lead, action, lead):
    item = make_progress_item(action, "Standards written")
    stale = shown_form(action)
    item.text, action.version = "Standards imported", action.version + 1
    with history.act(by=lead, way="import 2", reason="Import"):
        item.save()
        action.save()

    response = as_lead.post(
        URL, stale | {"why-reason": "x", f"progress-{item.pk}-text": "Standards agreed"}
    )

    assert response.status_code == 409


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"rating-delivery_rating": "red"}, "Say why you give this rating"),
        (
            {"rating-delivery_rating": "amber", "rating-rating_reason": "Late"},
            "Say what will bring this action back on track",
        ),
        (
            {"new-progress-0-text": "x", "new-progress-0-achieved_on": "40 March 2014"},
            "Date achieved must be a real date, like 27 March 2014",
        ),
        (
            {"new-progress-0-achieved_on": "27 March 2014"},
            "Enter the text that goes with the other answers of this row",
        ),
    ],
)
def test_error_says_what_to_do_and_keeps_what_was_typed(as_lead, action, said, error):
    response = as_lead.post(URL, shown_form(action) | said | {"new-step-0-text": "Typed words"})

    page = text_of(response)
    assert response.status_code == 200
    assert error in page
    assert "Typed words" in page
    assert action.next_steps.count() == 0


def test_date_achieved_is_not_in_the_future(as_lead, action):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).strftime("%d/%m/%Y")

    response = as_lead.post(
        URL,
        shown_form(action) | {"new-progress-0-text": "x", "new-progress-0-achieved_on": tomorrow},
    )

    assert "must be today or in the past" in text_of(response)


def test_rating_is_saved_with_its_reason_and_path_to_green(as_lead, action):
    as_lead.post(
        URL,
        shown_form(action)
        | {
            "rating-delivery_rating": "amber",
            "rating-rating_reason": "Two posts are vacant",
            "rating-path_to_green": "Agency cover from May",
        },
    )

    action.refresh_from_db()
    assert (action.delivery_rating, action.rating_reason, action.path_to_green) == (
        "amber",
        "Two posts are vacant",
        "Agency cover from May",
    )


@pytest.mark.parametrize(("rating", "is_told"), [("amber", True), ("", False)])
def test_rating_typed_while_the_action_is_signed_off_is_told_and_the_rest_saved(
    as_lead, action, rating, is_told
):
    typed = shown_form(action) | {"new-progress-0-text": "Standards launched"}
    if rating:
        typed |= {"rating-delivery_rating": rating, "rating-rating_reason": "Two posts are vacant"}
    action.stage, action.delivered_on = "signed_off", dt.date(2014, 3, 27)
    action.version += 1
    with history.act(name="The chair", reason="Signed off"):
        action.save()

    html = as_lead.post(URL, typed, follow=True).content.decode()

    action.refresh_from_db()
    assert action.delivery_rating == ""
    assert [item.text for item in action.progress_items.all()] == ["Standards launched"]
    assert ("You wrote: amber. Two posts are vacant" in html) == is_told


@pytest.mark.parametrize(
    "said",
    [{"text": "Other words"}, {"is_withdrawn": "on"}, {"achieved_on": "1 March 2014"}],
    ids=["words", "withdrawn", "date"],
)
def test_what_an_action_was_signed_off_on_is_refused_and_what_was_typed_stays(
    as_lead, action, said
):
    item = make_progress_item(action, "Standards launched")
    typed = {f"progress-{item.pk}-{name}": value for name, value in said.items()}
    typed |= shown_form(action) | typed | {"new-progress-0-text": "More", "why-reason": "Clearer"}
    action.stage, action.delivered_on = "signed_off", dt.date(2014, 3, 27)
    action.version += 1
    with history.act(name="The chair", reason="Signed off"):
        action.save()

    response = as_lead.post(URL, typed)

    sent, name = sent_back(response), f"progress-{item.pk}-{next(iter(said))}"
    assert "IN2 is signed off on what it says. It has to be re-opened first." in text_of(response)
    assert sent[name] in (typed[name], True)
    assert (sent["new-progress-0-text"], sent["why-reason"]) == ("More", "Clearer")
    assert [row.text for row in action.progress_items.all()] == ["Standards launched"]
    assert item.history.count() == 1


def test_more_is_said_of_what_is_signed_off(as_lead, action):
    one, other = make_progress_item(action, "One"), make_progress_item(action, "Other")
    action.stage, action.delivered_on = "signed_off", dt.date(2014, 3, 27)
    with history.act(name="The chair", reason="Signed off"):
        action.save()

    page = text_of(as_lead.get(URL))
    as_lead.post(
        URL,
        shown_form(action)
        | {
            f"progress-{other.pk}-place": "1",
            "new-progress-0-text": "More",
            "new-step-0-text": "Test it again",
        },
    )

    assert "IN2 is signed off on what it says here." in page
    assert [row.text for row in action.progress_items.all()] == ["Other", "One", "More"]
    assert action.next_steps.get().text == "Test it again"
    assert one.history.first().text == "One"


def test_changing_what_was_said_needs_a_reason(as_lead, action):
    item = make_progress_item(action, "Standards written")

    response = as_lead.post(URL, shown_form(action) | {f"progress-{item.pk}-text": "Changed"})

    assert "Say why you change or withdraw what was said before" in text_of(response)


def test_step_is_marked_done_without_a_reason(as_lead, action):
    step = make_next_step(action, "Review")

    as_lead.post(URL, shown_form(action) | {f"step-{step.pk}-status": "done"})

    step.refresh_from_db()
    assert step.status == "done"


def test_nothing_changed_saves_nothing(as_lead, action):
    make_progress_item(action, "Standards written")

    response = as_lead.post(URL, shown_form(action), follow=True)

    assert "Nothing was changed" in text_of(response)
    assert action.history.count() == 1


@pytest.mark.parametrize(("kind", "rows"), [("progress", (3, 1)), ("steps", (2, 2)), ("x", (2, 1))])
def test_more_rows_keeps_what_was_typed_and_judges_nothing(as_lead, action, kind, rows):
    typed = {"new-progress-1-text": "Typed words", "new-progress-0-achieved_on": "31 Feb"}

    response = as_lead.post(URL, shown_form(action) | typed | {"more": kind})

    form = response.context["form"]
    assert (len(form.new_progress), len(form.new_steps)) == rows
    assert "Typed words" in text_of(response)
    assert 'value="31 Feb"' in text_of(response)
    assert "There is a problem" not in text_of(response)


def test_thirty_new_rows_are_the_most_and_all_are_written(as_lead, action):
    rows = {f"new-progress-{n}-text": f"Thing {n}" for n in range(30)} | {"rows-progress": "30"}
    asked = as_lead.post(URL, shown_form(action) | rows | {"more": "progress"})

    as_lead.post(URL, sent_back(asked))

    assert [item.text for item in action.progress_items.all()] == [f"Thing {n}" for n in range(30)]


def test_hidden_character_is_pointed_out(as_lead, action):
    response = as_lead.post(URL, shown_form(action) | {"new-progress-0-text": "a\0b"})

    assert "holds a character that cannot be seen" in text_of(response)
    assert action.progress_items.count() == 0


def test_page_that_is_saved_again_with_more_in_it_adds_only_what_is_new(as_lead, action):
    """Who goes back to a page that is saved finds it as it was, with the same number."""
    first = shown_form(action) | {"new-progress-0-text": "Launched", "new-step-0-text": "Review"}
    as_lead.post(URL, first)

    as_lead.post(URL, first | {"new-progress-1-text": "Staff trained"})
    as_lead.post(URL, first | {"new-progress-1-text": "Staff trained"})
    as_lead.post(URL, first | {"new-progress-1-text": "Managers trained"})

    texts = [item.text for item in action.progress_items.all()]
    assert texts == ["Launched", "Staff trained", "Managers trained"]
    assert action.next_steps.count() == 1


def test_text_that_nobody_touched_is_not_taken_for_changed(as_lead, action):
    """A browser ends lines in its own way, and what came in by a file may have two spaces."""
    item = make_progress_item(action, "One  line\nand another")
    sent = shown_form(action)
    sent[f"progress-{item.pk}-text"] = "One  line\r\nand another"

    as_lead.post(URL, sent | {"new-progress-0-text": "More"})

    item.refresh_from_db()
    assert item.text == "One  line\nand another"
    assert item.history.count() == 1


def test_number_of_queries_does_not_grow(as_lead, action, django_assert_num_queries):
    def page(expected):
        with django_assert_num_queries(expected):
            as_lead.get(URL)

    make_progress_item(action)
    make_next_step(action)
    with_one = 10
    page(with_one)
    for _ in range(2):
        make_progress_item(action)
        make_next_step(action)
    page(with_one)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("administrator", 200),
        ("officer", 403),  # not the lead
        ("assurance_lead", 403),
        ("board_member", 403),
        ("observer", 403),
    ],
)
def test_who_may_update(client, notice, action, role, expected):
    client.force_login(person_with_role(notice, role))

    assert client.get(URL).status_code == expected


def test_contributor_may_update(client, notice, action):
    officer = person_with_role(notice, "officer")
    make_contributor(action, officer)
    client.force_login(officer)

    assert client.get(URL).status_code == 200


def test_lead_whose_membership_ended_finds_nothing(as_lead, action, lead):
    member = lead.memberships.get()
    member.until_on = timezone.localdate() - dt.timedelta(days=1)
    history.save_as(member, by=lead, reason="Left")

    assert as_lead.get(URL).status_code == 404


def test_correction_of_the_wording_needs_a_reason_and_the_newest_version(client, notice, action):
    client.force_login(person_with_role(notice, "administrator"))
    url = "/notices/ce/actions/IN2/wording/"

    refused = client.post(url, {"wording": "New", "version": "1"})
    assert "Say why this is a correction" in text_of(refused)
    saved = client.post(url, {"wording": "New", "version": "1", "reason": "Words were lost"})
    assert saved.status_code == 302
    stale = client.post(url, {"wording": "Newer", "version": "1", "reason": "Late"})
    assert stale.status_code == 409
    assert "Newer" in text_of(stale)

    action.refresh_from_db()
    assert action.wording == "New"


def test_administrator_sets_lead_and_due_date(client, notice, action, lead):
    client.force_login(person_with_role(notice, "administrator"))

    client.post(
        "/notices/ce/actions/IN2/details/",
        {"lead": lead.pk, "contributors": [lead.pk], "area": "Practice", "due_on": "31 March 2027",
         "version": "1", "reason": "Agreed at the board"},
    )  # fmt: skip

    action.refresh_from_db()
    assert (action.due_on, action.original_due_on) == (dt.date(2027, 3, 31),) * 2
    assert action.history.first().history_change_reason == "Agreed at the board"


DETAILS = "/notices/ce/actions/IN2/details/"


@pytest.fixture
def stale_details(client, notice, action, lead):
    """What the second of two sends who set a due date at once; the first is saved."""
    client.force_login(person_with_role(notice, "administrator"))
    first = {"version": "1", "reason": "Agreed", "lead": lead.pk, "contributors": [lead.pk]}
    client.post(DETAILS, first | {"area": "Theirs", "due_on": "31 March 2027"})
    return {"version": "1", "reason": "The plan says so", "lead": lead.pk, "area": "Mine"}


@pytest.mark.parametrize("typed", ["1 May 2027", "31 Feb"])
def test_due_date_that_was_typed_while_one_was_set_is_on_the_page_of_the_clash(
    client, stale_details, action, typed
):
    clash = client.post(DETAILS, stale_details | {"due_on": typed})
    sent = form_values(parse(clash.content), {}) | {"area": "Mine"}
    again = client.post(DETAILS, sent | {"reason": ""})
    saved = client.post(DETAILS, sent)

    for response in (clash, again):
        assert f"You gave {typed} as the due date." in text_of(response)
        assert 'value="Mine"' in text_of(response)
    assert clash.status_code == 409
    assert saved.status_code == 302
    action.refresh_from_db()
    assert (action.due_on, action.area) == (dt.date(2027, 3, 31), "Mine")


def test_due_date_that_both_typed_alike_is_not_told_again(client, stale_details):
    response = client.post(DETAILS, stale_details | {"due_on": "31/3/2027"})

    assert response.status_code == 409
    assert "as the due date" not in text_of(response)


def test_what_the_register_says_now_has_a_label_for_each_thing(client, stale_details):
    response = client.post(DETAILS, stale_details)

    assert response.context["theirs"] == [
        ("Lead", "Lee Lead"),
        ("Contributors", "Lee Lead"),
        ("Area", "Theirs"),
        ("Due date", "31 March 2027"),
    ]


def test_due_date_that_is_set_between_two_looks_at_the_action_is_a_clash(
    client, notice, action, monkeypatch
):
    client.force_login(person_with_role(notice, "administrator"))
    set_details = services.set_details

    def after_somebody_else(*, action, **said):
        now = Action.objects.get(pk=action.pk)
        theirs = {"due_on": dt.date(2027, 3, 31), "by": said["by"], "reason": "First"}
        set_details(action=now, version=1, contributors=[], **theirs)
        set_details(action=Action.objects.get(pk=action.pk), **said)

    monkeypatch.setattr(services, "set_details", after_somebody_else)

    response = client.post(
        DETAILS, {"version": "1", "due_on": "1 May 2027", "reason": "The plan says so"}
    )

    assert response.status_code == 409
    assert "1 May 2027" in text_of(response)
