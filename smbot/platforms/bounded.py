"""`requests` made safe for a vendor's client: bounded in time and size, once each, no redirect, silent in the logs.

tweepy and facebook-sdk alike call one literal host, pass no timeout and print or raise what must not be seen.
A `BoundedAdapter` mounted for that host on the client's own session mends it, for that client alone.
"""

import io
import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse, HTTPResponse

from smbot.core.attempt import may_write
from smbot.core.failpoints import failpoint
from smbot.core.hosts import LOOPBACK

BODY_LIMIT = 16 * 1024 * 1024
"""Bytes of an answer: a page of 100 long posts takes about 1 MiB; more than this is not an answer."""

CHUNK = 64 * 1024


def local_or(official: str, url: str) -> str:
    """Return `url` without its last slash, where it is the platform's own or that of a server on this machine.

    Raises:
        ValueError: Anything else: tokens would go there.
    """
    bare = url.rstrip("/")
    parts = urlsplit(bare)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.query and not parts.path
    if bare != official and not local:
        raise ValueError(f"use {official}, or http://127.0.0.1:PORT for a local server")
    return bare


def silence_loggers(*names: str) -> None:
    """Shut urllib3's logger and those of `names`, which print headers, URLs or bodies, whatever the root's level."""
    for name in ("urllib3", *names):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def leave_alone(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Be a session's `auth` that keeps `requests` from putting a password of ~/.netrc in place of the token."""
    return request


class _Punctual(HTTPConnection):
    """Refuses to write a request when connecting took longer than allowed, or its attempt has outlived its lease."""

    _begun = False

    def connect(self) -> None:
        began = time.monotonic()
        super().connect()
        check_punctual(self, began)

    def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
        self._begun = False
        super().putrequest(method, url, skip_host, skip_accept_encoding)

    def send(self, data: Any) -> None:  # noqa: ANN401 - as urllib3 has it
        first, self._begun = not self._begun, True
        if not first:
            super().send(data)
            return
        if self.sock is None:
            self.connect()
        failpoint("http.before-write")
        if not may_write():
            self.close()
            raise ConnectTimeoutError(self, "the attempt outlived its lease")
        super().send(data)
        failpoint("http.headers-written")  # what follows is the body, where there is one

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        failpoint("http.written")
        response = super().getresponse()
        failpoint("http.answered")
        return response


class _PunctualHTTP(_Punctual):
    """Over plain HTTP: servers on this machine."""


class _PunctualHTTPS(_Punctual, HTTPSConnection):
    """Over TLS."""


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
    """Sends what is meant for the `official` host to `url`, within a time, once, and without following redirects.

    At most `timeout` seconds pass before the request is written, then `timeout` until the headers
    and `timeout` until the end of the body, however slowly it drips.
    """

    def __init__(self, *, official: str, url: str, timeout: float) -> None:
        super().__init__(max_retries=Retry(0, read=False))
        self._official = official
        self._url = url
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
        if self._url != self._official:
            request.url = self._url + (request.url or "").removeprefix(self._official)
            proxies = None  # a local server is reached directly, whatever the environment says
        both = (self._timeout, self._timeout)
        response = super().send(request, stream=True, timeout=both, verify=verify, cert=cert, proxies=proxies)
        # Without the header, `requests` cannot turn a POST into a GET elsewhere: 3xx stays what it is.
        response.headers.pop("location", None)
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


def nothing_was_written(error: Exception) -> bool:
    """Say whether a network error came before the first byte of the request left."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    if not isinstance(error, requests.ConnectionError) or not error.args:
        return False
    outer = error.args[0]
    reason = outer.reason if isinstance(outer, MaxRetryError) else outer
    if isinstance(reason, NewConnectionError):
        return True
    # A certificate is checked before anything is sent; other TLS errors can also come later.
    return isinstance(reason, SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(reason)
