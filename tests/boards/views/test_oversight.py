import pytest

from boards.models import Naming, Oversight
from tests.factories import (
    make_action,
    make_body,
    make_notice,
    make_oversight,
    make_progress_item,
    person_with_role,
)

pytestmark = pytest.mark.django_db

URL = "/notices/ce/oversight/"


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Dee Admin")


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def lscb(notice):
    return make_body(notice.council, name="LSCB", slug="lscb")


@pytest.fixture
def board(notice):
    return make_body(notice.council, name="Improvement Board", slug="ib")


def parts():
    rows = Oversight.objects.in_force().order_by("action__sort_key", "body__name")
    return list(rows.values_list("action__ref", "body__name", "part"))


# Proposals


def test_each_finding_is_shown_with_its_words_and_nothing_is_chosen(as_admin, notice, lscb):
    action = make_action(notice, ref="IN2", wording="Report it to LSCB each year")
    make_progress_item(action, "Agreed by the Board & <others>")

    text = as_admin.get(URL).text

    assert "Action: “Report it to <strong>LSCB</strong> each year”" in text
    assert "the <strong>Board</strong> &amp; &lt;others&gt;”" in text
    assert "Which body does IN2 mean?" in text
    assert f'<option value="{lscb.pk}" selected' not in text
    assert parts() == []


def test_a_part_that_is_chosen_is_written_with_author_and_reason(as_admin, admin, notice, lscb):
    action = make_action(notice, ref="IN2", wording="Report to LSCB")

    response = as_admin.post(URL, {f"{action.pk}-{lscb.pk}": "assures"}, follow=True)

    assert parts() == [("IN2", "LSCB", "assures")]
    version = Oversight.history.get()
    assert (version.history_user, version.history_way) == (admin, "page")
    assert version.history_change_reason == "Named in the words of the action"
    assert "1 answer is saved." in response.text
    assert "There is nothing to decide" in response.text


def test_saving_with_nothing_chosen_writes_nothing(as_admin, notice, lscb):
    make_action(notice, wording="Report to LSCB")

    as_admin.post(URL, {})

    assert Naming.objects.count() == Oversight.objects.count() == 0


def test_accepting_every_suggestion_keeps_what_was_chosen(as_admin, notice, lscb, board):
    wording = make_action(notice, ref="IN1", wording="Report to LSCB")
    progress = make_action(notice, ref="IN2")
    make_progress_item(progress, "LSCB informed")
    refused = make_action(notice, ref="IN3", wording="As the LSCB said")
    make_action(notice, ref="IN4", wording="Ask the Board")  # a question is never answered so

    as_admin.post(URL, {"accept": "rest", f"{refused.pk}-{lscb.pk}": "not"})

    assert parts() == [("IN1", "LSCB", "holds_to_account"), ("IN2", "LSCB", "is_informed")]
    assert Naming.objects.count() == 3
    assert wording.namings.get().is_accepted
    assert not refused.namings.get().is_accepted


def test_what_was_refused_is_not_proposed_again(as_admin, notice, lscb):
    action = make_action(notice, wording="Report to LSCB")
    as_admin.post(URL, {f"{action.pk}-{lscb.pk}": "not"})

    assert "There is nothing to decide" in as_admin.get(URL).text


def test_a_form_sent_twice_has_one_effect(as_admin, notice, lscb):
    action = make_action(notice, wording="Report to LSCB")

    for _ in range(2):
        response = as_admin.post(URL, {f"{action.pk}-{lscb.pk}": "assures"}, follow=True)

    assert Oversight.history.count() == Naming.history.count() == 1
    assert "Nothing was changed" in response.text


def test_board_alone_is_answered_once_for_all_and_apart_where_chosen(as_admin, notice, lscb, board):
    first, second, third = (
        make_action(notice, ref=f"IN{number}", wording="Ask the Board") for number in (1, 2, 3)
    )

    as_admin.post(
        URL,
        {
            "bare": board.pk,
            f"{first.pk}-which-part": "assures",
            f"{second.pk}-which": lscb.pk,
            f"{third.pk}-which": "not",
        },
    )

    assert parts() == [
        ("IN1", "Improvement Board", "assures"),
        ("IN2", "LSCB", "holds_to_account"),
    ]
    assert third.namings.get().body is None


def test_names_not_held_are_listed_with_a_way_to_add_them(as_admin, notice, lscb):
    make_action(notice, ref="IN2", wording="Tell the Policy & Practice Group")
    make_action(notice, ref="IN3", wording="Tell the Policy & Practice Group")

    text = as_admin.get(URL).text
    assert "/notices/ce/bodies/add/?name=Policy%20%26%20Practice%20Group" in text

    as_admin.post(URL, {"not-held-policy-practice-group": "on"})
    assert Naming.objects.filter(words="Policy & Practice Group", body=None).count() == 2
    assert "There is nothing to decide" in as_admin.get(URL).text


def test_a_body_of_another_council_cannot_be_chosen(as_admin, notice, lscb):
    action = make_action(notice, wording="Ask the Board")

    response = as_admin.post(URL, {f"{action.pk}-which": make_body().pk})

    assert response.status_code == 200
    assert "There is a problem" in response.text
    assert Naming.objects.count() == 0


def test_without_bodies_the_page_says_to_add_one(as_admin, notice):
    make_action(notice, wording="Ask the Board")

    assert "No body of" in as_admin.get(URL).text


# Chosen for one body


def test_choosing_writes_only_what_was_changed(as_admin, notice, lscb):
    kept, changed = make_action(notice, ref="IN1"), make_action(notice, ref="IN2")
    make_oversight(lscb, kept, part="assures")
    page = as_admin.get("/notices/ce/bodies/lscb/actions/").text
    assert page.count("initial-action-") >= 2
    before = Oversight.history.count()

    as_admin.post(
        "/notices/ce/bodies/lscb/actions/",
        {
            f"action-{kept.pk}": "assures",
            f"initial-action-{kept.pk}": "assures",
            f"action-{changed.pk}": "is_informed",
            f"initial-action-{changed.pk}": "",
        },
    )

    assert parts() == [("IN1", "LSCB", "assures"), ("IN2", "LSCB", "is_informed")]
    assert Oversight.history.count() == before + 1


def test_what_somebody_else_chose_meanwhile_stays(as_admin, notice, lscb):
    mine, theirs = make_action(notice, ref="IN1"), make_action(notice, ref="IN2")
    shown = {f"action-{mine.pk}": "assures", f"initial-action-{mine.pk}": ""}
    shown |= {f"action-{theirs.pk}": "", f"initial-action-{theirs.pk}": ""}
    make_oversight(lscb, theirs, part="is_informed")

    as_admin.post("/notices/ce/bodies/lscb/actions/", shown)

    assert parts() == [("IN1", "LSCB", "assures"), ("IN2", "LSCB", "is_informed")]


@pytest.mark.parametrize("number", [1, 3])
def test_proposals_take_as_many_queries_for_three_as_for_one(
    as_admin, notice, lscb, number, django_assert_num_queries
):
    for _ in range(number):
        make_progress_item(make_action(notice, wording="Tell the Board"), "LSCB informed")

    with django_assert_num_queries(10):
        assert as_admin.get(URL).status_code == 200
