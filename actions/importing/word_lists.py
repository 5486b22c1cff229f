"""The bullets and numbers that Word prints before list paragraphs, which are not in their text."""

from collections import defaultdict
from dataclasses import dataclass, field

BULLET = "•"
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the same, saved as Strict Open XML
)
_MAX_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_OFF = {"0", "false", "off"}


def word_names(*names: str) -> dict[str, str]:
    """Return the names of elements by those names with their namespace before them."""
    return {f"{namespace} {name}": name for namespace in _W for name in names}


def value_of(attributes: dict[str, str], name: str = "val") -> str:
    """Return an attribute in Word's namespace, or ""."""
    return next((attributes[f"{w} {name}"] for w in _W if f"{w} {name}" in attributes), "")


def is_on(attributes: dict[str, str]) -> bool:
    """Say whether an element such as <w:strike/> switches something on."""
    return value_of(attributes) not in _OFF


@dataclass
class _Level:
    number_format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class _Kind:
    """A kind of list, with its levels; some kinds only point at a style that has them."""

    levels: dict[int, _Level] = field(default_factory=dict)
    style: str = ""


@dataclass
class ListPlace:
    """Which list a paragraph or a style belongs to, and how deep. "0" is no list."""

    number: str = ""
    level: int | None = None


@dataclass
class _Style:
    place: ListPlace
    based_on: str = ""


class WordLists:
    """What the styles and the lists of a document say, and where each list has got to."""

    _names = word_names(
        "abstractNum", "lvl", "numFmt", "lvlText", "start", "numStyleLink", "num", "abstractNumId",
        "lvlOverride", "startOverride", "style", "basedOn", "numId", "ilvl",
    )  # fmt: skip

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = defaultdict(_Kind)
        self._kind_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, _Style] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._kind = self._number = self._style = ""
        self._level = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element of the parts that define styles and lists."""
        local = self._names.get(name)
        if local in {"abstractNum", "num", "style", "lvl", "lvlOverride"}:
            self._open(local, attributes)
        elif local and self._style:
            self._define_style(local, value_of(attributes))
        elif local and self._number:
            self._define_list(local, value_of(attributes))
        elif local and self._kind:
            self._define_kind(local, value_of(attributes))

    def _open(self, local: str, attributes: dict[str, str]) -> None:
        if local in {"lvl", "lvlOverride"}:
            self._level = _whole(value_of(attributes, "ilvl"))
            return
        self._kind = self._number = self._style = ""
        if local == "abstractNum":
            self._kind = value_of(attributes, "abstractNumId")
        elif local == "num":
            self._number = value_of(attributes, "numId")
        else:
            self._style = value_of(attributes, "styleId")
            self._styles[self._style] = _Style(ListPlace())

    def _define_style(self, local: str, value: str) -> None:
        style = self._styles[self._style]
        if local == "basedOn":
            style.based_on = value
        elif local == "numId":
            style.place.number = value
        elif local == "ilvl":
            style.place.level = _whole(value)

    def _define_list(self, local: str, value: str) -> None:
        if local == "abstractNumId":
            self._kind_of[self._number] = value
        elif local == "startOverride":
            self._restarts[self._number][self._level] = _whole(value)

    def _define_kind(self, local: str, value: str) -> None:
        kind = self._kinds[self._kind]
        if local == "numStyleLink":
            kind.style = value
            return
        level = kind.levels.setdefault(self._level, _Level())
        if local == "numFmt":
            level.number_format = value
        elif local == "lvlText":
            level.text = value[:50]
        elif local == "start":
            level.start = _whole(value)

    def label(self, place: ListPlace, style: str) -> str:
        """Return what Word prints before the next paragraph of a list, or "" for no list."""
        of_style = self._place_of_style(style)
        number = place.number or of_style.number
        if not number or number == "0":
            return ""
        level = place.level if place.level is not None else (of_style.level or 0)
        kind_name = self._kind_of.get(number, "")
        levels = self._levels(kind_name)
        if level not in levels:
            return BULLET
        return self._next_label(number, kind_name, levels, min(level, _MAX_LEVELS))

    def _place_of_style(self, name: str) -> ListPlace:
        for _ in range(_MAX_LEVELS):
            style = self._styles.get(name)
            if style is None:
                break
            if style.place.number:
                return style.place
            name = style.based_on
        return ListPlace()

    def _levels(self, kind_name: str) -> dict[int, _Level]:
        kind = self._kinds.get(kind_name)
        if kind is None:
            return {}
        if kind.style and not kind.levels:
            number = self._place_of_style(kind.style).number
            other = self._kinds.get(self._kind_of.get(number, ""))
            return other.levels if other else {}
        return kind.levels

    def _next_label(self, number: str, kind: str, levels: dict[int, _Level], level: int) -> str:
        counts = self._counts[kind]
        for restarted, start in self._restarts.pop(number, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        here = levels[level]
        if here.number_format == "bullet":
            return BULLET
        if here.number_format == "none":
            return ""
        text = here.text
        for other in range(_MAX_LEVELS):
            if f"%{other + 1}" in text:
                of_level = levels.get(other, here)
                count = counts.get(other, of_level.start)
                text = text.replace(f"%{other + 1}", _printed(count, of_level.number_format))
        return text.strip()


def _printed(count: int, number_format: str) -> str:
    if number_format.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return letter.upper() if number_format.startswith("upper") else letter
    if number_format.endswith("Roman"):
        roman = _roman(count)
        return roman.upper() if number_format.startswith("upper") else roman
    return f"{count:02}" if number_format == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    count = min(count, 5_000)
    for value, letters in _ROMAN:
        while count >= value:
            text += letters
            count -= value
    return text


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
