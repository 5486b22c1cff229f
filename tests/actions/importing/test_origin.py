import pytest

from actions.importing.origin import place_in_words, sheet_of


@pytest.mark.parametrize(
    ("sheet", "row", "said"),
    [
        ("Plan", 5, "sheet “Plan”, row 5"),
        ("Plan", None, "sheet “Plan”"),
        ("Table", 5, "row 5"),  # a paste, a text file
        ("Table 2", 5, "table 2, row 5"),  # a document
        (1, 5, "sheet 2, row 5"),  # two sheets of one name
        ("", 5, "row 5"),
        ("", None, ""),
    ],
)
def test_place_is_said_as_far_as_it_is_known(sheet, row, said):
    assert place_in_words(sheet, row) == said


def test_import_from_before_layouts_were_kept_names_no_sheet():
    assert sheet_of({}) == ""
    assert sheet_of({"sheet": "Plan"}) == "Plan"
