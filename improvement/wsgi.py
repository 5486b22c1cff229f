"""The entry point of the web server: `gunicorn improvement.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "improvement.settings")

application = get_wsgi_application()

from improvement.history import append_only  # noqa: E402 - the apps are ready now

append_only.warn_if_unprotected()
