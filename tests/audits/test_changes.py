"""The change log of a notice: what it tells, to whom, and how it is narrowed."""

import datetime as dt
import re
import uuid
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Member, NextStep, ProgressItem
from audits import kinds, log, recorded
from boards.models import Body
from improvement import history
from improvement.history import LogEntry
from improvement.history.columns import columns_told
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
    make_seat,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db
Role = Member.Role
LONG_AGO = dt.datetime(2013, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def notice():
    with history.act(name="The test", at=LONG_AGO):
        return make_notice(title="Testshire notice")


@pytest.fixture
def ada(notice):
    with history.act(name="The test", at=LONG_AGO):
        return person_with_role(notice, Role.OFFICER, full_name="Ada Officer")


@pytest.fixture
def in8(notice):
    with history.act(name="The test", at=LONG_AGO):
        return make_action(notice, ref="IN8", wording="Improve the plans")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Role.BOARD_MEMBER, full_name="Bo Board"))
    return client


def address(notice, **query):
    return reverse("audits:changes", args=[notice.slug], query=query)


def told(client, notice, **query):
    """The lines of a page of the log."""
    response = client.get(address(notice, **query))
    assert response.status_code == 200
    return response.context["lines"]


def acts(client, notice, **query):
    """Who did what, line by line."""
    return [(line.who, line.why) for line in told(client, notice, **query)]


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def change(row, by, reason, at=None, **values):
    """One act that gives these values to a row."""
    for name, value in values.items():
        setattr(row, name, value)
    with history.act(by=by, reason=reason, way="page", at=at) as act:
        row.save()
    return act.id


def as_update(action, by, *, reason="Monthly update"):
    """What the update page writes: two items, a stage and a rating, in one act."""
    with history.act(by=by, reason=reason, way="page") as act:
        ProgressItem(action=action, text="Standards launched").save()
        ProgressItem(action=action, text="Staff trained", position=1).save()
        action.stage, action.delivery_rating = "in_progress", "green"
        action.rating_reason = "Going well"
        action.version += 1
        action.save()
    return act.id


# What is told, and of what


def test_every_record_is_told_or_says_why_not():
    told_of = {table.model for table in recorded.told()}

    assert told_of.isdisjoint(recorded.NOT_TOLD)
    assert told_of | set(recorded.NOT_TOLD) == set(recorded.recorded())
    assert all(len(reason) > 20 for reason in recorded.NOT_TOLD.values())


def test_every_record_that_is_told_has_something_to_tell_and_a_kind():
    for table in recorded.told():
        assert columns_told(table.model)
        assert any(table.model in kind.of for kind in kinds.kinds().values())


def test_each_table_leads_to_its_notice_or_council(notice):
    paths = {table.model.__name__: (table.path, table.thing) for table in recorded.told()}

    assert paths["Action"] == ("notice", "id")
    assert paths["ProgressItem"] == ("action__notice", "action_id")
    assert paths["CrossReference"] == ("action__notice", "action_id")
    assert paths["Seat"] == ("body__council", "body_id")
    assert paths["Notice"] == ("id", "id")


def test_an_update_is_one_entry_with_what_matters_first(reader, notice, ada, in8):
    as_update(in8, ada)

    line = told(reader, notice)[0]
    (part,) = line.parts

    assert (line.who, line.role, line.way_in_words, line.why) == (
        "Ada Officer", "officer", "on a page", "Monthly update",
    )  # fmt: skip
    assert (part.name, part.url) == ("IN8", in8.get_absolute_url())
    assert [(c.field, c.before, c.after) for c in part.first] == [
        ("Stage", "Not started", "In progress"),
        ("Delivery rating", "", "Green"),
    ]
    assert part.said == "stage, delivery rating, reason for the rating, 2 progress items added"
    assert not line.is_folded


def test_the_page_shows_who_when_how_why_and_word_by_word(reader, notice, ada, in8):
    change(in8, ada, "Lost words", wording="Improve all the plans")

    html = html_of(reader, address(notice))

    for words in [
        "<strong>Ada Officer</strong>, officer",
        "on a page",
        "“Lost words”",
        '<ins><span class="govuk-visually-hidden">now: </span>all </ins>',
        "See IN8 as it stood just before",
        "Copy link to this version",
    ]:
        assert words in html


