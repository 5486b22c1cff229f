"""The product's own settings, with Django's admin site added: only for `bench/pages.py`."""

from improvement.settings import *  # noqa: F403
from improvement.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
ROOT_URLCONF = "bench.admin_urls"
SILENCED_SYSTEM_CHECKS = ["auth.W004", "admin.E408", "admin.E409", "admin.E410"]
