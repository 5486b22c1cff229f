"""What one action takes over from another: "See IN2 above" shows IN2's own items in its place.

Pure: the graph is loaded beforehand. A chain (IN2 itself says "See IN9") is followed, each action
is shown once for a field, and a circle ends where it began.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_PANELS = 20


@dataclass(frozen=True)
class Link:
    """One reference: whose, in which field and item it stands, and what it leads to.

    `target` is None where it leads into a plan that is not held or that the reader may not see;
    `item` where no item of the action says it, but a person linked the two. Unless it `shows`, the
    items of the target stay folded away.
    """

    source: int
    field: str
    item: int | None
    words: str
    target: int | None
    shows: bool = True


@dataclass(frozen=True)
class Panel:
    """What comes from one action, and through which other it came (None where directly).

    Its items are left out where they stand further up already (`is_again`), where the link is not
    to show them (`is_folded`), and where there would be too many panels (`is_left_out`).
    """

    source: Any
    via: Any | None
    items: Sequence[Any]
    is_again: bool = False
    is_folded: bool = False
    is_left_out: bool = False


@dataclass(frozen=True)
class Graph:
    """The actions that the reader may see, what each holds, and the references between them."""

    actions: Mapping[int, Any]
    items: Mapping[tuple[int, str], Sequence[Any]]
    links: Sequence[Link]
    _links_of: dict = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self):
        for link in self.links:
            self._links_of.setdefault((link.source, link.field), []).append(link)

    def links_of(self, action: int, in_field: str) -> list[Link]:
        return self._links_of.get((action, in_field), [])


def inherited(graph: Graph, action: int, in_field: str) -> dict[int | None, list[Panel]]:
    """The panels to show beneath each item of a field: item -> panels, in reading order.

    An action that more than one reference leads to is shown where it is met first.
    """
    shown = {action}
    panels: dict[int | None, list[Panel]] = {}
    for link in graph.links_of(action, in_field):
        for panel in _follow(graph, link, via=None, in_field=in_field, shown=shown):
            panels.setdefault(link.item, []).append(panel)
    return panels


def _follow(graph, link, *, via, in_field, shown) -> Iterator[Panel]:
    target = link.target
    if target not in graph.actions:
        return
    source = graph.actions[target]
    is_again, is_left_out = target in shown, len(shown) > MOST_PANELS
    if is_again or is_left_out or not link.shows:
        if via is None:
            yield Panel(
                source=source,
                via=None,
                items=(),
                is_again=is_again and link.shows,
                is_folded=not link.shows,
                is_left_out=link.shows and not is_again,
            )
        return
    shown.add(target)
    yield Panel(source=source, via=via, items=graph.items.get((target, in_field), ()))
    for further in graph.links_of(target, in_field):
        yield from _follow(graph, further, via=source, in_field=in_field, shown=shown)
