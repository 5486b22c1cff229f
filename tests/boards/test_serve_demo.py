import os
import socket

import pytest
from django.core.management import CommandError, call_command

from boards.management.commands import serve_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(monkeypatch, settings, tmp_path):
    """The command that the process would become, instead of becoming it."""
    settings.DEMO = True
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = []
    commands = []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    # The connection is closed before the process becomes the server; a test goes on with it.
    monkeypatch.setattr(serve_demo.connection, "close", lambda: None)
    return commands


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_it_sets_up_says_so_and_serves_to_this_machine_alone(
    served, free_port, monkeypatch, capsys
):
    monkeypatch.setenv("PORT", str(free_port))

    call_command("serve_demo")

    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{free_port}/" in said
    assert "demonstration-only" in said
    first, *_, last = (line for line in said.splitlines() if "@demo.example" in line)
    assert first.split()[:2] == ["admin@demo.example", "Administrator"]
    assert last.split()[:2] == ["observer@demo.example", "Observer"]
    (command,) = served
    assert f"--bind=127.0.0.1:{free_port}" in command


def test_a_second_run_says_that_nothing_was_changed(served, free_port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", str(free_port))
    call_command("serve_demo")
    capsys.readouterr()

    call_command("serve_demo")

    assert "loaded already; nothing was changed" in capsys.readouterr().out


def test_a_taken_port_gets_a_clear_sentence(served, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            call_command("serve_demo")

    assert served == []


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "-1"])
def test_a_port_that_is_none_gets_a_clear_sentence(served, monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CommandError, match="PORT must be a number from 1 to 65535"):
        call_command("serve_demo")
