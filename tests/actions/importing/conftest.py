"""A database of its own for a test in which several connections write."""

from contextlib import ExitStack

import pytest

from tests.databases import copied_from_default, standing_in


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
