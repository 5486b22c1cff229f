"""How many actions are at each stage, or have each rating; each number is a link to them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """One count, and whether the register now shows just those."""

    value: str
    label: str
    number: int
    is_current: bool


def tallies(choices, name, counts, asked, unset=None):
    """A tally for each of the choices that some action has.

    `counts` is (stage, rating) -> how many; `name` says which of the two. `unset` is the
    value and the words by which the address and the page call an action that has none.
    """
    place = ("stage", "rating").index(name)
    words = [(value, value, label) for value, label in choices.choices]
    if unset:
        words.append(("", *unset))
    of_each = [
        Tally(
            value=value,
            label=label,
            number=sum(number for pair, number in counts.items() if pair[place] == held),
            is_current=asked.getlist(name) == [value],
        )
        for held, value, label in words
    ]
    return [tally for tally in of_each if tally.number]
