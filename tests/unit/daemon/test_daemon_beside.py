"""Processes beside the one that runs: kept going, ended quietly, and no trouble where they never began."""

import os
import signal
import subprocess
import sys
import time

import pytest
from structlog.testing import capture_logs

from smbot.daemon.beside import Beside

MARKING = "import os, sys, time; open(os.path.join(sys.argv[1], str(os.getpid())), 'w').close(); time.sleep(60)"


@pytest.fixture
def marking(tmp_path):
    """A command that leaves its number in a folder and sleeps, and what waits for so many numbers of it."""
    folder = tmp_path / "numbers"
    folder.mkdir()

    def numbers(wanted, within=20):
        until = time.monotonic() + within
        while len(found := {int(path.name) for path in folder.iterdir()}) < wanted and time.monotonic() < until:
            time.sleep(0.05)
        return found

    return [sys.executable, "-c", MARKING, str(folder)], numbers


def test_what_was_never_started_stops_without_an_error():
    beside = Beside([sys.executable, "-c", ""], 2)

    beside.stop()


def test_they_end_with_the_one_they_stand_beside(marking):
    command, numbers = marking
    beside = Beside(command, 2)
    beside.start()
    started = numbers(2)

    with capture_logs() as logs:
        beside.stop()

    assert len(started) == 2
    assert [alive(number) for number in started] == [False, False]
    assert logs == []


def test_a_signal_to_all_of_them_is_no_failure_and_starts_none_anew(marking):
    """Ctrl+C and systemd reach the processes too: they may end before the one they stand beside hears of it."""
    command, numbers = marking
    beside = Beside(command, 1)
    with capture_logs() as logs:
        beside.start()
        [started] = numbers(1)
        os.kill(started, signal.SIGTERM)
        time.sleep(0.5)
        beside.end()
        time.sleep(0.5)
        beside.stop()

    assert logs == []
    assert numbers(1) == {started}


DAEMON = """
import sys
from pathlib import Path
from smbot import settings
from smbot.bootstrap import Application
from smbot.daemon import Daemon, Part
from smbot.daemon.beside import Beside
class Slow(Beside):
    def start(self):
        super().start()
        assert self._stopping.wait(20)  # the signal comes before all have started

application = Application(settings.load(Path(sys.argv[1])))
Daemon(application, {Part.WEBHOOKS}, beside=Slow(sys.argv[2:], 3)).run()
application.close()
"""


def test_a_signal_that_comes_while_they_start_ends_them_all(marking, an_installation):
    """Each asks the one it stands beside to stop as soon as it runs."""
    command, numbers = marking
    command[2] = command[2].replace("time.sleep", "os.kill(os.getppid(), 15); time.sleep")
    file = an_installation.configuration.file

    done = subprocess.run([sys.executable, "-c", DAEMON, file, *command], check=False, timeout=60)

    assert done.returncode == 0
    assert (started := numbers(1))
    assert [number for number in started if alive(number)] == []


def test_one_that_dies_by_itself_is_told_and_started_anew(marking, monkeypatch):
    monkeypatch.setattr("smbot.daemon.beside.AGAIN_SECONDS", 0.1)
    command, numbers = marking
    beside = Beside(command, 1)
    with capture_logs() as logs:
        beside.start()
        [started] = numbers(1)
        os.kill(started, signal.SIGKILL)
        both = numbers(2)
        beside.stop()

    assert len(both) == 2
    assert [entry["event"] for entry in logs] == ["process.ended"]
    assert logs[0]["code"] == -signal.SIGKILL


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
