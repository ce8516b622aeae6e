"""Every failure of a request to X becomes the right error, and none quotes the answer."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
import requests
import tweepy
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ProtocolError, SSLError

from smbot.core.errors import (
    AccountProblem,
    DeliveryInDoubt,
    PlatformError,
    Refused,
    Throttled,
    Unavailable,
)
from smbot.platforms.bounded import nothing_was_written
from smbot.platforms.x.errors import (
    BadCursor,
    retry_at,
    translate_read,
    translate_write,
)

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRET = "zanzibar"
TYPES = "https://api.twitter.com/2/problems/"


def answer(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> requests.Response:
    """An answer as requests would hand it to tweepy; text as it is, all else as JSON."""
    response = requests.Response()
    response.status_code = status
    response.reason = "Some Reason"
    response.headers.update(headers or {})
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    return response


def raised(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Exception:
    """What tweepy raises for an answer."""
    response = answer(status, body if body is not None else {"title": "?", "detail": SECRET}, headers)
    kinds = {400: tweepy.BadRequest, 401: tweepy.Unauthorized, 403: tweepy.Forbidden, 404: tweepy.NotFound}
    if status == 429:
        return tweepy.TooManyRequests(response)
    if status >= 500:
        return tweepy.TwitterServerError(response)
    return kinds.get(status, tweepy.HTTPException)(response)


def problem(kind: str, detail: str = SECRET) -> dict[str, object]:
    return {"title": "?", "type": TYPES + kind, "detail": detail}


def legacy(code: int) -> dict[str, object]:
    return {"errors": [{"code": code, "message": SECRET}]}


DUPLICATE = {"detail": "You are not allowed to create a Tweet with duplicate content.", "type": "about:blank"}
GONE = {"detail": "You attempted to reply to a Tweet that is deleted or not visible to you."}
NOT_ALLOWED = {
    "detail": "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
    "engaged by the author of the post you are replying to."
}
HTML = "<html><body>Please sign in</body></html>"


@pytest.mark.parametrize(
    ("error", "reading", "writing"),
    [
        (raised(400), AccountProblem, Refused),
        (raised(401), AccountProblem, AccountProblem),
        (raised(401, HTML), AccountProblem, AccountProblem),
        (raised(402, problem("credits")), AccountProblem, AccountProblem),
        (raised(402, HTML), AccountProblem, AccountProblem),
        (raised(403, problem("client-forbidden")), AccountProblem, AccountProblem),
        (raised(403, problem("oauth1-permissions")), AccountProblem, AccountProblem),
        (raised(403, problem("unsupported-authentication")), AccountProblem, AccountProblem),
        (raised(403, {"detail": "Your account is suspended."}), AccountProblem, AccountProblem),
        (raised(403, {"detail": "this account is temporarily locked"}), AccountProblem, AccountProblem),
        (raised(403, legacy(326)), AccountProblem, AccountProblem),
        (raised(403, legacy(453)), AccountProblem, AccountProblem),
        (raised(403, legacy(185)), AccountProblem, Throttled),
        (raised(403, legacy(187)), AccountProblem, DeliveryInDoubt),
        (raised(403, legacy(385)), AccountProblem, Refused),
        (raised(403, legacy(433)), AccountProblem, Refused),
        (raised(403, DUPLICATE), AccountProblem, DeliveryInDoubt),
        (raised(403, GONE), AccountProblem, Refused),
        (raised(403, NOT_ALLOWED), AccountProblem, Refused),
        (raised(403, {"detail": "You are not permitted to perform this action."}), AccountProblem, Refused),
        (raised(403, HTML), Unavailable, DeliveryInDoubt),
        (raised(404), AccountProblem, Refused),
        (raised(404, HTML), Unavailable, DeliveryInDoubt),
        (raised(408), Unavailable, DeliveryInDoubt),
        (raised(409), Throttled, DeliveryInDoubt),
        (raised(422), AccountProblem, Refused),
        (raised(429), Throttled, Throttled),
        (raised(429, HTML), Throttled, Throttled),
        (raised(429, problem("usage-capped")), Throttled, Throttled),
        (raised(301, HTML), Unavailable, DeliveryInDoubt),
        (raised(500), Unavailable, DeliveryInDoubt),
        (raised(503, HTML), Unavailable, DeliveryInDoubt),
        (requests.JSONDecodeError("no", SECRET, 0), Unavailable, DeliveryInDoubt),
        (requests.ReadTimeout(SECRET), Unavailable, DeliveryInDoubt),
        (requests.ConnectTimeout(SECRET), Unavailable, Unavailable),
        (requests.ConnectionError(ProtocolError(SECRET)), Unavailable, DeliveryInDoubt),
        (requests.exceptions.ChunkedEncodingError(SECRET), Unavailable, DeliveryInDoubt),
        (requests.exceptions.ProxyError(SECRET), Unavailable, Unavailable),
        (AttributeError(SECRET), Unavailable, DeliveryInDoubt),
        (RecursionError(SECRET), Unavailable, DeliveryInDoubt),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_each_failure_has_its_meaning_for_reading_and_for_writing(
    error: Exception, reading: type[PlatformError], writing: type[PlatformError]
) -> None:
    read, written = translate_read(error, NOW), translate_write(error, NOW)

    assert (type(read), type(written)) == (reading, writing)
    for ours in (read, written):
        assert SECRET not in f"{ours} {ours!r} {ours.code} {ours.what!r}"


@pytest.mark.parametrize("parameter", ["since_id", "start_time", "next_token", "pagination_token"])
def test_a_place_in_the_list_that_x_refuses_is_told_apart(parameter: str) -> None:
    body = {"errors": [{"parameters": {parameter: ["1"]}, "message": SECRET}], "type": TYPES + "invalid-request"}

    error = translate_read(raised(400, body), NOW)

    assert isinstance(error, BadCursor)
    assert error.token == parameter.endswith("token")


@pytest.mark.parametrize(
    "body",
    [None, 3, "text", [], [{}], {"errors": None}, {"errors": [None, 4]}, {"errors": [{"code": "x"}]}, {"type": 5}],
)
def test_an_answer_of_any_shape_is_translated(body: object) -> None:
    response = answer(403, body)

    class Odd(Exception):
        pass

    error = Odd()
    error.response = response  # type: ignore[attr-defined]

    assert isinstance(translate_read(error, NOW), PlatformError)
    assert isinstance(translate_write(error, NOW), PlatformError)


@given(st.binary(max_size=200), st.integers(300, 599))
def test_no_bytes_make_the_translation_itself_fail(content: bytes, status: int) -> None:
    response = requests.Response()
    response.status_code = status
    response._content = content
    error = Exception()
    error.response = response  # type: ignore[attr-defined]

    assert isinstance(translate_read(error, NOW), PlatformError)
    assert isinstance(translate_write(error, NOW), PlatformError)


def max_retry(reason: Exception) -> MaxRetryError:
    return MaxRetryError(None, "/2/tweets", reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "unwritten"),
    [
        (requests.ConnectionError(max_retry(NewConnectionError(None, "refused"))), True),  # type: ignore[arg-type]
        (requests.ConnectionError(max_retry(NameResolutionError("x", None, OSError()))), True),  # type: ignore[arg-type]
        (requests.exceptions.SSLError(max_retry(SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] no"))), True),
        (requests.exceptions.SSLError(max_retry(SSLError("bad record mac"))), False),
        (requests.ConnectionError(max_retry(ProtocolError("reset"))), False),
        (requests.ConnectionError(ConnectionResetError()), False),
        (requests.ConnectionError(), False),
        (requests.ReadTimeout(), False),
        (OSError(), False),
    ],
)
def test_only_what_failed_before_the_request_counts_as_unwritten(error: Exception, unwritten: bool) -> None:
    assert nothing_was_written(error) is unwritten


def stamp(**ahead: float) -> str:
    return str(int((NOW + timedelta(**ahead)).timestamp()))


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"x-rate-limit-reset": stamp(minutes=9)}, timedelta(minutes=9)),
        ({"x-rate-limit-reset": stamp(minutes=-9)}, timedelta(0)),
        ({"x-rate-limit-reset": stamp(days=9)}, timedelta(days=1)),
        ({"x-rate-limit-reset": "soon"}, None),
        ({"x-rate-limit-reset": "²"}, None),
        ({"retry-after": "30"}, timedelta(seconds=30)),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        (
            {
                "x-rate-limit-reset": stamp(minutes=9),
                "x-app-limit-24hour-remaining": "0",
                "x-app-limit-24hour-reset": stamp(hours=20),
            },
            timedelta(hours=20),
        ),
        (
            {
                "x-rate-limit-reset": stamp(minutes=9),
                "x-user-limit-24hour-remaining": "7",
                "x-user-limit-24hour-reset": stamp(hours=20),
            },
            timedelta(minutes=9),
        ),
    ],
)
def test_the_time_to_come_back_is_the_end_of_the_window_that_is_used_up(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    until = retry_at(headers, NOW)

    assert (until - NOW if until else None) == wait
