"""Views of the register that people keep: one's own, and those shared with the notice."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from actions import services
from actions.filters import RegisterFilter
from actions.forms.views import SaveViewForm
from actions.models import SavedView
from actions.permissions import Allowed, can_remove_view
from actions.views.lookup import find_notice
from improvement.gds.posted import posted_only


def saved_views(request, notice):
    """Save what the register shows, if anything narrows it; and the views that are there."""
    notice = find_notice(request, notice)
    posted = request.POST if request.method == "POST" else None
    asked = request.GET if posted is None else QueryDict(posted.get("query", ""))
    narrowed = RegisterFilter(asked, notice=notice)
    form = SaveViewForm(posted, filter=narrowed)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "is_shared")}
        view = services.save_view(
            notice=notice, query=narrowed.address_kept, by=request.user, **said
        )
        messages.success(request, f"The view “{view.name}” is saved.")
        return redirect(view)
    views = SavedView.objects.of(notice).readable_by(request.user).select_related("user")
    context = {
        "notice": notice,
        "may": Allowed(request.user, notice),
        "crumbs": [(notice.title, notice.get_absolute_url())],
        "form": form if form.is_bound or narrowed.address_kept else None,
        "filter": narrowed,
        "views": [(view, can_remove_view(request.user, view)) for view in views],
    }
    return render(request, "actions/saved_views.html", context)


@posted_only
def remove(request, notice, pk):
    notice = find_notice(request, notice)
    seen = SavedView.objects.filter(notice=notice).readable_by(request.user)
    view = get_object_or_404(seen.select_related("notice"), pk=pk)
    if not can_remove_view(request.user, view):
        raise PermissionDenied
    services.remove_view(view=view, by=request.user)
    messages.success(request, f"The view “{view.name}” is removed.")
    return redirect("actions:saved_views", notice.slug)