def test_a_change_of_each_kind_of_record_is_told(reader, notice, ada, in8):
    council, step = notice.council, make_next_step(in8)
    body = make_body(council, name="Safeguarding Board", slug="board")
    records = {
        "Progress item: text": make_progress_item(in8, "Launched"),
        "Next step: text": step,
        "Cross reference: words as printed": make_reference(in8, plan_ref="A2"),
        "Contributor: person": make_contributor(in8, ada),
        "Oversight: part": make_oversight(body, in8),
        "Seat: office": make_seat(body, ada),
        "Body: name": body,
        "Import: file": make_import(notice, filename="notice.xlsx"),
        "Person on the notice: role": make_member(notice, user=make_user(full_name="Cat New")),
        "Notice: title": notice,
        "Council: name": council,
    }

    html = html_of(reader, address(notice))

    for words in records:
        assert words.split(":")[0] in html, words
    for name in ["IN8", "Safeguarding Board", "Import 1", "Cat New", "This notice", council.name]:
        assert f">{name}<" in html


def test_what_was_withdrawn_or_removed_is_told(reader, notice, ada, in8):
    contributor = make_contributor(in8, make_user(full_name="Cat Gone"))
    with history.act(by=ada, reason="Left"):
        contributor.delete()
    change(in8, ada, "Not in the file", is_withdrawn=True)

    withdrawn, removed = told(reader, notice)[:2]

    assert [(c.field, c.after) for c in withdrawn.parts[0].first] == [("Withdrawn", "yes")]
    assert [(c.kind, c.before) for c in removed.parts[0].changes] == [("deleted", "Cat Gone")]


def test_a_save_that_changes_nothing_is_told_as_that(reader, notice, ada, in8):
    change(in8, ada, "Saved again")

    html = html_of(reader, address(notice))

    assert "saved, and nothing that is told here changed" in html


def test_an_act_of_many_actions_is_one_entry_that_unfolds(reader, notice, ada):
    with history.act(by=ada, reason="All at once", way="import 3"):
        actions = [Action(notice=notice, ref=f"IN{n}", wording="x") for n in range(1, 61)]
        history.create_all(actions, Action, batch_size=100)
        items = [ProgressItem(action=action, text="Done") for action in actions]
        history.create_all(items, ProgressItem, batch_size=100)

    line = told(reader, notice)[0]

    assert line.said == "60 actions added, 60 progress items added"
    assert (line.is_folded, line.is_cut) == (True, True)
    assert 0 < sum(len(part.changes) for part in line.parts) <= 20
    assert line.parts[0].name == "IN1"


def test_an_act_of_a_few_actions_is_told_whole(reader, notice, ada):
    actions = [make_action(notice) for _ in range(4)]
    with history.act(by=ada, reason="All at once", way="page"):
        for action in actions:
            action.area = "Courts"
            action.stage, action.delivered_on = "delivered", dt.date(2014, 3, 1)
            action.save()

    line = told(reader, notice)[0]

    assert line.said == "4 actions changed; stage of 4"
    assert [part.said for part in line.parts] == ["area, stage"] * 4
    assert (line.is_folded, line.is_cut) == (True, False)


# Who did it


def test_role_is_that_of_then_and_says_who_has_left(reader, notice, in8):
    yesterday = timezone.now() - dt.timedelta(days=1)
    with history.act(name="The test", at=LONG_AGO):
        stayed = make_member(notice, Role.OFFICER, user=make_user(full_name="Sam Stayed"))
        moved = make_member(notice, Role.OFFICER, user=make_user(full_name="Mo Moved"))
        left = make_member(notice, Role.OFFICER, user=make_user(full_name="Lee Left"))
        closed = make_member(notice, Role.OFFICER, user=make_user(full_name="Cleo Closed"))
    for number, member in enumerate([stayed, moved, left, closed]):
        change(in8, member.user, "Then", at=yesterday, area=f"Area {number}")
    change(moved, stayed.user, "Promoted", role=Role.ADMINISTRATOR)
    change(left, stayed.user, "Left", until_on=timezone.localdate() - dt.timedelta(days=1))
    change(closed.user, stayed.user, "Left", is_active=False)

    roles = {line.who: line.role for line in told(reader, notice) if line.why == "Then"}

    assert roles == {
        "Sam Stayed": "officer",
        "Mo Moved": "officer then, administrator now",
        "Lee Left": "officer then, has left",
        "Cleo Closed": "officer then, has left",
    }


