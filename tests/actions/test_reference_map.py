"""The picture of references."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from actions.reference_map import MOST_LINES, MOST_NODES, Node, draw

NODES = [Node("1", "IN1"), Node("2", "IN2"), Node("3", "A4", "nowhere")]


def test_points_stand_one_beneath_the_other_in_the_order_given():
    drawn = draw(NODES, [("1", "2"), ("1", "3")])

    assert [(point.label, point.kind) for point in drawn.points] == [
        ("IN1", "own"),
        ("IN2", "own"),
        ("A4", "nowhere"),
    ]
    assert [point.y for point in drawn.points] == sorted({point.y for point in drawn.points})
    assert len({point.x for point in drawn.points}) == 1


def test_each_pair_is_one_line_with_an_arrow_at_its_end():
    drawn = draw(NODES, [("1", "2"), ("1", "2"), ("1", "3")])

    one, two, elsewhere = drawn.points
    assert [(len(line.arrows), line.kind) for line in drawn.lines] == [(1, "own"), (1, "nowhere")]
    assert drawn.lines[0].arrows[0].startswith(f"{two.x + 5},{two.y} ")
    assert drawn.lines[0].path.startswith(f"M{one.x + 5} {one.y}C")
    assert drawn.lines[1].path.endswith(f" {elsewhere.y}")


def test_two_that_refer_to_each_other_share_a_line_with_two_arrows():
    drawn = draw(NODES, [("1", "2"), ("2", "1")])

    assert [len(line.arrows) for line in drawn.lines] == [2]


def test_there_is_no_picture_of_nothing_nor_of_more_than_can_be_read():
    many = [Node(str(number), f"IN{number}") for number in range(MOST_NODES + 1)]
    pairs = [(str(a), str(b)) for a in range(20) for b in range(a)]

    assert draw(NODES, []) is None
    assert draw(many, [("0", "1")]) is None
    assert draw(many[:20], pairs[: MOST_LINES + 1]) is None
    assert draw(many[:20], pairs[:MOST_LINES]) is not None


def test_a_long_label_is_cut():
    drawn = draw([Node("1", "Recommendation 12(a)"), Node("2", "IN2")], [("1", "2")])

    assert drawn.points[0].label == "Recommendat…"


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda p: p[0] != p[1])))
def test_everything_that_is_drawn_is_inside_the_picture(pairs):
    nodes = [Node(str(number), f"IN{number}") for number in range(25)]

    drawn = draw(nodes, [(str(start), str(end)) for start, end in pairs])

    assume(drawn is not None)
    for point in drawn.points:
        assert 0 <= point.label_x < point.x < drawn.width
        assert 0 < point.y < drawn.height
    for line in drawn.lines:
        handle = int(re.search(r"C(\d+)", line.path)[1])
        assert drawn.points[0].x + (handle - drawn.points[0].x) * 3 / 4 <= drawn.width
