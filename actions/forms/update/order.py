"""The order of a list in which a person gave some rows another place. Pure."""

from collections.abc import Mapping


def in_wanted_order(keys: list, wanted: Mapping[object, int]) -> list:
    """The keys, those that were given a place (from 1) there, the others in the order they had."""
    ordered = [key for key in keys if key not in wanted]
    for key, place in sorted(wanted.items(), key=lambda one: one[1]):
        ordered.insert(place - 1, key)
    return ordered


def rising(positions: list[int]) -> list[int]:
    """These positions, sorted, and each above the one before."""
    found = []
    for position in sorted(positions):
        found.append(max(position, found[-1] + 1) if found else position)
    return found
