"""What the assurance lead finds at home: the evidence that waits for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions import services
from actions.models import Member
from tests.actions.evidence_makers import make_check, make_evidence, make_version
from tests.factories import make_action, make_contributor, make_notice, person_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return make_notice()


@pytest.fixture
def checker(client, notice):
    person = person_with_role(notice, Member.Role.ASSURANCE_LEAD)
    client.force_login(person)
    return person


def waiting(client):
    return [one.title for one in client.get("/").context["evidence"]["rows"]]


def test_evidence_waits_until_it_is_checked_and_again_when_it_is_new(client, notice, checker):
    action = make_action(notice)
    evidence = make_evidence(action, title="Audit")
    make_evidence(action, title="Survey")
    assert waiting(client) == ["Audit", "Survey"]

    make_check(evidence, checker)
    assert waiting(client) == ["Survey"]

    make_version(evidence)
    assert waiting(client) == ["Audit", "Survey"]


def test_nobody_is_asked_to_check_what_they_answer_for(client, notice, checker):
    action = make_action(notice)
    make_evidence(action, checker, title="Brought by the checker")
    make_version(make_evidence(action, title="Brought anew by the checker"), checker)
    make_evidence(make_action(notice, lead=checker), title="Of an action that they lead")
    contributed = make_action(notice)
    make_contributor(contributed, checker)
    make_evidence(contributed, title="Of one that they contribute to")
    withdrawn = make_evidence(action, title="Withdrawn")
    services.withdraw_evidence(evidence=withdrawn, by=checker, reason="Wrong")
    make_evidence(make_action(), title="Of another notice")

    assert waiting(client) == []


def test_home_takes_as_many_queries_for_many_pieces_as_for_one(client, notice, checker):
    taken = []
    for number in (1, 12):
        for _ in range(number):
            make_evidence(make_action(notice), title="Audit")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/")
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert response.context["evidence"]["has_more"]
    assert "?checked=none" in response.content.decode()
