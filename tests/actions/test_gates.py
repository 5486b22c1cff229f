import datetime as dt
from dataclasses import replace

import pytest

from actions import gates
from actions.gates import Facts, LastStep, Piece
from actions.models import Action

LEAD, HELPER, CHECKER, CHAIR, CLERK = range(1, 6)
CHECKED = Piece(1, "Terms", "sufficient", CHECKER)
READY = Facts(
    notice="ce",
    ref="IN2",
    stage="in_progress",
    lead=LEAD,
    contributors=frozenset({HELPER}),
    progress=1,
    evidence=(CHECKED,),
    checkers=frozenset({CHECKER}),
    declared_by=LEAD,
)
DELIVERED = replace(READY, stage="delivered")
AWAITING = replace(READY, stage="awaiting_sign_off")


def codes(missing):
    return [one.code for one in missing]


def test_delivery_passes_with_a_lead_progress_and_evidence():
    assert gates.to_deliver(READY) == []
    assert gates.to_deliver(replace(READY, stage="not_started")) == []


@pytest.mark.parametrize(
    ("lacks", "code", "page"),
    [
        ({"lead": None}, "lead", "actions:details"),
        ({"progress": 0}, "progress", "actions:update"),
        ({"evidence": ()}, "evidence", "actions:evidence_add"),
        ({"stage": "delivered"}, "stage", "actions:detail"),
        ({"stage": "no_longer_required"}, "stage", "actions:detail"),
        ({"is_withdrawn": True}, "withdrawn", "actions:detail"),
    ],
)
def test_delivery_is_refused_with_the_page_on_which_it_is_mended(lacks, code, page):
    (missing,) = gates.to_deliver(replace(READY, **lacks))

    assert (missing.code, missing.page, missing.args) == (code, page, ("ce", "IN2"))
    assert missing.sentence.endswith(".")


def test_delivery_says_all_that_is_missing_at_once():
    missing = gates.to_deliver(replace(READY, lead=None, progress=0, evidence=()))

    assert codes(missing) == ["lead", "progress", "evidence"]


def test_evidence_need_not_be_checked_for_delivery():
    assert gates.to_deliver(replace(READY, evidence=(Piece(1, "Terms"),))) == []


@pytest.mark.parametrize(
    ("day", "codes_said"),
    [
        (dt.date(2013, 12, 1), []),
        (dt.date(2013, 12, 2), ["date-to-come"]),
        (dt.date(2013, 3, 1), []),
        (dt.date(2013, 2, 28), ["date-before-notice"]),
    ],
)
def test_delivery_is_dated_between_the_notice_and_today(day, codes_said):
    facts = replace(READY, issued_on=dt.date(2013, 3, 1))

    assert codes(gates.to_date(day, dt.date(2013, 12, 1), facts)) == codes_said


def test_asking_passes_once_every_piece_is_checked_and_one_is_sufficient():
    in_part = Piece(2, "Minutes", "in_part", CHECKER)

    assert gates.to_ask(DELIVERED) == []
    assert gates.to_ask(replace(DELIVERED, evidence=(CHECKED, in_part))) == []


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], ["evidence"]),
        ([Piece(3, "Terms")], ["unchecked"]),
        ([CHECKED, Piece(3, "Minutes")], ["unchecked"]),
        ([CHECKED, Piece(3, "Minutes", "insufficient", CHECKER)], ["insufficient"]),
        ([Piece(3, "Minutes", "in_part", CHECKER)], ["none-sufficient"]),
        ([Piece(3, "Terms", "sufficient", LEAD)], ["checked-by-own"]),
        ([Piece(3, "Terms", "sufficient", HELPER)], ["checked-by-own"]),
    ],
)
def test_asking_is_refused(evidence, expected):
    missing = gates.to_ask(replace(DELIVERED, evidence=tuple(evidence)))

    assert codes(missing) == expected
    if expected[0] not in ("evidence", "none-sufficient"):
        assert (missing[0].page, missing[0].args) == ("actions:evidence", ("ce", "IN2", 3))


