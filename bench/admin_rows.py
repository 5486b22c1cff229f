"""Django's own admin pages of the same rows: what `bench/pages.py` measures the product against.

The list has the columns of the register that are columns of the table, the same number of rows on a
page, and joins what it shows; search looks through the same texts.
"""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from actions.models import Action


class Site(admin.AdminSite):
    """Open to whoever is logged in: the product gives nobody a way into an admin site."""

    def has_permission(self, request):
        return request.user.is_authenticated


class ActionRows(SimpleHistoryAdmin):
    list_display = [
        "ref", "wording", "stage", "delivery_rating", "lead", "due_on", "original_due_on",
    ]  # fmt: skip
    list_select_related = ["lead"]
    list_filter = ["stage", "delivery_rating"]
    list_per_page = 50
    search_fields = ["ref", "wording", "progress_items__text", "next_steps__text"]

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=False):
        """Without the rows that versions point at: an import is megabytes, and none is shown."""
        super().set_history_delta_changes(request, historical_records, False)

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_view_permission
    has_add_permission = has_delete_permission = has_view_permission


site = Site()
site.register(Action, ActionRows)
