"""A local X API v2 over HTTP on 127.0.0.1, for tests, the demo and rehearsals."""

import json
import socket
import struct
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from smbot.testing.x.endpoints import Endpoint, route
from smbot.testing.x.faults import Fault, Faults
from smbot.testing.x.names import with_new_names, with_old_names
from smbot.testing.x.problems import (
    PROBLEMS,
    Json,
    JsonObject,
    Problem,
    credits_depleted,
    forbidden,
    internal_error,
    invalid_body,
    invalid_parameter,
    too_many_requests,
    unauthorized,
    usage_capped,
)
from smbot.testing.x.world import XWorld

WINDOW = timedelta(minutes=15)
APP_ONLY_TOKEN = "Bearer AAAAAAAA"  # noqa: S105 - how X's app-only tokens begin, not a secret
HTML_PAGE = b"<!DOCTYPE html><html><head><title>Please sign in</title></head><body>proxy</body></html>"
KEPT = 10_000
"""How many requests are remembered: a rehearsal may run for days."""
DROPS = 20
"""In how many pieces a slow body comes."""
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with a time of zero: closing sends a reset instead of an end."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came in, for assertions. `auth` is the scheme only, never the token."""

    endpoint: str
    auth: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Reply:
    """What goes back over the wire: a JSON document, or the bytes of something else."""

    status: int
    body: JsonObject | bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    fault: Fault | None = None


