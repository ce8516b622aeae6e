"""`smbot run` on PostgreSQL as it is started: a whole daemon with a process beside it, stopped by one signal to all."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
from fakes import FakeCollector, raw_post

from smbot import settings
from smbot.bootstrap import Application
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.clock import SystemClock
from smbot.storage.vitals import ALIVE_NOTE

PATIENCE_SECONDS = 120


@pytest.fixture
def on_a_server(tmp_path, a_server, a_shared_installation):
    """The configuration file of an installation on PostgreSQL; its desk listens at a free port."""
    folder, templates = tmp_path / "smbot", a_shared_installation[1]
    shutil.copytree(a_shared_installation[0], folder)
    names = ["run_one", "run_one_keys"]
    urls = [a_server.create(n, t.rpartition("/")[2]) for n, t in zip(names, templates, strict=True)]
    file = folder / settings.FILE_NAME
    text = file.read_text("utf-8")
    for old, new in zip(templates, urls, strict=True):
        text = text.replace(f'{old.replace("+psycopg", "")}"', f'{new.replace("+psycopg", "")}"')
    file.write_text(text, "utf-8")
    yield file
    for name in names:
        a_server.drop(name)


def running(file, *options):
    command = [sys.executable, "-m", "smbot.cli.main", "run", "--config", str(file), *options]
    own = {name: value for name, value in os.environ.items() if not name.startswith("SMBOT_")}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, env=own)


def until(said, process):
    begun = time.monotonic()
    while not (found := said()) and process.poll() is None and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(0.2)
    return found


@pytest.fixture
def an_application(on_a_server):
    made = Application(settings.load(on_a_server), SystemClock(), {})
    yield made
    made.close()


def test_two_processes_work_off_the_inbox_and_end_quietly_at_a_signal_to_all(on_a_server, an_application):
    application = an_application
    posts = tuple(raw_post(number) for number in range(1, 11))
    collect(FakeCollector(Page(posts=posts, cursor="1"), name="x"), application.collecting())
    process = running(on_a_server, "--role", "work", "--processes", "2")

    def worked():
        with application.store.read() as tx:
            return tx.count_waiting() == 0 and bool(tx.notes(ALIVE_NOTE)) and len(tx.checkpoints()) > 0

    done = until(worked, process)
    os.killpg(process.pid, signal.SIGTERM)
    _, told = process.communicate(timeout=PATIENCE_SECONDS)

    assert done, told
    assert process.returncode == 0, told
    assert "process.ended" not in told
    assert "Traceback" not in told
    with application.store.read() as tx:
        assert tx.notes(ALIVE_NOTE) == []


def test_a_port_that_is_taken_is_told_as_it_is_with_processes_beside(on_a_server):
    port = settings.load(on_a_server).settings.web.port
    with socket.create_server(("127.0.0.1", port)):
        process = running(on_a_server, "--processes", "3")
        _, told = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode != 0
    assert f"web.port = {port}" in told
    assert "thread" not in told
