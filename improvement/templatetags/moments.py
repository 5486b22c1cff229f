"""What a page says of the moment that it is read as at, and the addresses that stay there."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.http import urlencode

from improvement.history import LogEntry
from improvement.history.moments import end_of, moment_shown
from improvement.history.past_pages import (
    PARAMETER,
    MomentForm,
    in_the_past,
    is_end_of_a_day,
    kept_beside_the_moment,
    spelled,
)

register = template.Library()


@register.filter
def as_at(url, moment=None):
    """The address, as at the moment that is shown (or at this one)."""
    return in_the_past(url, moment)


@register.simple_tag
def as_at_more():
    """What keeps the moment in an address that asks for something else: "&as_at=..."."""
    moment = moment_shown()
    return f"&{urlencode({PARAMETER: spelled(moment)})}" if moment else ""


@register.inclusion_tag("components/as_at_form.html", takes_context=True)
def as_at_form(context):
    """A folded form that shows this page as it stood on another day."""
    request = context["request"]
    moment = moment_shown()
    return {
        "form": MomentForm(initial={PARAMETER: timezone.localdate(moment)} if moment else None),
        "rest": kept_beside_the_moment(request),
    }


@register.inclusion_tag("components/as_at_banner.html", takes_context=True)
def as_at_banner(context):
    """Says that the page is of the past, with the days of the changes before and after it."""
    moment, notice = moment_shown(), context.get("notice")
    if moment is None or notice is None:
        return {"moment": None}
    request = context["request"]
    changes = LogEntry.objects.about(notice.log_subject)
    first_of_day = end_of(timezone.localdate(moment) - timedelta(days=1))
    return {
        "moment": moment,
        "is_a_day": is_end_of_a_day(moment),
        "before": _day(changes.filter(at__lte=first_of_day).newest_first().first(), request),
        "after": _day(changes.filter(at__gt=moment).order_by("at", "pk").first(), request),
        "today": _elsewhen(request, None),
    }


def _day(entry, request):
    """(day of a change, the address of this page as at it)."""
    if entry is None:
        return None
    day = timezone.localdate(entry.at)
    return day, _elsewhen(request, end_of(day))


def _elsewhen(request, moment):
    """The address of this page at another moment; of the page as it is now for none."""
    rest = urlencode(kept_beside_the_moment(request))
    address = f"{request.path}?{rest}" if rest else request.path
    return in_the_past(address, moment) if moment else address