class XServer:
    """Serves a world until the `with` block ends.

    Rate limits are always told in the headers; they are enforced only with `enforce_limits`, since
    a test or a demo does a day's work in seconds. `slow_seconds` is how long the slow faults take.
    With `new_names` the server speaks the field names since 2.167 instead of those of 2.159.

    `received` lists the last 10,000 requests that reached an endpoint, `crashes` every defect of this server.
    """

    def __init__(
        self,
        world: XWorld,
        port: int = 0,
        *,
        enforce_limits: bool = False,
        slow_seconds: float = 2.0,
        new_names: bool = False,
    ) -> None:
        self.world = world
        self.faults = Faults()
        self.slow_seconds = slow_seconds
        self.received: deque[Received] = deque(maxlen=KEPT)
        self.crashes: list[Exception] = []
        self._enforce_limits = enforce_limits
        self._new_names = new_names
        self._used: Counter[tuple[str, datetime]] = Counter()
        self._closing = threading.Event()
        self._http = _Listener(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join()

    def close(self) -> None:
        """Give the port back; `__exit__` does so too. For a server that was made and never entered."""
        self._http.server_close()

    def handle(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> _Reply:
        """Answer one request; the fault in store for it is carried out here or named in the reply."""
        address = urlsplit(target)
        try:
            endpoint, request = route(method, unquote(address.path))
        except Problem as problem:
            return _problem(problem)
        fault = self.faults.take(endpoint.name)
        authorization = headers.get("authorization", "")
        with self.world.lock:
            self.received.append(_received(endpoint, authorization, address.query, raw))
            self.world.calls[endpoint.name] += 1
            limits, exceeded = self._count(endpoint)
        nothing_done = None if fault is None else _instead(fault, limits)
        if nothing_done is not None:
            return nothing_done
        if fault is Fault.SLOW_TO_HANDLE:
            self._closing.wait(self.slow_seconds)
        try:
            if exceeded:
                raise too_many_requests()
            _authorize(endpoint, authorization)
            query = _query(address.query)
            query = with_old_names(query) if self._new_names else query
            request = replace(request, query=query, body=_body(endpoint, raw))
            with self.world.lock:
                self.world.check_credit()
                status, answer = endpoint.handler(self.world, request)
        except Problem as problem:
            return replace(_problem(problem), headers=limits)
        if fault is Fault.ERROR_AFTER_COMMIT:
            return _problem(internal_error())
        if fault is Fault.MALFORMED_ITEM:
            answer = _with_a_bad_item(answer)
        return _Reply(status=status, body=answer, headers=limits, fault=fault)

    def _count(self, endpoint: Endpoint) -> tuple[dict[str, str], bool]:
        now = self.world.clock.now()
        begins = datetime.fromtimestamp(now.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), now.tzinfo)
        self._used[endpoint.name, begins] += 1
        left = endpoint.limit - self._used[endpoint.name, begins]
        exceeded = self._enforce_limits and left < 0
        headers = {
            "x-rate-limit-limit": str(endpoint.limit),
            "x-rate-limit-remaining": str(max(left, 0 if self._enforce_limits else 1)),
            "x-rate-limit-reset": str(int((begins + WINDOW).timestamp())),
        }
        return headers, exceeded

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version = "smbot-local-x"
            disable_nagle_algorithm = True  # else each answer waits 40 ms for the caller's acknowledgement

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def do_PUT(self) -> None:
                self._serve()

            def do_DELETE(self) -> None:
                self._serve()

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent: paths hold ids of posts and users."""

            def _serve(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    reply = server.handle(
                        self.command,
                        self.path,
                        {name.lower(): value for name, value in self.headers.items()},
                        raw,
                    )
                except Exception as error:  # noqa: BLE001 - a defect here must fail a test, not hang a client
                    server.crashes.append(error)
                    reply = _problem(internal_error())
                server._send(self, reply)

        return Handler

    def _send(self, handler: BaseHTTPRequestHandler, reply: _Reply) -> None:
        if reply.fault in (Fault.RESET_BEFORE, Fault.DROP_AFTER_COMMIT):
            handler.close_connection = True
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            return
        payload = self._encode(reply)
        try:
            handler.send_response(reply.status)
            handler.send_header("Content-Type", reply.content_type)
            handler.send_header("Content-Length", str(len(payload)))
            for name, value in reply.headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            self._send_body(handler, payload, reply.fault)
        except OSError:
            handler.close_connection = True  # the caller gave up; nobody is left to tell

    def _encode(self, reply: _Reply) -> bytes:
        if isinstance(reply.body, bytes):
            return reply.body
        document = with_new_names(reply.body) if self._new_names else reply.body
        payload = json.dumps(document, ensure_ascii=False).encode()
        return payload[: len(payload) // 2] if reply.fault is Fault.TRUNCATED_JSON else payload

    def _send_body(self, handler: BaseHTTPRequestHandler, payload: bytes, fault: Fault | None) -> None:
        if fault is Fault.BROKEN_OFF:
            handler.wfile.write(payload[: len(payload) // 2])
            handler.close_connection = True
        elif fault is Fault.SLOW_BODY:
            size = len(payload) // DROPS + 1
            for start in range(0, len(payload), size):
                handler.wfile.write(payload[start : start + size])
                self._closing.wait(self.slow_seconds / DROPS)
        else:
            handler.wfile.write(payload)


class _Listener(ThreadingHTTPServer):
    """Closes without ceremony, so that a linger time of zero means a reset."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        with self._lock:
            self._open.add(cast("socket.socket", request))
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        with self._lock:
            self._open.discard(request)
        self.close_request(request)

    def close_connections(self) -> None:
        """Wake the threads that wait for a next request on a kept connection."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: callers that hang up are part of the tests."""


REFUSALS: Mapping[Fault, Callable[[], Problem]] = {
    Fault.RATE_LIMITED: too_many_requests,
    Fault.RATE_LIMITED_WITHOUT_RESET: too_many_requests,
    Fault.USAGE_CAPPED: usage_capped,
    Fault.CREDITS_DEPLETED: credits_depleted,
    Fault.UNAUTHORIZED: unauthorized,
    Fault.FORBIDDEN: lambda: forbidden("You are not permitted to perform this action."),
    Fault.SERVER_ERROR: internal_error,
    Fault.UNAVAILABLE: lambda: Problem(503, "Service Unavailable", "Service Unavailable"),
}


def _instead(fault: Fault, limits: Mapping[str, str]) -> _Reply | None:
    """Return the reply of a fault for which nothing is done, None for every other."""
    if fault is Fault.HTML:
        return _Reply(status=200, body=HTML_PAGE, content_type="text/html; charset=utf-8")
    if fault is Fault.RESET_BEFORE:
        return _Reply(status=0, body=b"", fault=fault)
    if fault not in REFUSALS:
        return None
    headers = dict(limits)
    if fault is Fault.RATE_LIMITED:
        headers["x-rate-limit-remaining"] = "0"
    elif fault in (Fault.RATE_LIMITED_WITHOUT_RESET, Fault.USAGE_CAPPED):
        headers = {}
    return replace(_problem(REFUSALS[fault]()), headers=headers)


def _problem(problem: Problem) -> _Reply:
    return _Reply(
        status=problem.status,
        body=problem.body,
        content_type="application/problem+json; charset=utf-8",
    )


def _authorize(endpoint: Endpoint, authorization: str) -> None:
    scheme, _, credentials = authorization.partition(" ")
    signed = scheme == "OAuth" and "oauth_token=" in credentials and "oauth_signature=" in credentials
    if not signed and not (scheme == "Bearer" and credentials.strip()):
        raise unauthorized()
    if endpoint.user_context and authorization.startswith(APP_ONLY_TOKEN):
        raise Problem(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
            PROBLEMS + "unsupported-authentication",
        )


def _query(query: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in given:
            raise invalid_parameter(name, value, f"The query parameter [{name}] may be given once only")
        given[name] = value
    return given


def _body(endpoint: Endpoint, raw: bytes) -> JsonObject:
    if not endpoint.writes or endpoint.method == "DELETE":
        return {}
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise invalid_body("the body is not a JSON object")
    return body


def _received(endpoint: Endpoint, authorization: str, query: str, raw: bytes) -> Received:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = {}
    return Received(
        endpoint=endpoint.name,
        auth=authorization.split(" ", maxsplit=1)[0],
        query=dict(parse_qsl(query, keep_blank_values=True)),
        body=body if isinstance(body, dict) else {},
    )


def _with_a_bad_item(answer: JsonObject) -> JsonObject:
    """Break the item in the middle of a page: its id is no id, and its text is missing."""
    items = answer.get("data")
    if not isinstance(items, list) or not items:
        return answer
    middle = len(items) // 2
    return answer | {"data": [*items[:middle], {"id": None, "created_at": "yesterday"}, *items[middle + 1 :]]}


def serve_forever(world: XWorld, port: int) -> None:
    """Serve `world` on 127.0.0.1 until interrupted (Ctrl-C).

    Raises:
        OSError: The port is taken.
    """
    with XServer(world, port):
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return
