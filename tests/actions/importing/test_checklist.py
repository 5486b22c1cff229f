"""The rows of a check beside what they become."""

from actions.importing import checklist, intake, rows
from actions.importing.grid import Row, Sheet

from .sheets import make_sheet

COVER = Sheet("Plan", (Row(1, ("Improvement plan of the council",)),))


def test_the_table_is_found_though_another_sheet_has_its_name():
    sheets = [COVER, make_sheet(("IN1", "Open the parks.", "Opened", "Close them"))]

    listed = checklist.make(intake.compare(rows.read(sheets, {}), [], {}), sheets)

    (block,) = listed.untroubled
    assert block.ref == "IN1"
    assert [text for _, text in block.printed[0][1]] == [
        "IN1",
        "Open the parks.",
        "Opened",
        "Close them",
    ]
