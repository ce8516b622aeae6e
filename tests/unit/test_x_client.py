"""tweepy behind our client: silent, bounded in time, one request each, and no redirect followed."""

import io
import json
import logging
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import DeliveryInDoubt, PlatformError, Throttled, Unavailable
from smbot.platforms.bounded import BODY_LIMIT
from smbot.platforms.x.client import XClient
from smbot.platforms.x.settings import XSettings
from tests.listening import an_answer_of, drip, listening, says

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRETS = {
    "bearer_token": "bearer-zanzibar",
    "consumer_key": "key-zanzibar",
    "consumer_secret": "secret-zanzibar",
    "access_token": "token-zanzibar",
    "access_token_secret": "token-secret-zanzibar",
}


def a_client(url: str) -> XClient:
    settings = XSettings(enabled=True, user_id="1", username="us", api_url=url, timeout_seconds=1)
    return XClient(settings, SECRETS, FrozenClock(NOW))


def read(client: XClient) -> dict[str, object]:
    return client.read(lambda x: x.get_users_mentions("1"))


def write(client: XClient) -> dict[str, object]:
    return client.write(lambda x: x.create_tweet(text="hello zanzibar", in_reply_to_tweet_id="5"))


OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{"meta": {} }'


def test_no_logger_prints_a_token_or_a_text(caplog: pytest.LogCaptureFixture) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    root = logging.getLogger()
    root.addHandler(handler)
    caplog.set_level(logging.DEBUG)
    try:
        with listening(says(OK)) as (url, _):
            client = a_client(url)
            read(client)
            write(client)
        with pytest.raises(Unavailable):
            read(client)
    finally:
        root.removeHandler(handler)

    assert "zanzibar" not in out.getvalue() + caplog.text
    assert "Authorization" not in out.getvalue() + caplog.text


def test_neither_errors_nor_their_chains_hold_the_request() -> None:
    with listening(says("HTTP/1.1 500 Oh\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")) as (url, _):
        client = a_client(url)
        for act in (read, write):
            with pytest.raises(PlatformError) as caught:
                act(client)
            assert caught.value.__cause__ is None
            assert caught.value.__context__ is None


def test_a_redirect_of_a_reply_is_not_followed() -> None:
    moved = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    with listening(says(moved)) as (url, seen), pytest.raises(DeliveryInDoubt):
        write(a_client(url))

    assert len(seen) == 1


@pytest.mark.parametrize(
    "answer", ["", "HTTP/1.1 500 Oh\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", "nonsense\r\n\r\n"]
)
def test_one_call_makes_one_request_whatever_comes_back(answer: str) -> None:
    with listening(says(answer)) as (url, seen), pytest.raises(DeliveryInDoubt):
        write(a_client(url))

    assert len(seen) == 1


def test_a_429_without_a_reset_is_asked_once_and_not_976_times() -> None:
    no = "HTTP/1.1 429 No\r\nContent-Length: 2\r\n\r\n{}"
    with listening(says(no)) as (url, seen), pytest.raises(Throttled):
        read(a_client(url))

    assert len(seen) == 1


def test_a_reset_header_that_is_no_number_is_survived() -> None:
    odd = "HTTP/1.1 429 No\r\nx-rate-limit-reset: soon\r\nContent-Length: 2\r\n\r\n{}"
    with listening(says(odd)) as (url, _):
        for act in (read, write):
            with pytest.raises(Throttled) as caught:
                act(a_client(url))
            assert caught.value.retry_at is None


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    with listening(drip) as (url, _):
        began = time.monotonic()
        with pytest.raises(Unavailable):
            read(a_client(url))

        assert time.monotonic() - began < 4


def test_an_answer_longer_than_any_page_is_given_up() -> None:
    with listening(an_answer_of(BODY_LIMIT // 4)) as (url, _):
        assert read(a_client(url)) == {"meta": {}}
    with listening(an_answer_of(BODY_LIMIT + 1)) as (url, _), pytest.raises(Unavailable):
        read(a_client(url))


@pytest.mark.parametrize("body", ["[]", "null", "5", '"text"', "{", "<html>", "\xff\xfe", "[" * 5000])
def test_an_answer_that_is_no_json_object_is_none(body: str) -> None:
    content = body.encode()
    whole = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n{body}"
    with listening(says(whole)) as (url, _):
        client = a_client(url)
        with pytest.raises(Unavailable):
            read(client)
        with pytest.raises(DeliveryInDoubt):
            write(client)


def test_the_environment_neither_diverts_nor_signs_a_local_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:  # noqa: PTH123 - requests wants a path in the environment
        file.write("machine api.twitter.com login somebody password else\n")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", netrc)

    with listening(says(OK)) as (url, seen):
        read(a_client(url))

    assert b"Authorization: Bearer bearer-zanzibar" in seen[0]


def test_a_connection_that_nobody_accepts_leaves_nothing_in_doubt() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(Unavailable):
            write(a_client(url))


def test_a_connection_that_comes_too_late_writes_nothing() -> None:
    from urllib3.connection import HTTPConnection
    from urllib3.exceptions import ConnectTimeoutError

    from smbot.platforms.bounded import check_punctual

    with listening(says(OK)) as (url, seen):
        connection = HTTPConnection("127.0.0.1", int(url.rsplit(":", 1)[1]), timeout=1)
        connection.connect()
        check_punctual(connection, time.monotonic() - 0.5)
        with pytest.raises(ConnectTimeoutError):
            check_punctual(connection, time.monotonic() - 1.5)

        assert connection.sock is None
    assert b"".join(seen) == b""


def test_importing_the_adapter_imports_neither_tweepy_nor_the_tables_of_emoji() -> None:
    code = (
        "import sys, json, smbot.platforms.x\nprint(json.dumps(sorted({'tweepy', 'twitter_text'} & set(sys.modules))))"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(shown.stdout) == []


def test_texts_are_counted_where_setuptools_is_not_installed() -> None:
    code = (
        "import sys; from importlib.abc import MetaPathFinder\n"
        "class Without(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name.split('.')[0] in ('pkg_resources', 'setuptools'): raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "from smbot.platforms.x.rules import RULES\n"
        "print(RULES.count('Merci 😀 example.org'), 'pkg_resources' in sys.modules)"
    )

    shown = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.split() == ["32", "False"]
