"""facebook-sdk behind our client: nine traps, each shut."""

import hashlib
import hmac
import io
import json
import logging
import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import (
    AccountProblem,
    ConfigurationError,
    DeliveryInDoubt,
    PlatformError,
    Throttled,
    Unavailable,
)
from smbot.platforms.bounded import BODY_LIMIT
from smbot.platforms.facebook.client import GraphClient, load_sdk, proof
from smbot.platforms.facebook.collector import following
from smbot.platforms.facebook.quota import REST, WRITE_UNTIL, Quota
from smbot.platforms.facebook.settings import FacebookSettings
from tests.listening import Serve, an_answer_of, drip, listening, says

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
TOKEN, SECRET = "token-zanzibar", "secret-zanzibar"
TEXT = "Où est mon dossier zanzibar ? 📁"


def a_client(url: str, *, quota: Quota | None = None, version: str = "v26.0") -> GraphClient:
    settings = FacebookSettings(graph_url=url, timeout_seconds=1, api_version=version)
    return GraphClient(settings, token=TOKEN, app_secret=SECRET, clock=FrozenClock(NOW), quota=quota)


def read(client: GraphClient) -> dict[str, object]:
    return client.read("1/feed", fields="id,message")


def write(client: GraphClient) -> dict[str, object]:
    return client.write("1_2/comments", message=TEXT)


def remove(client: GraphClient) -> dict[str, object]:
    return client.delete("1_2")


ACTS = (read, write, remove)


def answer(body: str, *headers: str, status: str = "200 OK", kind: str = "application/json") -> Serve:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", "Connection: close", *headers]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return says("\r\n".join(lines) + "\r\n\r\n" + body)


def error(
    code: int, *headers: str, subcode: int = 0, status: str = "400 Bad Request", transient: bool = False
) -> Serve:
    told = {"message": f"{TOKEN} {TEXT}", "type": "OAuthException", "code": code, "error_subcode": subcode}
    return answer(json.dumps({"error": told | {"is_transient": transient}}), *headers, status=status)


OK = answer('{"data": []}')


def asked(request: bytes) -> tuple[str, dict[str, list[str]]]:
    """Return the path of a request and its query."""
    target = urlsplit(request.split(b" ", 2)[1].decode())
    return target.path, parse_qs(target.query)


# 1 ----------------------------------------------------------------------------------------------------------


def test_its_first_import_warns_of_nothing_that_fails(tmp_path: Path) -> None:
    code = (
        "from datetime import UTC, datetime\n"
        "from smbot.core.clock import FrozenClock\n"
        "from smbot.platforms.facebook.client import GraphClient\n"
        "from smbot.platforms.facebook.settings import FacebookSettings\n"
        "clock = FrozenClock(datetime(2026, 9, 1, tzinfo=UTC))\n"
        "GraphClient(FacebookSettings(), token='a', app_secret='b', clock=clock)\n"
        "import facebook; print(facebook.__version__)"
    )
    fresh = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}  # nothing is compiled there yet

    shown = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, env=fresh, check=False
    )

    assert (shown.stdout.strip(), shown.stderr) == ("3.1.0", "")


def test_importing_the_adapter_does_not_import_facebook_sdk() -> None:
    code = "import sys, smbot.platforms.facebook\nprint('facebook' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"


# 2, 3, 5 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v26.0", "v24.0", "v9.0", "v100.1"])
def test_the_version_is_that_of_the_settings(version: str) -> None:
    with listening(OK) as (url, seen):
        read(a_client(url, version=version))

    assert asked(seen[0])[0] == f"/{version}/1/feed"


def test_two_clients_of_two_servers_do_not_disturb_each_other() -> None:
    with listening(OK) as (one, seen_one), listening(OK) as (two, seen_two):
        first, second = a_client(one), a_client(two)
        read(first)
        read(second)
        read(first)

    assert (len(seen_one), len(seen_two)) == (2, 1)
    assert load_sdk().FACEBOOK_GRAPH_URL == "https://graph.facebook.com/"


