"""`smbot doctor` with the network: each account is asked, and our own public address as a platform asks it."""

import json
import threading

import pytest
import uvicorn
from townhall import Townhall, wrong

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import SystemClock
from smbot.core.errors import AccountProblem
from smbot.testing import x
from smbot.web.webhooks import create_webhook_app


@pytest.fixture
def townhall(tmp_path, monkeypatch, config):
    """A platform that is switched on."""
    folder = tmp_path / "installed" / "townhall-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: townhall\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[smbot.platforms]\ntownhall = townhall:ADAPTER\n")
    monkeypatch.syspath_prepend(str(folder.parent))
    platform = Townhall()
    monkeypatch.setattr("townhall.ADAPTER", platform)
    with config.open("a", encoding="utf-8") as file:
        file.write("\n[platforms.townhall]\nenabled = true\n")
    return platform


def found(done, check):
    """What a check found, of `doctor --json`."""
    return [finding for finding in json.loads(done.out) if finding["check"] == check]


def test_each_connected_account_is_asked(smbot, townhall):
    done = smbot("doctor", "--json")

    assert [finding["what"] for finding in found(done, "townhall.token")] == ["The token works."]


def test_offline_nobody_is_asked(smbot, townhall):
    done = smbot("doctor", "--offline", "--json")

    assert found(done, "configuration")[0]["ok"]
    assert townhall.calls == []


def test_what_an_account_lacks_fails_the_check(smbot, townhall):
    townhall.trouble = [wrong("The token has ended.")]

    done = smbot("doctor")

    assert done.code == 1
    assert "✗ townhall: The token has ended." in done.out


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AccountProblem("401"), "The platform answered 401."),
        (ValueError("canary"), "This could not be checked (ValueError)."),
    ],
)
def test_an_account_that_cannot_be_asked_is_a_finding_and_the_rest_is_checked(smbot, townhall, error, told):
    townhall.trouble = [error]

    done = smbot("doctor", "--json")

    assert [(finding["what"], finding["ok"]) for finding in found(done, "townhall")] == [(told, False)]
    assert found(done, "sending")
    assert "canary" not in done.out + done.err


@pytest.fixture
def webhooks(config, monkeypatch):
    """The factory `webhooks(secret)` that connects X and serves its webhook with a secret; public_url is set to it."""
    servers = []

    def serve(secret):
        text = config.read_text("utf-8")
        changes = {"user_id": '"42"', "username": '"servicenord"', "enabled": "true"}
        before, _, table = text.partition("[platforms.x]\n")
        for name, value in changes.items():
            old = next(line for line in table.splitlines() if line.startswith(f"{name} = "))
            table = table.replace(old, f"{name} = {value}", 1)
        config.write_text(f"{before}[platforms.x]\n{table}", "utf-8")
        running = Application(settings.load(config), environment={"SMBOT_X_CONSUMER_SECRET": secret})
        server = uvicorn.Server(
            uvicorn.Config(create_webhook_app(running), port=0, log_config=None, timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            threading.Event().wait(0.01)
        servers.append((server, thread, running))
        port = server.servers[0].sockets[0].getsockname()[1]
        monkeypatch.setenv("SMBOT_WEBHOOKS__PUBLIC_URL", f"http://127.0.0.1:{port}")

    yield serve
    for server, thread, running in servers:
        server.should_exit = True
        thread.join()
        running.close()


@pytest.mark.parametrize(
    ("secret", "ok", "told"),
    [
        ("canary-same", True, "answers as x asks."),
        ("canary-other", False, "answers wrongly."),
        ("", False, "There is no webhook"),
    ],
)
def test_the_public_address_is_asked_as_the_platform_asks(smbot, webhooks, monkeypatch, secret, ok, told):
    webhooks(secret)
    with x.XServer(x.XWorld(SystemClock())) as server:
        monkeypatch.setenv("SMBOT_PLATFORMS__X__API_URL", server.url)
        monkeypatch.setenv("SMBOT_X_CONSUMER_SECRET", "canary-same")
        for name in ("consumer_key", "access_token", "access_token_secret", "bearer_token"):
            monkeypatch.setenv(f"SMBOT_X_{name.upper()}", "canary")
        done = smbot("doctor", "--json")

    (finding,) = found(done, "webhooks")
    assert finding["ok"] == ok
    assert told in finding["what"]
    assert "canary" not in done.out + done.err


def test_without_a_public_address_none_is_asked(smbot, townhall):
    assert found(smbot("doctor", "--json"), "webhooks") == []


def test_who_could_take_deliveries_and_does_not_is_told_so(smbot, webhooks, monkeypatch):
    webhooks("canary")
    monkeypatch.setenv("SMBOT_WEBHOOKS__PUBLIC_URL", "")
    monkeypatch.setenv("SMBOT_X_CONSUMER_SECRET", "canary")
    monkeypatch.setenv("SMBOT_PLATFORMS__X__API_URL", "http://127.0.0.1:9")

    (finding,) = found(smbot("doctor", "--json"), "webhooks")

    assert (finding["ok"], "no deliveries are taken" in finding["what"]) == (True, True)
