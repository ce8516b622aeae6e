"""tweepy's client made safe: bounded in time, silent in the logs, never repeating a request by itself.

tweepy 4.17.0 calls one literal host, passes no timeout and prints the Authorization header at DEBUG.
A `requests` adapter mounted for that host mends the first two; `silence_loggers` the third.
"""

import io
import logging
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.x.errors import translate_read, translate_write
from smbot.platforms.x.settings import API_URL, XSettings

if TYPE_CHECKING:
    from tweepy import Client

BODY_LIMIT = 16 * 1024 * 1024
"""Bytes of an answer: a page of 100 long posts takes about 1 MiB; more than this is not an answer."""

CHUNK = 64 * 1024
USER_SECRETS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")

Ask = Callable[["Client"], requests.Response]


def silence_loggers() -> None:
    """Shut the loggers that print headers, URLs or bodies, whatever the root logger's level."""
    for name in ("tweepy", "urllib3", "requests_oauthlib", "oauthlib"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


class _PunctualHTTP(HTTPConnection):
    """Refuses to write a request when connecting, to all addresses together, took longer than allowed."""

    def connect(self) -> None:
        began = time.monotonic()
        super().connect()
        check_punctual(self, began)


class _PunctualHTTPS(HTTPSConnection):
    """The same over TLS."""

    def connect(self) -> None:
        began = time.monotonic()
        super().connect()
        check_punctual(self, began)


def check_punctual(connection: HTTPConnection, began: float) -> None:
    """Close a fresh connection that took longer than its timeout.

    The timeout holds for each address of a name, and not at all for looking the name up; so only here it is
    known that the request, if written now, would go out within its time.

    Raises:
        ConnectTimeoutError: It did; nothing was written.
    """
    limit = connection.timeout
    if isinstance(limit, int | float) and time.monotonic() - began > limit:
        connection.close()
        raise ConnectTimeoutError(connection, "connected too late")


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _PunctualHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PunctualHTTPS


class BoundedAdapter(HTTPAdapter):
    """Sends what is meant for X's host to `api_url`, within a time, once, and without following redirects.

    At most `timeout` seconds pass before the request is written, then `timeout` until the headers
    and `timeout` until the end of the body, however slowly it drips.
    """

    def __init__(self, *, api_url: str, timeout: float) -> None:
        super().__init__(max_retries=Retry(0, read=False))
        self._api_url = api_url
        self._timeout = timeout
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}

    def send(  # noqa: D102, PLR0917 - the signature of HTTPAdapter.send
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        if self._api_url != API_URL:
            request.url = self._api_url + (request.url or "").removeprefix(API_URL)
            proxies = None  # a local server is reached directly, whatever the environment says
        both = (self._timeout, self._timeout)
        response = super().send(request, stream=True, timeout=both, verify=verify, cert=cert, proxies=proxies)
        # Without the header, `requests` cannot turn a POST into a GET elsewhere: 3xx stays what it is.
        response.headers.pop("location", None)
        if not response.headers.get("x-rate-limit-reset", "0").isdecimal():
            del response.headers["x-rate-limit-reset"]  # tweepy would stumble over it
        response.raw = io.BytesIO(_read_body(response.raw, deadline=time.monotonic() + self._timeout))
        return response


def _read_body(raw: BaseHTTPResponse, *, deadline: float) -> bytes:
    body = bytearray()
    try:
        while chunk := raw.read1(CHUNK, decode_content=True):
            body += chunk
            if time.monotonic() > deadline:
                raise requests.ReadTimeout("the answer came too slowly")
            if len(body) > BODY_LIMIT:
                raise requests.exceptions.ContentDecodingError("the answer is too long")
    except ReadTimeoutError:
        raise requests.ReadTimeout("the answer stopped coming") from None
    except HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(type(error).__name__) from None
    finally:
        raw.close()
    return bytes(body)


class XClient:
    """Reads and writes through tweepy; every failure comes out as one of our errors."""

    def __init__(self, settings: XSettings, secrets: Mapping[str, str], clock: Clock) -> None:
        """Open nothing yet; the first request connects.

        Raises:
            ConfigurationError: No credentials to read with.
        """
        import tweepy  # noqa: PLC0415 - half a second, and only a process that uses X needs it

        self.as_user = all(secrets.get(name) for name in USER_SECRETS)
        self.as_app = bool(secrets.get("bearer_token"))
        if not (self.as_user or self.as_app):
            raise ConfigurationError(
                msg("X has no credentials."),
                where="platforms.x",
                mend=msg("Store bearer_token, or the four keys and tokens of the account."),
            )
        silence_loggers()
        self._clock = clock
        self._client: Client = tweepy.Client(
            bearer_token=secrets.get("bearer_token"),
            **{name: secrets.get(name) for name in USER_SECRETS},
            return_type=requests.Response,
            wait_on_rate_limit=False,
        )
        session = self._client.session
        session.auth = _leave_alone
        session.mount(API_URL, BoundedAdapter(api_url=settings.api_url, timeout=settings.timeout_seconds))

    def read(self, ask: Ask) -> dict[str, object]:
        """Return the JSON object that answers `ask`.

        Raises:
            BadCursor: X no longer accepts the paging token, since_id or start_time of the request.
            PlatformError: Throttled, AccountProblem or Unavailable.
        """
        answer = self._try(ask)
        if isinstance(answer, dict):
            return answer
        raise translate_read(answer, self._clock.now())

    def write(self, ask: Ask) -> dict[str, object]:
        """Return the JSON object that answers `ask`, which changes something on X.

        Raises:
            PlatformError: Throttled, AccountProblem, Unavailable, Refused or DeliveryInDoubt.
        """
        answer = self._try(ask)
        if isinstance(answer, dict):
            return answer
        raise translate_write(answer, self._clock.now())

    def _try(self, ask: Ask) -> dict[str, object] | Exception:
        # The failure is returned, not chained: its request holds the Authorization header and the text.
        try:
            body = ask(self._client).json()
        except Exception as error:  # noqa: BLE001 - tweepy lets anything out; translating is the point
            return error
        return body if isinstance(body, dict) else ValueError("not a JSON object")


def _leave_alone(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep `requests` from putting a password of ~/.netrc in place of the bearer token."""
    return request
