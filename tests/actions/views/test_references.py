"""The page of an action's references, and what it writes."""

import pytest
from django.urls import reverse

from actions import services
from actions.models import CrossReference, DeclinedReference, Member
from improvement.history import LogEntry
from tests.factories import (
    make_action,
    make_contributor,
    make_member,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    person_with_role,
)
from tests.improvement.markup import form_values, parse

pytestmark = pytest.mark.django_db
Role = Member.Role


@pytest.fixture
def notice():
    return make_notice(ref_prefix="IN")


@pytest.fixture
def admin(client, notice):
    person = person_with_role(notice, Role.ADMINISTRATOR, full_name="Ada Administrator")
    client.force_login(person)
    return person


def address(action):
    return reverse("actions:references", args=[action.notice.slug, action.ref])


def text_of(response):
    return " ".join(response.content.decode().split())


def says(client, action, **said):
    """Fill the form in as it is shown, and send it."""
    page = client.get(address(action))
    said = {name.replace("__", "-"): value for name, value in said.items()}
    sent = form_values(parse(page.content), said) | said
    sent = {name: value for name, value in sent.items() if value is not None}
    return client.post(address(action), sent)


def links(action):
    return [
        (link.field, link.words, str(link.target or ""), link.plan_ref)
        for link in action.references_made.all()
    ]


# Offers


def test_what_looks_like_a_reference_is_asked_with_its_context_and_nothing_is_chosen(
    client, notice, admin
):
    make_action(notice, ref="IN2", wording="Train every manager")
    action = make_action(notice, ref="IN4", wording="Improve plans")
    item = make_progress_item(action, "Managers trained, see IN 2 above, in May")
    make_next_step(action, "Follow action plan A4")

    page = client.get(address(action))
    says(client, action)

    html = text_of(page)
    assert "“Managers trained, <strong>see IN 2 above</strong>, in May”" in html
    assert "Link it to IN2: Train every manager" in html
    assert "“Follow <strong>action plan A4</strong>”" in html
    assert "Yes: A4 is in another plan" in html
    assert list(page.context["form"].offers) == [
        f"offer-progress-{item.pk}-IN2",
        f"offer-next_steps-{action.next_steps.get().pk}-A4",
    ]
    assert links(action) == []


def test_each_answer_is_kept_in_one_act_and_not_asked_again(client, notice, admin):
    two = make_action(notice, ref="IN2")
    make_action(notice, ref="IN3")
    action = make_action(notice, ref="IN4")
    item = make_progress_item(action, "See IN2. Form IN3 is used. As action plan A4 says")
    names = [f"offer-progress-{item.pk}-{ref}" for ref in ("IN2", "IN3", "A4")]

    says(client, action, **dict(zip(names, [two.pk, "none", "elsewhere"], strict=True)))
    again = client.get(address(action))

    assert links(action) == [
        ("progress", "See IN2", "IN2", ""),
        ("progress", "action plan A4", "", "A4"),
    ]
    assert DeclinedReference.objects.get().words == "IN3"
    assert again.context["form"].offers == {}
    acts = set(CrossReference.history.values_list("history_act", flat=True))
    acts |= set(DeclinedReference.history.values_list("history_act", flat=True))
    assert len(acts) == 1
    assert LogEntry.objects.get(act=acts.pop()).by_name == "Ada Administrator"


def test_what_was_declined_can_be_asked_again(client, notice, admin):
    make_action(notice, ref="IN3")
    action = make_action(notice, ref="IN4", wording="Form IN3 is used")
    services.decline(action=action, words="IN3", ref="IN3", by=admin, reason="A form")
    declined = DeclinedReference.objects.get()

    assert "Ask again about “IN3”" in text_of(client.get(address(action)))
    says(client, action, **{f"again-{declined.pk}": "on"})

    assert list(client.get(address(action)).context["form"].offers) == ["offer-wording-0-IN3"]


def test_the_same_answer_sent_twice_has_one_effect(client, notice, admin):
    two = make_action(notice, ref="IN2")
    action = make_action(notice, ref="IN4", wording="See IN2")
    sent = {"offer-wording-0-IN2": two.pk}

    for _ in range(2):
        client.post(address(action), sent)

    assert links(action) == [("wording", "See IN2", "IN2", "")]


# Other plans of the council


