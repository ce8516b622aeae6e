"""`smbot run` with all its roles on PostgreSQL: a post comes in at X, and its reply goes out once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import httpx
import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.moving import move_to_postgresql
from smbot.core.clock import SystemClock
from smbot.core.events import Act
from smbot.core.states import MentionState, ReplyState
from smbot.daemon.parts import EVERY_PART
from smbot.review.ports import Filter
from smbot.storage.vitals import ALIVE_NOTE
from smbot.testing.x import XServer, XWorld
from smbot.verification import verify_log
from tests.cluster import _free_port as free_port
from tests.installations import write_installation

PHONE = "514 555-0134"
PATIENCE_SECONDS = 120
MORE = """
[storage]
url = "{url}"
key_url = "{key_url}"
[webhooks]
port = {webhooks}
public_url = "https://hooks.example.ca"
[citizen]
port = {citizen}
authority = {{ en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }}
questions = {{ en = "the privacy officer", fr = "le responsable de la vie privée" }}
"""


@pytest.fixture
def a_world():
    """A local X where somebody complains to us, with a number that nobody may see."""
    world = XWorld(SystemClock())
    world.add_user("somebody", "Some Body")
    world.post("somebody", f"@servicenord this is the third time I complain, nobody answers! Call me: {PHONE}")
    return world


@pytest.fixture
def a_site(tmp_path, a_world, new_database):
    """An installation on PostgreSQL that reads that X, moved there as an administrator moves it; its desk's port."""
    with XServer(a_world) as server:
        desk = free_port()
        file = write_installation(tmp_path / "site", a_world, server, port=desk)
        urls = [new_database().replace("+psycopg", "") for _ in range(2)]
        more = MORE.format(url=urls[0], key_url=urls[1], webhooks=free_port(), citizen=free_port())
        file.write_text(file.read_text("utf-8") + more, "utf-8")
        application = Application(settings.load(file), SystemClock(), {})
        move_to_postgresql(application)
        yield application, desk
        application.close()


@contextmanager
def a_daemon(application):
    """Run it; where a test fails before its end, it is killed."""
    file = application.configuration.file
    command = [sys.executable, "-m", "smbot.cli.main", "run", "--config", str(file), "--processes", "1"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("SMBOT_")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own) as process:
        try:
            yield process
        finally:
            process.kill()


def until(said):
    begun = time.monotonic()
    while not (found := said()) and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(0.1)
    assert found
    return found


def acts(application):
    with application.store.read() as tx:
        return Counter(record.act for record in tx.audit_records())


def test_a_post_is_read_masked_labelled_answered_and_sent_once_by_a_daemon_of_all_roles(a_site, a_world):
    application, port = a_site
    store, desk = application.store, application.desk()

    def drafted():
        with store.read() as tx:
            alive = {note.name.removeprefix(ALIVE_NOTE) for note in tx.notes(ALIVE_NOTE)}
            return tx.count_by_state().get(MentionState.DRAFTED) and alive == EVERY_PART

    def sent():
        with store.read() as tx:
            return tx.count_replies().get(ReplyState.SENT.value)

    with a_daemon(application) as process:
        until(drafted)
        with store.read() as tx:
            bob = next(member for member in tx.members() if member.name == "bob")
        [item] = desk.listing(bob, Filter(states=frozenset({MentionState.DRAFTED})), limit=10).items
        health = httpx.get(f"http://127.0.0.1:{port}/health").json()
        desk.approve(bob, item.id)
        until(sent)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 0, told
    assert PHONE not in str(item.text)
    assert "complaint" in item.labels
    assert (health["database"], health["parts"], health["sending"]) == ("ok", "ok", "live")
    assert len(a_world.replies_of("servicenord")) == 1
    with store.read() as tx:
        assert tx.count_replies() == {ReplyState.SENT.value: 1}
        assert tx.count_waiting() == 0
        assert tx.checkpoints()
    assert verify_log(application, actor="test").verified
    found = acts(application)
    assert (found[Act.SYSTEM_STARTED], found[Act.SYSTEM_STOPPED]) == (1, 1)
    assert PHONE not in told
