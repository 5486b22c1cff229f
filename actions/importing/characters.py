"""Cell text made safe once, at the edge: no control characters, no broken halves of characters."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# The last two are no characters, and XML has no way to hold them.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Most text is clean already; one look at it spares four.
_UNCLEAN = re.compile(
    "_x[0-9A-Fa-f]{4}_"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u2007\u2028\u2029\u202f\ud800-\udfff\ufffe\uffff]"
)
_FIXED_SPACES = re.compile(r"[\u00a0\u2007\u202f]")


def clean(text: str, *, escapes: bool = False) -> str:
    """Return text without characters that no person typed; dashes and quotes stay as they are.

    A workbook holds characters that XML cannot hold as "_x000D_" (ECMA-376 part 1, 22.4.2.4). Its
    text has such `escapes`, to be read back once; anywhere else somebody typed these signs. Every
    kind of line break becomes "\\n" and every fixed space a space.
    """
    if not _UNCLEAN.search(text):
        return text
    if escapes:
        text = _unescaped(text)
    # A pair of halves makes one character again; a half alone becomes U+FFFD.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _FIXED_SPACES.sub(" ", _LINE_BREAKS.sub("\n", text))
    return _CONTROLS.sub("", text)


def had_stray_characters(text: str, *, escapes: bool = False) -> bool:
    """Say whether cleaning takes away or replaces more than spaces and line breaks."""
    if not _UNCLEAN.search(text):
        return False
    text = _LINE_BREAKS.sub("\n", _unescaped(text) if escapes else text)
    halves = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return bool(_CONTROLS.search(text)) or halves.count("\ufffd") > text.count("\ufffd")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def fold(text: str) -> str:
    """Return text on one line, with single spaces."""
    return " ".join(text.split())


def fold_lines(text: str) -> str:
    """Return text with single spaces and no empty lines, its line breaks kept."""
    return "\n".join(line for line in map(fold, text.split("\n")) if line)
