"""Several people who press a button at the same moment, each in a thread and with a connection."""

from threading import Barrier, Thread

from django.db import connections
from django.test import Client

LONGEST_WAIT = 60


def logged_in(people):
    """A browser for each; an error of the server comes back as its page, status 500."""
    clients = [Client(raise_request_exception=False) for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    return clients


def at_once(*calls):
    """What each call returned, or the exception it raised; all are begun at one moment."""
    found = [None] * len(calls)
    ready = Barrier(len(calls))

    def run(place, call):
        try:
            ready.wait(LONGEST_WAIT)
            found[place] = call()
        except BaseException as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits for an answer"
    return found


def all_see_it_first(monkeypatch, module, number):
    """Nobody goes on in a view of this module before so many have found the import unfinished.

    Without it the first might be done before the last begins, and nothing would be shown.
    """
    seen = Barrier(number)
    find = module.find_import

    def find_and_wait(*args):
        record = find(*args)
        seen.wait(LONGEST_WAIT)
        return record

    monkeypatch.setattr(module, "find_import", find_and_wait)
