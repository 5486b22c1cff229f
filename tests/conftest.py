"""Fixtures that every test may use."""

import os
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, settings

from tests import two_councils as councils
from tests.databases import copied_from_default, filled, lift_the_triggers, standing_in

# The same examples each time, so that a run says something about the change before it. To look for
# others: HYPOTHESIS_PROFILE=search make suite
PROFILE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "max_examples": 60}
settings.register_profile("tests", derandomize=True, **PROFILE)
settings.register_profile("search", **PROFILE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_kept():
    """A key that comes again in the next test must not bring along what was kept for the last."""
    cache.clear()


@pytest.fixture(autouse=True)
def record_that_can_be_emptied(request):
    """A test with transactions of its own is cleaned up after by emptying every table: the
    triggers are taken off for that, and put back by the migration signal that follows.
    """
    marker = request.node.get_closest_marker("django_db")
    committed = bool(marker and marker.kwargs.get("transaction"))
    if committed or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        yield
        lift_the_triggers()
    else:
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What Django asks of SQLite once in a process is asked here, not in the first test that counts
    its queries.
    """
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.fixture(scope="session")
def empty_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """The test database as it was before any test, to be copied from."""
    folder = tmp_path_factory.mktemp("empty")
    with ExitStack() as until_the_end:
        with django_db_blocker.unblock():
            name = until_the_end.enter_context(copied_from_default("empty", folder))
        yield name
        with django_db_blocker.unblock():
            until_the_end.close()


@pytest.fixture
def shared_database(empty_database, db, tmp_path):
    """An empty database, on disk, in which each thread and process has a connection of its own.

    Nothing is rolled back at the end: the copy is dropped. Gives its name.
    """
    with (
        standing_in(empty_database),
        copied_from_default("shared", tmp_path) as name,
        standing_in(name),
    ):
        yield name


@pytest.fixture(scope="session")
def filled_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """(two councils, their database, their files): made once, whichever test asks first."""
    folder = tmp_path_factory.mktemp("two-councils")
    with filled("two_councils", folder, django_db_blocker, councils.make) as all_of_it:
        yield all_of_it


@pytest.fixture
def two_councils(filled_once, db, settings, media_in_a_folder_of_its_own):
    """Two councils with everything in both, for tests that leave them as they are."""
    made, database, settings.MEDIA_ROOT = filled_once
    with standing_in(database):
        yield made