def test_a_command_has_a_name_and_no_role(reader, notice, in8):
    with history.act(name="import_notice", way="command"):
        in8.area = "Courts"
        in8.save()

    line = told(reader, notice)[0]

    assert (line.who, line.role, line.way_in_words) == ("import_notice", "", "by a command")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OBSERVER])
def test_an_import_is_a_link_for_whoever_may_read_it(client, notice, in8, role):
    record = make_import(notice)
    with history.act(name="Ada", way=f"import {record.number}"):
        in8.area = "Courts"
        in8.save()
    client.force_login(person_with_role(notice, role))

    url = told(client, notice)[1].way_url

    expected = reverse("actions:import", args=[notice.slug, record.number])
    assert url == (expected if role == Role.ADMINISTRATOR else "")


# Kept apart


def test_nothing_of_another_notice_is_told(reader, notice, ada, in8):
    other = make_action(make_notice(council=notice.council), ref="XX1", wording="Secret words")
    stranger = make_action(wording="Strange words")
    with history.act(by=ada, reason="Both at once", way="page") as act:
        for action in (in8, other, stranger):
            action.area = f"Area of {action.wording}"
            action.save()

    pages = [
        html_of(reader, address(notice)),
        html_of(reader, reverse("audits:act", args=[notice.slug, act.id])),
        reader.get(reverse("audits:export_changes", args=[notice.slug, "csv"])).getvalue().decode(),
    ]

    for text in pages:
        assert "Area of Improve the plans" in text
        assert "Secret" not in text
        assert "Strange" not in text
        assert "XX1" not in text


def test_what_a_reference_leads_to_in_another_plan_is_not_named(reader, notice, in8):
    other = make_action(make_notice(council=notice.council), ref="SECRET7")
    make_reference(in8, other, words="See the other plan")

    html = html_of(reader, address(notice))

    assert "See the other plan" in html
    assert "SECRET7" not in html
    assert "an action of another plan" in html


def test_bodies_of_the_council_are_told_and_those_of_another_are_not(reader, notice):
    make_body(notice.council, name="Our Board")
    make_body(name="Their Board")

    html = html_of(reader, address(notice))

    assert "Our Board" in html
    assert "Their Board" not in html


def test_an_act_that_touched_notice_and_council_is_told_once(reader, notice, ada, in8):
    body = make_body(notice.council)
    with history.act(by=ada, reason="Both", way="page"):
        body.remit, in8.area = "Reads it", "Courts"
        body.save()
        in8.save()

    lines = [line for line in told(reader, notice) if line.why == "Both"]

    assert [[part.name for part in line.parts] for line in lines] == [["IN8", body.name]]


@pytest.mark.parametrize("name", ["changes", "act", "export_changes"])
def test_a_stranger_finds_nothing(client, notice, ada, in8, name):
    act = as_update(in8, ada)
    client.force_login(person_with_role(make_notice(), Role.ADMINISTRATOR))
    more = {"changes": [], "act": [act], "export_changes": ["csv"]}[name]

    assert client.get(reverse(f"audits:{name}", args=[notice.slug, *more])).status_code == 404


# Pages


def make_acts(action, by, number, **said):
    """Many acts in no time, the newest last."""
    for place in range(number):
        at = timezone.now() - dt.timedelta(days=30) + dt.timedelta(minutes=place)
        change(action, by, f"Act {place}", at=at, area=f"Area {place}", **said)


def test_pages_follow_one_another_without_gap_or_repeat(reader, notice, ada, in8, monkeypatch):
    monkeypatch.setattr(log, "ENTRIES_ON_A_PAGE", 4)
    make_acts(in8, ada, 10)
    make_body(notice.council)
    everything = [entry.pk for entry in LogEntry.objects.newest_first() if entry.subject]

    def keys(**query):
        return reader.get(address(notice, **query)).context["page"]

    first = keys()
    seen, page = [*first.entries], first
    while page.older:
        page = keys(before=page.older)
        seen += page.entries
    back = keys(after=page.newer)

    mine = [pk for pk in everything if pk in {entry.pk for entry in seen}]
    assert [entry.pk for entry in seen] == mine
    assert len(seen) == log.log_of(notice).count() - 1  # notice and council were one act
    assert [e.pk for e in back.entries] == [e.pk for e in seen[-len(page.entries) - 4 :][:4]]
    assert first.newer is None


