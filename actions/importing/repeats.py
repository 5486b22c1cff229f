"""What a page break printed twice: the words that a row repeats from the rows above it."""

from dataclasses import dataclass

_FEWEST_REPEATED = 3
# How far back is looked, in words: a page break repeats something of the page before it.
LOOKED_BACK = 1_000


@dataclass(frozen=True)
class Repeat:
    """The first words of a text that the text before it already has."""

    words: str
    rest: str


class Said:
    """A text that grows row by row, as far back as is looked."""

    def __init__(self, text: str = "") -> None:
        self._words: list[str] = []
        self.add(text)

    def add(self, text: str) -> None:
        """Take in what comes next."""
        self._words = (self._words + _plain_words(text))[-LOOKED_BACK:]

    def repeated_by(self, after: str) -> Repeat | None:
        """Return what a text repeats of this one: all of it, or a start that ends this one."""
        said, again, printed = self._words, _plain_words(after), after.split()
        if len(again) != len(printed) or len(again) < _FEWEST_REPEATED:
            return None
        if _holds(said, again):
            return Repeat(after, "")
        for count in range(min(len(said), len(again)), _FEWEST_REPEATED - 1, -1):
            if said[-count] == again[0] and said[-count:] == again[:count]:
                return Repeat(" ".join(printed[:count]), " ".join(printed[count:]))
        return None


def repeated_start(before: str, after: str) -> Repeat | None:
    """Return what a page break printed twice: all of `after`, or a start that ends `before`."""
    return Said(before).repeated_by(after)


def _plain_words(text: str) -> list[str]:
    return [word.lower().strip(".,;:()\"'“”‘’") for word in text.split()]


def _holds(words: list[str], run: list[str]) -> bool:
    return f" {' '.join(run)} " in f" {' '.join(words)} "
