"""The settings of the tests: those of a development copy over plain HTTP, made quick."""

import os

# Said before the settings are read, whatever the shell says.
os.environ.update(DEBUG="1", HTTPS="0")
os.environ.pop("DEMO", None)

from improvement.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and only here
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Said once for all: a test that sets it has every address read again.
ROOT_URLCONF = "tests.urls"

# A process that is killed leaves a database whole; that the power may fail is no test's concern.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405

# A connection ends with its request, so that none is left when a test database is dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
