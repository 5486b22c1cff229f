"""Where charts put their figures."""

from itertools import pairwise

from improvement.gds.charts import BOTTOM, LEFT, LINE_HEIGHT, TOP, bars, grid, line_chart


def test_longest_bar_is_whole_and_no_figure_draws_nothing():
    assert [bar.reach for bar in bars([("a", "A", 4), ("b", "B", 1), ("c", "C", 0)])] == [
        100,
        25,
        0,
    ]
    assert [bar.reach for bar in bars([("a", "A", 0)])] == [0]


def test_lines_begin_at_the_left_and_reach_from_the_axis_to_the_top():
    chart = line_chart(["Jan", "Feb"], [("total", "All", [4, 4]), ("done", "Done", [0, 2])])

    total, done = chart.lines
    assert total.dots == ((LEFT, TOP), (chart.right, TOP))
    base = LINE_HEIGHT - BOTTOM
    assert done.dots == ((LEFT, base), (chart.right, (TOP + base) // 2))
    assert [tick.text for tick in chart.ticks] == ["0", "1", "2", "3", "4"]


def test_ticks_are_round_numbers():
    for top, ticks in [(25, "0 10 20 30"), (4, "0 1 2 3 4"), (10_000, "0 5,000 10,000")]:
        chart = line_chart(["Jan"], [("a", "A", [top])])

        assert " ".join(tick.text for tick in chart.ticks) == ticks


def test_names_of_lines_that_end_together_stand_apart():
    chart = line_chart(["Jan"], [("a", "A", [3]), ("b", "B", [3]), ("c", "C", [3])])

    heights = [line.name.y for line in chart.lines]
    assert all(later - earlier >= 18 for earlier, later in pairwise(heights))


def test_chart_of_nothing_can_be_drawn():
    assert line_chart(["Jan"], [("a", "A", [0])]).lines[0].dots == ((LEFT, LINE_HEIGHT - BOTTOM),)


def test_grid_leaves_out_what_is_not_there():
    drawn = grid(["Jan", "Feb"], [("IN1", [None, ("red", "R")]), ("IN2", [("green", "G"), None])])

    first, second = drawn.cells
    assert (first.kind, second.kind) == ("red", "green")
    assert first.x > second.x
    assert first.y < second.y
    assert [word.text for word in drawn.names] == ["IN1", "IN2"]
