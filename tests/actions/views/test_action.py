"""One action as a page, its history, and the way the file printed it."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.importing.workbook import Row, Sheet, to_json
from actions.models import Member, NextStep
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_contributor,
    make_import,
    make_member,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
Role = Member.Role
PAGES = ["detail", "history", "as_printed"]


@pytest.fixture
def notice():
    return make_notice(ref_prefix="IN")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Role.OBSERVER))
    return client


def html_of(client, action, name="detail"):
    response = client.get(address(action, name))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def address(action, name="detail"):
    return reverse(f"actions:{name}", args=[action.notice.slug, action.ref])


def refer(action, target=None, field="progress", words="See IN2 above", **kwargs):
    """An item of the action that says these words, and what they lead to."""
    if field == "progress":
        kwargs["progress_item"] = make_progress_item(action, words)
    else:
        kwargs["next_step"] = make_next_step(action, words)
    return make_reference(action, target, words=words, field=field, **kwargs)


def imported(notice, rows=(4,), source_ref="N1"):
    sheet = Sheet(
        "Notice",
        (
            Row(1, ("Ref", "Action", "Progress", "Next Steps")),
            Row(4, ("N1", "Improve plans", "", "• Review\n• Report")),
            Row(5, ("IN2", "Another action")),
        ),
    )
    record = make_import(notice, filename="notice.xlsx", sheets=to_json([sheet]))
    return make_action(
        notice, ref="IN1", source_ref=source_ref, imported_in=record, imported_rows=list(rows)
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404_on_every_page(client, notice, name):
    action = imported(notice)
    client.force_login(person_with_role(make_notice(), Role.ADMINISTRATOR))

    assert client.get(address(action, name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("typed", ["in1", "IN 1", "IN01", "(in1)"])
def test_a_reference_typed_another_way_leads_to_the_action(reader, notice, name, typed):
    action = imported(notice)

    response = reader.get(reverse(f"actions:{name}", args=[notice.slug, typed]))

    assert (response.status_code, response.url) == (302, address(action, name))


@pytest.mark.parametrize("typed", ["IN99", "nonsense", "in99", "%00", "IN1' OR 1=1"])
def test_what_is_not_held_is_404(reader, notice, typed):
    make_action(notice, ref="IN1")

    response = reader.get(reverse("actions:detail", args=[notice.slug, typed]), follow=True)

    assert response.status_code == 404


@pytest.mark.parametrize("ref", ["12/13", "A~1", "Theme A", "1.1", "R12(a)", "?", "#4", "½", "%2F"])
def test_any_reference_that_a_notice_prints_has_a_page(reader, notice, ref):
    action = make_action(notice, ref=ref)

    assert reader.get(notice.get_absolute_url()).status_code == 200
    assert reader.get(action.get_absolute_url()).status_code == 200


def test_the_action_stands_at_the_top_with_all_that_is_said_of_it(reader, notice):
    action = make_action(
        notice,
        ref="IN2",
        wording="Improve plans",
        stage="in_progress",
        area="Child protection",
        lead=make_user(full_name="Ann Lead", job_title="Head of Safeguarding"),
        delivery_rating="red",
        rating_reason="Two reviewers left",
        path_to_green="A reviewer starts in May",
        due_on=dt.date(2013, 9, 18),
        original_due_on=dt.date(2013, 8, 1),
    )
    make_contributor(action, make_user(full_name="Bob Helper"))

    html = html_of(reader, action)

    for words in [
        "Improve plans",
        "In progress",
        "Child protection",
        "Ann Lead",
        "Head of Safeguarding",
        "Bob Helper",
        "Red",
        "Two reviewers left",
        "A reviewer starts in May",
        "18 September 2013",
        "was 1 August 2013",
        "Key to the ratings",
    ]:
        assert words in html


def test_progress_and_steps_stand_in_order_and_what_was_withdrawn_is_not_shown(reader, notice):
    action = make_action(notice)
    make_progress_item(action, "Second", position=2, achieved_on=dt.date(2013, 9, 18))
    make_progress_item(action, "First", position=1)
    make_progress_item(action, "Withdrawn item", is_withdrawn=True)
    make_next_step(action, "To do", owner=make_user(full_name="Olu"), due_on=dt.date(2014, 1, 5))
    make_next_step(action, "Keep on", kind=NextStep.Kind.ONGOING, due_on=dt.date(2099, 1, 5))
    make_next_step(action, "All done", status=NextStep.Status.DONE)

    html = html_of(reader, action)
    until_history = html[: html.index("History</h2>")]

    assert html.index(">First<") < html.index(">Second<")
    assert "Achieved 18 September 2013" in html
    assert re.search(r"Olu\. Due 5 January 2014, <strong[^>]*>overdue", html)
    assert "Ongoing, with a review date. Review 5 January 2099." in html
    assert "Next steps that are over (1)" in html
    assert "Withdrawn item" not in until_history


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.ADMINISTRATOR, ["update", "details", "wording"]),
        (Role.OFFICER, []),
        (Role.ASSURANCE_LEAD, []),
        (Role.BOARD_MEMBER, []),
        (Role.OBSERVER, []),
    ],
)
def test_each_role_sees_what_it_may_do_and_nothing_else(client, notice, role, shown):
    action = make_action(notice)
    client.force_login(person_with_role(notice, role))

    html = html_of(client, action)

    links = [name for name in ("update", "details", "wording") if address(action, name) in html]
    assert links == shown


def test_the_lead_and_a_contributor_may_update(client, notice):
    lead, helper = (person_with_role(notice, Role.OFFICER) for _ in range(2))
    action = make_action(notice, lead=lead)
    make_contributor(action, helper)

    for user in (lead, helper):
        client.force_login(user)
        html = html_of(client, action)
        assert address(action, "update") in html
        assert address(action, "wording") not in html


# What comes from other actions


def test_a_reference_shows_the_other_actions_items_live_with_their_source(reader, notice):
    target = make_action(notice, ref="IN2")
    make_progress_item(target, "New S47 training")
    make_next_step(target, "Practice standards")
    make_next_step(target, "A step that is over", status=NextStep.Status.DONE)
    action = make_action(notice, ref="IN4")
    refer(action, target)
    refer(action, target, field="next_steps")

    html = html_of(reader, action)
    progress, steps = html.split("Next steps</h2>")[:2]

    assert f'From <a class="govuk-link" href="{target.get_absolute_url()}">IN2</a>' in progress
    assert "New S47 training" in progress
    assert "IN2 was last changed on" in progress
    assert "Practice standards" in steps
    assert "A step that is over" not in html
    assert "New S47 training" not in steps


def test_a_chain_is_followed_and_a_circle_ends(reader, notice):
    actions = [make_action(notice, ref=f"IN{number}") for number in (1, 2, 3)]
    for number, action in enumerate(actions):
        make_progress_item(action, f"Done in {action.ref}")
        refer(action, actions[(number + 1) % 3], words=f"See the next after {action.ref}")

    html = html_of(reader, actions[0])

    assert html.count("Done in IN2") == 1
    assert html.count("Done in IN3") == 1
    assert "</a>, by way of IN2" in html


def test_what_the_target_takes_back_is_gone_at_once(reader, notice):
    target = make_action(notice, ref="IN2")
    item = make_progress_item(target, "Training")
    action = make_action(notice, ref="IN4")
    refer(action, target)
    with history.act(name="The test"):
        item.is_withdrawn = True
        item.save()

    assert "Training" not in html_of(reader, action)


def test_a_reference_in_a_withdrawn_item_shows_nothing(reader, notice):
    target = make_action(notice, ref="IN2")
    make_progress_item(target, "Training")
    action = make_action(notice, ref="IN4")
    item = make_progress_item(action, "See IN2", is_withdrawn=True)
    make_reference(action, target, field="progress", progress_item=item)

    assert "Training" not in html_of(reader, action)
    assert "Relied on by" not in html_of(reader, target)


def test_the_items_of_a_notice_that_this_person_may_not_see_stay_hidden(reader, notice):
    hidden = make_action(make_notice(title="Secret plan"), ref="A4", wording="Secret wording")
    make_progress_item(hidden, "Secret progress")
    beyond = make_action(notice, ref="IN9")
    make_progress_item(beyond, "Done in IN9")
    refer(hidden, beyond, words="See IN9")
    action = make_action(notice, ref="IN5")
    refer(action, hidden, words="See action plan A4")

    html = html_of(reader, action)
    other_end = html_of(reader, beyond)

    assert "See action plan A4" in html
    for secret in ("Secret", hidden.notice.slug, "Done in IN9", "not held here"):
        assert secret not in html
    assert "Relied on by" not in other_end
    assert hidden.notice.slug not in other_end


def test_the_items_of_another_notice_are_shown_to_whoever_reads_both(client, notice):
    plan = make_notice(title="Ofsted plan", council=notice.council)
    target = make_action(plan, ref="A4")
    make_progress_item(target, "Reports extended")
    action = make_action(notice, ref="IN7")
    refer(action, target, words="See action plan A4")
    user = person_with_role(notice, Role.OBSERVER)
    make_member(plan, user=user)
    client.force_login(user)

    html = html_of(client, action)

    assert "Reports extended" in html
    assert f'href="{target.get_absolute_url()}">A4</a>, Ofsted plan' in html
    assert f'href="{action.get_absolute_url()}">IN7</a>' in html_of(client, target)


def test_references_that_lead_nowhere_are_told_in_plain_words(reader, notice):
    action = make_action(notice, ref="IN5")
    item = make_progress_item(action, "See action plans A2 and A4")
    for position, plan_ref in enumerate(["A2", "A4"]):
        make_reference(
            action,
            words="See action plans A2 and A4",
            plan_ref=plan_ref,
            field="progress",
            progress_item=item,
            position=position,
        )
    refer(action, words="See IN99", plan_ref="IN99")

    html = html_of(reader, action)

    assert "“See action plans A2 and A4”: A2 and A4 are in a plan that is not held here." in html
    assert "“See IN99”: There is no IN99 in this register." in html


@pytest.mark.parametrize(
    ("not_held", "why"),
    [
        (None, "This refers to a plan that you have no role on."),
        (
            "C4",
            "C4 is in a plan that is not held here. The rest refers to a plan that you have no "
            "role on.",
        ),
    ],
)
def test_reference_into_a_plan_that_is_not_theirs_says_so_and_no_more(
    reader, notice, not_held, why
):
    plan = make_notice(council=notice.council, title="Secret plan")
    action = make_action(notice, ref="IN5")
    words = "See action plans A2 and A4"
    refer(action, make_action(plan, ref="X9", wording="Secret wording"), words=words)
    if not_held:
        refer(action, words=words, plan_ref=not_held)

    html = html_of(reader, action)

    assert f"“{words}”: {why}<" in html
    assert not any(said in html for said in ("Secret", "X9", plan.slug))


def test_progress_that_was_a_next_step_says_so_on_the_page_and_in_its_history(
    reader, notice, django_assert_max_num_queries
):
    action = make_action(notice, ref="IN5")
    step = make_next_step(action, "Review the <standards>", status=NextStep.Status.DONE)
    make_progress_item(action, "Reviewed", came_from_step=step)
    make_progress_item(action, "Met the board")
    said = "This was the next step “Review the &lt;standards&gt;”"

    assert html_of(reader, action).count(said) == 1
    with django_assert_max_num_queries(15):
        told = html_of(reader, action, "history")
    assert "<dt>Progress item: next step</dt>" in told
    today = timezone.localdate().isoformat()
    assert said in " ".join(
        reader.get(f"{action.get_absolute_url()}?as_at={today}").content.decode().split()
    )


def test_who_relies_on_an_action_is_listed_once_and_in_order(reader, notice):
    target = make_action(notice, ref="IN2")
    for ref in ("IN10", "IN4"):
        source = make_action(notice, ref=ref)
        refer(source, target)
        refer(source, target, field="next_steps")

    html = html_of(reader, target)

    part = html[html.index("Relied on by") : html.index("Who oversees it")]
    assert re.findall(r">(IN\d+)</a>, ([a-z ]+)", part) == [
        ("IN4", "in its progress and in its next steps"),
        ("IN10", "in its progress and in its next steps"),
    ]


def by_hand(action, target, **kwargs):
    return make_reference(action, target, **{"field": "by_hand", "words": "Same audit"} | kwargs)


def test_a_link_made_by_hand_shows_progress_and_next_steps_of_the_other(reader, notice):
    target = make_action(notice, ref="IN2")
    make_progress_item(target, "Files audited")
    make_next_step(target, "Audit again")
    action = make_action(notice, ref="IN4")
    by_hand(action, target)

    html = html_of(reader, action)
    progress, steps = html.split("Next steps</h2>")[:2]

    assert "Linked by hand:" in progress
    assert 'IN2: <span class="app-as-written">Same audit</span>' in progress
    assert "Files audited" in progress
    assert "Audit again" in steps
    assert "Files audited" not in steps
    assert "by a link made by hand" in html_of(reader, target)


def test_a_link_whose_items_are_switched_off_only_leads_there(reader, notice):
    target = make_action(notice, ref="IN2")
    make_progress_item(target, "Training")
    action = make_action(notice, ref="IN4")
    refer(action, target, shows_items=False)

    html = html_of(reader, action)

    assert f'Refers to <a class="govuk-link" href="{target.get_absolute_url()}">IN2</a>' in html
    assert "Training" not in html
    assert "Hide what comes" not in html


def test_a_reader_can_hide_what_comes_from_other_actions(reader, notice):
    target = make_action(notice, ref="IN2")
    make_progress_item(target, "Training")
    action = make_action(notice, ref="IN4")
    refer(action, target)
    by_hand(action, target)

    whole = html_of(reader, action)
    response = reader.get(address(action), {"inherited": "no", "as_at": "2099-01-01"})
    hidden = reader.get(address(action), {"inherited": "no"}).content.decode()

    assert 'href="?inherited=no"' in whole
    assert "Training" in whole
    assert "Training" not in hidden
    assert "Show what comes from other actions" in hidden
    assert response.status_code == 400
    assert "Hide what comes" not in html_of(reader, target)


def test_a_long_chain_is_followed_as_far_as_it_is_read(reader, notice):
    actions = [make_action(notice, ref=f"IN{number}") for number in range(1, 10)]
    for number, action in enumerate(actions[:-1]):
        refer(action, actions[number + 1], words=f"See IN{number + 2}")
        make_progress_item(action, f"Done in {action.ref}")

    html = html_of(reader, actions[0])

    assert [f"Done in IN{number}" in html for number in range(2, 9)] == [True] * 6 + [False]


def test_more_than_can_be_shown_leads_on(reader, notice):
    action = make_action(notice, ref="IN100")
    for number in range(1, 23):
        target = make_action(notice, ref=f"IN{number}")
        make_progress_item(target, f"Done in {number}.")
        refer(action, target, words=f"See IN{number}")

    html = html_of(reader, action)

    assert "Done in 20." in html
    assert "Done in 21." not in html
    assert "This page is long already: open IN21 to read its progress." in html


# Whence and by whom


def test_bodies_that_oversee_it_lead_to_their_pages(reader, notice):
    action = make_action(notice)
    body = make_body(notice.council, name="Improvement Board")
    make_oversight(body, action)
    make_oversight(make_body(notice.council, name="Ended board"), action, is_ended=True)

    html = html_of(reader, action)

    assert f'href="{body.url_on(notice)}">Improvement Board</a>: holds to account' in html
    assert "Ended board" not in html[: html.index("History</h2>")]


def test_where_it_came_from_names_the_import_and_leads_to_the_cells(reader, notice):
    action = imported(notice)

    html = html_of(reader, action)
    printed = html_of(reader, action, "as_printed")

    assert "Import 1 of notice.xlsx, row 4, where it is printed as “N1”" in html
    assert address(action, "as_printed") in html
    assert "• Review • Report" in printed
    assert "Another action" not in printed


def test_each_item_says_which_file_sheet_and_row_it_came_from(reader, notice):
    action = imported(notice, rows=(4, 5))
    layout = {"sheet": "Plan", "header_row": 1, "columns": {}}
    later = make_import(notice, filename="later.xlsx", layout=layout)
    make_progress_item(action, "Begun", imported_in=action.imported_in, imported_row=5)
    make_progress_item(action, "Said on a page")
    make_next_step(action, "Report", imported_in=later, imported_row=7, status="done")

    page = reader.get(address(action, "detail")).context["page"]

    assert page.place == "rows 4 and 5"
    assert page.origins == [
        ("Progress", "Begun", "Import 1 of notice.xlsx, row 5"),
        ("Next step", "Report", "Import 2 of later.xlsx, sheet “Plan”, row 7"),
    ]
    assert "Import 2 of later.xlsx, sheet “Plan”, row 7" in html_of(reader, action)


def test_as_printed_shows_the_sheet_that_was_read_and_not_the_first(reader, notice):
    headings = Row(1, ("Ref", "Action"))
    sheets = [Sheet(name, (headings, Row(4, ("IN1", f"Of {name}")))) for name in ("Old", "New")]
    layout = {"sheet": "New", "header_row": 1, "columns": {"ref": 0, "wording": 1}}
    record = make_import(notice, sheets=to_json(sheets), layout=layout)
    action = make_action(notice, ref="IN1", imported_in=record, imported_rows=[4])

    printed = html_of(reader, action, "as_printed")

    assert "Of New" in printed
    assert "Of Old" not in printed


def test_as_printed_of_a_file_that_can_no_longer_be_read_says_so(reader, notice):
    record = make_import(notice, sheets=[])
    action = make_action(notice, ref="IN1", imported_in=record, imported_rows=[4])

    assert "no longer held cell by cell" in html_of(reader, action, "as_printed")


def test_what_was_not_imported_was_not_printed(reader, notice):
    action = make_action(notice)

    assert reader.get(address(action, "as_printed")).status_code == 404


def test_neighbours_lead_on(reader, notice):
    one, two, ten = (make_action(notice, ref=ref) for ref in ("IN1", "IN2", "IN10"))
    make_action(ref="IN3")

    html = html_of(reader, two)

    assert f'href="{one.get_absolute_url()}" rel="prev"' in html
    assert f'href="{ten.get_absolute_url()}" rel="next"' in html


# History


def test_history_shows_who_when_why_old_and_new(reader, notice):
    action = make_action(notice, wording="Improve plans")
    with history.act(
        by=make_user(full_name="Ann Editor"),
        reason="A word was missing",
        at=dt.datetime(2013, 9, 18, 14, tzinfo=dt.UTC),
    ):
        action.wording = "Improve all plans"
        action.save()
        make_progress_item(action, "Standards launched")

    for name in ("detail", "history"):
        html = html_of(reader, action, name)
        for words in ("Ann Editor", "18 September 2013", "A word was missing", "Improve all plans"):
            assert words in html


def test_history_says_which_of_many_items_changed(reader, notice):
    action = make_action(notice)
    items = [make_progress_item(action, text) for text in ("Standards launched", "x" * 80)]
    with history.act(name="The test", reason="Dates"):
        for item in items:
            item.achieved_on = dt.date(2014, 1, 31)
            item.save()

    html = html_of(reader, action, "history")

    assert "Progress item “Standards launched”: date achieved" in html
    assert f"Progress item “{'x' * 59}…”: date achieved" in html


def test_history_of_one_item_is_read_alone(reader, notice):
    action = make_action(notice)
    item, other = (make_progress_item(action, text) for text in ("Launched", "Printed"))
    step = make_next_step(action, "Review")
    elsewhere = make_progress_item(make_action(notice), "Elsewhere")
    item.is_withdrawn = True
    history.save_as(item, by=make_user(), reason="Said twice")
    at = address(action, "history")

    whole, alone = html_of(reader, action, "history"), reader.get(at, {"of": f"progress-{item.pk}"})

    for said in (f"progress-{item.pk}", f"progress-{other.pk}", f"step-{step.pk}"):
        assert f'href="{at}?of={said}"' in whole
    assert "Progress item “Launched”" in alone.content.decode()
    assert "Said twice" in alone.content.decode()
    assert "Printed" not in alone.content.decode()
    assert reader.get(at, {"of": f"step-{step.pk}"}).status_code == 200
    for said in (f"progress-{elsewhere.pk}", f"step-{step.pk + 1}", "progress-", "x"):
        assert reader.get(at, {"of": said}).status_code == 404


def test_the_page_shows_the_newest_changes_and_the_history_all(reader, notice):
    action = make_action(notice)
    for number in range(15):
        with history.act(name="The test", reason=f"Reason {number:02}"):
            action.area = f"Area {number:02}"
            action.save()

    short, whole = html_of(reader, action), html_of(reader, action, "history")

    assert "Reason 14" in short
    assert "Reason 05" in short
    assert "Reason 04" not in short
    assert "Reason 00" in whole
    assert f'href="{address(action, "history")}">All' in short


def test_history_names_contributors_references_and_bodies(reader, notice):
    action = make_action(notice)
    make_contributor(action, make_user(full_name="Bob Helper"))
    make_oversight(make_body(notice.council, name="Improvement Board"), action)
    refer(action, make_action(notice, ref="IN777"), words="See IN777")

    html = html_of(reader, action, "history")

    for words in ("Bob Helper", "Improvement Board", "IN777"):
        assert words in html


# Figures


def fill(notice, number):
    """An action with so many of everything that its page shows."""
    action = make_action(
        notice, ref=f"IN50{number}", lead=make_user(), imported_in=make_import(notice)
    )
    for place in range(number):
        make_contributor(action, make_user())
        make_progress_item(action)
        make_next_step(action, owner=make_user())
        make_oversight(make_body(notice.council), action)
        target = make_action(notice, ref=f"IN6{number}{place}")
        make_progress_item(target)
        refer(action, target)
        refer(target, make_action(notice, ref=f"IN7{number}{place}"))
        refer(make_action(notice, ref=f"IN8{number}{place}"), action)
    return action


@pytest.mark.parametrize(("name", "most"), [("detail", 15), ("history", 15), ("as_printed", 12)])
def test_a_page_takes_as_many_queries_for_many_rows_as_for_one(
    client, notice, name, most, django_assert_max_num_queries
):
    client.force_login(person_with_role(notice, Role.OFFICER))
    one, three = imported(notice) if name == "as_printed" else fill(notice, 1), fill(notice, 3)
    for action in (one, three):
        action.area = "Courts"
        history.save_as(action, by=person_with_role(notice, Role.OFFICER), reason="Checked")
    if name == "as_printed":
        three = one

    with django_assert_max_num_queries(most) as of_one:
        html_of(client, one, name)
    with django_assert_max_num_queries(most) as of_three:
        html_of(client, three, name)

    assert len(of_one) == len(of_three)


def test_hostile_text_is_shown_as_text(reader, notice):
    action = make_action(notice, wording="<script>alert(1)</script>", area="<img src=x>")
    make_progress_item(action, "<b>Done</b>")

    for name in ("detail", "history"):
        html = html_of(reader, action, name)
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "<b>Done" not in html