def test_an_action_of_another_plan_is_offered_to_whoever_reads_that_plan(client, notice, admin):
    plan = make_notice(council=notice.council, title="Ofsted plan")
    target = make_action(plan, ref="A4", wording="Keep good records")
    action = make_action(notice, ref="IN4", wording="See action plan A4")

    before = text_of(client.get(address(action)))
    make_member(plan, user=admin)
    after = text_of(client.get(address(action)))
    says(client, action, **{"offer-wording-0-A4": target.pk})

    assert "Keep good records" not in before
    assert "Ofsted plan" not in before
    assert "Link it to A4 of Ofsted plan: Keep good records" in after
    assert links(action) == [("wording", "See action plan A4", "A4", "")]


def test_a_plan_that_this_person_does_not_read_is_linked_and_stays_unnamed(client, notice, admin):
    target = make_action(make_notice(council=notice.council), ref="A4", wording="Secret wording")
    action = make_action(notice, ref="IN4", wording="See action plan A4")

    says(client, action, **{"offer-wording-0-A4": "elsewhere"})
    html = text_of(client.get(address(action)))

    assert action.references_made.get().target == target
    assert "leads into another plan" in html
    assert "Secret" not in html


def test_a_person_chooses_between_two_plans_that_have_it(client, notice, admin):
    plans = [make_notice(council=notice.council, title=f"Plan {name}") for name in "XY"]
    for plan in plans:
        make_member(plan, user=admin)
        make_action(plan, ref="A4")
    action = make_action(notice, ref="IN4", wording="See action plan A4")
    waiting = make_reference(action, words="See action plan A4", plan_ref="A4")
    chosen = plans[1].actions.get()

    html = text_of(client.get(address(action)))
    says(client, action, **{f"means-{waiting.pk}": chosen.pk})

    assert "Link it to A4 of Plan X" in html
    assert "Link it to A4 of Plan Y" in html
    assert action.references_made.get().target == chosen


# Links


def test_a_link_is_removed_with_a_reason_only(client, notice, admin):
    action = make_action(notice, ref="IN4", wording="See IN2 above")
    link = make_reference(action, make_action(notice, ref="IN2"))

    refused = says(client, action, **{f"remove-{link.pk}": "on"})
    assert "Say why you remove the link" in text_of(refused)
    assert action.references_made.exists()

    says(client, action, **{f"remove-{link.pk}": "on", "reason": "It means another"})
    assert not action.references_made.exists()
    assert link.history.first().history_change_reason == "It means another"


def test_what_a_link_shows_is_switched_here(client, notice, admin):
    action = make_action(notice, ref="IN4")
    item = make_progress_item(action, "See IN2")
    link = make_reference(
        action,
        make_action(notice, ref="IN2"),
        field="progress",
        progress_item=item,
        words="See IN2",
    )

    says(client, action, **{f"fold-{link.pk}": "on"})
    link.refresh_from_db()
    assert link.shows_items is False

    says(client, action, **{f"show-{link.pk}": "on"})
    link.refresh_from_db()
    assert link.shows_items is True


def test_a_switch_sent_twice_switches_once(client, notice, admin):
    action = make_action(notice, ref="IN4")
    link = make_reference(action, make_action(notice, ref="IN2"), field="by_hand")

    for _ in range(2):
        client.post(address(action), {f"fold-{link.pk}": "on"})

    link.refresh_from_db()
    assert link.shows_items is False


def test_a_link_is_made_by_hand(client, notice, admin):
    make_action(notice, ref="IN2")
    action = make_action(notice, ref="IN4")

    response = says(client, action, ref="in 2", note="The same audit tells both")

    assert (response.status_code, response.url) == (302, action.get_absolute_url())
    assert links(action) == [("by_hand", "The same audit tells both", "IN2", "")]


def test_a_link_by_hand_may_lead_into_another_plan_that_one_reads(client, notice, admin):
    plan, hidden = (make_notice(council=notice.council) for _ in range(2))
    make_member(plan, user=admin)
    make_action(plan, ref="A4")
    make_action(hidden, ref="A5")
    action = make_action(notice, ref="IN4")

    refused = says(client, action, ref="A5", plan=hidden.pk)
    says(client, action, ref="A4", plan=plan.pk)

    assert refused.status_code == 200
    assert links(action) == [("by_hand", "", "A4", "")]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"ref": "IN99"}, "There is no IN99 in Testshire improvement notice"),
        ({"ref": "in4"}, "IN4 cannot be linked to itself"),
        ({"ref": "IN2"}, "IN2 is linked by hand already"),
        ({"note": "Because"}, "Enter the reference of the action that this one relies on"),
    ],
)
def test_what_cannot_be_linked_is_refused_kindly(client, notice, admin, said, error):
    action = make_action(notice, ref="IN4")
    make_reference(action, make_action(notice, ref="IN2"), field="by_hand", words="Known")

    response = says(client, action, **said)

    assert response.status_code == 200
    assert error in text_of(response)
    assert len(links(action)) == 1


