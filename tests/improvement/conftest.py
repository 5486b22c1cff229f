"""The frame is tested on its own addresses, with no notice and no board."""

from pathlib import Path

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def frame(settings):
    cache.clear()
    settings.ROOT_URLCONF = "tests.improvement.urls"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]


@pytest.fixture
def failing(client):
    """A client that shows the error page, as a browser does, and not the exception."""
    client.raise_request_exception = False
    return client
