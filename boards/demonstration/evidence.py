"""Some weeks of evidence, and what was said of it. All made up, like the files themselves."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass

from django.core.files.base import ContentFile

from actions import writing
from actions.models import Evidence, EvidenceCheck
from actions.reports import Column, Table

Kind, Opinion = Evidence.Kind, EvidenceCheck.Opinion


@dataclass(frozen=True)
class Check:
    """What the assurance lead said of it, how many days ago."""

    days_ago: int
    opinion: str
    reason: str


@dataclass(frozen=True)
class Piece:
    """One piece of evidence. A file is its name and the rows in it; a link is an address.

    `of_item` is the text of a progress item of the action; `newer` is a later version of the
    file: how many days ago, what is new, its rows.
    """

    days_ago: int
    ref: str
    title: str
    kind: str
    dated_ago: int
    file: tuple[str, tuple[tuple[str, ...], ...]] | None = None
    link: str = ""
    is_restricted: bool = False
    of_item: str = ""
    newer: tuple[int, str, tuple[tuple[str, ...], ...]] | None = None
    withdrawn: tuple[int, str] | None = None
    checks: tuple[Check, ...] = ()


PIECES = [
    Piece(
        35,
        "IN15",
        "Framework for planning, monitoring and signing off",
        Kind.DOCUMENT,
        50,
        file=(
            "Framework.docx",
            (("Step", "Who"), ("Proposed", "Lead officer"), ("Agreed", "Improvement Board")),
        ),
        checks=(Check(31, Opinion.SUFFICIENT, "It says who proposes, who checks and who agrees."),),
    ),
    Piece(
        6,
        "IN7",
        "First round of audits, what was found",
        Kind.AUDIT,
        9,
        file=(
            "First round.docx",
            (("Team", "Files read", "Good or better"), ("North", "10", "7"), ("South", "10", "6")),
        ),
    ),
    Piece(
        40,
        "IN24",
        "Terms of reference of the Improvement Board",
        Kind.DOCUMENT,
        45,
        file=(
            "Terms of reference.docx",
            (("Part", "Agreed"), ("Purpose", "To oversee the notice"), ("Meets", "Each month")),
        ),
        checks=(Check(30, Opinion.SUFFICIENT, "Agreed and minuted at the first meeting."),),
    ),
    Piece(
        38,
        "IN24",
        "Attendance at the first three meetings",
        Kind.PERFORMANCE,
        36,
        file=(
            "Attendance.xlsx",
            (("Meeting", "Present", "Of"), ("First", "11", "12"), ("Second", "12", "12")),
        ),
        checks=(Check(29, Opinion.IN_PART, "Two meetings are in it; the title says three."),),
    ),
    Piece(
        36,
        "IN2",
        "Audit of child protection plans, all teams",
        Kind.AUDIT,
        40,
        file=(
            "Audit of plans.docx",
            (("Team", "Plans read", "At the standard"), ("North", "8", "6"), ("South", "8", "3")),
        ),
        newer=(
            11,
            "The second round, with the three teams that were below the standard",
            (("Team", "Plans read", "At the standard"), ("North", "8", "8"), ("South", "8", "5")),
        ),
        checks=(
            Check(28, Opinion.INSUFFICIENT, "One round shows where we are, not that it changed."),
        ),
    ),
    Piece(
        24,
        "IN1",
        "Step up and step down pathway, as issued",
        Kind.DOCUMENT,
        30,
        file=("Pathway.docx", (("Step", "Who decides"), ("Step down", "Team manager"))),
        of_item="Step up and step down pathway launched in all localities",
        checks=(Check(17, Opinion.SUFFICIENT, "Issued, dated, and on every team’s page."),),
    ),
    Piece(
        22,
        "IN1",
        "What families said of the step down",
        Kind.FAMILIES,
        25,
        file=("Families.csv", (("Question", "Yes", "No"), ("Did you know why?", "14", "6"))),
        is_restricted=True,
    ),
    Piece(
        19,
        "IN11",
        "Induction programme on the intranet",
        Kind.DOCUMENT,
        60,
        link="https://intranet.demo.example/induction",
        checks=(Check(9, Opinion.SUFFICIENT, "Opened on the intranet; every part is there."),),
    ),
    Piece(
        16,
        "IN13",
        "Workload by team, each week",
        Kind.PERFORMANCE,
        17,
        file=(
            "Workload.xlsx",
            (("Team", "Agreed", "Now"), ("North", "18", "21"), ("South", "18", "17")),
        ),
    ),
    Piece(
        14,
        "IN10",
        "Peer review of the audit programme",
        Kind.INSPECTION,
        230,
        file=("Peer review.docx", (("Finding", "Weight"), ("Audits reach every team", "Strength"))),
    ),
    Piece(
        9,
        "IN5",
        "Supervision survey",
        Kind.STAFF,
        12,
        file=("Survey.csv", (("Question", "Agree"), ("My files are read with me", "71 of 96"))),
        withdrawn=(5, "It is the survey of last year; the new one comes next month"),
    ),
    Piece(
        3,
        "IN16",
        "Health’s own assurance of its arrangements",
        Kind.PARTNERS,
        8,
        file=("Health assurance.docx", (("Standard", "Met"), ("Training", "Yes"))),
    ),
]


def as_upload(name: str, rows) -> ContentFile:
    """A file of this name that holds these rows, as a person would bring it."""
    headings, *rest = rows
    columns = tuple(Column(heading, 24) for heading in headings)
    stem, _, ending = name.rpartition(".")
    with tempfile.TemporaryFile() as file:
        writing.write(Table(stem, columns, list(rest)), ending, file)
        file.seek(0)
        return ContentFile(file.read(), name=name)
