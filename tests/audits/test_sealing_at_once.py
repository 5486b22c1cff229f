"""Seals while others write: nothing slips by a seal, nobody's save fails, and no alarm is false."""

from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from actions.models import ProgressItem
from improvement import history
from improvement.models import Seal, SealedBlock
from improvement.seals import sealing, verifying
from tests.actions.importing.together import LONGEST_WAIT, at_once
from tests.factories import make_action, make_progress_item

TABLE = "actions_historicalprogressitem"


def on_postgresql_only():
    if connection.vendor != "postgresql":
        pytest.skip("One writer at a time on SQLite")


def test_a_row_that_is_committed_late_is_not_passed_by(shared_database):
    """Its key is lower than that of a row which is there already."""
    on_postgresql_only()
    action, written, look = make_action(), Barrier(2), Barrier(2)

    def write_slowly():
        with transaction.atomic():
            make_progress_item(action, "Late")
            written.wait(LONGEST_WAIT)
            look.wait(LONGEST_WAIT)

    def seal_meanwhile():
        written.wait(LONGEST_WAIT)
        make_progress_item(action, "Soon")
        with pytest.raises(sealing.RecordIsBusy, match="Somebody was writing"):
            sealing.seal(patience=0.5)
        look.wait(LONGEST_WAIT)
        return sealing.seal()

    nothing, made = at_once(write_slowly, seal_meanwhile)

    assert nothing is None
    assert SealedBlock.objects.get(table=TABLE, seal=made).count == 2
    assert verifying.verify().faults == []


def test_without_waiting_the_late_row_would_look_like_one_put_in(shared_database, monkeypatch):
    on_postgresql_only()
    monkeypatch.setattr(sealing, "_last_keys", lambda patience: sealing._highest_keys())
    action, written, look = make_action(), Barrier(2), Barrier(2)

    def write_slowly():
        with transaction.atomic():
            make_progress_item(action, "Late")
            written.wait(LONGEST_WAIT)
            look.wait(LONGEST_WAIT)

    def seal_meanwhile():
        written.wait(LONGEST_WAIT)
        make_progress_item(action, "Soon")
        sealing.seal()
        look.wait(LONGEST_WAIT)

    at_once(write_slowly, seal_meanwhile)

    assert "was put among older ones" in verifying.verify().faults[0].text


def test_two_seals_at_once_cover_everything_once(shared_database):
    make_action()

    made = at_once(*[sealing.seal] * 4)

    assert sorted(seal.number for seal in made if seal) == [1]
    assert verifying.verify().faults == []


def test_people_write_and_seals_are_made_and_looked_at_all_the_while(shared_database):
    actions = [make_action() for _ in range(3)]
    begun, sealed = Event(), Event()

    def write(action):
        for number in range(15):
            if number:
                # The first seal lies between somebody's rows, however fast they are written.
                begun.set()
                sealed.wait(LONGEST_WAIT)
            with history.act(name="Somebody", reason="Reported"):
                item = ProgressItem.objects.create(
                    action=action, text=f"Said {number}", position=number
                )
                item.text = "Said better"
                item.save()

    def seal_and_look():
        faults = []
        begun.wait(LONGEST_WAIT)
        for _ in range(6):
            sealing.seal()
            sealed.set()
            faults += verifying.verify().faults
        return faults

    *written, faults = at_once(*[lambda a=a: write(a) for a in actions], seal_and_look)

    assert written == [None] * 3
    assert faults == []
    sealing.seal()
    assert sum(block.count for block in SealedBlock.objects.filter(table=TABLE)) == 90
    assert verifying.verify().faults == []
    assert Seal.objects.count() > 1
