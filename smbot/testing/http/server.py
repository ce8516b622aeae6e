"""A local platform server on 127.0.0.1: listens until its `with` block ends, and hands requests to `handle`."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from smbot.testing.http.replies import Reply
from smbot.testing.http.wire import Listener, send

KEPT = 10_000
"""How many requests are remembered: a rehearsal may run for days."""


class LocalServer(ABC):
    """Serves until the `with` block ends. `slow_seconds` is how long the slow faults take.

    `crashes` lists every defect of the server itself.
    """

    def __init__(self, port: int = 0, *, slow_seconds: float = 2.0) -> None:
        self.slow_seconds = slow_seconds
        self.crashes: list[Exception] = []
        self._closing = threading.Event()
        self._http = Listener(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @abstractmethod
    def handle(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Reply:
        """Answer one request; header names are in small letters."""

    @abstractmethod
    def broken(self) -> Reply:
        """Return the platform's answer when the server itself fails."""

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

    def pause(self, part: float) -> None:
        """Wait for a part of `slow_seconds`, or until the server closes."""
        self._closing.wait(self.slow_seconds * part)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version = "smbot-local"
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
                """Stay silent: paths hold ids of posts and users, and tokens."""

            def _serve(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                try:
                    reply = server.handle(self.command, self.path, headers, raw)
                except Exception as error:  # noqa: BLE001 - a defect here must fail a test, not hang a client
                    server.crashes.append(error)
                    reply = server.broken()
                send(self, reply, pause=server.pause)

        return Handler
