"""A mail server on this machine that sends nothing on: it keeps each message as a file, for people to read."""

import socketserver
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

LONGEST_LINE = 1000
"""With its end, as RFC 5321 has it (section 4.5.3.1.6)."""


class Mailbox:
    """Takes e-mail on 127.0.0.1 while it is open. Messages lie in `folder`, numbered as they came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._count = 0
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.mailbox = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def keep(self, message: bytes) -> None:
        """Keep a message."""
        with self._lock:
            self._count += 1
            path = self.folder / f"{self._count:04}.eml"
        path.write_bytes(message)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: Mailbox


class _Conversation(socketserver.StreamRequestHandler):
    """Speaks as much of SMTP as a client needs to hand over a message."""

    server: _Server

    def handle(self) -> None:
        """Answer line by line until the client leaves."""
        self._say("220 ready")
        while line := self.rfile.readline(LONGEST_LINE):
            command = line[:4].upper()
            if command == b"DATA":
                self._say("354 go on")
                self.server.mailbox.keep(self._message())
                self._say("250 kept")
            elif command == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline(LONGEST_LINE)) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
