"""The gap list: of the real notice what a careful reader would write down, until it is mended."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actions import services
from actions.importing.intake import import_file
from actions.models import Action, Member
from tests.factories import (
    make_action,
    make_next_step,
    make_notice,
    make_progress_item,
    make_reference,
    make_user,
    person_with_role,
)
from tests.improvement.markup import form_values, parse

pytestmark = pytest.mark.django_db
Role = Member.Role
FILE = settings.BASE_DIR / "fixtures" / "cheshire-east-improvement-notice.xlsx"
ALL = [f"IN{number}" for number in range(1, 26)]
# Written down from the document itself. IN13's "Developing bespoke ILM course" may be cut as well;
# only beside IN12's can that be seen, which the check page of the import says.
OF_THE_REAL_NOTICE = {
    "no-lead": ALL,
    "no-date": ALL,
    "no-rating": ALL,
    "no-step": ["IN24"],
    "unresolved": ["IN5", "IN6", "IN7"],
    "words-lost": ["IN3", "IN7", "IN9", "IN10"],
    "no-review": ["IN1", "IN8", "IN13", "IN15", "IN16", "IN22"],
}
WHAT_EXACTLY = {
    ("unresolved", "IN5"): ["“See action plans A2 and A4”: there is no A2 and no A4 here"],
    ("unresolved", "IN6"): ["“See action plan C4”: there is no C4 here"],
    ("unresolved", "IN7"): ["“See action plan A4”: there is no A4 here"],
    ("words-lost", "IN3"): [
        "A progress item ends “… Participation (CR&P) Service, delivered by the Children's”"
    ],
    ("words-lost", "IN7"): [
        "A progress item ends “Realigned functions of ISC to focus on cared for and other”"
    ],
    ("words-lost", "IN9"): [
        "The wording ends “… systems focus on qualitative evidence and the experience of”"
    ],
    ("words-lost", "IN10"): [
        "The wording begins “LSCB the frequency, scope and number of quality assurance …”"
    ],
    ("no-review", "IN8"): [
        "“Continue to monitor and improve timescales for adoption”",
        "“Continue to roll out adoption activity days”",
        "“Continue to look at innovative ways to improve adoption numbers”",
    ],
    ("no-review", "IN16"): [
        "“Partners continue to present safeguarding arrangements and audit activity to LSCB”"
    ],
    ("no-review", "IN22"): ["“Regularly review terms of reference for relevant groups”"],
}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(client, notice):
    client.force_login(person_with_role(notice, Role.ADMINISTRATOR))
    return client


@pytest.fixture
def real_notice(notice, admin):
    importer = notice.members.get(role=Role.ADMINISTRATOR).user
    import_file(notice=notice, path=FILE, filename=FILE.name, by=importer)
    return notice


def shown(client, query=""):
    return client.get(f"/notices/ce/gaps/{query}").context["gaps"]


def listed(client):
    return {one.gap.name: [line.action.ref for line in one.lines] for one in shown(client).listed}


def test_real_notice_lacks_what_a_careful_reader_finds(real_notice, admin):
    assert listed(admin) == OF_THE_REAL_NOTICE
    said = {
        (one.gap.name, line.action.ref): [*line.said]
        for one in shown(admin).listed
        for line in one.lines
        if (one.gap.name, line.action.ref) in WHAT_EXACTLY
    }
    assert said == WHAT_EXACTLY


def test_page_says_what_leaves_the_list_and_what_stays(notice, admin):
    make_action(notice)

    html = admin.get("/notices/ce/gaps/").content.decode()

    assert "leaves this list when its gap is mended. A date that moved twice or more stays" in html


@pytest.mark.parametrize("name", OF_THE_REAL_NOTICE)
def test_register_is_narrowed_to_those_that_have_the_gap(real_notice, admin, name):
    page = admin.get(f"/notices/ce/?only={name}")

    assert [row.ref for row in page.context["page_obj"]] == OF_THE_REAL_NOTICE[name]


def test_home_of_the_administrator_counts_each_gap(real_notice, admin):
    html = admin.get("/").content.decode()

    for name, refs in OF_THE_REAL_NOTICE.items():
        link = f'href="/notices/ce/gaps/#{name}"><span class="app-counts__number">{len(refs)}<'
        assert link in html
    assert "/notices/ce/gaps/#silent" not in html


def send(client, address, **said):
    """Fill a page in as a browser would, and send it."""
    path, _, _ = address.partition("#")
    data = form_values(parse(client.get(path).content), said) | said
    response = client.post(path, {name: value for name, value in data.items() if value is not None})
    assert response.status_code == 302, response.content.decode()
    return response


def test_list_empties_as_its_links_are_followed(real_notice, admin):
    """Each gap of IN9, IN5, IN8, IN10 and IN24 is mended on the page that its line leads to."""
    lead = person_with_role(real_notice, Role.OFFICER)
    rated = {
        "rating-delivery_rating": "green",
        "rating-rating_reason": "On track",
    }
    mended = ("IN5", "IN8", "IN9", "IN10", "IN24")
    for ref in mended:
        send(
            admin, where(admin, "no-lead", ref), lead=lead.pk, due_on="1 May 2099", reason="Agreed"
        )
        send(admin, where(admin, "no-rating", ref), **rated)
    send(
        admin,
        where(admin, "words-lost", "IN9"),
        wording="Ensure the experience of children is known.",
        reason="The document’s lost words",
    )
    send(
        admin,
        where(admin, "words-lost", "IN10"),
        wording="Agree with the LSCB the frequency of audits.",
        reason="The document’s lost words",
    )
    send(admin, where(admin, "no-step", "IN24"), **{"new-step-0-text": "Meet again"})
    steps = Action.objects.get(ref="IN8").next_steps.filter(text__startswith="Continue")
    dates = {f"step-{step.pk}-due_on": "1 May 2099" for step in steps}
    send(admin, where(admin, "no-review", "IN8"), **dates, **{"why-reason": "To be looked at"})
    taken_away = {
        f"remove-{one.pk}": "on" for one in Action.objects.get(ref="IN5").references_made.all()
    }
    send(admin, where(admin, "unresolved", "IN5"), reason="That plan is not ours", **taken_away)

    left = {
        name: [ref for ref in refs if ref not in mended]
        for name, refs in OF_THE_REAL_NOTICE.items()
    }
    assert listed(admin) == {name: refs for name, refs in left.items() if refs}


def where(client, name, ref):
    """Where the line of this action leads."""
    (listed,) = [one for one in shown(client).listed if one.gap.name == name]
    (line,) = [line for line in listed.lines if line.action.ref == ref]
    return line.url


def test_nobody_is_led_where_they_may_not_go(notice, client):
    lead = person_with_role(notice, Role.OFFICER)
    make_action(notice, ref="IN1", lead=lead, wording="Improve the")
    make_progress_item(make_action(notice, ref="IN2"), "Begun by the")
    of = {}
    for role, person in [("lead", lead), ("observer", person_with_role(notice, Role.OBSERVER))]:
        client.force_login(person)
        of[role] = {
            (one.gap.name, line.action.ref): line.url
            for one in shown(client).listed
            for line in one.lines
        }

    update = reverse("actions:update", args=["ce", "IN1"])
    assert {url for url in of["lead"].values() if url} == {update}
    assert set(of["observer"].values()) == {""}


def test_page_of_the_past_shows_its_gaps_and_mends_none(notice, admin):
    day = timezone.now() - dt.timedelta(days=10)
    action = make_action(notice, ref="IN1", at=day)
    make_next_step(action, at=day)
    services.set_details(
        action=action,
        version=1,
        contributors=[],
        lead=make_user(),
        by=make_user(),
        reason="Named",
    )

    then = shown(admin, f"?as_at={timezone.localdate() - dt.timedelta(days=5)}")

    assert "no-lead" in [one.gap.name for one in then.listed]
    assert {line.url for one in then.listed for line in one.lines} == {""}
    assert "no-lead" not in listed(admin)


def test_page_takes_as_many_queries_for_one_action_as_for_thirty(
    notice, admin, django_assert_max_num_queries, django_assert_num_queries
):
    def add(number):
        for _ in range(number):
            action = make_action(notice, wording="Improve the")
            make_next_step(action, "Continue to")
            make_reference(action, plan_ref="A2")

    add(1)
    with django_assert_max_num_queries(12) as one:
        shown(admin)
    add(29)

    with django_assert_num_queries(len(one.captured_queries)):
        found = shown(admin)
    assert {len(one.lines) for one in found.listed} == {25}
    assert {one.number for one in found.listed} == {30}


def test_notice_without_gaps_says_so(notice, admin):
    assert "Nothing is missing" in admin.get("/notices/ce/gaps/").content.decode()
