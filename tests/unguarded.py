"""The update page as it would be without its guard, to show what the guard is for."""

from actions.clashes import Part, Side
from actions.services import clashes


def unguarded_claim(action, version):
    """Ask nothing; the version moves on all the same, as each save would have it."""
    action.version = version + 1


def _side_of_whoever_comes_last(part):
    return Side.THEIRS if part.mine in (part.theirs, part.base) else Side.MINE


def take_off_the_guard(put=setattr):
    """`put` sets an attribute: pytest's own puts it back after the test."""
    put(clashes, "claim", unguarded_claim)
    put(Part, "side", property(_side_of_whoever_comes_last))