def test_saying_nothing_saves_nothing(client, notice, admin):
    action = make_action(notice, ref="IN4", wording="See IN2")

    response = says(client, action)

    assert response.status_code == 302
    assert not LogEntry.objects.filter(by=admin).exists()


# Who


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.OFFICER, 403),
        (Role.ASSURANCE_LEAD, 403),
        (Role.BOARD_MEMBER, 403),
        (Role.OBSERVER, 403),
    ],
)
def test_whoever_reports_on_the_action_answers(client, notice, role, status):
    action = make_action(notice, ref="IN4")
    client.force_login(person_with_role(notice, role))

    assert client.get(address(action)).status_code == status
    assert client.post(address(action)).status_code == (302 if status == 200 else status)


def test_a_contributor_answers_and_nobody_of_another_notice_finds_it(client, notice):
    action = make_action(notice, ref="IN4")
    helper = person_with_role(notice, Role.OFFICER)
    make_contributor(action, helper)

    client.force_login(helper)
    assert client.get(address(action)).status_code == 200
    client.force_login(person_with_role(make_notice(), Role.ADMINISTRATOR))
    assert client.get(address(action)).status_code == 404


def test_the_page_takes_as_many_queries_for_many_as_for_one(
    client, notice, admin, django_assert_max_num_queries
):
    def fill(number):
        action = make_action(notice, ref=f"IN4{number}", wording="See IN1 and A9")
        for place in range(number):
            target = make_action(notice, ref=f"IN5{number}{place}")
            make_progress_item(action, f"See {target.ref}")
            make_reference(action, target, field="by_hand")
            make_reference(action, plan_ref=f"A{place}")
            said = {"words": f"IN{place}", "ref": f"IN{place}"}
            services.decline(action=action, **said, by=admin, reason="No")
        return action

    one, three = fill(1), fill(3)
    with django_assert_max_num_queries(14) as of_one:
        client.get(address(one))
    with django_assert_max_num_queries(14) as of_three:
        client.get(address(three))

    assert len(of_one) == len(of_three)


# After an update


def test_an_update_that_says_a_new_reference_leads_to_the_question(client, notice, admin):
    make_action(notice, ref="IN2")
    action = make_action(notice, ref="IN4", wording="See IN2 and IN3")
    path = reverse("actions:update", args=[notice.slug, "IN4"])

    page = parse(client.get(path).content)
    plain = client.post(path, form_values(page, {}) | {"new-progress-0-text": "Done"})
    page = parse(client.get(path).content)
    said = {"new-progress-0-text": "Done, as under IN2"}
    asked = client.post(path, form_values(page, {}) | said, follow=True)

    assert plain.url == action.get_absolute_url()
    assert asked.redirect_chain == [(address(action), 302)]
    assert "1 thing looks like a reference to another action" in text_of(asked)
    assert links(action) == []


def test_a_link_whose_words_went_is_told(client, notice, admin):
    action = make_action(notice, ref="IN4")
    item = make_progress_item(action, "See IN2 above")
    make_reference(action, make_action(notice, ref="IN2"), field="progress", progress_item=item)
    path = reverse("actions:update", args=[notice.slug, "IN4"])
    said = {f"progress-{item.pk}-text": "Done here", "why-reason": "Clearer"}

    sent = form_values(parse(client.get(path).content), {}) | said
    response = client.post(path, sent, follow=True)

    assert links(action) == []
    assert "The link of “See IN2 above” was taken away" in text_of(response)


def test_a_corrected_wording_that_refers_leads_to_the_question(client, notice, admin):
    make_action(notice, ref="IN2")
    action = make_action(notice, ref="IN4", wording="Improve")
    path = reverse("actions:wording", args=[notice.slug, "IN4"])
    said = {"wording": "Improve. See IN2", "reason": "Words were lost"}

    response = client.post(path, form_values(parse(client.get(path).content), {}) | said)

    assert (response.status_code, response.url) == (302, address(action))
