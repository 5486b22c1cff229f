"""The logins of a demonstration, named on its login page. Of no use anywhere else."""

from django.conf import settings

from improvement.models import User

DEMO_PASSWORD = "demonstration-only"  # noqa: S105 - printed on the login page, on purpose
DEMO_DOMAIN = "@demo.example"


def demo_logins():
    """The made-up people of the demonstration; nobody at all on a real installation."""
    if not settings.DEMO:
        return User.objects.none()
    return User.objects.active().filter(email__endswith=DEMO_DOMAIN).exclude(organisation="")
