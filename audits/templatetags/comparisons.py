"""How a page of a comparison tells its values, and the addresses of both its ends."""

from django import template
from django.urls import reverse
from django.utils import formats

from actions import comparison_report
from improvement.history.past_pages import in_the_past

register = template.Library()


@register.filter
def in_words(value):
    """A text as it is, a date as people write it, nothing as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else formats.date_format(value)


@register.filter
def way_in_words(move):
    return comparison_report.way_in_words(move)


@register.filter
def signed(number):
    """+2, -1, 0."""
    return f"{number:+d}" if number else "0"


@register.simple_tag
def register_on(notice, moment):
    """The register as it stood."""
    return in_the_past(reverse("actions:register", args=[notice.slug]), moment)


@register.simple_tag
def action_on(notice, ref, moment, how):
    """The action as it stood at the end; as it stands now where it was withdrawn by then."""
    address = reverse("actions:detail", args=[notice.slug, ref])
    return address if how == "withdrawn" else in_the_past(address, moment)
