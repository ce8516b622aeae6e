"""The process: its parts serve what they should, start and stop in order, and free their ports."""

import gc
import socket
import time

import httpx
import pytest

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.accounts import AccountHealth
from smbot.core.clock import SystemClock
from smbot.core.errors import ConfigurationError
from smbot.daemon import Daemon, Part
from smbot.storage.vitals import ALIVE_NOTE

NOTICE = """[citizen]
port = {port}
authority = {{ en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }}
questions = {{ en = "the privacy officer", fr = "le responsable de la vie privée" }}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def an_application(an_installation):
    """The factory `an_application(desk, metrics, webhooks, citizen)` of the ports; the last two are off without one."""
    made = []

    def make(desk, metrics=0, webhooks=0, citizen=0):
        file = an_installation.configuration.file
        hooks = f'[webhooks]\nport = {webhooks}\npublic_url = "https://hooks.example.ca"\n' if webhooks else ""
        page = NOTICE.format(port=citizen) if citizen else ""
        file.write_text(
            f'[organisation]\nname = {{ en = "Org", fr = "Org" }}\n[web]\nport = {desk}\n'
            f"[monitoring]\nport = {metrics}\n{hooks}{page}",
            "utf-8",
        )
        made.append(Application(settings.load(file), SystemClock(), {}))
        return made[-1]

    yield make
    for application in made:
        application.close()


def ask(port, path, within=10.0):
    """Ask a server that is starting."""
    begun = time.monotonic()
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}{path}")
        except httpx.TransportError:
            if time.monotonic() - begun > within:
                raise
            time.sleep(0.02)


def test_the_desk_serves_health_and_the_metrics_on_a_port_of_their_own(an_application):
    desk, metrics = free_port(), free_port()
    application = an_application(desk, metrics)
    daemon = Daemon(application, {Part.DESK})

    daemon.start()
    health, measured = ask(desk, "/health"), ask(metrics, "/metrics")
    elsewhere = ask(desk, "/metrics")
    daemon.stop()

    assert health.json()["database"] == "ok"
    assert 'smbot_info{mode="listen"' in measured.text
    assert elsewhere.status_code == 404
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{desk}/health")


def test_webhooks_are_served_where_they_have_an_address(an_application):
    port = free_port()
    daemon = Daemon(an_application(free_port(), webhooks=port), {Part.WEBHOOKS})

    daemon.start()
    answer = ask(port, "/webhooks/nosuch")
    daemon.stop()

    assert answer.status_code == 404


def test_webhooks_without_an_address_serve_nothing_and_run(an_application):
    application = an_application(free_port())
    daemon = Daemon(application, {Part.WEBHOOKS})

    daemon.start()
    daemon.stop()

    with application.store.read() as tx:
        acts = [body for body in tx.audit_newest(2) if b"system." in body]
    assert len(acts) == 2
    assert all(b'"roles":["webhooks"]' in body for body in acts)


def test_the_secure_page_is_served_where_its_notice_names_the_authority(an_application):
    port = free_port()
    application = an_application(free_port(), citizen=port)
    daemon = Daemon(application, {Part.CITIZEN})

    daemon.start()
    answer = ask(port, "/en/notice")
    survey = ask(port, "/survey/none")
    daemon.stop()

    assert "the Example Act" in answer.text
    assert "script" not in answer.headers["content-security-policy"]
    assert survey.status_code == 404, "the questions after a case stand beside it"


def test_without_an_authority_the_secure_page_is_not_served(an_application):
    application = an_application(free_port())
    daemon = Daemon(application, {Part.CITIZEN})

    daemon.start()
    daemon.stop()

    with application.store.read() as tx:
        assert any(b'"roles":["citizen"]' in body for body in tx.audit_newest(2))


@pytest.mark.parametrize(("busy", "where"), [("desk", "web.port"), ("metrics", "monitoring.port")])
def test_a_port_that_is_taken_is_told_before_anything_starts(an_application, busy, where):
    ports = {"desk": free_port(), "metrics": free_port()}
    application = an_application(**ports)
    with socket.create_server(("127.0.0.1", ports[busy])), pytest.raises(ConfigurationError) as error:
        Daemon(application, {Part.DESK}).start()

    assert error.value.where == f"{where} = {ports[busy]}"
    with application.store.read() as tx:
        assert not any(b"system.started" in body for body in tx.audit_newest(5))


def test_what_is_loaded_at_the_start_is_not_walked_by_the_garbage_collector_again(an_application):
    daemon = Daemon(an_application(free_port()), frozenset({Part.DESK}))
    gc.unfreeze()
    try:
        daemon.start()
        assert gc.get_freeze_count() > 100_000
    finally:
        daemon.stop()
        gc.unfreeze()


def test_whoever_stops_in_order_is_not_missed(an_application):
    application = an_application(free_port())
    daemon = Daemon(application, {Part.WEBHOOKS})
    daemon.start()
    begun = time.monotonic()
    alive = []
    while not alive and time.monotonic() - begun < 10:
        with application.store.read() as tx:
            alive = tx.notes(ALIVE_NOTE)
    daemon.stop()

    assert [note.name for note in alive] == ["alive:webhooks"]
    with application.store.read() as tx:
        assert tx.notes(ALIVE_NOTE) == []


@pytest.mark.parametrize(("part", "left"), [(Part.COLLECT, "x:send"), (Part.DISPATCH, "x"), (Part.WEBHOOKS, "both")])
def test_a_part_that_starts_tries_its_own_accounts_anew(an_application, part, left):
    application = an_application(free_port())
    with application.store.write() as tx:
        for account in ("x", "x:send"):
            tx.keep_health(AccountHealth(account=account, paused="401"))
    daemon = Daemon(application, {part})

    daemon.start()
    daemon.stop()

    with application.store.read() as tx:
        paused = [health.account for health in tx.all_health() if health.paused]
    assert paused == (["x", "x:send"] if left == "both" else [left])