def test_asking_and_signing_off_ask_again_for_what_delivery_asked_for():
    assert codes(gates.to_ask(replace(DELIVERED, progress=0))) == ["progress"]
    assert codes(gates.to_sign_off(replace(AWAITING, progress=0), CHAIR, CLERK)) == ["progress"]
    assert codes(gates.to_ask(replace(DELIVERED, progress=0, evidence=()))) == [
        "progress",
        "evidence",
    ]


def test_asking_is_refused_before_delivery():
    assert codes(gates.to_ask(READY)) == ["stage"]
    assert "only while it is delivered" in gates.to_ask(READY)[0].sentence


def test_restricted_evidence_is_not_called_by_its_title():
    facts = replace(DELIVERED, evidence=(Piece(4, "Serious case", is_restricted=True),))

    (missing,) = gates.to_ask(facts)

    assert missing.sentence == "Evidence 4 has not been checked by assurance."


def test_sign_off_passes_when_lead_checker_and_decider_differ():
    assert gates.to_sign_off(AWAITING, CHAIR, CLERK) == []


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ((LEAD, CLERK), "decided-by-lead"),
        ((CHAIR, LEAD), "decided-by-lead"),
        ((HELPER, CLERK), "decided-by-contributor"),
        ((CHECKER, CLERK), "decided-by-checker"),
        ((CHAIR, CHECKER), "decided-by-checker"),
    ],
)
def test_sign_off_is_refused_where_somebody_judges_their_own(people, code):
    assert codes(gates.to_sign_off(AWAITING, *people)) == [code]


def test_who_declared_it_delivered_cannot_sign_off_even_when_another_leads_now():
    facts = replace(AWAITING, declared_by=CHAIR)

    assert codes(gates.to_sign_off(facts, CHAIR, CLERK)) == ["decided-by-declarer"]


def test_action_without_a_lead_can_still_be_decided_on():
    facts = replace(AWAITING, lead=None, declared_by=None)

    assert gates.to_sign_off(facts, CHAIR, CLERK) == []


def test_sign_off_asks_for_the_evidence_again():
    facts = replace(AWAITING, evidence=())

    assert codes(gates.to_sign_off(facts, CHAIR, CLERK)) == ["evidence"]


@pytest.mark.parametrize(
    ("stage", "lacks", "expected"),
    [
        ("in_progress", {"evidence": (), "progress": 0}, []),
        ("delivered", {"evidence": ()}, ["evidence"]),
        ("delivered", {"progress": 0}, ["progress"]),
        ("delivered", {"evidence": (Piece(1, "Terms"),)}, []),
        ("awaiting_sign_off", {"evidence": (Piece(1, "Terms"),)}, ["unchecked"]),
        ("signed_off", {"evidence": (), "progress": 0}, ["progress", "evidence"]),
        ("no_longer_required", {"evidence": ()}, []),
    ],
)
def test_what_went_missing_since_is_said(stage, lacks, expected):
    assert codes(gates.still_missing(replace(READY, stage=stage, **lacks))) == expected


@pytest.mark.parametrize("stage", Action.Stage.values)
def test_only_what_is_signed_off_keeps_what_it_rests_on(stage):
    expected = ["signed-off-on-it"] if stage in ("signed_off", "embedded") else []

    assert codes(gates.to_change_what_it_rests_on("IN2", stage)) == expected


def test_decision_is_of_a_day_that_has_come_and_after_the_delivery():
    today, delivered = dt.date(2013, 12, 2), dt.date(2013, 11, 1)

    assert gates.decided(today, today, delivered) == []
    assert codes(gates.decided(dt.date(2013, 12, 3), today)) == ["decided-to-come"]
    assert codes(gates.decided(dt.date(2013, 10, 31), today, delivered)) == [
        "decided-before-delivery"
    ]


def test_decision_is_not_of_a_day_before_the_step_that_it_answers():
    today, asked = dt.date(2013, 12, 2), LastStep("sent for sign-off", dt.date(2013, 11, 16))

    assert gates.decided(asked.on, today, last_step=asked) == []
    (missing,) = gates.decided(dt.date(2013, 11, 14), today, last_step=asked)
    assert missing.code == "decided-before-step"
    assert missing.sentence == (
        "It was sent for sign-off on 16 November 2013, after the day of this decision."
    )
