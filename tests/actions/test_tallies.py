"""Counts that lead to what they count."""

from django.http import QueryDict

from actions.filters import NOT_RATED, SIGNED_OFF
from actions.models import Action
from actions.tallies import tallies

COUNTS = {("in_progress", "red"): 2, ("in_progress", ""): 3, ("signed_off", ""): 1}


def numbers(found):
    return {tally.value: tally.number for tally in found}


def test_stages_and_ratings_each_add_up_to_every_action():
    stages = tallies(Action.Stage, "stage", COUNTS, QueryDict(""))
    ratings = tallies(
        Action.Rating,
        "rating",
        COUNTS,
        QueryDict(""),
        signed_off=SIGNED_OFF,
        unset=(NOT_RATED, "Not rated"),
    )

    assert numbers(stages) == {"in_progress": 5, "signed_off": 1}
    assert numbers(ratings) == {"red": 2, "none": 3, "blue": 1}


def test_a_count_is_current_where_the_register_shows_just_those():
    one = tallies(Action.Stage, "stage", COUNTS, QueryDict("stage=signed_off"))
    two = tallies(Action.Stage, "stage", COUNTS, QueryDict("stage=signed_off&stage=in_progress"))

    assert [tally.value for tally in one if tally.is_current] == ["signed_off"]
    assert [tally.value for tally in two if tally.is_current] == []
