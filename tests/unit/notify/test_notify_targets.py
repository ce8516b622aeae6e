"""Apprise's targets: told for real, to a local server; their addresses appear nowhere."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from smbot.core.errors import ConfigurationError
from smbot.logs import silence_libraries
from smbot.notify.ports import NotTold
from smbot.notify.targets import open_targets

TOKEN = "t0kencanary"
# Apprise's own import of what Python 3.13 takes away.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def a_room():
    """A local target that keeps what it is told; `answers` are its coming statuses, 200 after them."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.told.append(json.loads(body))
            self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.answers = [], []
    server.address = f"json://127.0.0.1:{server.server_address[1]}/{TOKEN}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_target_is_told_subject_and_text(a_room):
    [target] = open_targets(a_room.address, ("fr", "en"))

    target.tell("subject", "first line\nsecond line, 80\u00a0%")

    [told] = a_room.told
    assert told["title"] == "subject"
    assert told["message"] == "first line\nsecond line, 80\u00a0%"
    assert target.languages == ("fr", "en")


def test_each_line_is_a_target_and_comments_are_none(a_room):
    targets = open_targets(f"# rooms\n\n{a_room.address}\n  {a_room.address}/b  \n", ("en", "fr"))

    assert [target.name for target in targets] == ["target 1", "target 2"]


def test_a_target_that_refuses_is_told_without_its_address(a_room, caplog, capfd):
    silence_libraries()
    a_room.answers.append(500)
    [target] = open_targets(a_room.address, ("en", "fr"))

    with caplog.at_level(logging.WARNING), pytest.raises(NotTold) as error:
        target.tell("subject", "text")

    assert (error.value.code, error.value.certain) == ("refused", False)
    assert TOKEN not in f"{error.value}{target!r}{caplog.text}{capfd.readouterr()}"


def test_an_address_that_apprise_does_not_know_is_named_by_its_line_alone():
    with pytest.raises(ConfigurationError) as error:
        open_targets(f"# rooms\nnosuch://{TOKEN}", ("en", "fr"))

    assert error.value.where == "notifications.targets"
    assert "line 2" in str(error.value)
    assert TOKEN not in str(error.value)
