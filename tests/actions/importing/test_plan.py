import pytest

from actions.importing.changes import HeldAction, HeldText, Kind
from actions.importing.matching import match
from actions.importing.plan import make
from actions.importing.reading import Item, ReadAction, Reading
from actions.importing.word_count import Words


def reading(*actions):
    return Reading(
        actions=list(actions), problems=[], left_out=[], words=Words(0, 0, 0), title="", sheet="S"
    )


def read(ref="IN1", wording="Improve plans", progress=(), next_steps=()):
    return ReadAction(
        ref=ref,
        source_ref=ref,
        wording=wording,
        progress=tuple(Item(text, 4) for text in progress),
        next_steps=tuple(Item(text, 4) for text in next_steps),
        references=(),
        sheet="S",
        row=4,
        rows=(4,),
        printed=(),
    )


def held(*progress, ref="IN1", wording="Improve plans", base=None, version=1):
    return HeldAction(
        pk=1,
        ref=ref,
        version=version,
        wording=HeldText(0, wording, base or wording),
        progress=tuple(
            item if isinstance(item, HeldText) else HeldText(n, item, item)
            for n, item in enumerate(progress, start=1)
        ),
    )


def kinds(texts):
    return [(text.kind, text.text) for text in texts]


def test_new_action_is_added_with_its_items():
    (change,) = make(reading(read(progress=["a", "b"])), [], {}).changes

    assert change.kind is Kind.ADDED
    assert kinds(change.progress) == [(Kind.ADDED, "a"), (Kind.ADDED, "b")]


def test_same_file_again_changes_nothing():
    plan = make(reading(read(progress=["a", "b"])), [held("a", "b")], {})

    assert plan.is_empty
    assert plan.counts == {
        "added": 0, "changed": 0, "unchanged": 1, "missing": 0, "conflicts": 0,
        "withdrawn": 0, "refused": 0,
    }  # fmt: skip


def test_reworded_item_stays_the_same_item():
    before, after = "New practice standards launched", "New practice standards launched in May"

    (change,) = make(reading(read(progress=[after])), [held(before)], {}).changes

    assert [(t.kind, t.before, t.text, t.held) for t in change.progress] == [
        (Kind.CHANGED, before, after, 1)
    ]


def test_item_that_the_file_lacks_stays_in_its_place():
    (change,) = make(reading(read(progress=["a", "c"])), [held("a", "b", "c")], {}).changes

    assert kinds(change.progress) == [
        (Kind.UNCHANGED, "a"),
        (Kind.MISSING, "b"),
        (Kind.UNCHANGED, "c"),
    ]
    assert change.kind is Kind.UNCHANGED


def test_item_in_another_place_is_moved():
    (change,) = make(reading(read(progress=["c", "a", "b"])), [held("a", "b", "c")], {}).changes

    assert kinds(change.progress) == [
        (Kind.MOVED, "c"),
        (Kind.UNCHANGED, "a"),
        (Kind.UNCHANGED, "b"),
    ]


def test_action_that_the_file_lacks_is_missing_and_left_alone():
    plan = make(reading(read("IN1")), [held(ref="IN1"), held(ref="IN2")], {})

    assert [(change.ref, change.kind) for change in plan.changes] == [
        ("IN1", Kind.UNCHANGED),
        ("IN2", Kind.MISSING),
    ]
    assert plan.is_empty


def test_text_edited_here_since_the_last_import_stays():
    edited = HeldText(1, "Standards launched in June", base="Standards launched")

    (change,) = make(reading(read(progress=["Standards launched"])), [held(edited)], {}).changes

    assert kinds(change.progress) == [(Kind.EDITED_HERE, "Standards launched in June")]
    assert change.kind is Kind.UNCHANGED


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ({}, (Kind.CONFLICT, "Standards launched in June")),
        ({"conflict-IN1-p1": False}, (Kind.CONFLICT, "Standards launched in June")),
        ({"conflict-IN1-p1": True}, (Kind.CHANGED, "Standards launched in July")),
    ],
)
def test_text_changed_on_both_sides_is_asked_about(decisions, expected):
    edited = HeldText(1, "Standards launched in June", base="Standards launched")

    plan = make(reading(read(progress=["Standards launched in July"])), [held(edited)], decisions)

    assert kinds(plan.changes[0].progress) == [expected]
    assert [problem.key for problem in plan.problems] == ["conflict-IN1-p1"]


def test_item_done_or_withdrawn_here_does_not_come_back():
    done = HeldText(1, "Review policy", base="Review policy", is_closed=True)

    (change,) = make(reading(read(progress=["Review policy"])), [held(done)], {}).changes

    assert kinds(change.progress) == [(Kind.UNCHANGED, "Review policy")]


def test_equal_texts_are_matched_one_to_one():
    twins = [HeldText(1, "a", "a"), HeldText(2, "a", "a")]

    assert match(twins, ["a", "a"]) == [0, 1]


def test_fingerprint_moves_with_the_register():
    before = make(reading(read()), [held(version=1)], {})
    after = make(reading(read()), [held(version=2)], {})

    assert before.fingerprint != after.fingerprint
    assert before.fingerprint == make(reading(read()), [held(version=1)], {}).fingerprint