def test_every_call_is_signed_with_the_apps_secret() -> None:
    right = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
    with listening(OK) as (url, seen):
        client = a_client(url)
        for act in ACTS:
            act(client)

    assert proof(TOKEN, SECRET) == right
    assert [asked(request)[1]["appsecret_proof"] for request in seen] == [[right]] * 3


@pytest.mark.parametrize(("token", "secret"), [("", "a"), ("a", "")])
def test_without_token_or_secret_there_is_no_client(token: str, secret: str) -> None:
    with pytest.raises(ConfigurationError, match="no credentials"):
        GraphClient(FacebookSettings(), token=token, app_secret=secret, clock=FrozenClock(NOW))


# 4 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paging", "after"),
    [
        ({"cursors": {"after": "abc"}, "next": "https://graph.facebook.com/v26.0/1/feed?after=abc"}, "abc"),
        ({"cursors": {"after": "abc"}}, None),
        ({"next": "https://graph.facebook.com/v26.0/1/feed"}, None),
        ({"cursors": {"after": 5}, "next": "x"}, None),
        ({"cursors": None, "next": "x"}, None),
        (None, None),
        ([], None),
    ],
)
def test_paging_goes_by_the_cursor_and_needs_no_token_in_a_link(paging: object, after: str | None) -> None:
    assert following({"data": [], "paging": paging}) == after


# 6 ----------------------------------------------------------------------------------------------------------


def usage(percent: int, minutes: int = 0) -> str:
    entry = {"type": "pages", "call_count": percent, "total_time": 1, "estimated_time_to_regain_access": minutes}
    return "X-Business-Use-Case-Usage: " + json.dumps({"1": [entry]})


def test_the_headers_that_the_sdk_drops_are_kept_also_those_of_errors() -> None:
    quota = Quota()
    with listening(answer('{"data": []}', usage(41))) as (url, _):
        read(a_client(url, quota=quota))
    assert quota.usage.percent == 41

    with listening(error(100, usage(42))) as (url, _), pytest.raises(PlatformError):
        read(a_client(url, quota=quota))
    assert quota.usage.percent == 42


def test_a_quota_that_is_nearly_used_stops_the_next_call_before_it_is_made() -> None:
    clock = FrozenClock(NOW)
    with listening(answer('{"data": []}', usage(90, minutes=7))) as (url, seen):
        settings = FacebookSettings(graph_url=url, timeout_seconds=1)
        quota = Quota()
        reader = GraphClient(settings, token=TOKEN, app_secret=SECRET, clock=clock, quota=quota)
        sender = GraphClient(
            settings, token=TOKEN, app_secret=SECRET, clock=clock, quota=quota, until_percent=WRITE_UNTIL
        )
        read(reader)
        with pytest.raises(Throttled) as caught:
            read(reader)
        assert len(seen) == 1
        assert caught.value.retry_at == NOW + timedelta(minutes=7)
        write(sender)
        clock.advance(minutes=7)
        read(reader)

    assert len(seen) == 3


def test_without_a_time_the_rest_is_short_and_one_call_then_tells() -> None:
    quota = Quota()
    with listening(answer('{"data": []}', usage(95))) as (url, _):
        client = a_client(url, quota=quota)
        read(client)
        with pytest.raises(Throttled) as caught:
            read(client)

    assert caught.value.retry_at == NOW + REST


def test_being_throttled_takes_the_time_from_the_header() -> None:
    with listening(error(80001, usage(100, minutes=17))) as (url, _):
        for act in ACTS:
            with pytest.raises(Throttled) as caught:
                act(a_client(url))
            assert caught.value.retry_at == NOW + timedelta(minutes=17)


# 7 ----------------------------------------------------------------------------------------------------------


def test_nested_values_and_truth_are_written_as_json() -> None:
    with listening(answer('{"success": true}')) as (url, seen):
        client = a_client(url)
        client.write("1/messages", recipient={"comment_id": "1_2"}, message={"text": TEXT})
        client.write("1_2", is_hidden=True)

    first, second = (parse_qs(request.partition(b"\r\n\r\n")[2].decode()) for request in seen)
    assert json.loads(first["recipient"][0]) == {"comment_id": "1_2"}
    assert json.loads(first["message"][0]) == {"text": TEXT}
    assert second["is_hidden"] == ["true"]


