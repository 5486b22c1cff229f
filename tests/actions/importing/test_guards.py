"""The apostrophe that keeps a text from being run."""

import pytest
from hypothesis import example, given

from actions.importing.guards import guarded, unguarded
from tests.actions.writing.texts import HOSTILE


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+1",
        "-item",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1+1",
        "- cmd|' /C calc'!A0",
        '- HYPERLINK("http://example.org")',
        "- 1+1\n=2",
    ],
)
def test_a_text_that_may_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "- item", "- Review the plan, then report", "• One\n• Two", "IN1", "A = B", "'tis", "'"],
)
def test_an_honest_text_is_left_as_it_is(text):
    assert guarded(text) == text


@given(HOSTILE)
@example("'=1")
@example("''=1")
@example("'- item")
def test_the_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text


def test_what_was_never_guarded_is_left_as_it_is():
    assert unguarded("'tis the plan") == "'tis the plan"
    assert unguarded("'- Review the plan") == "'- Review the plan"
