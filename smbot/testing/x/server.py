"""A local X API v2 over HTTP on 127.0.0.1, for tests, the demo and rehearsals."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from smbot.testing.x.app import check_credit
from smbot.testing.x.endpoints import Endpoint, route
from smbot.testing.x.faults import Fault, Faults
from smbot.testing.x.gate import Limits, authorize, body_of, query_of
from smbot.testing.x.names import with_old_names
from smbot.testing.x.problems import Json, Problem, internal_error, too_many_requests
from smbot.testing.x.wire import Listener, Reply, instead_of_handling, problem_reply, send, with_a_bad_item
from smbot.testing.x.world import XWorld

KEPT = 10_000
"""How many requests are remembered: a rehearsal may run for days."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came in, for assertions. `auth` is the scheme only, never the token."""

    endpoint: str
    auth: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)


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
        self._new_names = new_names
        self._limits = Limits(world.clock, enforced=enforce_limits)
        self._closing = threading.Event()
        self._http = Listener(("127.0.0.1", port), self._handler())
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

    def handle(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Reply:
        """Answer one request; the fault in store for it is carried out here or named in the reply."""
        address = urlsplit(target)
        try:
            endpoint, request = route(method, unquote(address.path))
        except Problem as problem:
            return problem_reply(problem)
        fault = self.faults.take(endpoint.name)
        authorization = headers.get("authorization", "")
        with self.world.lock:
            self.received.append(_received(endpoint, authorization, address.query, raw))
            self.world.calls[endpoint.name] += 1
            limits, exceeded = self._limits.count(endpoint)
        nothing_done = None if fault is None else instead_of_handling(fault, limits)
        if nothing_done is not None:
            return nothing_done
        if fault is Fault.SLOW_TO_HANDLE:
            self._pause(1)
        try:
            if exceeded:
                raise too_many_requests()
            authorize(endpoint, authorization)
            query = query_of(address.query)
            query = with_old_names(query) if self._new_names else query
            request = replace(request, query=query, body=body_of(endpoint, raw))
            with self.world.lock:
                check_credit(self.world)
                status, answer = endpoint.handler(self.world, request)
        except Problem as problem:
            return replace(problem_reply(problem), headers=limits)
        if fault is Fault.ERROR_AFTER_COMMIT:
            return problem_reply(internal_error())
        if fault is Fault.MALFORMED_ITEM:
            answer = with_a_bad_item(answer)
        return Reply(status=status, body=answer, headers=limits, fault=fault)

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
                    reply = problem_reply(internal_error())
                send(self, reply, new_names=server._new_names, pause=server._pause)

        return Handler

    def _pause(self, part: float) -> None:
        """Wait for a part of `slow_seconds`, or until the server closes."""
        self._closing.wait(self.slow_seconds * part)


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