# 8 ----------------------------------------------------------------------------------------------------------


def test_no_logger_prints_a_token_or_a_text(caplog: pytest.LogCaptureFixture) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    root = logging.getLogger()
    root.addHandler(handler)
    caplog.set_level(logging.DEBUG)
    try:
        with listening(OK) as (url, _):
            client = a_client(url)
            for act in ACTS:
                act(client)
        for act in ACTS:
            with pytest.raises(PlatformError):
                act(client)
    finally:
        root.removeHandler(handler)

    assert "zanzibar" not in out.getvalue() + caplog.text


def gone() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize(
    "serve",
    [
        None,
        says(""),
        error(190, subcode=460),
        error(1, status="500 Oh"),
        error(100, subcode=33),
        answer("<html>zanzibar</html>", kind="text/html"),
        answer("zanzibar=1", kind="text/plain"),
        answer('{"a": "zanzibar', kind="application/json"),
        answer('{"a": "zanzibar"}', kind=""),
    ],
)
def test_neither_errors_nor_their_chains_hold_the_token_or_the_text(serve: Serve | None) -> None:
    with listening(serve or says("")) as (url, _):
        for act in (read, write):
            with pytest.raises(PlatformError) as caught:
                act(a_client(gone() if serve is None else url))

            error = caught.value
            assert error.__cause__ is None
            assert error.__context__ is None
            assert "zanzibar" not in f"{error} {error!r} {error.code} {error.what!r}"


def test_the_client_does_not_show_its_token() -> None:
    assert "zanzibar" not in repr(a_client(gone()))


# 9 ----------------------------------------------------------------------------------------------------------


def test_the_subcode_is_in_the_code_of_our_error() -> None:
    with listening(error(190, subcode=460)) as (url, _), pytest.raises(AccountProblem) as caught:
        read(a_client(url))

    assert caught.value.code == "190 460"


@pytest.mark.parametrize(
    "serve",
    [
        answer("<html>502</html>", status="502 Bad Gateway", kind="text/html"),
        answer("<html>sign in</html>", kind="text/html"),
        answer('{"id": "1_2"}', kind=""),
        answer('{"id": "1', kind="application/json"),
        answer("[]"),
        answer("null"),
        answer("5"),
        answer("[" * 5000),
        answer(""),
        says("nonsense\r\n\r\n"),
        says(""),
        error(2, status="503 Oh", transient=True),
        error(99999, transient=True),
        answer("", "Location: /elsewhere", status="302 Found", kind="text/html"),
    ],
)
def test_what_is_not_an_answer_is_unavailable_or_in_doubt_and_asked_once(serve: Serve) -> None:
    with listening(serve) as (url, seen):
        with pytest.raises(Unavailable):
            read(a_client(url))
        for act in (write, remove):
            with pytest.raises(DeliveryInDoubt):
                act(a_client(url))

    assert len(seen) == 3


def test_a_bare_true_is_a_success() -> None:
    with listening(answer("true")) as (url, _):
        assert remove(a_client(url)) == {"success": True}


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    with listening(drip) as (url, _):
        began = time.monotonic()
        with pytest.raises(Unavailable):
            read(a_client(url))

        assert time.monotonic() - began < 4


def test_an_answer_longer_than_any_page_is_given_up() -> None:
    with listening(an_answer_of(BODY_LIMIT + 1)) as (url, _), pytest.raises(Unavailable):
        read(a_client(url))


def test_a_connection_that_nobody_accepts_leaves_nothing_in_doubt() -> None:
    with pytest.raises(Unavailable):
        write(a_client(gone()))


@pytest.mark.parametrize("url", ["http://graph.facebook.com", "https://example.org", "http://10.0.0.1:80", "ftp://x"])
def test_the_token_goes_to_facebook_or_to_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match=r"graph\.facebook\.com"):
        FacebookSettings(graph_url=url)