def test_entries_of_one_moment_are_all_told(reader, notice, ada, in8, monkeypatch):
    monkeypatch.setattr(log, "ENTRIES_ON_A_PAGE", 2)
    at = timezone.now()
    for place in range(5):
        change(in8, ada, f"Act {place}", at=at, area=f"Area {place}")

    seen, query = [], {}
    while True:
        page = reader.get(address(notice, **query)).context["page"]
        seen += [entry.reason for entry in page.entries]
        if not page.older:
            break
        query = {"before": page.older}

    assert [why for why in seen if why.startswith("Act")] == [f"Act {n}" for n in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("said", ["x", "-1", "9" * 40, "0", "1.5", "²"])
def test_a_page_that_is_none_is_no_error(reader, notice, in8, said):
    for name in ("before", "after"):
        assert reader.get(address(notice, **{name: said})).status_code == 200


def test_what_is_rare_is_looked_for_a_stretch_at_a_time(reader, notice, ada, in8, monkeypatch):
    monkeypatch.setattr(log, "LOOKED_THROUGH", 3)
    stage = change(in8, ada, "Rare", at=timezone.now() - dt.timedelta(days=60), stage="in_progress")
    make_acts(in8, ada, 5)

    first = reader.get(address(notice, kind="stage"))
    page = first.context["page"]
    found = []
    while page.older:
        page = reader.get(address(notice, kind="stage", before=page.older)).context["page"]
        found += [entry.act for entry in page.entries]

    assert first.context["lines"] == []
    assert "This page looked back to" in first.content.decode()
    assert "Nothing matches so far back" in first.content.decode()
    assert found == [stage]


# One act


def test_an_act_has_a_page_of_its_own_with_every_change(reader, notice, ada, in8):
    act = as_update(in8, ada)

    html = html_of(reader, reverse("audits:act", args=[notice.slug, act]))

    for words in ["Ada Officer, officer", "Monthly update", "Standards launched", "Staff trained"]:
        assert words in html
    assert f"http://testserver/notices/{notice.slug}/changes/{act}/" in html
    assert "See IN8 as it stood just before" in html


def test_an_action_is_read_as_it_stood_before_and_after(reader, notice, ada, in8):
    first = change(in8, ada, "First", at=LONG_AGO + dt.timedelta(days=3), wording="First words")
    change(in8, ada, "Second", wording="Second words")

    (part,) = reader.get(reverse("audits:act", args=[notice.slug, first])).context["line"].parts

    assert "Improve the plans" in html_of(reader, part.just_before)
    assert "First words" not in html_of(reader, part.just_before)
    assert "First words" in html_of(reader, part.just_after)
    assert "Second words" not in html_of(reader, part.just_after)


def test_an_action_that_is_new_has_no_before(reader, notice):
    make_action(notice, ref="IN9")

    (part,) = told(reader, notice)[0].parts

    assert (part.just_before, bool(part.just_after)) == ("", True)


def test_a_long_act_is_told_in_pages_action_by_action(reader, notice, ada, monkeypatch):
    monkeypatch.setattr("audits.views.changes.VERSIONS_ON_A_PAGE", 3)
    with history.act(by=ada, reason="Import", way="import 1") as act:
        for ref in ("IN10", "IN2", "IN1"):
            action = Action(notice=notice, ref=ref, wording=f"Wording of {ref}")
            action.save()
            ProgressItem(action=action, text=f"Progress of {ref}").save()
    url = reverse("audits:act", args=[notice.slug, act.id])

    pages = [reader.get(url, {"page": number}).context["line"] for number in (1, 2)]

    assert [[part.name for part in page.parts] for page in pages] == [
        ["IN1", "IN2"],
        ["IN2", "IN10"],
    ]


@pytest.mark.parametrize("which", ["of another notice", "of nobody"])
def test_an_act_elsewhere_is_not_found(reader, notice, ada, which):
    act = uuid.uuid4()
    if which == "of another notice":
        act = change(make_action(), ada, "Elsewhere", area="x")

    assert reader.get(reverse("audits:act", args=[notice.slug, act])).status_code == 404


# Filters


@pytest.fixture
def busy(notice, ada, in8):
    """Acts of every kind, each by its reason."""
    body = make_body(notice.council)
    step = make_next_step(in8, due_on=dt.date(2014, 1, 1))
    item = make_progress_item(in8)
    with history.act(name="Cy Command", way="command"):
        make_import(notice)
    contributor = make_contributor(in8, ada)
    change(in8, ada, "stage", stage="in_progress")
    change(in8, ada, "rating", delivery_rating="green", rating_reason="Well")
    change(in8, ada, "dates", due_on=dt.date(2014, 2, 1), original_due_on=dt.date(2014, 2, 1))
    change(step, ada, "dates of a step", due_on=dt.date(2014, 3, 1))
    change(in8, ada, "wording", wording="Other words")
    change(item, ada, "progress", text="More")
    change(step, ada, "steps", status="done")
    change(step, ada, "step withdrawn", status="withdrawn")
    change(in8, ada, "lead", lead=ada)
    change(make_reference(in8, words="See A2", plan_ref="A2"), ada, "references", words="See A3")
    change(in8, ada, "withdrawn", is_withdrawn=True)
    with history.act(by=ada, reason="removed", way="page"):
        contributor.delete()
    change(make_oversight(body, in8), ada, "oversight", is_ended=True)
    change(body, ada, "bodies", remit="Reads")
    change(Member.objects.get(user=ada), ada, "people", role=Role.ADMINISTRATOR)
    change(notice, ada, "notice", title="Another title")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("stage", {"stage"}),
        ("rating", {"rating"}),
        ("dates", {"dates", "dates of a step"}),
        ("wording", {"wording"}),
        ("progress", {"progress"}),
        ("steps", {"dates of a step", "steps", "step withdrawn"}),
        ("lead", {"lead", "removed"}),
        ("references", {"references"}),
        ("added", set()),
        ("removed", {"step withdrawn", "withdrawn", "removed"}),
        ("oversight", {"oversight"}),
        ("bodies", {"bodies"}),
        ("people", {"people"}),
        ("notice", {"notice"}),
        ("imports", set()),
    ],
)
def test_log_is_narrowed_to_a_kind_of_change(reader, notice, busy, kind, expected):
    found = {why for who, why in acts(reader, notice, kind=kind) if who == "Ada Officer"}

    assert found == expected


