"""Django's own admin pages of the same rows: what `bench/pages.py` measures the product against.

The list has the columns of the register that are columns of the table, the same number of rows on a
page, and joins what it shows; search looks through the same texts. The page of an action has its
progress and next steps on it; the history of each of these is a page of its own, as it is there.
"""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from actions.models import Action, NextStep, ProgressItem
from actions.querysets import NOT_SHOWN_OF_AN_IMPORT


class Site(admin.AdminSite):
    """Open to whoever is logged in: the product gives nobody a way into an admin site."""

    def has_permission(self, request):
        return request.user.is_authenticated


class _Rows(admin.TabularInline):
    """Rows of an action, on its page."""

    extra = 0
    show_change_link = True

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission


class ProgressRows(_Rows):
    model = ProgressItem
    fields = ["text", "achieved_on"]


class StepRows(_Rows):
    model = NextStep
    fields = ["text", "owner", "due_on", "kind", "status"]
    raw_id_fields = ["owner"]


class _OpenToReaders(SimpleHistoryAdmin):
    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_view_permission
    has_add_permission = has_delete_permission = has_view_permission

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        """Without what is large of an import, which each version would bring along."""
        found = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return found.defer(*NOT_SHOWN_OF_AN_IMPORT)


class ActionRows(_OpenToReaders):
    list_display = [
        "ref", "wording", "stage", "delivery_rating", "lead", "due_on", "original_due_on",
    ]  # fmt: skip
    list_select_related = ["lead"]
    list_filter = ["stage", "delivery_rating"]
    list_per_page = 50
    raw_id_fields = ["notice", "lead", "imported_in"]
    inlines = [ProgressRows, StepRows]
    search_fields = ["ref", "wording", "progress_items__text", "next_steps__text"]


site = Site()
site.register(Action, ActionRows)
site.register([ProgressItem, NextStep], _OpenToReaders)
