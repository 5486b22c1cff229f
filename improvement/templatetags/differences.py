"""What a text was and what it became, its old words struck and its new ones underlined."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from improvement.differences import NEW, OLD, word_differences

register = template.Library()

_PIECE = {
    OLD: '<del><span class="govuk-visually-hidden">was: </span>{}</del>',
    NEW: '<ins><span class="govuk-visually-hidden">now: </span>{}</ins>',
}
_NOW_EMPTY = '<span class="app-note">(now empty)</span>'


@register.simple_tag
def diff(before, after) -> SafeString:
    """Both texts as one; either may be empty. Each kind of words is named for screen readers."""
    before, after = str(before or ""), str(after or "")
    pieces = " ".join(
        _PIECE.get(kind, "{}").format(escape(words))
        for kind, words in word_differences(before, after)
    )
    return SafeString(f'<span class="app-diff">{pieces} {"" if after else _NOW_EMPTY}</span>')