def test_kinds_add_up_and_other_filters_narrow_further(reader, notice, busy, in8, ada):
    both = {why for _, why in acts(reader, notice, kind=["stage", "wording"])}
    narrowed = acts(reader, notice, kind=["stage", "wording"], action="IN8", person=ada.pk)

    assert both == {"stage", "wording"}
    assert {why for _, why in narrowed} == {"stage", "wording"}
    assert acts(reader, notice, kind="stage", to="2013-06-02") == []


@pytest.mark.parametrize("typed", ["IN8", "in8", " in 8 ", "IN08"])
def test_log_is_narrowed_to_an_action_however_it_is_typed(reader, notice, ada, in8, typed):
    as_update(in8, ada)
    change(make_action(notice, ref="IN80"), ada, "Another", area="x")

    found = acts(reader, notice, action=typed)

    assert found == [("Ada Officer", "Monthly update"), ("The test", "Set up")]


def test_log_is_narrowed_to_a_person(reader, notice, ada, in8):
    as_update(in8, ada)
    options = reader.get(address(notice)).context["filter"].people

    assert acts(reader, notice, person=ada.pk) == [("Ada Officer", "Monthly update")]
    assert ("The test", "Set up") in acts(reader, notice, person="nobody")
    assert options == [(str(ada.pk), "Ada Officer")]


def test_log_is_narrowed_to_days_of_the_council(reader, notice, ada, in8):
    half_past_midnight = dt.datetime(2014, 6, 30, 23, 30, tzinfo=dt.UTC)  # 1 July, summer time
    change(in8, ada, "July", at=half_past_midnight, area="x")
    change(in8, ada, "June", at=half_past_midnight - dt.timedelta(hours=1), area="y")

    july = {"from": "1 July 2014", "to": "2014-07-01"}
    assert acts(reader, notice, **july) == [("Ada Officer", "July")]
    june = {"from": "2014-06-01", "to": "30/6/2014"}
    assert acts(reader, notice, **june) == [("Ada Officer", "June")]


