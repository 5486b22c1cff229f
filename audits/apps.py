from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """The audited record: the change log, comparison of two moments, and the seals."""

    name = "audits"
