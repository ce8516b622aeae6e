"""How replies go over the wire, mishaps included, and the listener they go through."""

import json
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from smbot.testing.http.replies import Mishap, Reply

DROPS = 20
"""In how many pieces a slow body comes."""
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with a time of zero: closing sends a reset instead of an end."""


def send(handler: BaseHTTPRequestHandler, reply: Reply, *, pause: Callable[[float], object]) -> None:
    """Send a reply with its mishap. `pause` waits for a part (0 to 1) of the time that slow ones take."""
    if reply.mishap is Mishap.RESET:
        handler.close_connection = True
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        return
    payload = _encode(reply)
    try:
        handler.send_response(reply.status)
        if reply.content_type is not None:
            handler.send_header("Content-Type", reply.content_type)
        handler.send_header("Content-Length", str(len(payload)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        _send_body(handler, payload, reply.mishap, pause)
    except OSError:
        handler.close_connection = True  # the caller gave up; nobody is left to tell


def _encode(reply: Reply) -> bytes:
    if isinstance(reply.body, bytes):
        return reply.body
    payload = json.dumps(reply.body, ensure_ascii=reply.escaped).encode()
    return payload[: len(payload) // 2] if reply.mishap is Mishap.TRUNCATED else payload


def _send_body(
    handler: BaseHTTPRequestHandler, payload: bytes, mishap: Mishap | None, pause: Callable[[float], object]
) -> None:
    if mishap is Mishap.BROKEN_OFF:
        handler.wfile.write(payload[: len(payload) // 2])
        handler.close_connection = True
    elif mishap is Mishap.IN_DROPS:
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
