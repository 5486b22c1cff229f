from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Notices, their actions, and how both come in and go out."""

    name = "actions"
    verbose_name = "Notices and actions"
