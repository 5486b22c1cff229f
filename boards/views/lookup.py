"""What every page of a body begins with, and what its template is always given."""

from django.shortcuts import get_object_or_404

from actions.permissions import Allowed
from boards.models import Body


def find_body(notice, slug, *, for_update=False):
    """The body of the notice's council at this address. The notice was found for this person."""
    bodies = Body.objects.of(notice).select_related("reports_to")
    if for_update:
        bodies = bodies.select_for_update(of=["self"])
    return get_object_or_404(bodies, slug=slug)


def page_of(request, notice, body=None, **more):
    """The context of a page: the notice, what may be done on it, and the way back."""
    crumbs = [(notice.title, notice.get_absolute_url())]
    return {
        "notice": notice,
        "body": body,
        "may": Allowed(request.user, notice),
        "crumbs": crumbs,
    } | more
