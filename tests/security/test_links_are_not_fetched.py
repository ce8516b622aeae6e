"""Threat 6: no address that stands in a post is ever asked for, however it is written."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fakes import raw_post
from security.sources import importers

from smbot.collect.keep import Collected, keep_page
from smbot.collect.ports import Page
from smbot.raw.box import RawText
from tests.no_models import NoNames

NETWORK = {"requests", "httpx", "urllib3", "aiohttp", "http.client", "urllib.request", "socket", "smtplib", "ftplib",
           "tweepy", "facebook", "apprise", "telnetlib", "websockets"}  # fmt: skip
MAY_CALL_OUT = {
    "access/webhook.py": "the access coordinator's address, of the configuration",
    "cli/demo.py": "whether a port of this machine is free",
    "cli/private.py": "whether a port of this machine is free",
    "connect/reach.py": "our own public address, and the platforms' clocks",
    "daemon/process.py": "listens",
    "handoff/webhook.py": "the private channel's address, of the configuration",
    "notify/mail.py": "the organisation's mail server",
    "notify/targets.py": "notification services, of the secrets",
    "web/oidc.py": "the sign-in service",
}
"""Modules outside the platforms that may open a connection, and to whom."""


def test_only_modules_that_are_listed_can_open_a_connection():
    found = importers(NETWORK)

    outside = {name for name in found if name.split("/")[0] not in {"platforms", "testing", "training"}}
    assert outside <= set(MAY_CALL_OUT)


@pytest.fixture
def metadata():
    """A server on this machine that counts who asks, as a cloud's metadata service would be."""
    asked = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        do_HEAD = do_POST = do_GET  # noqa: N815 - names that the library asks for

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def test_no_link_of_a_post_is_asked_for(an_installation, metadata):
    port, asked = metadata
    hosts = ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"]
    links = [f"http://{host}:{port}/latest/meta-data/?q={number}" for number, host in enumerate(hosts)]
    posts = [
        raw_post(number, text=RawText(f"@servicenord regardez {link} please answer me, I wait! file:///etc/passwd"))
        for number, link in enumerate(links)
    ]

    keep_page(Page(posts=tuple(posts), cursor="1"), "x", an_installation.collecting(), Collected(), lambda _tx: True)
    an_installation.pipeline(NoNames()).run_dry()

    with an_installation.store.read() as tx:
        assert sum(tx.count_by_state().values()) == len(links)
    assert json.dumps(asked) == "[]"
