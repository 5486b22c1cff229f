"""What one action takes over from another."""

import itertools

from actions.inheritance import MOST_PANELS, Graph, Link, Panel, inherited


def link(source, target, item=None, field="progress"):
    return Link(source=source, field=field, item=item, words=f"See {target}", target=target)


def graph(*links, seen="abcdefgh"):
    """Actions named by letters, each with one item in each field."""
    return Graph(
        actions={name: name.upper() for name in seen},
        items={
            (name, field): [f"{name} {field}"]
            for name in seen
            for field in ("progress", "next_steps")
        },
        links=links,
    )


def test_a_reference_shows_the_items_of_its_target_beneath_its_own_item():
    found = inherited(graph(link("a", "b", item=7)), "a", "progress")

    assert found == {7: [Panel(source="B", via=None, items=["b progress"])]}


def test_a_field_takes_over_from_the_same_field_only():
    links = graph(link("a", "b", item=1), link("a", "c", item=2, field="next_steps"))

    assert inherited(links, "a", "next_steps") == {
        2: [Panel(source="C", via=None, items=["c next_steps"])]
    }


def test_a_chain_is_followed_and_says_by_way_of_whom():
    found = inherited(graph(link("a", "b", item=1), link("b", "c", item=9)), "a", "progress")

    assert found == {
        1: [
            Panel(source="B", via=None, items=["b progress"]),
            Panel(source="C", via="B", items=["c progress"]),
        ]
    }


def test_a_circle_ends_where_it_began():
    links = graph(link("a", "b", item=1), link("b", "c"), link("c", "a"))

    assert [panel.source for panel in inherited(links, "a", "progress")[1]] == ["B", "C"]


def test_two_that_point_at_each_other_each_show_the_other_once():
    links = graph(link("a", "b", item=1), link("b", "a", item=2))

    assert [panel.source for panel in inherited(links, "a", "progress")[1]] == ["B"]
    assert [panel.source for panel in inherited(links, "b", "progress")[2]] == ["A"]


def test_a_diamond_shows_its_foot_once():
    links = graph(link("a", "b", item=1), link("a", "c", item=2), link("b", "d"), link("c", "d"))

    found = inherited(links, "a", "progress")

    assert [panel.source for panel in found[1]] == ["B", "D"]
    assert [panel.source for panel in found[2]] == ["C"]


def test_naming_an_action_twice_points_back_the_second_time():
    found = inherited(graph(link("a", "b", item=1), link("a", "b", item=2)), "a", "progress")

    assert found[2] == [Panel(source="B", via=None, items=(), is_again=True)]


def test_a_target_that_may_not_be_seen_shows_nothing_nor_does_what_lies_behind_it():
    links = graph(link("a", "z", item=1), link("z", "b"), link("a", None, item=2))

    assert inherited(links, "a", "progress") == {}


def test_a_target_without_items_is_shown_empty():
    alone = Graph(actions={"b": "B"}, items={}, links=[link("a", "b", item=1)])

    assert inherited(alone, "a", "progress") == {1: [Panel(source="B", via=None, items=())]}


def test_a_chain_without_end_shows_a_bounded_number():
    names = [f"n{number}" for number in range(200)]
    links = [link(a, b) for a, b in itertools.pairwise(names)]

    found = inherited(graph(*links, seen=names), "n0", "progress")

    assert len(found[None]) == MOST_PANELS


def test_a_link_that_is_not_to_show_items_stands_folded_and_is_followed_no_further():
    folded = Link("a", "progress", 1, "See B", "b", shows=False)
    found = inherited(graph(folded, link("b", "c"), link("a", "b", item=2)), "a", "progress")

    assert found == {
        1: [Panel(source="B", via=None, items=(), is_folded=True)],
        2: [
            Panel(source="B", via=None, items=["b progress"]),
            Panel(source="C", via="B", items=["c progress"]),
        ],
    }


def test_a_folded_link_further_along_a_chain_is_not_shown():
    folded = Link("b", "progress", 1, "See C", "c", shows=False)

    found = inherited(graph(link("a", "b", item=1), folded), "a", "progress")

    assert [panel.source for panel in found[1]] == ["B"]


def test_beyond_so_many_panels_each_reference_still_leads_on():
    names = [f"n{number}" for number in range(MOST_PANELS + 3)]
    links = [link("n0", name, item=place) for place, name in enumerate(names)]

    found = inherited(graph(*links, seen=names), "n0", "progress")

    panels = [panel for some in found.values() for panel in some if panel.source != "N0"]
    assert [panel.is_left_out for panel in panels] == [False] * MOST_PANELS + [True] * 2
