from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """The bodies that oversee actions, and who sits on them."""

    name = "boards"
    verbose_name = "Bodies"
