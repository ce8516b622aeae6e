"""How replies go over the wire, faults included, and the listener they go through."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from smbot.testing.x.faults import Fault
from smbot.testing.x.names import with_new_names
from smbot.testing.x.problems import (
    JsonObject,
    Problem,
    credits_depleted,
    forbidden,
    internal_error,
    too_many_requests,
    unauthorized,
    usage_capped,
)

HTML_PAGE = b"<!DOCTYPE html><html><head><title>Please sign in</title></head><body>proxy</body></html>"
DROPS = 20
"""In how many pieces a slow body comes."""
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with a time of zero: closing sends a reset instead of an end."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What goes back over the wire: a JSON document, or the bytes of something else."""

    status: int
    body: JsonObject | bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    fault: Fault | None = None


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


def instead_of_handling(fault: Fault, limits: Mapping[str, str]) -> Reply | None:
    """Return the reply of a fault for which nothing is done, None for every other."""
    if fault is Fault.HTML:
        return Reply(status=200, body=HTML_PAGE, content_type="text/html; charset=utf-8")
    if fault is Fault.RESET_BEFORE:
        return Reply(status=0, body=b"", fault=fault)
    if fault not in REFUSALS:
        return None
    headers = dict(limits)
    if fault is Fault.RATE_LIMITED:
        headers["x-rate-limit-remaining"] = "0"
    elif fault in (Fault.RATE_LIMITED_WITHOUT_RESET, Fault.USAGE_CAPPED):
        headers = {}
    return replace(problem_reply(REFUSALS[fault]()), headers=headers)


def problem_reply(problem: Problem) -> Reply:
    """Return the reply that carries a problem document."""
    return Reply(
        status=problem.status,
        body=problem.body,
        content_type="application/problem+json; charset=utf-8",
    )


def with_a_bad_item(answer: JsonObject) -> JsonObject:
    """Break the item in the middle of a page: its id is no id, and its text is missing."""
    items = answer.get("data")
    if not isinstance(items, list) or not items:
        return answer
    middle = len(items) // 2
    return answer | {"data": [*items[:middle], {"id": None, "created_at": "yesterday"}, *items[middle + 1 :]]}


def send(handler: BaseHTTPRequestHandler, reply: Reply, *, new_names: bool, pause: Callable[[float], object]) -> None:
    """Send a reply with its fault. `pause` waits for a part (0 to 1) of the time that slow faults take."""
    if reply.fault in (Fault.RESET_BEFORE, Fault.DROP_AFTER_COMMIT):
        handler.close_connection = True
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        return
    payload = _encode(reply, new_names=new_names)
    try:
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(payload)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        _send_body(handler, payload, reply.fault, pause)
    except OSError:
        handler.close_connection = True  # the caller gave up; nobody is left to tell


def _encode(reply: Reply, *, new_names: bool) -> bytes:
    if isinstance(reply.body, bytes):
        return reply.body
    document = with_new_names(reply.body) if new_names else reply.body
    payload = json.dumps(document, ensure_ascii=False).encode()
    return payload[: len(payload) // 2] if reply.fault is Fault.TRUNCATED_JSON else payload


def _send_body(
    handler: BaseHTTPRequestHandler, payload: bytes, fault: Fault | None, pause: Callable[[float], object]
) -> None:
    if fault is Fault.BROKEN_OFF:
        handler.wfile.write(payload[: len(payload) // 2])
        handler.close_connection = True
    elif fault is Fault.SLOW_BODY:
        size = len(payload) // DROPS + 1
        starts = range(0, len(payload), size)
        for start in starts:
            pause(1 / len(starts))
            handler.wfile.write(payload[start : start + size])
    else:
        handler.wfile.write(payload)


class Listener(ThreadingHTTPServer):
    """Closes without ceremony, so that a linger time of zero means a reset."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Remember the connection, then serve it in a thread."""
        with self._lock:
            self._open.add(cast("socket.socket", request))
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close without the usual farewell, which would come before a reset."""
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
