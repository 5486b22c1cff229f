"""References into another plan of the same council, and the import that brings it."""

import pytest

from actions import services
from actions.importing import intake
from actions.importing.undo import undo
from actions.models import Action, CrossReference, Notice
from improvement import history
from improvement.history import LogEntry
from tests.actions.importing.sheets import make_workbook
from tests.actions.importing.test_undo import WORKBOOK
from tests.factories import (
    make_action,
    make_council,
    make_member,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
OFSTED = (
    ("A2", "Improve the chronologies.", "• Chronology workshops held", "• Audit chronologies"),
    ("A4", "Improve the case records.", "• Case records read weekly", ""),
    ("C4", "Hear from families.", "• Forty families asked", "• Ask them again in spring"),
)


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def notice(council):
    return make_notice(council=council, ref_prefix="IN")


@pytest.fixture
def admin():
    return make_user(full_name="Ada Importer")


@pytest.fixture
def bring_in(tmp_path, admin):
    """Imports rows into a notice as a workbook."""

    def bring_in(notice, *rows):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(make_workbook(*rows))
        return intake.import_file(notice=notice, path=path, filename=path.name, by=admin)

    return bring_in


def leads_to(notice):
    """(action, words, where to or what it waits for), each once."""
    references = CrossReference.objects.of(notice).in_order().select_related("target", "action")
    return [
        (str(r.action), str(r.target) if r.target_id else f"waits for {r.plan_ref}")
        for r in references
    ]


def test_the_ofsted_plan_resolves_what_the_real_notice_says_of_it(
    client, council, notice, admin, bring_in
):
    intake.import_file(notice=notice, path=WORKBOOK, filename=WORKBOOK.name, by=admin)
    waited = [(action, where) for action, where in leads_to(notice) if where.startswith("waits")]
    plan = make_notice(council=council, title="Ofsted plan", ref_prefix="")
    reader = person_with_role(notice, "observer")
    make_member(plan, user=reader)

    bring_in(plan, *OFSTED)

    assert waited == [
        ("IN5", "waits for A2"),
        ("IN5", "waits for A4"),
        ("IN6", "waits for C4"),
        ("IN7", "waits for A4"),
    ]
    assert [one for one in leads_to(notice) if one[1] in ("A2", "A4", "C4")] == [
        (action, where.removeprefix("waits for ")) for action, where in waited
    ]
    client.force_login(reader)
    shown = {
        "IN5": ["Chronology workshops held", "Case records read weekly"],
        "IN6": ["Forty families asked"],
        "IN7": ["Case records read weekly"],
    }
    for ref, texts in shown.items():
        html = client.get(f"/notices/{notice.slug}/actions/{ref}/").content.decode()
        for text in texts:
            assert text in html
        assert "Ofsted plan" in html


def test_their_progress_is_shown_live(client, council, notice, bring_in):
    action = make_action(notice, ref="IN5")
    item = make_progress_item(action, "See action plan A4")
    make_reference(action, plan_ref="A4", field="progress", progress_item=item)
    plan = make_notice(council=council)
    bring_in(plan, *OFSTED)
    reader = person_with_role(notice, "observer")
    make_member(plan, user=reader)
    client.force_login(reader)

    make_progress_item(Action.objects.get(notice=plan, ref="A4"), "Said this morning")

    assert "Said this morning" in client.get(action.get_absolute_url()).content.decode()


def test_it_does_not_matter_which_plan_comes_first(council, notice, bring_in):
    bring_in(make_notice(council=council), *OFSTED)

    bring_in(notice, ("IN5", "Oversee.", "• See action plans A2 and A4", ""))

    assert leads_to(notice) == [("IN5", "A2"), ("IN5", "A4")]


def test_a_plan_of_another_council_resolves_nothing(notice, bring_in):
    make_reference(make_action(notice, ref="IN5"), plan_ref="A4")

    bring_in(make_notice(), *OFSTED)

    assert leads_to(notice) == [("IN5", "waits for A4")]


def test_of_two_plans_that_have_it_a_person_chooses(council, notice, bring_in):
    make_reference(make_action(notice, ref="IN5"), plan_ref="A4")
    make_action(make_notice(council=council), ref="A4")

    bring_in(make_notice(council=council), *OFSTED)

    assert leads_to(notice) == [("IN5", "waits for A4")]


def test_the_notices_own_action_comes_first_and_none_is_linked_to_itself(council, notice, bring_in):
    make_reference(make_action(notice, ref="IN5"), plan_ref="A4")
    make_reference(make_action(notice, ref="A2"), plan_ref="A2")
    make_action(notice, ref="A4")
    plan = make_notice(council=council)

    bring_in(plan, *OFSTED)

    assert leads_to(notice) == [("A2", "waits for A2"), ("IN5", "A4")]
    assert CrossReference.objects.get(target__ref="A4").target.notice == notice


def test_what_was_resolved_elsewhere_is_signed_and_stands_in_that_notices_own_log(
    council, notice, bring_in
):
    reference = make_reference(make_action(notice, ref="IN5"), plan_ref="A4")
    make_progress_item(reference.action)
    plan = make_notice(council=council)

    record = bring_in(plan, *OFSTED)

    version = reference.history.first()
    act = record.history.filter(history_way="import 1").get().history_act
    assert (version.history_act, version.history_user_name) == (act, "Ada Importer")
    assert version.history_way == "another plan’s import"
    entry = LogEntry.objects.get(act=act, subject=notice.log_subject)
    assert (entry.way, entry.reason) == ("another plan’s import", "The plan that has it came in")
    assert "plan.xlsx" not in entry.reason + version.history_change_reason


def test_undoing_the_import_lets_them_wait_again(council, notice, bring_in, admin):
    """Both imports are the first of their notices: neither is taken for the other."""
    bring_in(notice, ("IN5", "Oversee.", "• See action plans A2 and A4", "• See action plan C4"))
    before = leads_to(notice)
    record = bring_in(make_notice(council=council), *OFSTED)

    undo(record, by=admin)

    assert before == [
        ("IN5", "waits for A2"),
        ("IN5", "waits for A4"),
        ("IN5", "waits for C4"),
    ]
    assert leads_to(notice) == before


def test_undoing_the_notices_own_import_takes_its_references_away(council, notice, bring_in, admin):
    record = bring_in(notice, ("IN5", "Oversee.", "• See action plans A2 and A4", ""))
    bring_in(make_notice(council=council), *OFSTED)

    undo(record, by=admin)

    assert not CrossReference.objects.exists()


def test_undoing_leaves_what_a_person_chose_since(council, notice, bring_in, admin):
    reference = make_reference(make_action(notice, ref="IN5"), plan_ref="A4")
    record = bring_in(make_notice(council=council), *OFSTED)
    reference.refresh_from_db()
    reference.target = make_action(notice, ref="IN6")
    history.save_as(reference, by=admin, reason="It means IN6")

    undo(record, by=admin)

    assert leads_to(notice) == [("IN5", "IN6")]


def test_a_withdrawn_action_has_no_reference_that_waits(council, notice, bring_in):
    make_reference(make_action(notice, ref="IN5", is_withdrawn=True), plan_ref="A4")

    bring_in(make_notice(council=council), *OFSTED)

    assert CrossReference.objects.get().plan_ref == "A4"


def test_many_that_wait_take_no_more_queries(
    council, notice, bring_in, django_assert_max_num_queries
):
    for _ in range(3):
        make_reference(make_action(notice), plan_ref="A4")
    with django_assert_max_num_queries(400) as of_three:
        bring_in(make_notice(council=council), *OFSTED)
    for _ in range(30):
        make_reference(make_action(notice), plan_ref="B1")
    with django_assert_max_num_queries(400) as of_thirty:
        bring_in(make_notice(council=council), ("B1", *OFSTED[0][1:]), *OFSTED[1:])

    assert len(of_thirty) <= len(of_three)
    assert Notice.objects.filter(council=council).count() == 3


# What people said of references, and a next file


def reworded(bring_in, notice):
    bring_in(notice, ("IN5", "Oversee.", "• See IN2 and A9", ""), ("IN2", "Plan.", "• Done", ""))
    return CrossReference.objects.get(target__ref="IN2")


AGAIN = (("IN5", "Oversee.", "• See IN2 and A9, also", ""), ("IN2", "Plan.", "• Done", ""))


def test_the_next_file_makes_no_link_that_a_person_removed(notice, bring_in, admin):
    link = reworded(bring_in, notice)
    services.remove_reference(reference=link, by=admin, reason="It is another IN2")

    bring_in(notice, *AGAIN)

    assert leads_to(notice) == [("IN5", "waits for A9")]


def test_the_next_file_leaves_folded_and_leading_where_a_person_said(
    council, notice, bring_in, admin
):
    link = reworded(bring_in, notice)
    services.switch_items(reference=link, shows_items=False, by=admin, reason="Too long")
    for _ in range(2):
        chosen = make_action(make_notice(council=council), ref="A9")
    waiting = CrossReference.objects.unresolved().get()
    services.point_at(reference=waiting, target=chosen, by=admin, reason="That one")

    bring_in(notice, *AGAIN)

    after = CrossReference.objects.of(notice).in_order()
    assert [(r.target.ref, r.shows_items) for r in after] == [("IN2", False), ("A9", True)]
    assert after[1].target == chosen
    assert "also" in after[0].progress_item.text
