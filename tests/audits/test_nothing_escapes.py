"""Nothing escapes the record: whatever is written by a page, a command or an import leaves exactly
one version of each row that was changed, in one act, signed, and a line in the change log.
"""

import pytest

from tests.audits import writing_on_pages
from tests.audits.snapshots import Changes, copy_all
from tests.audits.writing import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, monkeypatch):
    return World(settings, monkeypatch)


def done(do):
    """(what it answered, what was written)"""
    before = copy_all()
    answer = do()
    return answer, Changes(before, copy_all())


@pytest.mark.parametrize("case", writing_on_pages.cases.all, ids=str)
def test_what_a_page_writes_is_recorded_once_and_signed(world, case):
    do = case.prepare(world)

    response, changes = done(do)

    assert response.status_code == 302
    assert changes.rows
    assert changes.escaped() == []
    assert {(name, way) for _, name, way in changes.signatures} == {
        (case.by, way) for way in case.ways
    }
    assert len(changes.acts) == case.acts
    assert {world.name_of(subject) for _, subject in changes.entries} == set(case.subjects)


@pytest.mark.parametrize("case", writing_on_pages.cases.all, ids=str)
def test_page_that_is_sent_twice_records_no_more_than_it_writes(world, case):
    do = case.prepare(world)
    do()

    _, changes = done(do)

    assert changes.escaped() == []
