from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """People, the history of every record, and the look of every page."""

    name = "improvement"
    verbose_name = "People"
