"""How a file is called on a page and when it is downloaded. Its name is never used as a path."""

import re
import unicodedata

_MOST_BYTES = 180  # file systems hold 255 bytes, and programs put their own marks behind a name
_LONGEST_ENDING = 10
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')  # Windows saves no file that is so called
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
# Controls, what turns the direction of writing, halves of characters, and what has no meaning yet.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown_name(name: str) -> str:
    """A file's name without folders, unseen characters, and what no file may be called.

    The ending is kept whatever else is cut: "a report.pdf" never becomes another kind of file.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(" " if _is_unseen(character) else character for character in name)
    name = " ".join(_NOT_IN_A_NAME.sub("_", name).split()).strip(". ")
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return _cut(name, _MOST_BYTES) or "file"
    return f"{_cut(stem, _MOST_BYTES - len(ending.encode()) - 1)}.{ending}"


def ending_of(name: str) -> str:
    """What a name ends in after its last dot, in small letters; "" where it has none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_unseen(character):
    return unicodedata.category(character) in _UNSEEN


def _cut(text, most):
    return text.encode()[:most].decode(errors="ignore").strip()
