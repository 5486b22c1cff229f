from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class ImprovementConfig(AppConfig):
    """People, the history of every record, and the look of every page."""

    name = "improvement"
    verbose_name = "People"

    def ready(self):
        from improvement.history import append_only
        from improvement.seals import sealing

        post_migrate.connect(append_only.put_back, dispatch_uid="append-only")
        post_migrate.connect(sealing.put_back, dispatch_uid="seals")
        checks.register(append_only.look, checks.Tags.database)
