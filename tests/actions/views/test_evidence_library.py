"""The evidence of a notice: filters, counts, exports, and a constant number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions import services
from actions.models import Member
from tests.actions.evidence_makers import make_check, make_evidence, make_version
from tests.factories import make_action, make_notice, person_with_role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def reader(client, notice):
    client.force_login(person_with_role(notice, Member.Role.BOARD_MEMBER))
    return client


@pytest.fixture
def held(notice):
    """A few pieces, each apart from the others."""
    in2, in8 = make_action(notice, ref="IN2"), make_action(notice, ref="IN8")
    make_action(notice, ref="IN9")
    old = make_evidence(in2, title="Old audit", dated_on=TODAY - dt.timedelta(days=200))
    make_check(old, opinion="in_part")
    said = {"kind": "staff", "dated_on": TODAY}
    make_evidence(in2, title="Survey", is_restricted=True, name="families.csv", **said)
    make_evidence(in8, title="Induction", link="https://a.example/", **said | {"kind": "document"})
    gone = make_evidence(in8, title="Gone", **said)
    services.withdraw_evidence(evidence=gone, by=gone.added_by, reason="Wrong")
    make_evidence(make_action(), title="Of another notice")


def titles(client, query=""):
    return {one.title for one in client.get(f"/notices/ce/evidence/{query}").context["page_obj"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Old audit", "Survey", "Induction"}),
        ("?q=audit", {"Old audit"}),
        ("?q=FAMILIES", {"Survey"}),
        ("?kind=staff&kind=document", {"Survey", "Induction"}),
        ("?checked=none", {"Survey", "Induction"}),
        ("?checked=in_part", {"Old audit"}),
        ("?checked=none&checked=in_part", {"Old audit", "Survey", "Induction"}),
        ("?checked=sufficient", set()),
        ("?only=old", {"Old audit"}),
        ("?only=restricted", {"Survey"}),
        ("?only=links", {"Induction"}),
        ("?only=withdrawn", {"Gone"}),
        ("?action=in 8", {"Induction"}),
        (f"?from={TODAY}", {"Survey", "Induction"}),
        (f"?to={TODAY - dt.timedelta(days=1)}", {"Old audit"}),
        ("?kind=colour", set()),
        ("?action=IN77", set()),
    ],
)
def test_library_is_narrowed(reader, held, query, expected):
    assert titles(reader, query) == expected


def test_what_means_nothing_is_said(reader, held):
    html = reader.get("/notices/ce/evidence/?kind=colour&from=x&action=IN77").content.decode()

    assert "is not a kind of evidence" in html
    assert "is not an action of this notice" in html


def test_counts_lead_to_what_they_count(reader, held):
    counts = reader.get("/notices/ce/evidence/").context["counts"]

    assert [(count.number, count.label) for count in counts] == [
        (3, "pieces of evidence"),
        (2, "not checked"),
        (1, "older than six months"),
        (1, "actions with no evidence"),
    ]
    for count in counts[:3]:
        assert len(reader.get(count.url).context["page_obj"]) == count.number
    assert [one.ref for one in reader.get(counts[3].url).context["page_obj"]] == ["IN9"]


def test_an_observer_is_not_offered_what_is_restricted(client, notice, held):
    client.force_login(person_with_role(notice, Member.Role.OBSERVER))

    assert titles(client) == {"Old audit", "Induction"}
    assert titles(client, "?only=restricted") == set()
    assert titles(client, "?q=families") == set()
    counts = client.get("/notices/ce/evidence/").context["counts"]
    assert [count.number for count in counts] == [2, 1, 1, 1]


def test_export_holds_what_the_filter_shows(reader, held):
    response = reader.get("/notices/ce/export/evidence.csv?checked=in_part")
    text = b"".join(response).decode("utf-8-sig")

    assert "Old audit" in text
    assert "Sufficient in part" in text
    assert "Survey" not in text
    assert reader.get("/notices/ce/export/evidence.csv?kind=x").status_code == 302
    response = reader.get("/notices/ce/export/evidence.xlsx")
    assert b"".join(response).startswith(b"PK")


@pytest.mark.parametrize(
    "path", ["evidence/", "evidence/?checked=none&q=a", "export/evidence.csv", "actions/IN2/"]
)
def test_pages_take_as_many_queries_for_many_pieces_as_for_one(reader, notice, path):
    action = make_action(notice, ref="IN2")
    taken = []
    for number in (1, 3):
        for _ in range(number):
            evidence = make_evidence(action, title="Audit")
            make_version(evidence)
            make_check(evidence)
            make_evidence(make_action(notice), title="A link", link="https://a.example/")
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(f"/notices/ce/{path}")
            b"".join(response)
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert taken[0] <= 12