def test_log_is_narrowed_to_an_import_and_what_it_wrote(reader, notice, ada, in8):
    record, other = make_import(notice), make_import(notice)
    with history.act(by=ada, reason="Imported", way=f"import {record.number}"):
        in8.area = "x"
        in8.save()
        record.status, record.applied_at = "applied", timezone.now()
        record.save()
    change(other, ada, "Another import", status="abandoned")

    found = acts(reader, notice, **{"import": record.number})

    assert found == [("Ada Officer", "Imported"), ("The test", "Set up")]


def test_log_is_narrowed_to_a_member_and_to_a_body(reader, notice, ada, in8):
    body = make_body(notice.council)
    make_seat(body, ada)
    member = Member.objects.get(user=ada)
    change(member, ada, "Promoted", role=Role.ADMINISTRATOR)

    of_member = [why for _, why in acts(reader, notice, about=f"member-{member.pk}")]
    of_body = told(reader, notice, about=f"body-{body.pk}")

    assert of_member == ["Promoted", "Set up"]
    assert len(of_body) == 2


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("action", "IN99", "“IN99” is not an action of this notice"),
        ("action", "x" * 31, "Enter a reference of 30 characters or fewer"),
        ("person", "0", "“0” is nobody in this log"),
        ("kind", "colour", "“colour” is not a kind of change"),
        ("from", "40 March 2014", "From must be a real date, like 27 March 2014"),
        ("from", "1 January 0001", "The year must be between 1990 and 2100"),
        ("to", "0001-01-01", "The year must be between 1990 and 2100"),
        ("to", "31 December 9999", "The year must be between 1990 and 2100"),
        ("import", "x", "Enter the number of an import"),
        ("import", "7", "There is no import 7 of this notice"),
        ("about", "body-0", "“body-0” is nothing of this notice"),
        ("about", "sofa", "“sofa” is nothing of this notice"),
    ],
)
def test_what_means_nothing_is_answered_with_a_sentence(reader, notice, in8, name, value, sentence):
    response = reader.get(address(notice, **{name: value}))
    html = response.content.decode()

    assert response.context["lines"] == []
    assert "There is a problem" in html
    assert sentence in html
    assert f"{value}”" in html  # among the tags, to be taken off


def test_days_the_wrong_way_round_are_answered_with_a_sentence(reader, notice):
    query = {"from": "2014-03-02", "to": "2014-03-01"}

    html = html_of(reader, address(notice, **query))

    assert "The last day must be on or after the first" in html


def test_filters_know_nothing_of_another_notice(reader, notice):
    elsewhere = make_notice()
    make_action(elsewhere, ref="ZZ1")
    member, body = make_member(elsewhere), make_body(elsewhere.council)
    make_import(elsewhere, number=77)

    for query in [
        {"action": "ZZ1"},
        {"import": 77},
        {"about": f"member-{member.pk}"},
        {"about": f"body-{body.pk}"},
        {"person": member.user.pk},
    ]:
        assert "There is a problem" in html_of(reader, address(notice, **query))


def test_each_filter_is_a_tag_that_takes_it_off(reader, notice, ada, in8):
    query = {"action": "in8", "kind": ["stage", "rating"], "from": "2014-03-01", "before": 9}

    tags = reader.get(address(notice, **query)).context["filter"].tags

    assert [tag.words for tag in tags] == ["Stage", "Rating", "Action: IN8", "From 1 March 2014"]
    assert tags[0].without == "?action=in8&kind=rating&from=2014-03-01"


# Size


def fill(notice, by, number):
    """Acts on every kind of record, so that no table is spared."""
    body = make_body(notice.council)
    for place in range(number):
        action = make_action(notice)
        as_update(action, by)
        make_next_step(action, owner=make_user())
        make_contributor(action, make_user())
        make_reference(action, make_action(notice))
        make_oversight(body, action)
        make_seat(body, make_user(), from_on=dt.date(2013, 1, 1 + place))
        make_import(notice)
        make_member(notice, user=make_user())
        change(notice, by, "Title", title=f"Title {place} {number}")
        change(notice.council, by, "Name", short_name=f"Name {place} {number}")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"kind": "removed"},
        {"action": "IN8"},
        {"before": True, "action": "in8", "kind": "stage"},
    ],
)
def test_a_page_takes_as_many_queries_for_many_entries_as_for_few(
    reader, notice, ada, in8, query, django_assert_max_num_queries
):
    fill(notice, ada, 1)
    as_update(in8, ada)
    if "before" in query:
        query["before"] = LogEntry.objects.newest_first().first().pk
    with django_assert_max_num_queries(15) as few:
        html_of(reader, address(notice, **query))
    fill(notice, ada, 3)

    with django_assert_max_num_queries(15) as many:
        html_of(reader, address(notice, **query))

    assert len(many) == len(few)


