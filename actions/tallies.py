"""How many actions are at each stage, or have each rating; each number is a link to them."""

from dataclasses import dataclass

from actions.querysets import SIGNED_OFF


@dataclass(frozen=True)
class Tally:
    """One count, and whether the register now shows just those."""

    value: str
    label: str
    number: int
    is_current: bool


def tallies(choices, name, counts, asked, signed_off=None, unset=None):
    """A tally for each of the choices that some action has.

    `counts` is (stage, rating) -> how many; `name` says which of the two. `signed_off` and `unset`
    are the values and the words by which the address and the page call the rating of an action
    that is signed off, and of one that has none.
    """
    words = [(value, value, label) for value, label in choices.choices]
    if signed_off:
        words.append((signed_off[0], *signed_off))
    if unset:
        words.append(("", *unset))
    of_each = [
        Tally(
            value=value,
            label=label,
            number=sum(
                number for pair, number in counts.items() if _shown(pair, name, signed_off) == held
            ),
            is_current=asked.getlist(name) == [value],
        )
        for held, value, label in words
    ]
    return [tally for tally in of_each if tally.number]


def _shown(pair, name, signed_off):
    """The stage of the pair, or its rating as it is shown."""
    stage, rating = pair
    if name == "stage":
        return stage
    return signed_off[0] if signed_off and stage in SIGNED_OFF else rating
