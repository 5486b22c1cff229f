"""The page that says whether the record is whole: to everybody, but a fault only to whose it is."""

import pytest
from django.urls import reverse

from improvement.models import Seal
from improvement.seals import sealing, verifying
from improvement.seals.faults import Fault
from improvement.seals.verifying import Found
from tests.factories import make_action, make_council, make_notice, person_with_role

pytestmark = pytest.mark.django_db

FAULT = "Entry 41 in the history of actions was changed after it was sealed."


@pytest.fixture
def notice():
    return make_notice()


def page(client, notice, role):
    client.force_login(person_with_role(notice, role))
    return client.get(reverse("audits:record", args=[notice.slug])).content.decode()


def keep_fault(subject):
    verifying.keep(Found(faults=[Fault(FAULT, subject=subject)]), way="command")


def test_before_anything_was_done_the_page_says_so(client, notice):
    shown = page(client, notice, "observer")

    assert "has not been verified yet" in shown
    assert "has not been sealed yet" in shown


def test_a_whole_record_is_said_to_be_whole(client, notice):
    make_action(notice)
    made = sealing.seal()
    verifying.keep(verifying.verify(), way="command")

    shown = page(client, notice, "observer")

    assert "Yes. Nothing in it had been altered" in shown
    assert f"{made.rows} sealed entries of its history and 0 kept files" in shown
    assert made.head in shown
    assert "was not given a head that had been kept elsewhere" in shown


def test_the_newest_verification_is_the_one_that_counts(client, notice):
    keep_fault(notice.log_subject)
    verifying.keep(Found(heads=2), way="command")

    shown = page(client, notice, "administrator")

    assert FAULT not in shown
    assert "compared with 2 heads kept outside the database" in shown


def test_a_fault_is_shown_to_the_administrators_of_its_notice_alone(client, notice):
    keep_fault(notice.log_subject)
    neighbour = make_notice(council=notice.council)

    shown = {role: page(client, notice, role) for role in ("administrator", "officer", "observer")}
    elsewhere = page(client, neighbour, "administrator")

    assert FAULT in shown.pop("administrator")
    for others in (*shown.values(), elsewhere):
        assert "A fault was found" in others
        assert FAULT not in others


def test_a_fault_of_a_council_is_shown_to_the_administrators_of_its_notices(client, notice):
    keep_fault(notice.council.log_subject)
    stranger = make_notice(council=make_council())

    assert FAULT in page(client, notice, "administrator")
    assert FAULT not in page(client, stranger, "administrator")


def test_a_fault_that_is_nobodys_is_shown_to_nobody(client, notice):
    keep_fault("")

    assert FAULT not in page(client, notice, "administrator")


def test_the_change_log_shows_the_newest_head(client, notice):
    make_action(notice)
    sealing.seal()
    client.force_login(person_with_role(notice, "observer"))

    shown = client.get(reverse("audits:changes", args=[notice.slug])).content.decode()

    assert f"<code>{Seal.objects.get().short_head}</code>" in shown
    assert reverse("audits:record", args=[notice.slug]) in shown


def test_the_page_takes_as_many_queries_for_three_seals_as_for_one(
    client, notice, django_assert_num_queries
):
    client.force_login(person_with_role(notice, "observer"))
    address = reverse("audits:record", args=[notice.slug])
    make_action(notice)
    sealing.seal()
    client.get(address)

    for _ in range(2):
        make_action(notice)
        sealing.seal()
        with django_assert_num_queries(5):
            client.get(address)