def test_the_fields_of_the_filter_are_those_that_were_asked_for(reader, notice, ada, in8):
    as_update(in8, ada)

    plain = html_of(reader, address(notice))
    narrowed = html_of(reader, address(notice, action="IN8", kind="stage"))
    wrong = html_of(reader, address(notice, action="IN99"))
    as_update(in8, make_user(full_name="Ben Second"))
    later = html_of(reader, address(notice))

    shown = [plain, narrowed, wrong, later]
    assert ['value="IN8"' in one for one in shown] == [False, True, False, False]
    assert ["“IN99” is not an action" in one for one in shown] == [False, False, True, False]
    assert ["Ben Second</option>" in one for one in shown] == [False, False, False, True]


def test_the_page_of_an_act_takes_as_many_queries_for_many_changes_as_for_few(
    reader, notice, ada, django_assert_max_num_queries
):
    used = []
    for number in (1, 3):
        with history.act(by=ada, way="page") as act:
            for place in range(number):
                action = Action(notice=notice, ref=f"X{number}{place}", wording="x", lead=ada)
                action.save()
                NextStep(action=action, text="Next", owner=ada).save()
        with django_assert_max_num_queries(15) as queries:
            html_of(reader, reverse("audits:act", args=[notice.slug, act.id]))
        used.append(len(queries))

    assert used[0] == used[1]


def test_body_that_oversees_is_named_once_for_the_page(reader, notice, in8):
    """The names that versions give are fetched for a whole page, not one by one."""
    bodies = [make_body(notice.council, name=f"Board {n}") for n in range(3)]
    for body in bodies:
        make_oversight(body, in8)

    html = html_of(reader, address(notice, kind="oversight"))

    assert Body.objects.count() == 3
    assert all(f"Board {n}" in html for n in range(3))


# From the home page


def link_named(html, words):
    """The address of the first link that says these words."""
    for found in re.finditer(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html):
        if words in re.sub(r"<[^>]*>", "", found[2]):
            return unescape(found[1])
    raise AssertionError(f"No link says {words}")


def test_three_clicks_lead_to_what_an_action_said_and_who_changed_it_since(
    reader, notice, ada, in8
):
    change(in8, ada, "First", at=LONG_AGO + dt.timedelta(days=3), wording="First words")
    change(in8, ada, "Second", wording="Second words")

    home = html_of(reader, "/")
    register = html_of(reader, link_named(home, "Register"))
    action = html_of(reader, link_named(register, "IN8"))
    past = html_of(reader, link_named(action, "as it stood just after Ada Officer, 4 June 2013"))

    assert "“Second”" in action  # who changed it since, and why
    assert "First words" in past
    assert "Second words" not in past


def test_or_by_the_change_log(reader, notice, ada, in8):
    change(in8, ada, "First", at=LONG_AGO + dt.timedelta(days=3), wording="First words")

    log_page = html_of(reader, link_named(html_of(reader, "/"), "Changes"))
    past = html_of(reader, link_named(log_page, "See IN8 as it stood just before"))

    assert "Improve the plans" in past
    assert "First words" not in past


@pytest.mark.parametrize(
    ("name", "what"), [("people", "member"), ("body", "body"), ("import", "import")]
)
def test_pages_lead_to_the_history_of_what_they_show(client, notice, name, what):
    admin = person_with_role(notice, Role.ADMINISTRATOR, full_name="Ann Admin")
    body, record = make_body(notice.council), make_import(notice, status="abandoned")
    client.force_login(admin)
    page = {
        "people": reverse("actions:people", args=[notice.slug]),
        "body": body.url_on(notice),
        "import": record.get_absolute_url(),
    }[name]

    link = link_named(html_of(client, page), "History")
    found = told(client, notice, **dict(parse_qsl(urlsplit(link).query)))

    names = {"member": "Ann Admin", "body": body.name, "import": "Import 1"}
    assert [part.name for line in found for part in line.parts] == [names[what]]
