import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.ratings import read_rating, read_status


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Red", "red"),
        ("AMBER", "amber"),
        ("Green - on track", "green"),
        ("green\n(on track)", "green"),
        ("R", "red"),
        ("(A)", "amber"),
        ("G - on track", "green"),
        ("G ↑", "green"),
        ("🟢", "green"),
        ("🔴 off track", "red"),
        ("Amber E", "amber"),
        ("Rated amber by the lead", "amber"),
    ],
)
def test_a_rating_said_plainly_is_read(text, value):
    assert read_rating(text).value == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Amber/Green", "more than one"),
        ("Not green", "what the rating is not"),
        ("Green (was Amber)", "more than one"),
        ("was green", "or was"),
        ("On track", "none of red, amber and green"),
        ("3", "none of"),
        ("Redcar", "none of"),
        ("n/a", "no rating"),
        ("TBC", "no rating"),
    ],
)
def test_a_rating_that_is_not_plain_is_not_read(text, why):
    found = read_rating(text)

    assert (found.value, found.is_done) == ("", False)
    assert why in found.why


@pytest.mark.parametrize("text", ["Blue", "B", "🔵", "Complete", "Blue - complete", "Closed"])
def test_signed_off_is_not_taken_over(text):
    found = read_rating(text)

    assert (found.value, found.is_done) == ("", True)
    assert "board's decision" in found.why


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Not started", "not_started"),
        ("Not yet started", "not_started"),
        ("NOT STARTED - awaiting funds", "not_started"),
        ("0%", "not_started"),
        ("In progress", "in_progress"),
        ("In-progress (on track)", "in_progress"),
        ("Under way", "in_progress"),
        ("Underway", "in_progress"),
        ("Started", "in_progress"),
        ("Ongoing", "in_progress"),
        ("Partially complete", "in_progress"),
        ("50% complete", "in_progress"),
    ],
)
def test_a_status_said_plainly_is_read(text, value):
    assert read_status(text).value == value


@pytest.mark.parametrize("text", ["Complete", "completed May 2014", "Done", "100%", "Delivered."])
def test_delivered_is_not_taken_over(text):
    found = read_status(text)

    assert (found.value, found.is_done) == ("", True)


@pytest.mark.parametrize(
    "text",
    [
        "Green",
        "Started last year and stopped",
        "Started, now complete",
        "We have not started",
        "Not complete",
        "?",
    ],
)
def test_a_status_that_is_not_plain_is_not_read(text):
    found = read_status(text)

    assert (found.value, found.is_done) == ("", False)
    assert found.why


@given(st.text())
def test_any_text_is_answered(text):
    assert read_rating(text).value in {"", "red", "amber", "green"}
    assert read_status(text).value in {"", "not_started", "in_progress"}
