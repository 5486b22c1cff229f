"""What every page of a notice begins with: finding it, for this person, by its address."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, DateField, Prefetch, SlugField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from actions.last_said import newest_answer
from actions.models import Action, Contributor, Import, Member
from actions.permissions import can_import, remember_role
from actions.querysets import NOT_SHOWN_OF_AN_IMPORT
from actions.references import canonical_ref
from improvement.history.moments import today
from improvement.kept_text import Refused
from improvement.written_once import AnyReader, Given, WrittenOnce, given_for

_HELD = WrittenOnce(
    lambda: (
        Member.objects.of_today(AnyReader)
        .filter(notice__slug=Given("notice", SlugField()))
        .select_related("notice__council")
    )
)


def find_notice(request, slug):
    """The notice at this address, or 404 for whoever has no role on it. One query for both."""
    found = _HELD.rows(notice=slug, **given_for(request.user, timezone.localdate()))
    if not found:
        raise Http404
    (member,) = found
    remember_role(request.user, member.notice, member.role)
    return member.notice


def _at_an_address():
    return (
        Action.objects.visible_to(AnyReader)
        .filter(notice__slug=Given("notice", SlugField()), ref=Given("ref", CharField()))
        .select_related("notice__council")
        .with_role_of(AnyReader)
    )


ALONE = WrittenOnce(_at_an_address)
WITH_ITS_FILE = WrittenOnce(lambda: _at_an_address().select_related("imported_in"))
WITH_ALL_ITS_PAGE_SAYS = WrittenOnce(
    lambda: (
        _at_an_address()
        .select_related("notice__council", "lead", "imported_in")
        .defer(*NOT_SHOWN_OF_AN_IMPORT)
        .prefetch_related(Prefetch("contributors", Contributor.objects.select_related("user")))
        .with_neighbours()
        .with_overdue(Given("today", DateField()))
        .annotate(**newest_answer())
    )
)


def find_action(written, request, notice, ref):
    """The action at this address, as one of the queries above gives it, or 404 for whoever has no
    role on its notice. One query, and one for its contributors where its page asks for them.
    """
    reader = given_for(request.user, timezone.localdate())
    found = written.rows(notice=notice, ref=ref, today=today(), **reader)
    if not found:
        raise Http404
    (action,) = found
    remember_role(request.user, action.notice, action.role_of_reader)
    return action


def refusal(why, action, *links):
    """The refusal to do something with this action, to raise. Without a reason it is the role."""
    return Refused(why, *links, (f"Back to {action.ref}", action.get_absolute_url()))


def find_notice_to_import_into(request, slug):
    """The notice, or 404 for a stranger and 403 for whoever may not import into it."""
    notice = find_notice(request, slug)
    if not can_import(request.user, notice):
        raise PermissionDenied
    return notice


def find_import(request, slug, number):
    """One import of a notice that this person may import into."""
    notice = find_notice_to_import_into(request, slug)
    seen = Import.objects.visible_to(request.user).select_related(
        "notice__council", "uploaded_by", "applied_by", "undone_by"
    )
    return get_object_or_404(seen, notice=notice, number=number)


def at_canonical_ref(view):
    """Send "in2", "IN 2" and "IN02" on to IN2, where the register holds nothing so called."""

    @wraps(view)
    def wrapper(request, notice, ref, **rest):
        try:
            return view(request, notice, ref, **rest)
        except Http404:
            canonical = canonical_ref(ref)
            if canonical in (None, ref):
                raise
            said = {"notice": notice, "ref": canonical, **rest}
            address = reverse(request.resolver_match.view_name, kwargs=said)
            query = request.GET.urlencode()
            return redirect(f"{address}?{query}" if query else address)

    return wrapper
